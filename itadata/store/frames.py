"""What is stored, as tidy frames; every number on a page is made from these by `analysis`."""

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    func,
    or_,
    select,
    tuple_,
)

from itadata.scores import TOTAL
from itadata.store import decisions, schema
from itadata.workflow import State


def _frame(connection: Connection, query: Select) -> pd.DataFrame:  # type: ignore[type-arg]
    result = connection.execute(query)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))


def figures(connection: Connection, unit: str = "") -> pd.DataFrame:
    """The figures of a unit, or of every one, in each year, as last loaded.

    fiscal_year int (B.E.), unit str, unit_sort_key str, name str ("total", "instrument:IIT",
    "indicator:1"), value float (0–100), illustration bool, level_published str, source str,
    surveyed_from, surveyed_to, announced_on (date or None).
    """
    score, figure = schema.unit_score, schema.figure
    latest = _counting_scores(unit)
    return _frame(
        connection,
        select(
            score.c.fiscal_year,
            score.c.unit,
            score.c.unit_sort_key,
            figure.c.name,
            figure.c.value,
            figure.c.illustration,
            score.c.level_published,
            score.c.source,
            score.c.surveyed_from,
            score.c.surveyed_to,
            score.c.announced_on,
        )
        .join(latest, latest.c.id == score.c.id)
        .join(figure, figure.c.unit_score_id == score.c.id)
        .order_by(score.c.fiscal_year, score.c.unit_sort_key, figure.c.name),
    )


def _counting_scores(unit: str = "") -> Subquery:
    """The id of what was loaded last for each year of a unit, or of every one."""
    score = schema.unit_score
    query = select(func.max(score.c.id).label("id")).group_by(score.c.fiscal_year, score.c.unit)
    return (query.where(score.c.unit == unit) if unit else query).subquery()


def totals(connection: Connection) -> pd.DataFrame:
    """What the total of every unit and year is known from: the stated total alone where there is
    one, else every figure.

    fiscal_year int (B.E.), unit str, name str, value float (0–100), illustration bool.
    """
    score, figure = schema.unit_score, schema.figure
    stated = figure.alias()
    latest = _counting_scores()
    has_total = and_(stated.c.unit_score_id == score.c.id, stated.c.name == TOTAL)
    return _frame(
        connection,
        select(
            score.c.fiscal_year,
            score.c.unit,
            figure.c.name,
            figure.c.value,
            figure.c.illustration,
        )
        .join(latest, latest.c.id == score.c.id)
        .join(figure, figure.c.unit_score_id == score.c.id)
        .outerjoin(stated, has_total)
        .where(or_(figure.c.name == TOTAL, stated.c.name.is_(None)))
        .order_by(score.c.fiscal_year, score.c.unit_sort_key, figure.c.name),
    )


def units(connection: Connection) -> list[str]:
    """Every name that has a score in any year, in Thai order."""
    score = schema.unit_score
    query = select(score.c.unit).distinct().order_by(score.c.unit_sort_key, score.c.unit)
    # DISTINCT needs the key that it is ordered by.
    return list(connection.execute(query.add_columns(score.c.unit_sort_key)).scalars())


def versions(connection: Connection, fiscal_year: int) -> pd.DataFrame:
    """Every version of every return of a year.

    fiscal_year, round int (months), agency_code str, version int, received_at datetime (Bangkok),
    file, sha256, receipt str, state str (`workflow.State`), and of the last decision decided_at
    datetime, decided_by str, mend_by date, all None where none was made.
    """
    version, submission = schema.return_version, schema.submission
    last = decisions.latest()
    return _frame(
        connection,
        select(
            version.c.fiscal_year,
            version.c.round,
            version.c.agency_code,
            version.c.version,
            version.c.received_at,
            submission.c.file_name.label("file"),
            submission.c.file_sha256.label("sha256"),
            submission.c.receipt,
            _state(last),
            last.c.at.label("decided_at"),
            last.c.by.label("decided_by"),
            last.c.mend_by,
        )
        .join(submission, submission.c.id == version.c.submission_id)
        .outerjoin(last, last.c.return_version_id == version.c.id)
        .where(version.c.fiscal_year == fiscal_year)
        .order_by(version.c.round, version.c.agency_code, version.c.version),
    )


def _state(last: Subquery) -> ColumnElement[str]:
    return func.coalesce(last.c.state, State.SUBMITTED.value).label("state")


def answers(connection: Connection, fiscal_year: int) -> pd.DataFrame:
    """The answers of the counting versions of a year's returns, one row a step.

    fiscal_year, round int, agency_code str, version int, state str, measure_no int, step_no str,
    status
    str or None, done_on date or None, evidence, note, results, outcomes str, file, sheet, cell,
    results_cell, outcomes_cell str.
    """
    version = schema.return_version
    counting = (
        select(version.c.round, version.c.agency_code, func.max(version.c.version))
        .where(version.c.fiscal_year == fiscal_year, ~decisions.withdrawn(version))
        .group_by(version.c.round, version.c.agency_code)
    )
    of_return = tuple_(version.c.round, version.c.agency_code, version.c.version)
    return _answers(
        connection, and_(version.c.fiscal_year == fiscal_year, of_return.in_(counting))
    )


def answers_of_version(
    connection: Connection, fiscal_year: int, months: int, agency_code: str, number: int
) -> pd.DataFrame:
    """The answers of one version of a return, counting or not; the columns of `answers`."""
    version = schema.return_version
    return _answers(
        connection,
        and_(
            version.c.fiscal_year == fiscal_year,
            version.c.round == months,
            version.c.agency_code == agency_code,
            version.c.version == number,
        ),
    )


def _answers(connection: Connection, which: ColumnElement[bool]) -> pd.DataFrame:
    version, answer, text = schema.return_version, schema.answer, schema.measure_text
    last = decisions.latest()
    return _frame(
        connection,
        select(
            version.c.fiscal_year,
            version.c.round,
            version.c.agency_code,
            version.c.version,
            _state(last),
            answer.c.measure_no,
            answer.c.step_no,
            answer.c.status,
            answer.c.done_on,
            answer.c.evidence,
            answer.c.note,
            text.c.results,
            text.c.outcomes,
            schema.submission.c.file_name.label("file"),
            answer.c.sheet,
            answer.c.cell,
            text.c.results_cell,
            text.c.outcomes_cell,
        )
        .join(answer, answer.c.return_version_id == version.c.id)
        .join(
            text,
            and_(
                text.c.return_version_id == version.c.id,
                text.c.measure_no == answer.c.measure_no,
            ),
        )
        .join(schema.submission, schema.submission.c.id == version.c.submission_id)
        .outerjoin(last, last.c.return_version_id == version.c.id)
        .where(which)
        .order_by(version.c.round, version.c.agency_code, answer.c.measure_no, answer.c.step_no),
    )


def reporters(connection: Connection) -> pd.DataFrame:
    """Who reported last for each agency, in any year or round: reporter, position, telephone str.

    One row an agency_code, of the version received last among those that name anybody. This is
    personal data, for the province alone.
    """
    version = schema.return_version
    named = or_(version.c.reporter != "", version.c.telephone != "")
    newest = func.row_number().over(
        partition_by=version.c.agency_code,
        order_by=(version.c.received_at.desc(), version.c.id.desc()),
    )
    ranked = (
        select(
            version.c.agency_code,
            version.c.reporter,
            version.c.position,
            version.c.telephone,
            newest.label("place"),
        )
        .where(named)
        .subquery()
    )
    names = ("agency_code", "reporter", "position", "telephone")
    query = select(*(ranked.c[name] for name in names)).where(ranked.c.place == 1)
    return _frame(connection, query.order_by(ranked.c.agency_code))


def events(connection: Connection) -> pd.DataFrame:
    """The log: at datetime, by, action str, fiscal_year, agency_code, round, version, detail."""
    event = schema.event
    return _frame(
        connection,
        select(
            event.c.at,
            event.c.by,
            event.c.action,
            event.c.fiscal_year,
            event.c.agency_code,
            event.c.round,
            event.c.version,
            event.c.detail,
        ).order_by(event.c.number),
    )
