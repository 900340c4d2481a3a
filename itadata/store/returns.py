"""Returns, in versions: the last one that is not withdrawn counts."""

from datetime import datetime

import pandas as pd
from sqlalchemy import ColumnElement, Subquery, and_, func, insert, or_, select, tuple_

from itadata.framework import StepStatus, step_order
from itadata.returns import Answer, MeasureText, Return
from itadata.store import schema
from itadata.store.decisions import latest_decision, withdrawn
from itadata.store.rows import Reads, from_row, is_return, to_row
from itadata.store.texts import text_hashes
from itadata.workflow import State

_VERSION, _ANSWER, _TEXT = schema.return_version, schema.answer, schema.measure_text
_SUBMISSION = schema.submission


class ReturnReads(Reads):
    """Reads of returns."""

    def versions(self, fiscal_year: int) -> pd.DataFrame:
        """Every version of every return of a year.

        fiscal_year, round int (months), agency_code str, version int, received_at datetime
        (Bangkok), file, sha256, receipt str, warnings int (findings that went with it), state str
        (`workflow.State`), and of the last decision, None without one, decided_at datetime,
        decided_by str, mend_by date.
        """
        frame = self._once(("versions", fiscal_year), lambda: self._versions(fiscal_year))
        return frame.copy(deep=False)

    def _versions(self, fiscal_year: int) -> pd.DataFrame:
        last = latest_decision()
        frame = self._frame(
            select(
                *_VERSION.c["fiscal_year", "round", "agency_code", "version", "received_at"],
                _SUBMISSION.c.file_name.label("file"),
                _SUBMISSION.c.file_sha256.label("sha256"),
                _SUBMISSION.c.receipt,
                func.json_array_length(_SUBMISSION.c.findings).label("warnings"),
                _SUBMISSION.c.left_out,
                _state(last),
                last.c.at.label("decided_at"),
                last.c.by.label("decided_by"),
                last.c.mend_by,
            )
            .join(_SUBMISSION, _SUBMISSION.c.id == _VERSION.c.submission_id)
            .outerjoin(last, last.c.return_version_id == _VERSION.c.id)
            .where(_VERSION.c.fiscal_year == fiscal_year)
            .order_by(_VERSION.c.round, _VERSION.c.agency_code, _VERSION.c.version)
        )
        left_out = frame.pop("left_out")
        frame["warnings"] += [sum(counted.values()) if counted else 0 for counted in left_out]
        return frame

    def answers(self, fiscal_year: int) -> pd.DataFrame:
        """The answers of the counting versions of a year's returns, one row a step.

        fiscal_year, round int, agency_code str, version int, state str, measure_no int, step_no
        str, status str or None, done_on date or None, evidence, note, results, outcomes str, file,
        sheet, cell, results_cell, outcomes_cell str.
        """
        counting = (
            select(_VERSION.c.round, _VERSION.c.agency_code, func.max(_VERSION.c.version))
            .where(_VERSION.c.fiscal_year == fiscal_year, ~withdrawn(_VERSION))
            .group_by(_VERSION.c.round, _VERSION.c.agency_code)
        )
        of_return = tuple_(_VERSION.c.round, _VERSION.c.agency_code, _VERSION.c.version)
        condition = and_(_VERSION.c.fiscal_year == fiscal_year, of_return.in_(counting))
        frame = self._once(("answers", fiscal_year), lambda: self._answers(condition))
        return frame.copy(deep=False)

    def answers_of_version(
        self, fiscal_year: int, months: int, agency_code: str, number: int
    ) -> pd.DataFrame:
        """The answers of one version of a return, counting or not; the columns of `answers`."""
        of_return = is_return(fiscal_year, months, agency_code)
        return self._answers(and_(of_return, _VERSION.c.version == number))

    def _answers(self, condition: ColumnElement[bool]) -> pd.DataFrame:
        last = latest_decision()
        of_measure = and_(
            _TEXT.c.return_version_id == _VERSION.c.id, _TEXT.c.measure_no == _ANSWER.c.measure_no
        )
        return self._frame(
            select(
                *_VERSION.c["fiscal_year", "round", "agency_code", "version"],
                _state(last),
                *_ANSWER.c["measure_no", "step_no", "status", "done_on", "evidence", "note"],
                *_TEXT.c["results", "outcomes"],
                _SUBMISSION.c.file_name.label("file"),
                *_ANSWER.c["sheet", "cell"],
                *_TEXT.c["results_cell", "outcomes_cell"],
            )
            .join(_ANSWER, _ANSWER.c.return_version_id == _VERSION.c.id)
            .join(_TEXT, of_measure)
            .join(_SUBMISSION, _SUBMISSION.c.id == _VERSION.c.submission_id)
            .outerjoin(last, last.c.return_version_id == _VERSION.c.id)
            .where(condition)
            .order_by(*_VERSION.c["round", "agency_code"], *_ANSWER.c["measure_no", "step_no"])
        )

    def counting_return(self, fiscal_year: int, months: int, agency_code: str) -> Return | None:
        """The counting version of a return, parsed."""
        version = self._connection.execute(
            select(_VERSION)
            .where(is_return(fiscal_year, months, agency_code), ~withdrawn(_VERSION))
            .order_by(_VERSION.c.version.desc())
            .limit(1)
        ).first()
        if version is None:
            return None
        answers = select(_ANSWER).where(_ANSWER.c.return_version_id == version.id)
        texts = select(_TEXT).where(_TEXT.c.return_version_id == version.id)
        rows = self._connection.execute(answers).all()
        return from_row(
            Return,
            version,
            answers=tuple(
                from_row(Answer, row, status=StepStatus(row.status) if row.status else None)
                for row in sorted(rows, key=lambda row: step_order(row.step_no))
            ),
            texts=tuple(
                from_row(MeasureText, row)
                for row in self._connection.execute(texts.order_by(_TEXT.c.measure_no))
            ),
        )

    def last_version(self, fiscal_year: int, months: int, agency_code: str) -> int:
        """The number of the newest version of a return, 0 where there is none."""
        newest = select(func.max(_VERSION.c.version)).where(
            is_return(fiscal_year, months, agency_code)
        )
        return self._connection.execute(newest).scalar() or 0

    def reporters(self) -> pd.DataFrame:
        """The person who last reported for each agency, in any year or round.

        agency_code, reporter, position, telephone str; one row an agency, of the version received
        last among those that name anybody. This is personal data, for the province alone.
        """
        newest = func.row_number().over(
            partition_by=_VERSION.c.agency_code,
            order_by=(_VERSION.c.received_at.desc(), _VERSION.c.id.desc()),
        )
        columns = ("agency_code", "reporter", "position", "telephone")
        ranked = (
            select(*_VERSION.c[columns], newest.label("rank"))
            .where(or_(_VERSION.c.reporter != "", _VERSION.c.telephone != ""))
            .subquery()
        )
        query = select(*ranked.c[columns]).where(ranked.c.rank == 1)
        return self._frame(query.order_by(ranked.c.agency_code))


def _state(last: Subquery) -> ColumnElement[str]:
    return func.coalesce(last.c.state, State.SUBMITTED.value).label("state")


class ReturnWrites(Reads):
    """Writes of returns."""

    def add_return(
        self,
        submission_id: int,
        document: Return,
        version: int,
        framework_version: int,
        received_at: datetime,
    ) -> None:
        """Add a version of a return, validated by a version of its year's framework."""
        framework = schema.framework_version
        framework_id = self._connection.execute(
            select(framework.c.id).where(
                framework.c.fiscal_year == document.fiscal_year,
                framework.c.version == framework_version,
            )
        ).scalar_one()
        version_id = self._insert(
            _VERSION,
            to_row(
                _VERSION,
                document,
                version=version,
                submission_id=submission_id,
                framework_version_id=framework_id,
                received_at=received_at,
            ),
        )
        key = {"return_version_id": version_id}
        for table, records in ((_ANSWER, document.answers), (_TEXT, document.texts)):
            rows = [to_row(table, record, **key) for record in records]
            self._connection.execute(insert(table), rows)
        if hashes := text_hashes(document):
            rows = [{"hash": text_hash, **key} for text_hash in hashes]
            self._connection.execute(insert(schema.text_hash), rows)
