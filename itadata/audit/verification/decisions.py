"""Decisions, notes, summaries and templates beside their events, and the mark of a sample.

The event of a row says what was decided, when and by whom, and holds the hash of the row: so
reasons and notes, which no event quotes, cannot be changed either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Table

from itadata.audit.verification.codes import DifferenceCode
from itadata.audit.verification.difference import Difference, compare_fields
from itadata.audit.verification.log import HASHED, SUBMISSION, Log, row_of
from itadata.audit.verification.rows import version_key
from itadata.intake.decisions import EVENT_ACTIONS
from itadata.store import SAMPLE, Record, Records, schema
from itadata.store.erasure import stored_hash
from itadata.store.users import PERSONAL, personal_hash

_TRANSITIONS = {action: transition for transition, action in EVENT_ACTIONS.items()}
_IN_EVENT = ("at", "by", "fiscal_year", "agency_code", "round", "version")
_IN_DETAIL = ("mend_by", "due_on", "lock_on", "measure_no", "document", "unit", "place", "host")


def decision_differences(log: Log, records: Records) -> Iterator[Difference]:
    """Rows that differ from their events, and either without the other."""
    for table in HASHED:
        for row in records.rows(table):
            number = log.events.get((table.name, row["id"]))
            if number is not None:
                event = records.event(number)
                sealed = log.erased.get((table.name, row["id"]), event["detail"]["record"])
                yield from _compare(table, row, number, event, sealed)
            elif (table.name, row["id"]) in log.without_event:
                version = row.get("return_version_id")
                subject = row if version is None else _return(version, records)
                key = _key(subject, subject.get("document"), row["id"])
                yield Difference(DifferenceCode.DECISION_WITHOUT_EVENT, row=table.name, key=key)
    for entry in log.without_row:
        name, number = row_of(entry) or (SUBMISSION, 0)
        if name != SUBMISSION:
            key = _key(entry.fields, entry.fields["detail"].get("document"), number)
            kind = DifferenceCode.EVENT_WITHOUT_DECISION
            yield Difference(kind, event=entry.number, at=entry.at, row=name, key=key)


def template_files(log: Log, records: Records) -> dict[str, Difference]:
    """The files of templates, by their rows and by their events, each with what it is about."""
    files: dict[object, Difference] = {}
    for row in records.rows(schema.template):
        number = log.events.get((schema.template.name, row["id"]))
        detail = records.event(number)["detail"] if number is not None else {}
        about = Difference(DifferenceCode.FILE_GONE, event=number, file=row["file_name"])
        files |= {row["file_sha256"]: about, detail.get("file"): about}
    for entry in log.without_row:
        about = Difference(DifferenceCode.FILE_GONE, event=entry.number)
        files[entry.fields["detail"].get("file")] = about
    return {sha256: about for sha256, about in files.items() if isinstance(sha256, str)}


def sample_differences(log: Log, records: Records) -> Iterator[Difference]:
    """A mark of a sample without the events of its loader, or these without the mark."""
    marked = any(row["name"] == SAMPLE for row in records.rows(schema.setting))
    if SAMPLE in log.actors and not marked:
        yield Difference(DifferenceCode.SAMPLE_UNMARKED)
    elif marked and log.actors and SAMPLE not in log.actors and not log.faults:
        yield Difference(DifferenceCode.SAMPLE_MARKED)


def _compare(
    table: Table, row: Record, number: int, event: Record, sealed: str
) -> Iterator[Difference]:
    key = _key(event, event["detail"].get("document"), row["id"])
    about = Difference(
        DifferenceCode.DECISION_DIFFERS, event=number, at=event["at"], row=table.name, key=key
    )
    expected = _expected(table, event)
    yield from compare_fields(about, row, expected)
    # The columns that the event has are reported above; only the hash can tell about the others.
    if stored_hash(table, row | expected) != sealed:
        yield replace(about, kind=DifferenceCode.DECISION_NOT_AS_SEALED)
    if table is schema.user_version and not _has_personal_hash(row):
        yield replace(about, kind=DifferenceCode.USER_NOT_AS_SEALED)


def _has_personal_hash(row: Record) -> bool:
    """Whether e-mail and name are as they were recorded; those of an erased person are blank."""
    values = [row[name] for name in PERSONAL]
    if values == [None, None, None]:
        return True
    email, name, salt = map(str, values)
    return bool(row["personal"] == personal_hash(salt, email, name))


def _expected(table: Table, event: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row that its event has."""
    action, detail = event["action"], event["detail"]
    expected = {name: event[name] for name in _IN_EVENT if name in table.c}
    expected |= {name: detail.get(name) for name in _IN_DETAIL if name in table.c}
    if table is schema.decision and action in _TRANSITIONS:
        transition = _TRANSITIONS[action]
        expected |= {"transition": transition.value, "state": transition.target_state.value}
    elif table is schema.exemption:
        expected["exempt"] = action == "exemption-given"
    elif table is schema.evidence_host:
        expected["allowed"] = action == "evidence-host-allowed"
    elif table is schema.template:
        expected["file_sha256"] = detail.get("file")
    return expected


def _return(version_id: int, records: Records) -> Mapping[str, Any]:
    return records.row(schema.return_version, version_id) or {}


def _key(subject: Mapping[str, Any], document: str | None, number: int) -> str:
    """The name of a row: the version that it is about, or the document, and its id."""
    names = {**subject, "fiscal_year": document} if document else subject
    return " · ".join(filter(None, (version_key(names), str(number))))
