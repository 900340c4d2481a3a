"""The published tables, and their rows of a year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from itadata.framework import Framework
from itadata.store import Snapshot
from itadata.tables import TABLES, TableQuery, query_framework, read_table

PUBLISHED: Sequence[str] = (
    "scores",
    "indicators",
    "rates",
    "measures",
    "steps",
    "agencies",
    "parent_bodies",
    "matrix",
    "step_agencies",
    "measure_indicators",
)
"""The published tables. None holds the log, nor what officers wrote about themselves or others
(evidence, notes, results, contacts).
"""


@dataclass(frozen=True)
class Dataset:
    """The province and year (B.E.) of the open data, when they were made, whether a sample."""

    unit: str
    fiscal_year: int
    as_of: datetime
    sample: bool

    def path(self, table: str) -> str:
        """The path of a table's file, whose name says if it is a sample."""
        return f"data/{'sample_' if self.sample else ''}{table}.csv"


def read_published(
    snapshot: Snapshot, query: TableQuery
) -> tuple[Framework, dict[str, pd.DataFrame]]:
    """Read the year's framework and published tables, with every round that has opened.

    Raises NoFramework.
    """
    framework = query_framework(snapshot, query)
    of_year = TableQuery(query.today, framework.fiscal_year)
    opened = [each.months for each in framework.rounds if each.opens_on <= query.today]
    return framework, {name: _table(snapshot, name, of_year, opened) for name in PUBLISHED}


def _table(
    snapshot: Snapshot, name: str, query: TableQuery, opened: Sequence[int]
) -> pd.DataFrame:
    if "round" not in TABLES[name].schema.key or not opened:
        frame = read_table(snapshot, name, query).frame
        return frame[frame["round"].isin(opened)] if "round" in frame else frame
    frames = [read_table(snapshot, name, replace(query, round=months)).frame for months in opened]
    return pd.concat(frames, ignore_index=True)
