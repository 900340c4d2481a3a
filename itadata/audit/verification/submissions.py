"""A submission beside its event and its file."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from itadata.audit.verification.difference import Difference
from itadata.audit.verification.entries import compare_fields
from itadata.audit.verification.texts import DifferenceCode
from itadata.store import Record, Records, record_hash, schema
from itadata.workbook.limits import MAX_BYTES

_OF_THE_ROW = (
    "at",
    "by",
    "action",
    "fiscal_year",
    "agency_code",
    "round",
    "sha256",
    "findings",
    "receipt",
    "received_at",
    "record",
)


def about(record: Record, told: Difference) -> Difference:
    """The same, told of a submission."""
    return replace(
        told,
        submission=record["id"],
        receipt=record["receipt"],
        file=record["file_name"],
    )


def as_event(record: Record, records: Records) -> dict[str, Any]:
    """What the event of a submission has to say."""
    outcome = "accepted" if record["accepted"] else "rejected"
    return {
        "at": record["at"],
        "by": record["by"],
        "action": f"{record['kind'] or 'file'}-{outcome}",
        "fiscal_year": record["fiscal_year"],
        "agency_code": record["agency_code"],
        "round": record["round"],
        "version": _version(record, records),
        "submission": record["id"],
        "sha256": record["file_sha256"],
        "findings": _length(record["findings"]),
        "receipt": record["receipt"],
        "received_at": record["received_at"],
        "record": _record(record),
    }


def as_submission(event: Mapping[str, Any]) -> dict[str, Any]:
    """What an event says, named like `as_event`."""
    detail = event["detail"]
    return {
        **{name: value for name, value in event.items() if name != "detail"},
        "submission": detail.get("submission"),
        "sha256": detail.get("sha256"),
        "findings": detail.get("findings"),
        "receipt": detail.get("receipt"),
        "size": detail.get("size"),
        "received_at": detail.get("received_at", event["at"]),
        "record": detail.get("record"),
    }


def _version(record: Record, records: Records) -> int | None:
    for table in (schema.return_version, schema.framework_version):
        for row in records.every(table, submission_id=record["id"]):
            return row["version"]  # type: ignore[no-any-return]
    return None


def _record(record: Record) -> str | None:
    try:
        return record_hash(record["file_name"], json.loads(record["findings"]))
    except ValueError:
        return None


def _length(findings: str) -> int | None:
    try:
        found = json.loads(findings)
    except ValueError:
        return None
    return len(found) if isinstance(found, list) else None


def compare_with_event(
    told: Difference, record: Record, said: Mapping[str, Any], records: Records
) -> Iterator[Difference]:
    """What of a submission is not as its event `said`; versions are told with their rows."""
    kept = as_event(record, records)
    # An event that was written before it sealed name and findings does not know them.
    known = [name for name in _OF_THE_ROW if name != "record" or said[name]]
    expected = {name: said[name] for name in known}
    yield from compare_fields(
        replace(told, kind=DifferenceCode.SUBMISSION_DIFFERS), kept, expected
    )


def compare_file(
    told: Difference, sha256: str, file: Record | None, size: int | None
) -> Iterator[Difference]:
    """What of a file is not as it was received; `size` is that of its event, where known."""
    content = file["content"] if file else None
    if content is None:
        kept_without = file is not None and (size or file["size"]) > MAX_BYTES
        if not kept_without:
            yield replace(told, kind=DifferenceCode.FILE_GONE, expected=sha256)
            return
    elif (found := hashlib.sha256(content).hexdigest()) != sha256:
        yield replace(told, kind=DifferenceCode.FILE_CHANGED, stored=found, expected=sha256)
        return
    else:
        size = len(content)
    assert file
    if size is not None and file["size"] != size:
        yield replace(told, kind=DifferenceCode.FILE_SIZE, stored=file["size"], expected=size)
