"""One round of one year, with the agencies and measures that are asked for."""

from collections.abc import Callable

import pandas as pd

from itadata import analysis
from itadata.framework import Framework
from itadata.store import Reading
from itadata.tables.query import Reader, Scope, Table, framework_with_measures, last_opened_round

Maker = Callable[[Reading, Framework, int, Scope], pd.DataFrame]


def of_round(name: str, make: Maker) -> Reader:
    """The reader of a table that is of one round."""

    def read(reading: Reading, scope: Scope) -> Table:
        framework = narrowed(reading, scope)
        months = round_asked(framework, scope)
        frame = make(reading, framework, months, scope)
        return Table(name, frame, framework.fiscal_year, months)

    return read


def narrowed(reading: Reading, scope: Scope) -> Framework:
    """The year's framework with the agencies and measures that are asked for."""
    framework = framework_with_measures(reading, scope.fiscal_year)
    if scope.agency_code:
        framework = framework.narrowed(agency_codes=[framework.agency(scope.agency_code).code])
    if scope.parent_body:
        own = [a.code for a in framework.agencies if a.parent_body == scope.parent_body]
        framework = framework.narrowed(agency_codes=own)
    if scope.state:
        all_of_them = agencies(reading, framework, round_asked(framework, scope), scope)
        own = list(analysis.in_state(all_of_them, scope.state)["agency_code"])
        framework = framework.narrowed(agency_codes=own)
    return framework.narrowed(measure_no=scope.measure_no)


def round_asked(framework: Framework, scope: Scope) -> int:
    """The months of the round, the last opened when left out. Raises UnknownRound."""
    months = scope.round
    if months is None:
        months = last_opened_round(framework, scope.today) or 0
    return framework.round(months).months


def agencies(reading: Reading, framework: Framework, months: int, scope: Scope) -> pd.DataFrame:
    """How each agency stands in a round: the table `agencies`, which others are made from."""
    year = framework.fiscal_year
    return analysis.agencies(
        framework, months, reading.versions(year), reading.answers(year), scope.today
    )
