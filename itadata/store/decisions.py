"""Decisions on versions of returns and on an agency's dates, and the province's notes.

Rows are added, never changed: the last one counts. The event of each holds the hash of its row
and none of its words.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Subquery, Table, func, select

from itadata.framework import Exemption, Extension
from itadata.store import schema
from itadata.store.rows import Reads, from_row, is_return, to_row
from itadata.workflow import State, Version

_VERSION, _DECISION, _NOTE = schema.return_version, schema.decision, schema.note


@dataclass(frozen=True)
class Decision:
    """A decision on a version of a return: who made it, when, and why.

    `steps` gives reasons by the number of the step; `revise_by` is the deadline for a new
    version.
    """

    at: datetime
    by: str
    version: int
    transition: str
    state: State
    reason: str
    steps: Mapping[str, str]
    revise_by: date | None


@dataclass(frozen=True)
class Note:
    """A note of the province for itself; `contacted_on` where it was a talk with the agency."""

    at: datetime
    by: str
    fiscal_year: int
    round: int
    agency_code: str
    contacted_on: date | None
    text: str


# Columns of tables that had hashed rows before; these keep their hashes.
_ADDED_SINCE = {"kind": "measures", "texts": {}}


def row_hash(row: Mapping[str, Any]) -> str:
    """The hash of a row, as its event holds it. Times and dates are as the database keeps them."""
    plain = {
        name: value
        for name, value in row.items()
        if name != "id" and (name not in _ADDED_SINCE or value != _ADDED_SINCE[name])
    }
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=_as_text)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value)


def latest_decision() -> Subquery:
    """The last decision on each version, of those that have one."""
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


class DecisionReads(Reads):
    """Reads of decisions and notes."""

    def decisions(self, fiscal_year: int, months: int, agency_code: str) -> list[Decision]:
        """Every decision on the versions of a return, newest first."""
        rows = self._connection.execute(
            select(_DECISION, _VERSION.c.version)
            .join(_VERSION, _VERSION.c.id == _DECISION.c.return_version_id)
            .where(is_return(fiscal_year, months, agency_code))
            .order_by(_DECISION.c.id.desc())
        )
        return [
            from_row(
                Decision,
                row,
                state=State(row.state),
                steps=row.step_reasons,
                revise_by=row.mend_by,
            )
            for row in rows
        ]

    def last_decision(
        self, fiscal_year: int, months: int, agency_code: str, version: int
    ) -> Decision | None:
        """The last decision on a version of a return, None where there is none."""
        decisions = self.decisions(fiscal_year, months, agency_code)
        return next((each for each in decisions if each.version == version), None)

    def last_decisions(self, agency_code: str) -> list[tuple[int, int | None]]:
        """The id of every version of an agency's returns and of its last decision, in order."""
        query = (
            select(_VERSION.c.id, func.max(_DECISION.c.id))
            .outerjoin(_DECISION, _DECISION.c.return_version_id == _VERSION.c.id)
            .where(_VERSION.c.agency_code == agency_code)
            .group_by(_VERSION.c.id)
            .order_by(_VERSION.c.id)
        )
        return [(row[0], row[1]) for row in self._connection.execute(query)]

    def version_states(self, fiscal_year: int, months: int, agency_code: str) -> list[Version]:
        """Every version of a return with its state, in order."""
        last = latest_decision()
        rows = self._connection.execute(
            select(_VERSION.c.version, last.c.state, last.c.mend_by)
            .outerjoin(last, last.c.return_version_id == _VERSION.c.id)
            .where(is_return(fiscal_year, months, agency_code))
            .order_by(_VERSION.c.version)
        )
        return [Version(row.version, State(row.state or "submitted"), row.mend_by) for row in rows]

    def notes(
        self,
        fiscal_year: int,
        months: int | None = None,
        agency_codes: Collection[str] | None = None,
    ) -> list[Note]:
        """The province's notes of a year, newest first; of one round and of some agencies."""
        query = select(_NOTE).where(_NOTE.c.fiscal_year == fiscal_year).order_by(_NOTE.c.id.desc())
        if months is not None:
            query = query.where(_NOTE.c.round == months)
        if agency_codes is not None:
            query = query.where(_NOTE.c.agency_code.in_(agency_codes))
        return [from_row(Note, row) for row in self._connection.execute(query)]


class HashedWrites(Reads):
    """Writes of rows that have their hash in an event."""

    def _insert_hashed(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        """Add a row; gives its id and its hash for the detail of its event."""
        return {table.name: self._insert(table, row), "record": row_hash(row)}


class DecisionWrites(HashedWrites):
    """Writes of decisions and notes; each gives the detail of its event."""

    def add_decision(
        self, fiscal_year: int, months: int, agency_code: str, decision: Decision
    ) -> dict[str, Any]:
        """Add a decision on a version of a return."""
        version_id = self._connection.execute(
            select(_VERSION.c.id).where(
                is_return(fiscal_year, months, agency_code), _VERSION.c.version == decision.version
            )
        ).scalar_one()
        row = to_row(
            _DECISION,
            decision,
            return_version_id=version_id,
            step_reasons=dict(decision.steps),
            mend_by=decision.revise_by,
        )
        return self._insert_hashed(_DECISION, row)

    def add_extension(
        self, at: datetime, by: str, fiscal_year: int, extension: Extension
    ) -> dict[str, Any]:
        """Add an extension, which replaces the agency's earlier one."""
        of_round = {"at": at, "by": by, "fiscal_year": fiscal_year, "round": extension.months}
        row = to_row(schema.extension, extension, **of_round)
        return self._insert_hashed(schema.extension, row)

    def add_exemption(
        self, at: datetime, by: str, fiscal_year: int, exemption: Exemption, *, exempt: bool
    ) -> dict[str, Any]:
        """Add an exemption, or the end of one."""
        of_round = {"at": at, "by": by, "fiscal_year": fiscal_year, "round": exemption.months}
        row = to_row(schema.exemption, exemption, **of_round, exempt=exempt)
        return self._insert_hashed(schema.exemption, row)

    def add_note(self, note: Note) -> dict[str, Any]:
        """Add a note."""
        return self._insert_hashed(_NOTE, to_row(_NOTE, note))
