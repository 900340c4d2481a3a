"""The tables of one agency: its open rounds, its returns, its answers and their changes."""

from collections.abc import Callable, Iterator

import pandas as pd

from itadata import analysis
from itadata.errors import UnknownAgency
from itadata.framework import Agency, Framework
from itadata.language import N_
from itadata.store import Snapshot
from itadata.tables.query import Reader, Table, TableQuery, query_framework, round_reader


def require_agency(framework: Framework, query: TableQuery) -> Agency:
    """The agency of a query. Raises UnknownAgency."""
    if not query.agency_code:
        raise UnknownAgency(N_("This table is about one agency: give its code."))
    return framework.agency(query.agency_code)


def _frameworks_with_agency(snapshot: Snapshot, query: TableQuery) -> Iterator[Framework]:
    for _year, framework in sorted(snapshot.frameworks().items(), reverse=True):
        if any(agency.code == query.agency_code for agency in framework.agencies):
            yield framework


def open_rounds(snapshot: Snapshot, query: TableQuery) -> Table:
    """The open rounds of every year that lists the agency. Raises UnknownAgency for none."""
    frames = [
        analysis.open_rounds(
            framework, query.agency_code, snapshot.versions(framework.fiscal_year), query.today
        )
        for framework in _frameworks_with_agency(snapshot, query)
    ]
    if not frames:
        require_agency(query_framework(snapshot, query), query)
    return Table(pd.concat(frames, ignore_index=True))


def returns(snapshot: Snapshot, query: TableQuery) -> Table:
    """The returns of every year that lists the agency. Raises UnknownAgency where none does."""
    frames = [
        analysis.agency_returns(
            framework, query.agency_code, snapshot.versions(framework.fiscal_year)
        )
        for framework in _frameworks_with_agency(snapshot, query)
    ]
    if not frames:
        require_agency(query_framework(snapshot, query), query)
    return Table(pd.concat(frames, ignore_index=True))


def two_years(
    build: Callable[[Framework, pd.DataFrame, Framework | None, pd.DataFrame], pd.DataFrame],
) -> Reader:
    """A reader of one agency's answers beside those of the same round a year before.

    It raises UnknownAgency.
    """

    def read(
        snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
    ) -> pd.DataFrame:
        code, year = require_agency(framework, query).code, framework.fiscal_year
        if query.version is None:
            answers = _agency_answers(snapshot, year, months, code)
        else:
            answers = snapshot.answers_of_version(year, months, code, query.version)
        before = _agency_answers(snapshot, year - 1, months, code)
        return build(framework, answers, snapshot.frameworks().get(year - 1), before)

    return round_reader(read)


def _agency_answers(snapshot: Snapshot, year: int, months: int, code: str) -> pd.DataFrame:
    answers = snapshot.answers(year)
    return answers[(answers["round"] == months) & (answers["agency_code"] == code)]


def changes(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The changes from the version before that was not withdrawn to the query's version.

    A query without a version means the counting one. Raises UnknownAgency.
    """
    code, year = require_agency(framework, query).code, framework.fiscal_year
    status = snapshot.return_status(year, months, code)
    number = query.version or (status.counting_version.number if status.counting_version else 0)
    earlier = status.before(number)
    before, after = (
        snapshot.answers_of_version(year, months, code, each)
        for each in (earlier.number if earlier else 0, number)
    )
    return analysis.changes(framework, before, after)
