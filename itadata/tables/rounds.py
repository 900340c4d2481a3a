"""The tables of a round: what was carried out, who reported, for whom the province waits."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from itadata import analysis
from itadata.framework import Framework
from itadata.store import Snapshot
from itadata.tables.filters import Maker, agencies, filtered, of_round, round_asked
from itadata.tables.query import Reader, Table, TableQuery


def _rates(snapshot: Snapshot, query: TableQuery) -> Table:
    framework = filtered(snapshot, query)
    year = framework.fiscal_year
    frame = analysis.rates(framework, snapshot.versions(year))
    if query.round is not None:
        frame = frame[frame["round"] == framework.round(query.round).months]
    return Table("rates", frame.reset_index(drop=True), year, query.round)


def _from_answers(make: Callable[[Framework, int, pd.DataFrame], pd.DataFrame]) -> Maker:
    return lambda snapshot, framework, months, _: make(
        framework, months, snapshot.answers(framework.fiscal_year)
    )


def _measure_indicators(snapshot: Snapshot, query: TableQuery) -> Table:
    framework = filtered(snapshot, query)
    own = analysis.indicators(snapshot.figures(framework.unit), snapshot.frameworks())
    frame = analysis.measure_indicators(framework, own)
    return Table("measure_indicators", frame, framework.fiscal_year, None)


def _parent_bodies(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    return analysis.parent_bodies(agencies(snapshot, framework, months, query))


def _curve(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
    versions = snapshot.versions(framework.fiscal_year)
    return analysis.curve(framework, months, versions, query.today)


def _follow_up(
    snapshot: Snapshot, framework: Framework, months: int, query: TableQuery
) -> pd.DataFrame:
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
        analysis.People(snapshot.reporters(), pd.DataFrame(notes, columns=columns, dtype=object)),
        query.today,
    )


def _queue(snapshot: Snapshot, query: TableQuery) -> Table:
    """What waits, or is in the state that is asked for where a review gives it."""
    state = query.state if query.state in analysis.REVIEWED else analysis.SUBMITTED
    framework = filtered(snapshot, replace(query, state=""))
    months = round_asked(framework, query)
    versions = snapshot.versions(framework.fiscal_year)
    frame = analysis.queue(framework, months, versions, query.today, state)
    return Table("queue", frame, framework.fiscal_year, months)


READERS: Mapping[str, Reader] = {
    "rates": _rates,
    "measures": of_round("measures", _from_answers(analysis.measures)),
    "steps": of_round("steps", _from_answers(analysis.steps)),
    "agencies": of_round("agencies", agencies),
    "answers": of_round("answers", _from_answers(analysis.answers_of_round)),
    "parent_bodies": of_round("parent_bodies", _parent_bodies),
    "follow_up": of_round("follow_up", _follow_up),
    "queue": _queue,
    "curve": of_round("curve", _curve),
    "matrix": of_round("matrix", _from_answers(analysis.matrix)),
    "step_agencies": of_round("step_agencies", _from_answers(analysis.step_agencies)),
    "measure_indicators": _measure_indicators,
}
