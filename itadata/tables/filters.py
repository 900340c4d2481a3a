"""One round of one year, with the agencies and measures that are asked for."""

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

Maker = Callable[[Snapshot, Framework, int, TableQuery], pd.DataFrame]


def of_round(name: str, make: Maker) -> Reader:
    """The reader of a table that is of one round."""

    def read(snapshot: Snapshot, query: TableQuery) -> Table:
        framework = filtered(snapshot, query)
        months = round_asked(framework, query)
        frame = make(snapshot, framework, months, query)
        return Table(name, frame, framework.fiscal_year, months)

    return read


def filtered(snapshot: Snapshot, query: TableQuery) -> Framework:
    """The year's framework with the agencies and measures that are asked for."""
    framework = framework_with_measures(snapshot, query.fiscal_year)
    if query.agency_code:
        framework = framework.filtered(agency_codes=[framework.agency(query.agency_code).code])
    if query.parent_body:
        own = [a.code for a in framework.agencies if a.parent_body == query.parent_body]
        framework = framework.filtered(agency_codes=own)
    if query.state:
        all_of_them = agencies(snapshot, framework, round_asked(framework, query), query)
        own = list(analysis.in_state(all_of_them, query.state)["agency_code"])
        framework = framework.filtered(agency_codes=own)
    return framework.filtered(measure_no=query.measure_no)


def round_asked(framework: Framework, query: TableQuery) -> int:
    """The months of the round, the last opened when left out. Raises UnknownRound."""
    months = query.round
    if months is None:
        months = last_opened_round(framework, query.today) or 0
    return framework.round(months).months


def agencies(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """How each agency stands in a round: the table `agencies`, which others are made from."""
    year = framework.fiscal_year
    return analysis.agencies(
        framework, months, snapshot.versions(year), snapshot.answers(year), query.today
    )
