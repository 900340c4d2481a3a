"""Which tables are published, and how their rows are told apart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from itadata.framework import Framework
from itadata.store import Snapshot
from itadata.tables import TableQuery, framework_with_measures, read_table

_OF_ROUND = ("fiscal_year", "round")

KEYS: Mapping[str, tuple[str, ...]] = {
    "scores": ("fiscal_year", "unit"),
    "indicators": ("fiscal_year", "unit", "indicator_no"),
    "rates": _OF_ROUND,
    "measures": (*_OF_ROUND, "measure_no"),
    "steps": (*_OF_ROUND, "step_no"),
    "agencies": (*_OF_ROUND, "agency_code"),
    "parent_bodies": (*_OF_ROUND, "parent_body"),
    "matrix": (*_OF_ROUND, "agency_code", "measure_no"),
    "step_agencies": (*_OF_ROUND, "step_no", "agency_code"),
    "measure_indicators": ("fiscal_year", "measure_no", "indicator_no"),
}
"""The published tables with the fields that tell their rows apart. What officers wrote about
themselves or others (evidence, notes, results, contacts) and the log are in none of them.
"""

_OF_ONE_ROUND = frozenset(
    name for name, key in KEYS.items() if key[:2] == _OF_ROUND and name != "rates"
)


@dataclass(frozen=True)
class About:
    """What the set is of: the province, the year (B.E.), when it was made, whether it is real."""

    unit: str
    fiscal_year: int
    as_of: datetime
    sample: bool

    def path(self, table: str) -> str:
        """Where a table stands in the set; the name of a file that is not real says so."""
        return f"data/{'sample_' if self.sample else ''}{table}.csv"


def published(snapshot: Snapshot, query: TableQuery) -> tuple[Framework, dict[str, pd.DataFrame]]:
    """The framework of the year and each published table of it, with every round that has opened.

    Raises NoFramework.
    """
    framework = framework_with_measures(snapshot, query.fiscal_year)
    of_year = TableQuery(query.today, framework.fiscal_year)
    opened = [each.months for each in framework.rounds if each.opens_on <= query.today]
    return framework, {name: _table(snapshot, name, of_year, opened) for name in KEYS}


def _table(snapshot: Snapshot, name: str, query: TableQuery, opened: list[int]) -> pd.DataFrame:
    if name not in _OF_ONE_ROUND:
        frame = read_table(snapshot, name, query).frame
        return frame[frame["round"].isin(opened)] if name == "rates" else frame
    frames = [read_table(snapshot, name, replace(query, round=months)).frame for months in opened]
    if not frames:
        return read_table(snapshot, name, query).frame.head(0)
    return pd.concat(frames, ignore_index=True)
