"""The tables of what units scored, of one unit or all, of one year or all."""

from collections.abc import Callable, Mapping

import pandas as pd

from itadata import analysis
from itadata.framework import Framework
from itadata.store import Reading
from itadata.tables.query import Reader, Scope, Table

Frameworks = Mapping[int, Framework]


def _unit_scores(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    return analysis.scores(reading.figures(scope.unit), frameworks)


def _unit_levels(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    return analysis.levels(_unit_scores(reading, frameworks, scope), frameworks)


def _unit_indicators(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    return analysis.indicators(reading.figures(scope.unit), frameworks)


def _contributions(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    return analysis.contributions(_unit_indicators(reading, frameworks, scope), frameworks)


def _peers(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    frame = analysis.peers(analysis.totals(reading.totals(), frameworks))
    return frame[frame["unit"] == scope.unit] if scope.unit else frame


def _of_scores(name: str, make: Callable[[Reading, Frameworks, Scope], pd.DataFrame]) -> Reader:
    """The reader of a table of what units scored: of one unit or all, of one year or all."""

    def read(reading: Reading, scope: Scope) -> Table:
        return Table(
            name,
            _of_year(make(reading, reading.frameworks(), scope), scope),
            scope.fiscal_year,
            None,
        )

    return read


def _of_year(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    if scope.fiscal_year is not None:
        frame = frame[frame["fiscal_year"] == scope.fiscal_year]
    return frame.reset_index(drop=True)


READERS: Mapping[str, Reader] = {
    "scores": _of_scores("scores", _unit_scores),
    "indicators": _of_scores("indicators", _unit_indicators),
    "levels": _of_scores("levels", _unit_levels),
    "contributions": _of_scores("contributions", _contributions),
    "peers": _of_scores("peers", _peers),
}
