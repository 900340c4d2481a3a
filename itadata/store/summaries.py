"""What the province writes of each measure: results and outcomes, in versions.

Rows are added, never changed: the last version counts. Each is sealed by its event, which holds
the hash of the row and none of its words.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from itadata.store import schema
from itadata.store.decisions import row_hash

_SUMMARY = schema.summary


@dataclass(frozen=True)
class Quoted:
    """Where a quoted text stands: in which version of an agency's return, in which cell.

    `field` is "results" or "outcomes"; `cell` is sheet and cell.
    """

    agency_code: str
    round: int
    version: int
    field: str
    cell: str


@dataclass(frozen=True)
class WrittenSummary:
    """A version of the province's results and outcomes of a measure, numbered from 1.

    `quoted` says where the texts stand that were taken from agencies.
    """

    at: datetime
    by: str
    fiscal_year: int
    measure_no: int
    version: int
    results: str
    outcomes: str
    quoted: tuple[Quoted, ...] = ()


def summaries(connection: Connection, fiscal_year: int) -> list[WrittenSummary]:
    """Every version of every measure of a year, by measure, newest first."""
    rows = connection.execute(
        select(_SUMMARY)
        .where(_SUMMARY.c.fiscal_year == fiscal_year)
        .order_by(_SUMMARY.c.measure_no, _SUMMARY.c.version.desc())
    )
    return [
        WrittenSummary(
            at=row.at,
            by=row.by,
            fiscal_year=row.fiscal_year,
            measure_no=row.measure_no,
            version=row.version,
            results=row.results,
            outcomes=row.outcomes,
            quoted=tuple(map(_quoted, row.quoted)),
        )
        for row in rows
    ]


def _quoted(document: Mapping[str, Any]) -> Quoted:
    return Quoted(**document)


def add_summary(connection: Connection, written: WrittenSummary) -> dict[str, Any]:
    """Keep a version; gives what seals it in its event."""
    row = {
        "at": written.at,
        "by": written.by,
        "fiscal_year": written.fiscal_year,
        "measure_no": written.measure_no,
        "version": written.version,
        "results": written.results,
        "outcomes": written.outcomes,
        "quoted": [asdict(each) for each in written.quoted],
    }
    key = connection.execute(insert(_SUMMARY).values(row)).inserted_primary_key
    assert key is not None
    return {_SUMMARY.name: key[0], "record": row_hash(row)}
