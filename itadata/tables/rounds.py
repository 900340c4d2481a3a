"""The tables of a round: completion of the measures, reporting, follow-up."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from itadata import analysis
from itadata.analysis.evidence import evidence as links_of_evidence
from itadata.analysis.evidence import evidence_counts as count_evidence
from itadata.analysis.units import of_one_place
from itadata.framework import Framework
from itadata.store import Snapshot
from itadata.tables.query import (
    Reader,
    Table,
    TableQuery,
    agencies,
    filtered,
    query_round,
    round_reader,
)


def rates(snapshot: Snapshot, query: TableQuery) -> Table:
    """The reporting rates, one row a round."""
    framework = filtered(snapshot, query)
    year = framework.fiscal_year
    frame = analysis.rates(framework, snapshot.versions(year))
    if query.round is not None:
        frame = frame[frame["round"] == framework.round(query.round).months]
    return Table(frame.reset_index(drop=True), year, query.round)


def answers_reader(build: Callable[[Framework, int, pd.DataFrame], pd.DataFrame]) -> Reader:
    """A reader of a table of one round that `build` makes from the answers of the year."""
    return round_reader(
        lambda snapshot, framework, months, _query: build(
            framework, months, snapshot.answers(framework.fiscal_year)
        )
    )


def measure_indicators(snapshot: Snapshot, query: TableQuery) -> Table:
    """The indicators linked to each measure, with the province's scores."""
    framework = filtered(snapshot, query)
    frameworks = snapshot.frameworks()
    score_values = of_one_place(snapshot.score_values(framework.unit))
    indicators = analysis.indicators(score_values, frameworks)
    year_after = frameworks.get(framework.fiscal_year + 1)
    frame = analysis.measure_indicators(framework, indicators, year_after)
    return Table(frame, framework.fiscal_year)


def improvement(snapshot: Snapshot, query: TableQuery) -> Table:
    """The improvement loop around the measures of a round, with the province's scores."""
    framework = filtered(snapshot, replace(query, measure_no=None))
    year, months = framework.fiscal_year, query_round(framework, query).months
    frameworks = snapshot.frameworks()
    score_values = of_one_place(snapshot.score_values(framework.unit))
    scores = analysis.scores(score_values, frameworks)
    frame = analysis.improvement(
        framework,
        months,
        analysis.measures(framework, months, snapshot.answers(year)),
        analysis.indicators(score_values, frameworks),
        analysis.levels(scores, frameworks),
    )
    if query.measure_no is not None:
        frame = frame[frame["measure_no"] == query.measure_no].reset_index(drop=True)
    return Table(frame, year, months)


def parent_bodies(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The reporting of a round by parent body."""
    return analysis.parent_bodies(agencies(snapshot, framework, months, query))


def curve(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The returns received in a round, day by day."""
    versions = snapshot.versions(framework.fiscal_year)
    return analysis.curve(framework, months, versions, query.today)


def follow_up(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The agencies of a round with their situation and whom to call."""
    year = framework.fiscal_year
    notes = [
        (note.agency_code, note.contacted_on, note.at, note.text)
        for note in snapshot.notes(year, months)
    ]
    columns = ["agency_code", "contacted_on", "at", "text"]
    return analysis.follow_up(
        framework,
        months,
        agencies(snapshot, framework, months, query),
        snapshot.versions(year),
        analysis.ContactData(
            snapshot.reporters(), pd.DataFrame(notes, columns=columns, dtype=object)
        ),
        query.today,
    )


def evidence(
    snapshot: Snapshot, framework: Framework, months: int, _query: TableQuery
) -> pd.DataFrame:
    """The links of evidence of a round, with what came of trying each."""
    answers = snapshot.answers(framework.fiscal_year)
    hosts = snapshot.evidence_hosts()
    return links_of_evidence(framework, months, answers, snapshot.evidence_tries(), hosts)


def evidence_counts(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    """The links of evidence of each agency, counted by state."""
    return count_evidence(framework, evidence(snapshot, framework, months, query))


def queue(snapshot: Snapshot, query: TableQuery) -> Table:
    """The returns that wait for review, or those in the query's state if a review sets it."""
    state = query.state if query.state in analysis.REVIEW_STATES else analysis.SUBMITTED
    framework = filtered(snapshot, replace(query, state=""))
    months = query_round(framework, query).months
    versions = snapshot.versions(framework.fiscal_year)
    frame = analysis.review_queue(framework, months, versions, query.today, state)
    return Table(frame, framework.fiscal_year, months)
