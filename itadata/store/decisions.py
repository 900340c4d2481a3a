"""What was decided of versions and of an agency's dates since they came; the province's notes.

Rows are added, never changed: the last one counts. Each is sealed by its event, which holds the
hash of the row and none of its words.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Subquery, func, insert, select

from itadata.framework import Exemption, Extension, Framework
from itadata.store import schema
from itadata.workflow import State, Version

_VERSION, _DECISION = schema.return_version, schema.decision
_EXTENSION, _EXEMPTION, _NOTE = schema.extension, schema.exemption, schema.note


@dataclass(frozen=True)
class Decision:
    """What somebody decided of a version, when, and why.

    `steps` gives reasons by the number of the step; `mend_by` is the day until which a new version
    is asked for.
    """

    at: datetime
    by: str
    version: int
    transition: str
    state: State
    reason: str
    steps: Mapping[str, str]
    mend_by: date | None


@dataclass(frozen=True)
class Note:
    """What the province wrote for itself; `contacted_on` where it was a talk with the agency."""

    at: datetime
    by: str
    fiscal_year: int
    round: int
    agency_code: str
    contacted_on: date | None
    text: str


def row_hash(row: Mapping[str, Any]) -> str:
    """The hash of a row, as its event holds it. Times and dates are as the database keeps them."""
    plain = {name: value for name, value in row.items() if name != "id"}
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=_as_text)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value)


def latest() -> Subquery:
    """The last decision of each version that any was made of."""
    last = select(func.max(_DECISION.c.id)).group_by(_DECISION.c.return_version_id)
    return select(_DECISION).where(_DECISION.c.id.in_(last)).subquery("latest_decision")


def withdrawn(version: FromClause) -> ColumnElement[bool]:
    """Whether a row of `return_version` was withdrawn, which is for ever."""
    return (
        select(_DECISION.c.id)
        .where(
            _DECISION.c.return_version_id == version.c.id,
            _DECISION.c.state == State.WITHDRAWN.value,
        )
        .exists()
    )


def versions_of(
    connection: Connection, fiscal_year: int, months: int, agency_code: str
) -> list[Version]:
    """Every version of a return with its state, in order."""
    last = latest()
    rows = connection.execute(
        select(_VERSION.c.version, last.c.state, last.c.mend_by)
        .outerjoin(last, last.c.return_version_id == _VERSION.c.id)
        .where(*_of_return(fiscal_year, months, agency_code))
        .order_by(_VERSION.c.version)
    )
    return [Version(row.version, State(row.state or "submitted"), row.mend_by) for row in rows]


def decisions_of(
    connection: Connection, fiscal_year: int, months: int, agency_code: str
) -> list[Decision]:
    """Everything that was decided of a return's versions, newest first."""
    rows = connection.execute(
        select(_DECISION, _VERSION.c.version)
        .join(_VERSION, _VERSION.c.id == _DECISION.c.return_version_id)
        .where(*_of_return(fiscal_year, months, agency_code))
        .order_by(_DECISION.c.id.desc())
    )
    return [
        Decision(
            at=row.at,
            by=row.by,
            version=row.version,
            transition=row.transition,
            state=State(row.state),
            reason=row.reason,
            steps=row.step_reasons,
            mend_by=row.mend_by,
        )
        for row in rows
    ]


def add_decision(
    connection: Connection,
    fiscal_year: int,
    months: int,
    agency_code: str,
    decided: Decision,
) -> dict[str, Any]:
    """Keep a decision; gives what seals it in its event."""
    version_id = connection.execute(
        select(_VERSION.c.id).where(
            *_of_return(fiscal_year, months, agency_code), _VERSION.c.version == decided.version
        )
    ).scalar_one()
    return _add(
        connection,
        _DECISION,
        {
            "at": decided.at,
            "by": decided.by,
            "return_version_id": version_id,
            "transition": decided.transition,
            "state": decided.state.value,
            "reason": decided.reason,
            "step_reasons": dict(decided.steps),
            "mend_by": decided.mend_by,
        },
    )


def add_extension(
    connection: Connection, at: datetime, by: str, fiscal_year: int, extension: Extension
) -> dict[str, Any]:
    """Keep an extension, which takes the place of the agency's earlier one."""
    return _add(
        connection,
        _EXTENSION,
        {
            "at": at,
            "by": by,
            "fiscal_year": fiscal_year,
            "round": extension.months,
            "agency_code": extension.agency_code,
            "due_on": extension.due_on,
            "lock_on": extension.lock_on,
            "reason": extension.reason,
        },
    )


def add_exemption(
    connection: Connection,
    at: datetime,
    by: str,
    fiscal_year: int,
    exemption: Exemption,
    *,
    exempt: bool,
) -> dict[str, Any]:
    """Keep an exemption, or that it is taken back."""
    return _add(
        connection,
        _EXEMPTION,
        {
            "at": at,
            "by": by,
            "fiscal_year": fiscal_year,
            "round": exemption.months,
            "agency_code": exemption.agency_code,
            "exempt": exempt,
            "reason": exemption.reason,
        },
    )


def add_note(connection: Connection, note: Note) -> dict[str, Any]:
    """Keep a note."""
    return _add(
        connection,
        _NOTE,
        {
            "at": note.at,
            "by": note.by,
            "fiscal_year": note.fiscal_year,
            "round": note.round,
            "agency_code": note.agency_code,
            "contacted_on": note.contacted_on,
            "text": note.text,
        },
    )


def notes(
    connection: Connection,
    fiscal_year: int,
    months: int | None = None,
    agency_codes: Collection[str] | None = None,
) -> list[Note]:
    """The province's notes of a year, newest first; of a round and of agencies where named."""
    query = select(_NOTE).where(_NOTE.c.fiscal_year == fiscal_year).order_by(_NOTE.c.id.desc())
    if months is not None:
        query = query.where(_NOTE.c.round == months)
    if agency_codes is not None:
        query = query.where(_NOTE.c.agency_code.in_(agency_codes))
    return [
        Note(
            at=row.at,
            by=row.by,
            fiscal_year=row.fiscal_year,
            round=row.round,
            agency_code=row.agency_code,
            contacted_on=row.contacted_on,
            text=row.text,
        )
        for row in connection.execute(query)
    ]


def last_decided(connection: Connection) -> tuple[int, int]:
    """How far the extensions and the exemptions go: a key of what `as_decided` gives."""
    both = select(
        select(func.max(_EXTENSION.c.id)).scalar_subquery(),
        select(func.max(_EXEMPTION.c.id)).scalar_subquery(),
    )
    extensions, exemptions = connection.execute(both).one()
    return extensions or 0, exemptions or 0


def as_decided(connection: Connection, framework: Framework) -> Framework:
    """A framework with the extensions and exemptions that the province has given since."""
    year = framework.fiscal_year
    extensions: dict[tuple[str, int], Extension] = {}
    for row in connection.execute(
        select(_EXTENSION).where(_EXTENSION.c.fiscal_year == year).order_by(_EXTENSION.c.id)
    ):
        extensions[row.agency_code, row.round] = Extension(
            row.round, row.agency_code, row.due_on, row.lock_on, row.reason
        )
    exemptions = {(each.agency_code, each.months): each for each in framework.exemptions}
    for row in connection.execute(
        select(_EXEMPTION).where(_EXEMPTION.c.fiscal_year == year).order_by(_EXEMPTION.c.id)
    ):
        exemptions.pop((row.agency_code, row.round), None)
        if row.exempt:
            exemptions[row.agency_code, row.round] = Exemption(
                row.round, row.agency_code, row.reason
            )
    return replace(
        framework,
        extensions=tuple(extensions.values()),
        exemptions=tuple(exemptions.values()),
    )


def exemptions_decided(connection: Connection, fiscal_year: int) -> set[tuple[int, str]]:
    """The rounds (months) and agencies of which the province decided whether they are exempt."""
    decided = select(_EXEMPTION.c.round, _EXEMPTION.c.agency_code).distinct()
    rows = connection.execute(decided.where(_EXEMPTION.c.fiscal_year == fiscal_year))
    return {(row.round, row.agency_code) for row in rows}


def _of_return(
    fiscal_year: int, months: int, agency_code: str
) -> tuple[ColumnElement[bool], ColumnElement[bool], ColumnElement[bool]]:
    return (
        _VERSION.c.fiscal_year == fiscal_year,
        _VERSION.c.round == months,
        _VERSION.c.agency_code == agency_code,
    )


def _add(connection: Connection, table: Any, row: dict[str, Any]) -> dict[str, Any]:
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    assert key is not None
    return {table.name: key[0], "record": row_hash(row)}
