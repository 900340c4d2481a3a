"""One round of one year, with the agencies and measures that the query asks for."""

from collections.abc import Callable

import pandas as pd

from itadata import analysis
from itadata.framework import Framework
from itadata.store import Snapshot
from itadata.tables.query import (
    Reader,
    Table,
    TableQuery,
    framework_with_measures,
    last_opened_round,
)

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
