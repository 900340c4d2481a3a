"""One consistent look at the store."""

from collections.abc import Callable, Collection

import pandas as pd
from sqlalchemy import Connection, func, select

from itadata.framework import Answered, Framework, from_document
from itadata.returns import Return
from itadata.store import (
    chain,
    decisions,
    frames,
    returned,
    schema,
    submissions,
    summaries,
    templates,
)
from itadata.store.decisions import Decision, Note
from itadata.store.memory import Memory
from itadata.store.records import Records
from itadata.store.submissions import Attempt, Receipt
from itadata.store.summaries import WrittenSummary
from itadata.store.templates import KeptTemplate
from itadata.workflow import ReturnStatus

SAMPLE = "sample"
"""The mark of a database that holds no real data, and the name of who loads it."""


class Snapshot:
    """One consistent look at the store."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    def revision(self) -> int:
        """How often the store has changed: the number of events. A key for caches."""
        number: int = self._connection.execute(select(schema.event_head.c.number)).scalar_one()
        return number

    def chain_is_whole(self) -> bool:
        """Whether the log is as it was written."""
        return chain.is_whole(self._connection)

    def records(self) -> Records:
        """What is stored, row by row."""
        return Records(self._connection)

    def is_sample(self) -> bool:
        """Whether the database was made by `init --sample`."""
        named = select(schema.setting.c.value).where(schema.setting.c.name == SAMPLE)
        return self._connection.execute(named).scalar() is not None

    def frameworks(self) -> dict[int, Framework]:
        """The newest framework of each fiscal year (B.E.), with what was decided since."""
        table = schema.framework_version
        newest = select(table.c.fiscal_year, func.max(table.c.id)).group_by(table.c.fiscal_year)
        decided = decisions.last_decided(self._connection)
        keys = {row[0]: (row[1], *decided) for row in self._connection.execute(newest)}
        known = self._memory.frameworks
        unknown = [key[0] for key in keys.values() if key not in known]
        documents = select(table.c.id, table.c.version, table.c.document)
        for row in self._connection.execute(documents.where(table.c.id.in_(unknown))):
            loaded = from_document(row.document).stored_as(row.version)
            known[row.id, *decided] = decisions.as_decided(self._connection, loaded)
        return {year: known[key] for year, key in sorted(keys.items())}

    def loaded_framework(self, fiscal_year: int) -> Framework | None:
        """The newest framework of a year (B.E.) as its workbook says it, whatever was decided."""
        table = schema.framework_version
        newest = (
            select(table.c.document, table.c.version)
            .where(table.c.fiscal_year == fiscal_year)
            .order_by(table.c.id.desc())
            .limit(1)
        )
        row = self._connection.execute(newest).first()
        return None if row is None else from_document(row.document).stored_as(row.version)

    def return_status(self, fiscal_year: int, round: int, agency_code: str) -> ReturnStatus:
        """How an agency's return stands. Raises UnknownRound."""
        framework = self.frameworks()[fiscal_year]
        return ReturnStatus(
            framework.dates(agency_code, round),
            decisions.versions_of(self._connection, fiscal_year, round, agency_code),
            framework.exemption(agency_code, round),
        )

    def decisions(self, fiscal_year: int, round: int, agency_code: str) -> list[Decision]:
        """See `decisions.decisions_of`."""
        return decisions.decisions_of(self._connection, fiscal_year, round, agency_code)

    def notes(
        self,
        fiscal_year: int,
        round: int | None = None,
        agency_codes: Collection[str] | None = None,
    ) -> list[Note]:
        """See `decisions.notes`."""
        return decisions.notes(self._connection, fiscal_year, round, agency_codes)

    def summaries(self, fiscal_year: int) -> list[WrittenSummary]:
        """See `summaries.summaries`."""
        return summaries.summaries(self._connection, fiscal_year)

    def templates(self, document: str) -> list[KeptTemplate]:
        """See `templates.templates`."""
        return templates.templates(self._connection, document)

    def answered(self, fiscal_year: int) -> Answered:
        """What a new framework of the year may not take away."""
        version, answer = schema.return_version, schema.answer
        of_year = version.c.fiscal_year == fiscal_year
        steps = select(answer.c.step_no).distinct().join(version).where(of_year)
        returns = select(version.c.round, version.c.agency_code).distinct().where(of_year)
        rows = self._connection.execute(returns).all()
        counting = self._connection.execute(returns.where(~decisions.withdrawn(version)))
        decided = decisions.exemptions_decided(self._connection, fiscal_year)
        return Answered(
            steps=set(self._connection.execute(steps).scalars()),
            rounds={row.round for row in rows},
            agency_codes={row.agency_code for row in rows},
            reported={(row.round, row.agency_code) for row in counting} - decided,
        )

    def last_version(self, fiscal_year: int, round: int, agency_code: str) -> int:
        """The number of the newest version of a return, 0 where there is none."""
        table = schema.return_version
        return (
            self._connection.execute(
                select(func.max(table.c.version)).where(
                    table.c.fiscal_year == fiscal_year,
                    table.c.round == round,
                    table.c.agency_code == agency_code,
                )
            ).scalar()
            or 0
        )

    def receipt(self, number: str) -> Receipt | None:
        """See `submissions.receipt`."""
        return submissions.receipt(self._connection, number)

    def accepted_attempt(self, sha256: str) -> Attempt | None:
        """The newest accepted attempt with these bytes, but for returns that were withdrawn."""
        return submissions.accepted_attempt(self._connection, sha256)

    def attempt(self, number: int) -> Attempt | None:
        """See `submissions.attempt`."""
        return submissions.attempt(self._connection, number)

    def attempts(
        self, *, agency_code: str = "", fiscal_year: int | None = None, kind: str = ""
    ) -> list[Attempt]:
        """See `submissions.attempts`."""
        return submissions.attempts(
            self._connection, agency_code=agency_code, fiscal_year=fiscal_year, kind=kind
        )

    def scores_loaded(self) -> dict[int, tuple[list[int], int]]:
        """See `submissions.scores_loaded`."""
        return submissions.scores_loaded(self._connection)

    def counting_scores(self) -> str | None:
        """The hash of the score workbook that was loaded last."""
        submission = schema.submission
        return self._connection.execute(
            select(submission.c.file_sha256)
            .join(schema.unit_score, schema.unit_score.c.submission_id == submission.c.id)
            .order_by(submission.c.id.desc())
            .limit(1)
        ).scalar()

    def content(self, sha256: str) -> bytes | None:
        """A file's bytes, None where only its hash was kept."""
        table = schema.file
        return self._connection.execute(
            select(table.c.content).where(table.c.sha256 == sha256)
        ).scalar()

    def figures(self, unit: str = "") -> pd.DataFrame:
        """See `frames.figures`."""
        return frames.figures(self._connection, unit)

    def totals(self) -> pd.DataFrame:
        """See `frames.totals`."""
        return frames.totals(self._connection)

    def units(self) -> list[str]:
        """See `frames.units`."""
        return frames.units(self._connection)

    def versions(self, fiscal_year: int) -> pd.DataFrame:
        """See `frames.versions`."""
        return self._remembered("versions", fiscal_year, frames.versions)

    def answers(self, fiscal_year: int) -> pd.DataFrame:
        """See `frames.answers`."""
        return self._remembered("answers", fiscal_year, frames.answers)

    def _remembered(
        self, name: str, fiscal_year: int, read: Callable[[Connection, int], pd.DataFrame]
    ) -> pd.DataFrame:
        return self._memory.frame(
            self.revision(), name, fiscal_year, lambda: read(self._connection, fiscal_year)
        )

    def answers_of_version(
        self, fiscal_year: int, months: int, agency_code: str, number: int
    ) -> pd.DataFrame:
        """See `frames.answers_of_version`."""
        return frames.answers_of_version(
            self._connection, fiscal_year, months, agency_code, number
        )

    def counting_return(self, fiscal_year: int, months: int, agency_code: str) -> Return | None:
        """See `returned.counting_return`."""
        return returned.counting_return(self._connection, fiscal_year, months, agency_code)

    def texts(self, wanted: returned.Texts) -> list[returned.StoredText]:
        """See `returned.texts`."""
        return returned.texts(self._connection, wanted, self._memory.texts)

    def reporters(self) -> pd.DataFrame:
        """See `frames.reporters`."""
        return frames.reporters(self._connection)

    def events(self) -> pd.DataFrame:
        """See `frames.events`."""
        return frames.events(self._connection)

    def years_with_returns(self) -> list[int]:
        """The fiscal years (B.E.) in which anybody reported, in order."""
        year = schema.return_version.c.fiscal_year
        return list(self._connection.execute(select(year).distinct().order_by(year)).scalars())
