"""The tables of one agency: what it owes, what it sent and answered, what changed."""

from collections.abc import Callable, Mapping

import pandas as pd

from itadata import analysis
from itadata.errors import UnknownAgency
from itadata.framework import Agency, Framework
from itadata.language import N_
from itadata.store import Snapshot
from itadata.tables.filters import Maker, of_round
from itadata.tables.query import Reader, Table, TableQuery, framework_with_measures


def _one_agency(framework: Framework, query: TableQuery) -> Agency:
    if not query.agency_code:
        raise UnknownAgency(N_("This table is of one agency: give its code."))
    return framework.agency(query.agency_code)


def _owed(snapshot: Snapshot, query: TableQuery) -> Table:
    """Of the agency in every year that has measures and lists it. Raises UnknownAgency."""
    _one_agency(framework_with_measures(snapshot, query.fiscal_year), query)
    frames = [
        analysis.open_rounds(framework, query.agency_code, snapshot.versions(year), query.today)
        for year, framework in sorted(snapshot.frameworks().items(), reverse=True)
        if any(agency.code == query.agency_code for agency in framework.agencies)
    ]
    return Table("owed", pd.concat(frames, ignore_index=True), None, None)


def _agency_returns(snapshot: Snapshot, query: TableQuery) -> Table:
    """Of the agency in every year that lists it. Raises UnknownAgency where none does."""
    rows = [
        analysis.agency_returns(framework, query.agency_code, snapshot.versions(year))
        for year, framework in sorted(snapshot.frameworks().items(), reverse=True)
        if any(agency.code == query.agency_code for agency in framework.agencies)
    ]
    if not rows:
        _one_agency(framework_with_measures(snapshot, query.fiscal_year), query)
    return Table("agency_returns", pd.concat(rows, ignore_index=True), None, None)


def _beside_last_year(
    make: Callable[[Framework, pd.DataFrame, Framework | None, pd.DataFrame], pd.DataFrame],
) -> Maker:
    """A table of one agency's answers beside those of the same round a year before.

    Raises UnknownAgency.
    """

    def made(
        snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
    ) -> pd.DataFrame:
        code, year = _one_agency(framework, query).code, framework.fiscal_year
        if query.version is None:
            answers = _of_agency(snapshot.answers(year), months, code)
        else:
            answers = snapshot.answers_of_version(year, months, code, query.version)
        before = _of_agency(snapshot.answers(year - 1), months, code)
        return make(framework, answers, snapshot.frameworks().get(year - 1), before)

    return made


def _of_agency(answers: pd.DataFrame, months: int, code: str) -> pd.DataFrame:
    return answers[(answers["round"] == months) & (answers["agency_code"] == code)]


def _changes(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """What a version of a return, the counting one when left out, says otherwise than the one
    before it that was not withdrawn.

    Raises UnknownAgency.
    """
    code, year = _one_agency(framework, query).code, framework.fiscal_year
    standing = snapshot.return_status(year, months, code)
    number = query.version or (standing.counting.number if standing.counting else 0)
    earlier = standing.before(number)
    before, after = (
        snapshot.answers_of_version(year, months, code, each)
        for each in (earlier.number if earlier else 0, number)
    )
    return analysis.changes(framework, before, after)


READERS: Mapping[str, Reader] = {
    "agency_returns": _agency_returns,
    "agency_answers": of_round("agency_answers", _beside_last_year(analysis.agency_answers)),
    "agency_texts": of_round("agency_texts", _beside_last_year(analysis.agency_texts)),
    "owed": _owed,
    "changes": of_round("changes", _changes),
}
