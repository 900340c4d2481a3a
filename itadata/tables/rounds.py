"""The tables of a round: what was carried out, who reported, for whom the province waits."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from itadata import analysis
from itadata.framework import Framework
from itadata.store import Reading
from itadata.tables.filters import Maker, agencies, narrowed, of_round, round_asked
from itadata.tables.query import Reader, Scope, Table


def _rates(reading: Reading, scope: Scope) -> Table:
    framework = narrowed(reading, scope)
    year = framework.fiscal_year
    frame = analysis.rates(framework, reading.versions(year))
    if scope.round is not None:
        frame = frame[frame["round"] == framework.round(scope.round).months]
    return Table("rates", frame.reset_index(drop=True), year, scope.round)


def _from_answers(make: Callable[[Framework, int, pd.DataFrame], pd.DataFrame]) -> Maker:
    return lambda reading, framework, months, _: make(
        framework, months, reading.answers(framework.fiscal_year)
    )


def _measure_indicators(reading: Reading, scope: Scope) -> Table:
    framework = narrowed(reading, scope)
    own = analysis.indicators(reading.figures(framework.unit), reading.frameworks())
    frame = analysis.measure_indicators(framework, own)
    return Table("measure_indicators", frame, framework.fiscal_year, None)


def _parent_bodies(
    reading: Reading, framework: Framework, months: int, scope: Scope
) -> pd.DataFrame:
    return analysis.parent_bodies(agencies(reading, framework, months, scope))


def _curve(reading: Reading, framework: Framework, months: int, scope: Scope) -> pd.DataFrame:
    versions = reading.versions(framework.fiscal_year)
    return analysis.curve(framework, months, versions, scope.today)


def _follow_up(reading: Reading, framework: Framework, months: int, scope: Scope) -> pd.DataFrame:
    year = framework.fiscal_year
    notes = [
        (note.agency_code, note.contacted_on, note.at, note.text)
        for note in reading.notes(year, months)
    ]
    columns = ["agency_code", "contacted_on", "at", "text"]
    return analysis.follow_up(
        framework,
        months,
        agencies(reading, framework, months, scope),
        reading.versions(year),
        analysis.People(reading.reporters(), pd.DataFrame(notes, columns=columns, dtype=object)),
        scope.today,
    )


def _queue(reading: Reading, scope: Scope) -> Table:
    """What waits, or is in the state that is asked for where a review gives it."""
    state = scope.state if scope.state in analysis.REVIEWED else analysis.SUBMITTED
    framework = narrowed(reading, replace(scope, state=""))
    months = round_asked(framework, scope)
    versions = reading.versions(framework.fiscal_year)
    frame = analysis.queue(framework, months, versions, scope.today, state)
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
