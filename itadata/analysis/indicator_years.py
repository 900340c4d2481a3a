"""The indicators of a unit with one column a fiscal year."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from itadata.analysis.computed_indicators import Identity, indicator_identities
from itadata.analysis.thresholds import below_pass_threshold
from itadata.framework import Framework
from itadata.language import _


def row_labels(indicators: pd.DataFrame, frameworks: Mapping[int, Framework]) -> list[str]:
    """The label of the indicator of each row in its newest year: "7. …", through renumberings."""
    identities = _identities(indicators, frameworks)
    named = zip(identities, indicators["indicator_no"], indicators["indicator"], strict=True)
    labels = {identity: f"{no}. {name}" for identity, no, name in named}
    return [labels[identity] for identity in identities]


def _identities(indicators: pd.DataFrame, frameworks: Mapping[int, Framework]) -> list[Identity]:
    identities = indicator_identities(frameworks)
    keys = zip(indicators["fiscal_year"], indicators["indicator_no"], strict=True)
    return [identities.get((int(year), int(no)), (int(year), int(no))) for year, no in keys]


def indicator_years(
    indicators: pd.DataFrame, frameworks: Mapping[int, Framework], fiscal_year: int
) -> pd.DataFrame:
    """One row an indicator, through renumberings: its number, name and instrument in its newest
    year, a column a year, the change into `fiscal_year`, the years below the pass threshold, and
    whether any of its scores is an illustration. `indicators` are in order of the year.
    """
    below = below_pass_threshold(indicators, frameworks)
    labels = row_labels(indicators, frameworks)
    rows: dict[Identity, dict[str, Any]] = {}
    for identity, record, label, is_below in zip(
        _identities(indicators, frameworks),
        indicators.to_dict("records"),
        labels,
        below,
        strict=True,
    ):
        year = record["fiscal_year"]
        row = rows.setdefault(identity, {"under_pass": [], "illustration": False})
        row |= {"no": record["indicator_no"], "instrument": record["instrument"]}
        row["indicator"] = label
        row[str(year)] = record["score"]
        if year == fiscal_year:
            row[change_heading(year)] = record["change"]
        if is_below:
            row["under_pass"].append(str(year))
        row["illustration"] |= bool(record["illustration"])
    years = [str(year) for year in sorted(set(indicators["fiscal_year"]))]
    columns = ["indicator", "instrument", *years, change_heading(fiscal_year)]
    frame = pd.DataFrame(
        [
            {**row, "under_pass": ", ".join(row["under_pass"]) or None}
            for row in sorted(rows.values(), key=lambda each: each["no"])
        ],
        columns=[*columns, "under_pass", "illustration"],
    )
    return frame.astype(dict.fromkeys([*years, change_heading(fiscal_year)], float))


def change_heading(fiscal_year: int) -> str:
    """The heading of the change into a year."""
    return _("Change in {year}").format(year=fiscal_year)
