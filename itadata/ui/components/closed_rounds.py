"""The words for agencies without a return: they have not reported yet, or did not in time."""

from collections.abc import Mapping

import pandas as pd

from itadata import framework as frameworks
from itadata.analysis import MISSING
from itadata.analysis.columns import missing_label
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import load

_DID_NOT_REPORT = missing_label(closed=True)


def is_closed(query: TableQuery) -> bool:
    """Whether the round of a query accepts no more returns."""
    of_year = load.frameworks().get(query.fiscal_year or 0)
    return of_year is not None and frameworks.is_closed(of_year, query.round or 0, query.today)


def state_labels(states: Mapping[str, str], query: TableQuery) -> dict[str, str]:
    """The labels of states (message ids by state) in the round of a query, translated."""
    labels = {state: _(label) for state, label in states.items()}
    if MISSING in labels and is_closed(query):
        labels[MISSING] = _(_DID_NOT_REPORT)
    return labels


def with_closed_rounds(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with those that missed a closed round named so; needs year, round and state."""
    closed = [
        is_closed(TableQuery(today(), year, months))
        for year, months in zip(frame["fiscal_year"], frame["round"], strict=True)
    ]
    missing = (frame["state"] == MISSING) & pd.Series(closed, frame.index, dtype=bool)
    return frame.assign(state=frame["state"].mask(missing, _(_DID_NOT_REPORT)))
