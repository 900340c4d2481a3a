"""The named tables: which rows of the store go through which analysis.

The command line prints them, the pages draw them; both get the same frame from here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from itadata import analysis
from itadata.columns import TABLE_COLUMNS
from itadata.errors import NoFramework, UnknownTable
from itadata.framework import Framework
from itadata.language import mark
from itadata.store import Reading


@dataclass(frozen=True)
class Table:
    """A table with the year (B.E.) and round (months) that it is of; None where it is of all."""

    name: str
    frame: pd.DataFrame
    fiscal_year: int | None
    round: int | None


@dataclass(frozen=True)
class Scope:
    """The year and round that are asked for, and the day they are seen from."""

    today: date
    fiscal_year: int | None = None
    round: int | None = None


def read_table(reading: Reading, name: str, scope: Scope) -> Table:
    """A table by its name. Raises UnknownTable, NoFramework, UnknownRound."""
    if name not in _READERS:
        raise UnknownTable(
            mark("There is no table “{name}”. The tables are: {names}."),
            name=name,
            names=", ".join(_READERS),
        )
    table = _READERS[name](reading, scope)
    frame = table.frame.reindex(columns=[*TABLE_COLUMNS[name]])
    return Table(name, frame, table.fiscal_year, table.round)


def latest_year(reading: Reading) -> int | None:
    """The latest fiscal year with returns, else the latest with measures, else None."""
    with_returns = reading.years_with_returns()
    if with_returns:
        return with_returns[-1]
    with_measures = [year for year, f in reading.frameworks().items() if f.measures]
    return max(with_measures, default=None)


def last_opened_round(framework: Framework, today: date) -> int | None:
    """The last round of the year that has opened, else its first, None where it has none."""
    opened = [r.months for r in framework.rounds if r.opens_on <= today]
    return max(opened, default=min((r.months for r in framework.rounds), default=None))


def framework_with_measures(reading: Reading, fiscal_year: int | None) -> Framework:
    """The framework of a year that can be reported, the latest when left out.

    Raises NoFramework.
    """
    year = fiscal_year or latest_year(reading)
    framework = reading.frameworks().get(year or 0)
    if framework is None or not framework.measures:
        raise NoFramework(
            mark(
                "No measures are loaded for fiscal year {year}. Load the framework of the year "
                "first: python -m itadata framework FILE."
            ),
            year=year or "–",
        )
    return framework


def _round(framework: Framework, scope: Scope) -> int:
    months = scope.round
    if months is None:
        months = last_opened_round(framework, scope.today) or 0
    return framework.round(months).months


def _scores(reading: Reading, scope: Scope) -> Table:
    frame = analysis.scores(reading.figures(), reading.frameworks())
    return Table("scores", _of_year(frame, scope), scope.fiscal_year, None)


def _indicators(reading: Reading, scope: Scope) -> Table:
    frame = analysis.indicators(reading.figures(), reading.frameworks())
    return Table("indicators", _of_year(frame, scope), scope.fiscal_year, None)


def _of_year(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    if scope.fiscal_year is None:
        return frame
    return frame[frame["fiscal_year"] == scope.fiscal_year].reset_index(drop=True)


def _rates(reading: Reading, scope: Scope) -> Table:
    framework = framework_with_measures(reading, scope.fiscal_year)
    year = framework.fiscal_year
    frame = analysis.rates(framework, reading.versions(year))
    if scope.round is not None:
        frame = frame[frame["round"] == framework.round(scope.round).months]
    return Table("rates", frame.reset_index(drop=True), year, scope.round)


def _measures(reading: Reading, scope: Scope) -> Table:
    framework = framework_with_measures(reading, scope.fiscal_year)
    year, months = framework.fiscal_year, _round(framework, scope)
    return Table(
        "measures", analysis.measures(framework, months, reading.answers(year)), year, months
    )


def _steps(reading: Reading, scope: Scope) -> Table:
    framework = framework_with_measures(reading, scope.fiscal_year)
    year, months = framework.fiscal_year, _round(framework, scope)
    return Table("steps", analysis.steps(framework, months, reading.answers(year)), year, months)


def _agencies(reading: Reading, scope: Scope) -> Table:
    framework = framework_with_measures(reading, scope.fiscal_year)
    year, months = framework.fiscal_year, _round(framework, scope)
    frame = analysis.agencies(
        framework, months, reading.versions(year), reading.answers(year), scope.today
    )
    return Table("agencies", frame, year, months)


def _answers(reading: Reading, scope: Scope) -> Table:
    framework = framework_with_measures(reading, scope.fiscal_year)
    year, months = framework.fiscal_year, _round(framework, scope)
    frame = analysis.answers_of_round(framework, months, reading.answers(year))
    return Table("answers", frame, year, months)


def _events(reading: Reading, scope: Scope) -> Table:
    frame = reading.events()
    year = scope.fiscal_year or latest_year(reading)
    if year is not None:
        # What is of no year, such as a file that could not be read, is of every one.
        frame = frame[(frame["fiscal_year"] == year) | frame["fiscal_year"].isna()]
    if scope.round is not None:
        frame = frame[frame["round"] == scope.round]
    return Table("events", frame.reset_index(drop=True), year, scope.round)


_READERS: Mapping[str, Callable[[Reading, Scope], Table]] = {
    "rates": _rates,
    "measures": _measures,
    "steps": _steps,
    "agencies": _agencies,
    "answers": _answers,
    "scores": _scores,
    "indicators": _indicators,
    "events": _events,
}
