"""The province's results and outcomes of each measure, in versions: the last one counts."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from itadata.store import schema
from itadata.store.decisions import HashedWrites
from itadata.store.rows import Reads, from_row, to_row

_SUMMARY = schema.summary


@dataclass(frozen=True)
class Quotation:
    """The place of a quoted text: the version of an agency's return, and its cell.

    `field` is "results" or "outcomes"; `cell` is sheet and cell.
    """

    agency_code: str
    round: int
    version: int
    field: str
    cell: str


@dataclass(frozen=True)
class SummaryVersion:
    """A version of the province's results and outcomes of a measure, numbered from 1.

    `quoted` are the places of the texts that were taken from agencies.
    """

    at: datetime
    by: str
    fiscal_year: int
    measure_no: int
    version: int
    results: str
    outcomes: str
    quoted: tuple[Quotation, ...] = ()


class SummaryReads(Reads):
    """Reads of summaries."""

    def summaries(self, fiscal_year: int) -> list[SummaryVersion]:
        """Every version of every measure of a year, by measure, newest first."""
        rows = self._connection.execute(
            select(_SUMMARY)
            .where(_SUMMARY.c.fiscal_year == fiscal_year)
            .order_by(_SUMMARY.c.measure_no, _SUMMARY.c.version.desc())
        )
        return [
            from_row(SummaryVersion, row, quoted=tuple(Quotation(**each) for each in row.quoted))
            for row in rows
        ]


class SummaryWrites(HashedWrites):
    """Writes of summaries."""

    def add_summary(self, summary: SummaryVersion) -> dict[str, Any]:
        """Add a version; gives the detail of its event."""
        quoted = [asdict(each) for each in summary.quoted]
        return self._insert_hashed(_SUMMARY, to_row(_SUMMARY, summary, quoted=quoted))
