"""One transaction of the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from itadata.framework import Exemption, Extension, Framework, to_document
from itadata.returns import Return
from itadata.scores import UnitScore
from itadata.store import decisions, events, returned, schema, summaries, templates
from itadata.store.decisions import Decision, Note
from itadata.store.events import Event
from itadata.store.memory import Memory
from itadata.store.snapshot import SAMPLE, Snapshot
from itadata.store.submissions import LONGEST_FILE_NAME, Received
from itadata.store.summaries import WrittenSummary
from itadata.store.templates import KeptTemplate
from itadata.thai import sort_key


class Transaction(Snapshot):
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
        self._connection.execute(insert(schema.setting).values(name=SAMPLE, value="1"))

    def add_submission(self, received: Received) -> int:
        """Keep the file, byte for byte, and what was found in it."""
        self._keep_file(received.sha256, received.size, received.content)
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

    def add_decision(
        self, fiscal_year: int, round: int, agency_code: str, decided: Decision
    ) -> dict[str, Any]:
        """See `decisions.add_decision`."""
        return decisions.add_decision(self._connection, fiscal_year, round, agency_code, decided)

    def add_extension(
        self, at: datetime, by: str, fiscal_year: int, extension: Extension
    ) -> dict[str, Any]:
        """See `decisions.add_extension`."""
        return decisions.add_extension(self._connection, at, by, fiscal_year, extension)

    def add_exemption(
        self, at: datetime, by: str, fiscal_year: int, exemption: Exemption, *, exempt: bool
    ) -> dict[str, Any]:
        """See `decisions.add_exemption`."""
        return decisions.add_exemption(
            self._connection, at, by, fiscal_year, exemption, exempt=exempt
        )

    def add_note(self, note: Note) -> dict[str, Any]:
        """See `decisions.add_note`."""
        return decisions.add_note(self._connection, note)

    def add_summary(self, written: WrittenSummary) -> dict[str, Any]:
        """See `summaries.add_summary`."""
        return summaries.add_summary(self._connection, written)

    def add_template(self, kept: KeptTemplate, content: bytes | None) -> dict[str, Any]:
        """See `templates.add_template`; its content is kept among the files."""
        if kept.sha256 is not None and content is not None:
            self._keep_file(kept.sha256, len(content), content)
        return templates.add_template(self._connection, kept)

    def _keep_file(self, sha256: str, size: int, content: bytes | None) -> None:
        """Keep a file byte for byte, once."""
        known = select(schema.file.c.sha256).where(schema.file.c.sha256 == sha256)
        if self._connection.execute(known).first() is None:
            self._connection.execute(
                insert(schema.file).values(sha256=sha256, size=size, content=content)
            )

    def add_event(self, event: Event) -> None:
        """Say in the log what was done."""
        events.append(self._connection, event)


def _new_id(key: Any) -> int:
    number: int = key[0]
    return number
