"""What the province writes in its reports, in versions: the last one counts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select

from itadata.store import schema
from itadata.store.decisions import HashedWrites
from itadata.store.rows import Reads, from_row, to_row

_SUMMARY = schema.summary


class ReportKind(StrEnum):
    """A report of the province: on its measures, or on the use of the assessment's results."""

    MEASURES = "measures"
    USE_OF_RESULTS = "use-of-results"


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
    """A version of what the province wrote of a measure or an indicator, numbered from 1.

    `no` is the number of the measure, in the use of results that of the indicator; `texts` go by
    field: results and outcomes of a measure. `quoted` are the places of the texts that were taken
    from agencies.
    """

    at: datetime
    by: str
    fiscal_year: int
    no: int
    version: int
    texts: Mapping[str, str]
    quoted: tuple[Quotation, ...] = ()
    kind: ReportKind = ReportKind.MEASURES


class SummaryReads(Reads):
    """Reads of summaries."""

    def summaries(
        self, fiscal_year: int, kind: ReportKind = ReportKind.MEASURES
    ) -> list[SummaryVersion]:
        """Every version of a year and kind, by measure or indicator, newest first."""
        rows = self._connection.execute(
            select(_SUMMARY)
            .where(_SUMMARY.c.fiscal_year == fiscal_year, _SUMMARY.c.kind == kind.value)
            .order_by(_SUMMARY.c.measure_no, _SUMMARY.c.version.desc())
        )
        return [_from_row(row, kind) for row in rows]


def _from_row(row: Row[Any], kind: ReportKind) -> SummaryVersion:
    of_measure = {"results": row.results, "outcomes": row.outcomes}
    return from_row(
        SummaryVersion,
        row,
        no=row.measure_no,
        texts=of_measure if kind is ReportKind.MEASURES else row.texts,
        quoted=tuple(Quotation(**each) for each in row.quoted),
        kind=kind,
    )


class SummaryWrites(HashedWrites):
    """Writes of summaries."""

    def add_summary(self, summary: SummaryVersion) -> dict[str, Any]:
        """Add a version; gives the detail of its event."""
        texts = {"results": "", "outcomes": "", "texts": dict(summary.texts)}
        if summary.kind is ReportKind.MEASURES:
            texts = {**summary.texts, "texts": {}}
        quoted = [asdict(each) for each in summary.quoted]
        row = to_row(_SUMMARY, summary, measure_no=summary.no, quoted=quoted, **texts)
        return {"measure_no": summary.no, **self._insert_hashed(_SUMMARY, row)}
