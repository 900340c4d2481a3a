"""The query of a table, and the year, round, agencies and measures that it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from itadata import analysis
from itadata.errors import NoFramework
from itadata.framework import Framework
from itadata.language import N_
from itadata.store import Snapshot


@dataclass(frozen=True)
class Table:
    """A frame with its fiscal year (B.E.) and round (months); None for several or none."""

    frame: pd.DataFrame
    fiscal_year: int | None = None
    round: int | None = None


@dataclass(frozen=True)
class TableQuery:
    """The filters of a table, and the day it is seen from. A filter left out does not filter.

    `state` is a state of `analysis.in_state`; `version` is that of the one agency's return, by
    default the counting one; `unit` is the name of a unit assessed, `place` where it lies.
    """

    today: date
    fiscal_year: int | None = None
    round: int | None = None
    parent_body: str = ""
    state: str = ""
    measure_no: int | None = None
    agency_code: str = ""
    version: int | None = None
    unit: str = ""
    place: str = ""


Reader = Callable[[Snapshot, TableQuery], Table]


def latest_year(snapshot: Snapshot) -> int | None:
    """The latest fiscal year with returns, else the latest with measures, else None."""
    with_returns = snapshot.years_with_returns()
    if with_returns:
        return with_returns[-1]
    with_measures = [year for year, f in snapshot.frameworks().items() if f.measures]
    return max(with_measures, default=None)


def last_opened_round(framework: Framework, today: date) -> int | None:
    """The last round of the year that has opened, else its first, None where it has none."""
    opened = [r.months for r in framework.rounds if r.opens_on <= today]
    return max(opened, default=min((r.months for r in framework.rounds), default=None))


def framework_with_measures(snapshot: Snapshot, fiscal_year: int | None) -> Framework:
    """The framework of a year that has measures, by default of the latest such year.

    Raises NoFramework.
    """
    year = fiscal_year or latest_year(snapshot)
    framework = snapshot.frameworks().get(year or 0)
    if framework is None or not framework.measures:
        raise NoFramework(
            N_(
                "No measures are loaded for fiscal year {year}. Load the framework of the year "
                "first: python -m itadata framework FILE."
            ),
            year=year or "–",
        )
    return framework


RoundBuilder = Callable[[Snapshot, Framework, int, TableQuery], pd.DataFrame]


def round_reader(build: RoundBuilder) -> Reader:
    """A reader of a table of one round, which `build` makes for the filtered framework."""

    def read(snapshot: Snapshot, query: TableQuery) -> Table:
        framework = filtered(snapshot, query)
        months = query_round(framework, query)
        frame = build(snapshot, framework, months, query)
        return Table(frame, framework.fiscal_year, months)

    return read


def filtered(snapshot: Snapshot, query: TableQuery) -> Framework:
    """The year's framework with the agencies and measures of the query alone."""
    framework = framework_with_measures(snapshot, query.fiscal_year)
    if query.agency_code:
        framework = framework.filtered(agency_codes=[framework.agency(query.agency_code).code])
    if query.parent_body:
        codes = [a.code for a in framework.agencies if a.parent_body == query.parent_body]
        framework = framework.filtered(agency_codes=codes)
    if query.state:
        frame = agencies(snapshot, framework, query_round(framework, query), query)
        codes = list(analysis.in_state(frame, query.state)["agency_code"])
        framework = framework.filtered(agency_codes=codes)
    return framework.filtered(measure_no=query.measure_no)


def query_round(framework: Framework, query: TableQuery) -> int:
    """The months of the query's round, by default the last opened. Raises UnknownRound."""
    months = query.round
    if months is None:
        months = last_opened_round(framework, query.today) or 0
    return framework.round(months).months


def agencies(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The table `agencies`, from which other tables are made."""
    year = framework.fiscal_year
    return analysis.agencies(
        framework, months, snapshot.versions(year), snapshot.answers(year), query.today
    )
