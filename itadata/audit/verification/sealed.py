"""What was decided and noted, beside the events that seal it; and whether it is a sample.

The event of a decision says what was decided, when and by whom, and holds the hash of the row:
so reasons and notes, which no event quotes, cannot be changed either.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import JSON

from itadata.audit.verification.difference import Difference
from itadata.audit.verification.entries import compare_fields
from itadata.audit.verification.log import SEALED, Log, subject_of
from itadata.audit.verification.rereading import version_key
from itadata.audit.verification.texts import DifferenceCode
from itadata.store import SAMPLE, Record, Records, row_hash, schema
from itadata.workflow import Transition

_TRANSITIONS = {
    "review-accepted": Transition.ACCEPT,
    "review-returned": Transition.SEND_BACK,
    "review-withdrawn": Transition.WITHDRAW,
    "review-reopened": Transition.REOPEN,
}


def compare_sealed(log: Log, records: Records) -> Iterator[Difference]:
    """What is decided, noted and written that is not as its event has it."""
    for name, table in SEALED.items():
        for row in records.every(table):
            number = log.events.get((name, row["id"]))
            if number is not None:
                yield from _compare(name, row, number, records.event(number))
            elif (name, row["id"]) in log.untold:
                key = _key(_whose(name, row, records), row["id"])
                yield Difference(DifferenceCode.DECISION_WITHOUT_EVENT, row=name, key=key)
    for link in log.unsealing:
        subject = subject_of(link)
        assert subject
        told = Difference(DifferenceCode.EVENT_WITHOUT_DECISION, event=link.number, at=link.at)
        key = _key(link.fields | _named(link.fields), subject[1])
        yield replace(told, row=subject[0], key=key)


def files_of_templates(log: Log, records: Records) -> dict[str, Difference]:
    """The files that a template is kept in by its row, or was by its event, and how each is told
    of, by their hashes.
    """
    found: dict[object, Difference] = {}
    for row in records.every(schema.template):
        number = log.events.get((schema.template.name, row["id"]))
        detail = records.event(number)["detail"] if number is not None else {}
        told = Difference(DifferenceCode.FILE_GONE, event=number, file=row["file_name"])
        found |= {row["file_sha256"]: told, detail.get("file"): told}
    for link in log.unsealing:
        found[link.fields["detail"].get("file")] = Difference(
            DifferenceCode.FILE_GONE, event=link.number
        )
    return {sha256: told for sha256, told in found.items() if isinstance(sha256, str)}


def compare_mark_of_sample(log: Log, records: Records) -> Iterator[Difference]:
    """Whether the database is marked as a sample and its log does not say so, or the reverse.

    The sample is loaded by nobody else than its loader, and whatever is in it came after the mark.
    """
    marked = any(row["name"] == SAMPLE for row in records.every(schema.setting))
    if SAMPLE in log.names and not marked:
        yield Difference(DifferenceCode.SAMPLE_UNMARKED)
    elif marked and log.names and SAMPLE not in log.names and not log.breaks:
        yield Difference(DifferenceCode.SAMPLE_MARKED)


def _compare(name: str, row: Record, number: int, event: Record) -> Iterator[Difference]:
    told = Difference(DifferenceCode.DECISION_DIFFERS, event=number, at=event["at"], row=name)
    told = replace(told, key=_key(event | _named(event), row["id"]))
    said = _said(name, event)
    yield from compare_fields(told, row, said)
    # What the event says is told above, each by itself; what is left only the hash can tell.
    if _sealed(name, {**row, **said}) != event["detail"]["record"]:
        yield replace(told, kind=DifferenceCode.DECISION_NOT_AS_SEALED)


def _said(name: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """What the event says of its row, by column."""
    action, detail = event["action"], event["detail"]
    said = {"at": event["at"], "by": event["by"]}
    if name == schema.decision.name:
        transition = _TRANSITIONS.get(action)
        if transition:
            said |= {"transition": transition.value, "state": transition.target_state.value}
        return said | {"mend_by": detail.get("mend_by")}
    if name == schema.summary.name:
        of_event = {column: event[column] for column in ("fiscal_year", "version")}
        return said | of_event | {"measure_no": detail.get("measure_no")}
    if name == schema.template.name:
        of_event = {"version": event["version"], "document": detail.get("document")}
        return said | of_event | {"file_sha256": detail.get("file")}
    said |= {column: event[column] for column in ("fiscal_year", "round", "agency_code")}
    if name == schema.extension.name:
        said |= {column: detail.get(column) for column in ("due_on", "lock_on")}
    elif name == schema.exemption.name:
        said["exempt"] = action == "exemption-given"
    return said


def _sealed(name: str, row: Mapping[str, Any]) -> str | None:
    """The hash of a row as it lies there; None where it holds no document any more."""
    values = dict(row)
    for column in SEALED[name].columns:
        if isinstance(column.type, JSON):
            try:
                values[column.name] = json.loads(row[column.name])
            except (ValueError, TypeError):  # what was changed by hand may be anything
                return None
    return row_hash(values)


def _whose(name: str, row: Record, records: Records) -> Mapping[str, Any]:
    """Year, round, agency and, of a decision, version of what a row is about."""
    if name != schema.decision.name:
        return row
    return records.one(schema.return_version, row["return_version_id"]) or {}


def _named(event: Mapping[str, Any]) -> dict[str, Any]:
    """The document of a template, of which its event tells in its detail."""
    return {"document": event["detail"].get("document")}


def _key(whose: Mapping[str, Any], number: int) -> str:
    names = ("document", "fiscal_year", "round", "agency_code", "version")
    parts = [whose.get(name) for name in names]
    return " · ".join(filter(None, (version_key(*parts), str(number))))
