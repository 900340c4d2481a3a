"""The links of evidence: the hosts that may be tried, the runs, and each try."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import func, select

from itadata.store import schema
from itadata.store.decisions import HashedWrites
from itadata.store.rows import Reads, from_row, to_row

_HOST, _RUN, _TRY = schema.evidence_host, schema.evidence_run, schema.evidence_try


@dataclass(frozen=True)
class EvidenceTry:
    """What came of one try of a link.

    `state` and `reason` are those of `analysis.evidence`; `detail` fills the reason's sentence.
    `status` is that of HTTP, `size` in bytes, `title` of a page, `sha256` of a file.
    """

    at: datetime
    url: str
    state: str
    status: int | None = None
    title: str | None = None
    size: int | None = None
    sha256: str | None = None
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True)
class EvidenceRun:
    """A run over the links of a round: how many it has to try and has tried, and when last."""

    id: int
    at: datetime
    fiscal_year: int
    round: int
    links: int
    tried: int
    last_at: datetime

    @property
    def is_finished(self) -> bool:
        """Whether every link was tried."""
        return self.tried >= self.links


class EvidenceReads(Reads):
    """Reads of links of evidence."""

    def evidence_hosts(self) -> frozenset[str]:
        """The hosts that the province allows."""
        last = select(func.max(_HOST.c.id)).group_by(_HOST.c.host)
        query = select(_HOST.c.host).where(_HOST.c.id.in_(last), _HOST.c.allowed)
        return frozenset(self._connection.execute(query).scalars())

    def evidence_tries(self) -> pd.DataFrame:
        """The last try of every link: the fields of `EvidenceTry`, one row a link."""
        last = select(func.max(_TRY.c.id)).group_by(_TRY.c.url)
        names = (*EvidenceTry.__dataclass_fields__,)
        return self._frame(select(*_TRY.c[names]).where(_TRY.c.id.in_(last)))

    def evidence_tries_of(self, url: str) -> list[EvidenceTry]:
        """Every try of a link, in order."""
        query = select(_TRY).where(_TRY.c.url == url).order_by(_TRY.c.id)
        return [from_row(EvidenceTry, row) for row in self._connection.execute(query)]

    def evidence_tried_in(self, run_id: int) -> set[str]:
        """The links that a run has tried."""
        query = select(_TRY.c.url).where(_TRY.c.run_id == run_id)
        return set(self._connection.execute(query).scalars())

    def last_evidence_run(
        self, fiscal_year: int | None = None, months: int | None = None
    ) -> EvidenceRun | None:
        """The last run, of a round or of any; None where there is none."""
        tries = (
            select(
                _TRY.c.run_id, func.count().label("tried"), func.max(_TRY.c.at).label("last_at")
            )
            .group_by(_TRY.c.run_id)
            .subquery()
        )
        query = select(_RUN, tries.c.tried, tries.c.last_at).outerjoin(
            tries, tries.c.run_id == _RUN.c.id
        )
        if fiscal_year is not None:
            query = query.where(_RUN.c.fiscal_year == fiscal_year, _RUN.c.round == months)
        row = self._connection.execute(query.order_by(_RUN.c.id.desc()).limit(1)).first()
        if row is None:
            return None
        return from_row(EvidenceRun, row, tried=row.tried or 0, last_at=row.last_at or row.at)


class EvidenceWrites(HashedWrites):
    """Writes of links of evidence."""

    def add_evidence_host(
        self, at: datetime, by: str, host: str, *, allowed: bool
    ) -> dict[str, Any]:
        """Allow a host, or not any more; gives the detail of its event."""
        row = {"at": at, "by": by, "host": host, "allowed": allowed}
        return {"host": host, **self._insert_hashed(_HOST, row)}

    def add_evidence_run(self, at: datetime, fiscal_year: int, months: int, links: int) -> int:
        """Begin a run; gives its id."""
        row = {"at": at, "fiscal_year": fiscal_year, "round": months, "links": links}
        return self._insert(_RUN, row)

    def add_evidence_try(self, run_id: int, result: EvidenceTry) -> None:
        """Add a try of a run."""
        self._insert(_TRY, to_row(_TRY, result, run_id=run_id))
