"""The store: what was received and what was made of it, in one database and one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, func, insert, select

from itadata.framework import Answered, Framework, from_document, to_document
from itadata.returns import Return
from itadata.scores import UnitScore
from itadata.store import chain, events, frames, returned, schema, submissions
from itadata.store.engine import database_url, open_engine
from itadata.store.events import Event
from itadata.store.memory import Memory
from itadata.store.records import Records
from itadata.store.submissions import LONGEST_FILE_NAME, Attempt, Receipt, Received
from itadata.thai import sort_key

_SAMPLE = "sample"


class Reading:
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
        named = select(schema.setting.c.value).where(schema.setting.c.name == _SAMPLE)
        return self._connection.execute(named).scalar() is not None

    def frameworks(self) -> dict[int, Framework]:
        """The newest framework of each fiscal year (B.E.)."""
        table = schema.framework_version
        newest = select(table.c.fiscal_year, func.max(table.c.id)).group_by(table.c.fiscal_year)
        ids = {row[0]: row[1] for row in self._connection.execute(newest)}
        known = self._memory.frameworks
        unknown = [id_ for id_ in ids.values() if id_ not in known]
        documents = select(table.c.id, table.c.version, table.c.document)
        for row in self._connection.execute(documents.where(table.c.id.in_(unknown))):
            known[row.id] = from_document(row.document).stored_as(row.version)
        return {year: known[id_] for year, id_ in sorted(ids.items())}

    def answered(self, fiscal_year: int) -> Answered:
        """What a new framework of the year may not take away."""
        version, answer = schema.return_version, schema.answer
        of_year = version.c.fiscal_year == fiscal_year
        steps = select(answer.c.step_no).distinct().join(version).where(of_year)
        returns = select(version.c.round, version.c.agency_code).distinct().where(of_year)
        rows = self._connection.execute(returns).all()
        return Answered(
            steps=set(self._connection.execute(steps).scalars()),
            rounds={row.round for row in rows},
            agency_codes={row.agency_code for row in rows},
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

    def receipt_of(self, sha256: str) -> Receipt | None:
        """The receipt of the same bytes, if they were accepted before."""
        number = submissions.number_of(self._connection, sha256)
        return None if number is None else self.receipt(number)

    def attempt(self, number: int) -> Attempt | None:
        """See `submissions.attempt`."""
        return submissions.attempt(self._connection, number)

    def attempts(self, *, agency_code: str = "", fiscal_year: int | None = None) -> list[Attempt]:
        """See `submissions.attempts`."""
        return submissions.attempts(
            self._connection, agency_code=agency_code, fiscal_year=fiscal_year
        )

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

    def events(self) -> pd.DataFrame:
        """See `frames.events`."""
        return frames.events(self._connection)

    def years_with_returns(self) -> list[int]:
        """The fiscal years (B.E.) in which anybody reported, in order."""
        year = schema.return_version.c.fiscal_year
        return list(self._connection.execute(select(year).distinct().order_by(year)).scalars())


class Writing(Reading):
    """One transaction: all of it is kept, or nothing. Others wait until it ends."""

    def __init__(self, connection: Connection, known: Memory) -> None:
        # What it writes may still be undone, so nothing of it may be remembered meanwhile; the
        # texts that it looks at before it writes a return are those of others.
        super().__init__(connection, Memory(dict(known.frameworks), known.texts))
        events.lock_head(connection)

    def remember(self, memory: Memory) -> None:
        """What was read or written stands, now that the transaction does."""
        memory.frameworks.update(self._memory.frameworks)

    def mark_as_sample(self) -> None:
        """Say for ever that what this database holds is not real."""
        self._connection.execute(insert(schema.setting).values(name=_SAMPLE, value="1"))

    def add_submission(self, received: Received) -> int:
        """Keep the file, byte for byte, and what was found in it."""
        known = select(schema.file.c.sha256).where(schema.file.c.sha256 == received.sha256)
        if self._connection.execute(known).first() is None:
            self._connection.execute(
                insert(schema.file).values(
                    sha256=received.sha256, size=received.size, content=received.content
                )
            )
        result = self._connection.execute(
            insert(schema.submission).values(
                at=received.at,
                received_at=received.received_at,
                by=received.by,
                kind=received.kind,
                file_sha256=received.sha256,
                file_name=received.file_name[-LONGEST_FILE_NAME:],
                accepted=received.accepted,
                receipt=received.receipt,
                fiscal_year=received.fiscal_year,
                round=received.round,
                agency_code=received.agency_code,
                findings=list(received.findings),
            )
        )
        return _new_id(result.inserted_primary_key)

    def add_framework(self, submission_id: int, framework: Framework, version: int) -> None:
        """Keep a framework; the earlier versions stay."""
        self._connection.execute(
            insert(schema.framework_version).values(
                fiscal_year=framework.fiscal_year,
                version=version,
                submission_id=submission_id,
                document=to_document(framework.stored_as(version)),
            )
        )

    def add_scores(self, submission_id: int, scores: Sequence[UnitScore]) -> None:
        """Keep the scores of units; those loaded before stay, and no longer count."""
        figures = []
        for score in scores:
            result = self._connection.execute(
                insert(schema.unit_score).values(
                    submission_id=submission_id,
                    fiscal_year=score.fiscal_year,
                    unit=score.unit,
                    unit_sort_key=sort_key(score.unit),
                    level_published=score.level_published,
                    surveyed_from=score.surveyed_from,
                    surveyed_to=score.surveyed_to,
                    announced_on=score.announced_on,
                    source=score.source,
                )
            )
            score_id = _new_id(result.inserted_primary_key)
            figures += [
                {
                    "unit_score_id": score_id,
                    "name": name,
                    "value": float(figure.value),
                    "illustration": figure.illustration,
                    "sheet": figure.sheet,
                    "cell": figure.cell,
                }
                for name, figure in score.figures.items()
            ]
        if figures:
            self._connection.execute(insert(schema.figure), figures)

    def add_return(
        self,
        submission_id: int,
        document: Return,
        version: int,
        framework_version: int,
        received_at: datetime,
    ) -> None:
        """Keep a version of a return with its answers."""
        self._memory.texts = {}
        framework_id = self._connection.execute(
            select(schema.framework_version.c.id).where(
                schema.framework_version.c.fiscal_year == document.fiscal_year,
                schema.framework_version.c.version == framework_version,
            )
        ).scalar_one()
        result = self._connection.execute(
            insert(schema.return_version).values(
                fiscal_year=document.fiscal_year,
                round=document.round,
                agency_code=document.agency_code,
                version=version,
                submission_id=submission_id,
                framework_version_id=framework_id,
                received_at=received_at,
                reporter=document.reporter,
                position=document.position,
                telephone=document.telephone,
                reported_on=document.reported_on,
                certifier=document.certifier,
                letter_no=document.letter_no,
                letter_date=document.letter_date,
            )
        )
        version_id = _new_id(result.inserted_primary_key)
        self._connection.execute(
            insert(schema.answer),
            [
                {
                    "return_version_id": version_id,
                    "step_no": answer.step_no,
                    "measure_no": answer.measure_no,
                    "status": answer.status.value if answer.status else None,
                    "done_on": answer.done_on,
                    "evidence": answer.evidence,
                    "note": answer.note,
                    "sheet": answer.sheet,
                    "cell": answer.cell,
                }
                for answer in document.answers
            ],
        )
        self._connection.execute(
            insert(schema.measure_text),
            [
                {
                    "return_version_id": version_id,
                    "measure_no": text.measure_no,
                    "results": text.results,
                    "outcomes": text.outcomes,
                    "results_cell": text.results_cell,
                    "outcomes_cell": text.outcomes_cell,
                }
                for text in document.texts
            ],
        )
        if hashes := returned.hashes_of(document):
            self._connection.execute(
                insert(schema.text_hash),
                [{"hash": hashed, "return_version_id": version_id} for hashed in hashes],
            )

    def add_event(self, event: Event) -> None:
        """Say in the log what was done."""
        events.append(self._connection, event)


def _new_id(key: Any) -> int:
    number: int = key[0]
    return number


class Store:
    """A database. Opening it brings it to the present schema."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._memory = Memory()

    @classmethod
    def open(cls, url: str | None = None) -> "Store":
        """The store at an address, else that of this installation."""
        return cls(open_engine(url or database_url()))

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A consistent look; nothing that others write meanwhile is seen."""
        connecting = self._engine.connect()
        if self._engine.dialect.name == "postgresql":
            connecting = connecting.execution_options(isolation_level="REPEATABLE READ")
        with connecting as connection, connection.begin():
            yield Reading(connection, self._memory)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A transaction that is kept when the block ends well and undone when it does not."""
        with (
            self._engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            writing = Writing(connection, self._memory)
            yield writing
        writing.remember(self._memory)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
