"""The query of a table, and the year, round, agencies and measures that it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from itadata import analysis
from itadata.errors import NoFramework, UnknownRound
from itadata.framework import Framework, Round, current_round
from itadata.language import N_
from itadata.store import Snapshot

NO_ROUNDS = N_("Fiscal year {year} has no rounds: add them to its framework, and load it again.")


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
    `scenario` and `target` are those of `analysis.what_if`.
    `all_years` asks for every year of a table that is of the last one by default.
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
    all_years: bool = False
    scenario: str = ""
    target: str = ""


Reader = Callable[[Snapshot, TableQuery], Table]


def query_framework(snapshot: Snapshot, query: TableQuery) -> Framework:
    """The framework of the query's year, by default of the current round. Raises NoFramework."""
    frameworks = snapshot.frameworks()
    year = query.fiscal_year
    if year is None:
        current = current_round(frameworks, query.today, query.round)
        current = current or current_round(frameworks, query.today)
        year = current.fiscal_year if current else None
    framework = frameworks.get(year or 0)
    if framework is None or not framework.measures:
        raise NoFramework(
            N_(
                "No measures are loaded for fiscal year {year}. Load the framework of the year "
                "first: python -m itadata framework FILE."
            ),
            year=year or "–",
        )
    return framework


def query_round(framework: Framework, query: TableQuery) -> Round:
    """The query's round, by default the current one of the year. Raises UnknownRound."""
    if query.round is not None:
        return framework.round(query.round)
    current = current_round({framework.fiscal_year: framework}, query.today)
    if current is None:
        raise UnknownRound(
            NO_ROUNDS,
            year=framework.fiscal_year,
        )
    return framework.round(current.months)


RoundBuilder = Callable[[Snapshot, Framework, int, TableQuery], pd.DataFrame]


def round_reader(build: RoundBuilder) -> Reader:
    """A reader of a table of one round, which `build` makes for the filtered framework."""

    def read(snapshot: Snapshot, query: TableQuery) -> Table:
        framework = filtered(snapshot, query)
        months = query_round(framework, query).months
        frame = build(snapshot, framework, months, query)
        return Table(frame, framework.fiscal_year, months)

    return read


def filtered(snapshot: Snapshot, query: TableQuery) -> Framework:
    """The year's framework with the agencies and measures of the query alone."""
    framework = query_framework(snapshot, query)
    if query.agency_code:
        framework = framework.filtered(agency_codes=[framework.agency(query.agency_code).code])
    if query.parent_body:
        codes = [a.code for a in framework.agencies if a.parent_body == query.parent_body]
        framework = framework.filtered(agency_codes=codes)
    if query.state:
        months = query_round(framework, query).months
        frame = agencies(snapshot, framework, months, query)
        codes = list(analysis.in_state(frame, query.state)["agency_code"])
        framework = framework.filtered(agency_codes=codes)
    return framework.filtered(measure_no=query.measure_no)


def agencies(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The table `agencies`, from which other tables are made."""
    year = framework.fiscal_year
    return analysis.agencies(
        framework, months, snapshot.versions(year), snapshot.answers(year), query.today
    )
