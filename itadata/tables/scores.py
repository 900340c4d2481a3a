"""The tables of what units scored, of one unit or all, of one year or all."""

from collections.abc import Callable, Mapping

import pandas as pd

from itadata import analysis
from itadata.framework import Framework
from itadata.store import Snapshot
from itadata.tables.query import Reader, Table, TableQuery

Frameworks = Mapping[int, Framework]


def _unit_scores(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    return analysis.scores(snapshot.figures(query.unit), frameworks)


def _unit_levels(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    return analysis.levels(_unit_scores(snapshot, frameworks, query), frameworks)


def _unit_indicators(
    snapshot: Snapshot, frameworks: Frameworks, query: TableQuery
) -> pd.DataFrame:
    return analysis.indicators(snapshot.figures(query.unit), frameworks)


def _contributions(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    return analysis.contributions(_unit_indicators(snapshot, frameworks, query), frameworks)


def _peers(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    frame = analysis.peers(analysis.totals(snapshot.totals(), frameworks))
    return frame[frame["unit"] == query.unit] if query.unit else frame


def _of_scores(
    name: str, make: Callable[[Snapshot, Frameworks, TableQuery], pd.DataFrame]
) -> Reader:
    """The reader of a table of what units scored: of one unit or all, of one year or all."""

    def read(snapshot: Snapshot, query: TableQuery) -> Table:
        return Table(
            name,
            _of_year(make(snapshot, snapshot.frameworks(), query), query),
            query.fiscal_year,
            None,
        )

    return read


def _of_year(frame: pd.DataFrame, query: TableQuery) -> pd.DataFrame:
    if query.fiscal_year is not None:
        frame = frame[frame["fiscal_year"] == query.fiscal_year]
    return frame.reset_index(drop=True)


READERS: Mapping[str, Reader] = {
    "scores": _of_scores("scores", _unit_scores),
    "indicators": _of_scores("indicators", _unit_indicators),
    "levels": _of_scores("levels", _unit_levels),
    "contributions": _of_scores("contributions", _contributions),
    "peers": _of_scores("peers", _peers),
}
