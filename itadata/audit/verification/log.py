"""The log: faults in its chain, and the event of each row that was written with one."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from itadata.audit.verification.codes import DifferenceCode
from itadata.audit.verification.difference import Difference, compare_fields
from itadata.store import ChainFault, LogEntry, Record, Records, schema, submission_hash

RowId = tuple[str, int]
"""The name of a table, and the id of a row."""

SUBMISSION = schema.submission.name
HASHED = (
    schema.decision,
    schema.extension,
    schema.exemption,
    schema.evidence_host,
    schema.note,
    schema.score_removal,
    schema.summary,
    schema.template,
    schema.user_version,
)
"""The tables whose rows have their hash in an event."""

_TABLES = {table.name: table for table in (schema.submission, *HASHED)}
_FAULTS = {
    ChainFault.OUT_OF_PLACE: DifferenceCode.EVENT_OUT_OF_PLACE,
    ChainFault.AFTER_HEAD: DifferenceCode.EVENT_AFTER_HEAD,
    ChainFault.HEAD: DifferenceCode.HEAD_DIFFERS,
}


@dataclass
class Log:
    """The log beside the rows.

    `events` are the numbers of the events of rows, where they can be believed; `without_event` are
    the other rows, in order of time; `without_row` are events whose row is gone; `actors` are all
    who did something. `erased` are the hashes that rows have since a person was erased in them,
    `erased_files` the files of which the hash alone is kept since then.
    """

    events: dict[RowId, int] = field(default_factory=dict)
    without_event: list[RowId] = field(default_factory=list)
    without_row: list[LogEntry] = field(default_factory=list)
    faults: list[LogEntry] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    erased: dict[RowId, str] = field(default_factory=dict)
    erased_files: set[str] = field(default_factory=set)


def read_log(records: Records) -> Log:
    """Read every event once."""
    log = Log()
    rows = {(name, key) for name, table in _TABLES.items() for key in records.keys(table)}
    for entry in records.entries():
        if entry.fault is not None:
            log.faults.append(entry)
        if entry.fault in (ChainFault.MISSING, ChainFault.CHANGED, ChainFault.HEAD):
            continue
        log.actors.add(entry.by)
        if entry.action == "user-erased":
            _note_erasure(log, entry)
        row = row_of(entry)
        if row in rows and row not in log.events:
            log.events[row] = entry.number
        elif row is not None and entry.fault is None:
            log.without_row.append(entry)
    log.without_event = _in_time(records, rows - log.events.keys())
    return log


def backward_steps(records: Records) -> Iterator[tuple[LogEntry, LogEntry]]:
    """Each pair of events of which the later one has the earlier time.

    It is no difference: the clock of a server may have been set back.
    """
    before: LogEntry | None = None
    for entry in records.entries():
        if not entry.at:
            continue
        if before and datetime.fromisoformat(entry.at) < datetime.fromisoformat(before.at):
            yield before, entry
        before = entry


def _note_erasure(log: Log, entry: LogEntry) -> None:
    detail = entry.fields["detail"]
    for name, hashes in detail["rows"].items():
        log.erased |= {(name, int(key)): digest for key, digest in hashes.items()}
    log.erased_files |= set(detail["files"])


def row_of(entry: LogEntry) -> RowId | None:
    """The row that was written with an event, None where there is none."""
    detail = entry.fields.get("detail", {})
    hashed = [table.name for table in HASHED if table.name in detail and "record" in detail]
    for name in [SUBMISSION] if "sha256" in detail else hashed:
        key = detail.get(name)
        return name, key if isinstance(key, int) else 0  # no row has 0
    return None


def _in_time(records: Records, rows: set[RowId]) -> list[RowId]:
    """The rows in the order in which their events must have been written."""

    def recorded(row: RowId) -> tuple[str, bool, RowId]:
        record = records.row(_TABLES[row[0]], row[1])
        # Within a second, files were received before anything was decided on them.
        return str(record and record["at"]), row[0] != SUBMISSION, row

    return sorted(rows, key=recorded)


def chain_differences(log: Log, records: Records) -> Iterator[Difference]:
    """The faults in the chain. A row whose event is missing or changed is reported with it here,
    and taken from `without_event`.
    """
    for entry in log.faults:
        if entry.fault is ChainFault.CHANGED:
            yield from _changed(entry, log.without_event, records)
        elif entry.fault is ChainFault.MISSING:
            yield from _missing(entry, log.without_event, records)
        elif entry.fault is not None:
            yield Difference(_FAULTS[entry.fault], event=entry.number, at=entry.at)


def _changed(
    entry: LogEntry, without_event: list[RowId], records: Records
) -> Iterator[Difference]:
    row = row_of(entry)
    if row not in without_event:
        row = without_event[0] if without_event else None
    if row is not None:
        without_event.remove(row)
    changed = Difference(DifferenceCode.EVENT_CHANGED, event=entry.number, at=entry.at)
    record = records.row(schema.submission, row[1]) if row and row[0] == SUBMISSION else None
    if record is None:
        yield changed
        return
    changed = about_submission(record, changed)
    expected = submission_facts(record, records)
    if "received_at" not in entry.fields["detail"]:
        del expected["received_at"]  # it is the time of the event then
    differs = replace(changed, kind=DifferenceCode.EVENT_DIFFERS)
    yield from list(compare_fields(differs, event_facts(entry.fields), expected)) or [changed]


def _missing(
    entry: LogEntry, without_event: list[RowId], records: Records
) -> Iterator[Difference]:
    number = entry.number
    while number <= entry.last and without_event:
        name, key = without_event.pop(0)
        if name == SUBMISSION:
            record = records.row(schema.submission, key)
            assert record
            yield about_submission(record, Difference(DifferenceCode.EVENT_MISSING, event=number))
        else:
            kind = DifferenceCode.EVENT_OF_DECISION_MISSING
            yield Difference(kind, event=number, row=name, key=str(key))
        number += 1
    if number <= entry.last:
        yield Difference(DifferenceCode.EVENTS_MISSING, event=number, last=entry.last)


def about_submission(record: Record, difference: Difference) -> Difference:
    """The same difference, about a submission."""
    names = {"receipt": record["receipt"], "file": record["file_name"]}
    return replace(difference, submission=record["id"], **names)


def submission_facts(record: Record, records: Records) -> dict[str, Any]:
    """The facts of a submission by its row, named like `event_facts`."""
    outcome = "accepted" if record["accepted"] else "rejected"
    columns = ("at", "by", "fiscal_year", "agency_code", "round", "receipt", "received_at")
    try:
        findings = json.loads(record["findings"])
        reading = json.loads(record["reading"]) if record["reading"] else None
        left_out = json.loads(record["left_out"] or "{}")
        digest = submission_hash(record["file_name"], findings, reading, left_out)
        number = len(findings) + sum(left_out.values())
    except (ValueError, TypeError, AttributeError):  # what was changed by hand may be anything
        number = digest = None
    documents = (schema.return_version, schema.framework_version)
    stored = [records.rows(table, submission_id=record["id"]) for table in documents]
    versions = [row["version"] for rows in stored for row in rows]
    return {
        **{name: record[name] for name in columns},
        "action": f"{record['kind'] or 'file'}-{outcome}",
        "version": versions[0] if versions else None,
        "submission": record["id"],
        "sha256": record["file_sha256"],
        "findings": number,
        "record": digest,
    }


def event_facts(event: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a submission by its event."""
    detail = event["detail"]
    names = ("submission", "sha256", "findings", "receipt", "size", "record", "parser")
    return {
        **{name: value for name, value in event.items() if name != "detail"},
        **{name: detail.get(name) for name in names},
        "received_at": detail.get("received_at", event["at"]),
    }
