"""The tables over the rounds, up to that of the query, and the signals of a round."""

from dataclasses import replace

import pandas as pd

from itadata import analysis
from itadata.findings import Code
from itadata.framework import Framework, RoundKey, with_rounds
from itadata.store import Snapshot
from itadata.tables.agency import require_agency
from itadata.tables.query import TableQuery, agencies

_SIMILAR = frozenset({Code.TEXT_OF_ANOTHER, Code.TEXT_OF_OTHERS, Code.TEXT_OF_LAST_YEAR})


def agency_rounds(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The agencies in each round that has opened, up to that of the query.

    Of the query its agency and parent body filter them: others are about one round alone.
    """
    rounds = _rounds(snapshot, framework, months, query)
    years = sorted({framework.fiscal_year, *(key.fiscal_year for key in rounds)})
    versions = pd.concat([snapshot.versions(year) for year in years])
    frame = analysis.agency_rounds(snapshot.frameworks(), rounds, versions, query.today)
    if query.agency_code:
        frame = frame[frame["agency_code"] == query.agency_code]
    if query.parent_body:
        frame = frame[frame["parent_body"] == query.parent_body]
    return frame.reset_index(drop=True)


def _rounds(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> list[RoundKey]:
    keys = [
        (year, each.months)
        for year, of_year in with_rounds(snapshot.frameworks()).items()
        for each in of_year.rounds
        if each.opens_on <= query.today
    ]
    last = (framework.fiscal_year, months)
    return [RoundKey(*key) for key in sorted(keys) if key <= last]


def reporting_rounds(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The reporting of each round."""
    return analysis.reporting_rounds(agency_rounds(snapshot, framework, months, query))


def repeatedly_missing(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The agencies without a return in several rounds running, up to that of the query."""
    last, frame = _agencies_until(snapshot, framework, months, query)
    return analysis.repeatedly_missing(framework, last, frame)


def repeatedly_behind(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The agencies missing, late or sent back in several rounds, up to that of the query."""
    last, frame = _agencies_until(snapshot, framework, months, query)
    return analysis.repeatedly_behind(framework, last, frame)


def _agencies_until(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> tuple[RoundKey, pd.DataFrame]:
    """The last round, and every agency until then, under whatever parent body it was before."""
    of_all = replace(query, parent_body="", agency_code="")
    frame = agency_rounds(snapshot, framework, months, of_all)
    return RoundKey(framework.fiscal_year, months), frame


def agency_spread(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """One agency against the spread of all, in each round. Raises UnknownAgency without one."""
    frameworks = snapshot.frameworks()
    return analysis.agency_spread(
        require_agency(framework, query).code,
        agency_rounds(snapshot, framework, months, query),
        {
            key: agencies(snapshot, frameworks[key.fiscal_year], key.months, query)
            for key in _rounds(snapshot, framework, months, query)
        },
    )


def signals(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The signals of the returns of a round."""
    year = framework.fiscal_year
    similar = snapshot.finding_counts(year, _SIMILAR)
    versions = snapshot.versions(year)
    of_round = versions[versions["round"] == months].sort_values("version")
    counting = of_round[of_round["state"] != analysis.WITHDRAWN].groupby("agency_code").last()
    similar_texts = {
        code: similar.get(receipt, 0) for code, receipt in counting["receipt"].items()
    }
    return analysis.signals(framework, months, snapshot.answers(year), similar_texts)
