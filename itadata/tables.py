"""The named tables: which rows of the store go through which analysis.

The command line prints them, the pages draw them; both get the same frame from here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from itadata import analysis
from itadata.access import Action, Actor, require
from itadata.columns import TABLE_COLUMNS
from itadata.errors import NoFramework, NotAllowed, UnknownAgency, UnknownTable
from itadata.framework import Agency, Framework
from itadata.language import mark
from itadata.store import Reading


@dataclass(frozen=True)
class Table:
    """A table with the year (B.E.) and round (months) that it is of; None where it is of all."""

    name: str
    frame: pd.DataFrame
    fiscal_year: int | None
    round: int | None


@dataclass(frozen=True)
class Scope:
    """What is asked for, and the day it is seen from. What is left out is not filtered.

    `state` is one of `analysis.in_state`, of the agency's return; `version` is of the return of
    the one agency, its counting version when left out; `unit` is the name of a unit assessed.
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


_Reader = Callable[[Reading, Scope], Table]
Frameworks = Mapping[int, Framework]
_Maker = Callable[[Reading, Framework, int, Scope], pd.DataFrame]


GUARDED: Mapping[str, Action] = {"follow_up": Action.FOLLOW_UP}
"""The tables that only some may see, with the action that they are a part of."""


def read_table(reading: Reading, name: str, scope: Scope, actor: Actor | None = None) -> Table:
    """A table by its name; a guarded one for whoever is named and may see it.

    Raises UnknownTable, NotAllowed, NoFramework, UnknownRound.
    """
    if name not in _READERS:
        raise UnknownTable(
            mark("There is no table “{name}”. The tables are: {names}."),
            name=name,
            names=", ".join(_READERS),
        )
    _check_allowed(name, actor)
    table = _READERS[name](reading, scope)
    frame = table.frame.reindex(columns=[*TABLE_COLUMNS[name]])
    return Table(name, frame, table.fiscal_year, table.round)


def _check_allowed(name: str, actor: Actor | None) -> None:
    action = GUARDED.get(name)
    if action is None:
        return
    if actor is None:
        raise NotAllowed(mark("This table is not open to everybody: say who asks for it."))
    require(actor, action)


def latest_year(reading: Reading) -> int | None:
    """The latest fiscal year with returns, else the latest with measures, else None."""
    with_returns = reading.years_with_returns()
    if with_returns:
        return with_returns[-1]
    with_measures = [year for year, f in reading.frameworks().items() if f.measures]
    return max(with_measures, default=None)


def last_opened_round(framework: Framework, today: date) -> int | None:
    """The last round of the year that has opened, else its first, None where it has none."""
    opened = [r.months for r in framework.rounds if r.opens_on <= today]
    return max(opened, default=min((r.months for r in framework.rounds), default=None))


def framework_with_measures(reading: Reading, fiscal_year: int | None) -> Framework:
    """The framework of a year that can be reported, the latest when left out.

    Raises NoFramework.
    """
    year = fiscal_year or latest_year(reading)
    framework = reading.frameworks().get(year or 0)
    if framework is None or not framework.measures:
        raise NoFramework(
            mark(
                "No measures are loaded for fiscal year {year}. Load the framework of the year "
                "first: python -m itadata framework FILE."
            ),
            year=year or "–",
        )
    return framework


def _round(framework: Framework, scope: Scope) -> int:
    months = scope.round
    if months is None:
        months = last_opened_round(framework, scope.today) or 0
    return framework.round(months).months


def _unit_scores(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    return analysis.scores(reading.figures(scope.unit), frameworks)


def _unit_levels(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    return analysis.levels(_unit_scores(reading, frameworks, scope), frameworks)


def _unit_indicators(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    return analysis.indicators(reading.figures(scope.unit), frameworks)


def _contributions(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    return analysis.contributions(_unit_indicators(reading, frameworks, scope), frameworks)


def _peers(reading: Reading, frameworks: Frameworks, scope: Scope) -> pd.DataFrame:
    frame = analysis.peers(analysis.totals(reading.totals(), frameworks))
    return frame[frame["unit"] == scope.unit] if scope.unit else frame


def _of_scores(name: str, make: Callable[[Reading, Frameworks, Scope], pd.DataFrame]) -> _Reader:
    """The reader of a table of what units scored: of one unit or all, of one year or all."""

    def read(reading: Reading, scope: Scope) -> Table:
        return Table(
            name,
            _of_year(make(reading, reading.frameworks(), scope), scope),
            scope.fiscal_year,
            None,
        )

    return read


def _of_year(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    if scope.fiscal_year is not None:
        frame = frame[frame["fiscal_year"] == scope.fiscal_year]
    return frame.reset_index(drop=True)


def _rates(reading: Reading, scope: Scope) -> Table:
    framework = _narrowed(reading, scope)
    year = framework.fiscal_year
    frame = analysis.rates(framework, reading.versions(year))
    if scope.round is not None:
        frame = frame[frame["round"] == framework.round(scope.round).months]
    return Table("rates", frame.reset_index(drop=True), year, scope.round)


def _of_round(name: str, make: _Maker) -> _Reader:
    """The reader of a table that is of one round."""

    def read(reading: Reading, scope: Scope) -> Table:
        framework = _narrowed(reading, scope)
        months = _round(framework, scope)
        frame = make(reading, framework, months, scope)
        return Table(name, frame, framework.fiscal_year, months)

    return read


def _narrowed(reading: Reading, scope: Scope) -> Framework:
    """The year's framework with the agencies and measures that are asked for."""
    framework = framework_with_measures(reading, scope.fiscal_year)
    if scope.agency_code:
        framework = framework.narrowed(agency_codes=[framework.agency(scope.agency_code).code])
    if scope.parent_body:
        own = [a.code for a in framework.agencies if a.parent_body == scope.parent_body]
        framework = framework.narrowed(agency_codes=own)
    if scope.state:
        agencies = _agencies(reading, framework, _round(framework, scope), scope)
        own = list(analysis.in_state(agencies, scope.state)["agency_code"])
        framework = framework.narrowed(agency_codes=own)
    return framework.narrowed(measure_no=scope.measure_no)


def _agencies(reading: Reading, framework: Framework, months: int, scope: Scope) -> pd.DataFrame:
    year = framework.fiscal_year
    return analysis.agencies(
        framework, months, reading.versions(year), reading.answers(year), scope.today
    )


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
        _agencies(reading, framework, months, scope),
        reading.versions(year),
        analysis.People(reading.reporters(), pd.DataFrame(notes, columns=columns, dtype=object)),
        scope.today,
    )


def _one_agency(framework: Framework, scope: Scope) -> Agency:
    if not scope.agency_code:
        raise UnknownAgency(mark("This table is of one agency: give its code."))
    return framework.agency(scope.agency_code)


def _measure_indicators(reading: Reading, scope: Scope) -> Table:
    framework = _narrowed(reading, scope)
    own = analysis.indicators(reading.figures(framework.unit), reading.frameworks())
    frame = analysis.measure_indicators(framework, own)
    return Table("measure_indicators", frame, framework.fiscal_year, None)


def _agency_returns(reading: Reading, scope: Scope) -> Table:
    """Of the agency in every year that lists it. Raises UnknownAgency where none does."""
    rows = [
        analysis.agency_returns(framework, scope.agency_code, reading.versions(year))
        for year, framework in sorted(reading.frameworks().items(), reverse=True)
        if any(agency.code == scope.agency_code for agency in framework.agencies)
    ]
    if not rows:
        _one_agency(framework_with_measures(reading, scope.fiscal_year), scope)
    return Table("agency_returns", pd.concat(rows, ignore_index=True), None, None)


def _beside_last_year(
    make: Callable[[Framework, pd.DataFrame, Framework | None, pd.DataFrame], pd.DataFrame],
) -> _Maker:
    """A table of one agency's answers beside those of the same round a year before.

    Raises UnknownAgency.
    """

    def made(reading: Reading, framework: Framework, months: int, scope: Scope) -> pd.DataFrame:
        code, year = _one_agency(framework, scope).code, framework.fiscal_year
        if scope.version is None:
            answers = _of_agency(reading.answers(year), months, code)
        else:
            answers = reading.answers_of_version(year, months, code, scope.version)
        before = _of_agency(reading.answers(year - 1), months, code)
        return make(framework, answers, reading.frameworks().get(year - 1), before)

    return made


def _of_agency(answers: pd.DataFrame, months: int, code: str) -> pd.DataFrame:
    return answers[(answers["round"] == months) & (answers["agency_code"] == code)]


def _owed(reading: Reading, scope: Scope) -> Table:
    """Of the agency in every year that has measures and lists it. Raises UnknownAgency."""
    _one_agency(framework_with_measures(reading, scope.fiscal_year), scope)
    frames = [
        analysis.owed(framework, scope.agency_code, reading.versions(year), scope.today)
        for year, framework in sorted(reading.frameworks().items(), reverse=True)
        if any(agency.code == scope.agency_code for agency in framework.agencies)
    ]
    return Table("owed", pd.concat(frames, ignore_index=True), None, None)


def _changes(reading: Reading, framework: Framework, months: int, scope: Scope) -> pd.DataFrame:
    """What a version of a return, the counting one when left out, says otherwise than the one
    before it that was not withdrawn.

    Raises UnknownAgency.
    """
    code, year = _one_agency(framework, scope).code, framework.fiscal_year
    standing = reading.standing(year, months, code)
    number = scope.version or (standing.counting.number if standing.counting else 0)
    earlier = standing.before(number)
    before, after = (
        reading.answers_of_version(year, months, code, each)
        for each in (earlier.number if earlier else 0, number)
    )
    return analysis.changes(framework, before, after)


def _attempts(reading: Reading, scope: Scope) -> Table:
    """Of one agency or of all, of one year or of all."""
    names = {
        (year, agency.code): agency.name
        for year, framework in reading.frameworks().items()
        for agency in framework.agencies
    }
    rows = [
        {
            "attempt": attempt.number,
            "received_at": attempt.received_at,
            "at": attempt.at,
            "by": attempt.by,
            "kind_of_file": attempt.kind,
            "agency_code": attempt.agency_code,
            "agency": names.get((attempt.fiscal_year or 0, attempt.agency_code or "")),
            "fiscal_year": attempt.fiscal_year,
            "round": attempt.round,
            "version": attempt.version,
            "accepted": attempt.accepted,
            "errors": attempt.errors,
            "warnings": attempt.warnings,
            "receipt": attempt.receipt,
            "file": attempt.file_name,
            "sha256": attempt.sha256,
        }
        for attempt in reading.attempts(
            agency_code=scope.agency_code, fiscal_year=scope.fiscal_year
        )
    ]
    columns = [*TABLE_COLUMNS["attempts"]]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return Table("attempts", frame, scope.fiscal_year, None)


def _parent_bodies(
    reading: Reading, framework: Framework, months: int, scope: Scope
) -> pd.DataFrame:
    return analysis.parent_bodies(_agencies(reading, framework, months, scope))


def _curve(reading: Reading, framework: Framework, months: int, scope: Scope) -> pd.DataFrame:
    versions = reading.versions(framework.fiscal_year)
    return analysis.curve(framework, months, versions, scope.today)


def _from_answers(make: Callable[[Framework, int, pd.DataFrame], pd.DataFrame]) -> _Maker:
    return lambda reading, framework, months, _: make(
        framework, months, reading.answers(framework.fiscal_year)
    )


def _events(reading: Reading, scope: Scope) -> Table:
    frame = reading.events()
    year = scope.fiscal_year or latest_year(reading)
    if year is not None:
        # What is of no year, such as a file that could not be read, is of every one.
        frame = frame[(frame["fiscal_year"] == year) | frame["fiscal_year"].isna()]
    if scope.round is not None:
        frame = frame[frame["round"] == scope.round]
    return Table("events", frame.reset_index(drop=True), year, scope.round)


_READERS: Mapping[str, _Reader] = {
    "rates": _rates,
    "measures": _of_round("measures", _from_answers(analysis.measures)),
    "steps": _of_round("steps", _from_answers(analysis.steps)),
    "agencies": _of_round("agencies", _agencies),
    "follow_up": _of_round("follow_up", _follow_up),
    "parent_bodies": _of_round("parent_bodies", _parent_bodies),
    "curve": _of_round("curve", _curve),
    "matrix": _of_round("matrix", _from_answers(analysis.matrix)),
    "step_agencies": _of_round("step_agencies", _from_answers(analysis.step_agencies)),
    "measure_indicators": _measure_indicators,
    "agency_returns": _agency_returns,
    "agency_answers": _of_round("agency_answers", _beside_last_year(analysis.agency_answers)),
    "agency_texts": _of_round("agency_texts", _beside_last_year(analysis.agency_texts)),
    "owed": _owed,
    "changes": _of_round("changes", _changes),
    "attempts": _attempts,
    "answers": _of_round("answers", _from_answers(analysis.answers_of_round)),
    "scores": _of_scores("scores", _unit_scores),
    "indicators": _of_scores("indicators", _unit_indicators),
    "levels": _of_scores("levels", _unit_levels),
    "contributions": _of_scores("contributions", _contributions),
    "peers": _of_scores("peers", _peers),
    "events": _events,
}
