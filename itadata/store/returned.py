"""What agencies wrote in the versions of returns that count: a return again, or its texts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from itadata.framework import Status, step_order
from itadata.returns import Answer, MeasureText, Return
from itadata.store import schema

_VERSION, _ANSWER, _TEXT = schema.return_version, schema.answer, schema.measure_text


@dataclass(frozen=True)
class Texts:
    """Which texts are looked for: those of a fiscal year, at least so many letters long.

    `round` and `agency_code` narrow them where given, `but_agency` leaves one out, and `same_as`
    leaves only the same texts.
    """

    fiscal_year: int
    shortest: int
    round: int | None = None
    agency_code: str | None = None
    but_agency: str | None = None
    same_as: frozenset[str] | None = None


@dataclass(frozen=True)
class StoredText:
    """Results, outcomes or a note, and the sheet and cell, or the step, where it stands."""

    agency_code: str
    fiscal_year: int
    round: int
    measure_no: int
    text: str
    place: str


def counting_return(
    connection: Connection, fiscal_year: int, months: int, agency_code: str
) -> Return | None:
    """The counting version of a return as it was understood, None where there is none."""
    version = connection.execute(
        select(_VERSION)
        .where(
            _VERSION.c.fiscal_year == fiscal_year,
            _VERSION.c.round == months,
            _VERSION.c.agency_code == agency_code,
        )
        .order_by(_VERSION.c.version.desc())
        .limit(1)
    ).first()
    if version is None:
        return None
    answers = select(_ANSWER).where(_ANSWER.c.return_version_id == version.id)
    texts = select(_TEXT).where(_TEXT.c.return_version_id == version.id)
    return Return(
        fiscal_year=version.fiscal_year,
        round=version.round,
        agency_code=version.agency_code,
        reporter=version.reporter,
        position=version.position,
        telephone=version.telephone,
        reported_on=version.reported_on,
        certifier=version.certifier,
        letter_no=version.letter_no,
        letter_date=version.letter_date,
        answers=tuple(
            sorted(map(_answer, connection.execute(answers)), key=lambda a: step_order(a.step_no))
        ),
        texts=tuple(map(_measure_text, connection.execute(texts.order_by(_TEXT.c.measure_no)))),
    )


def _answer(row: Row[Any]) -> Answer:
    return Answer(
        measure_no=row.measure_no,
        step_no=row.step_no,
        status=Status(row.status) if row.status else None,
        done_on=row.done_on,
        evidence=row.evidence,
        note=row.note,
        sheet=row.sheet,
        cell=row.cell,
    )


def _measure_text(row: Row[Any]) -> MeasureText:
    return MeasureText(
        measure_no=row.measure_no,
        results=row.results,
        outcomes=row.outcomes,
        results_cell=row.results_cell,
        outcomes_cell=row.outcomes_cell,
    )


def texts(connection: Connection, wanted: Texts) -> list[StoredText]:
    """The long texts of counting versions, in the order in which the versions came."""
    told = connection.execute(_told(wanted)).all()
    noted = connection.execute(_noted(wanted)).all()
    found = [*_of_measures(told), *_of_steps(noted)]
    return [text for text in found if len(text.text) >= wanted.shortest]


def _told(wanted: Texts) -> Select[Any]:
    sheet = (
        select(func.min(_ANSWER.c.sheet))
        .where(
            _ANSWER.c.return_version_id == _TEXT.c.return_version_id,
            _ANSWER.c.measure_no == _TEXT.c.measure_no,
        )
        .scalar_subquery()
        .label("sheet")
    )
    return (
        select(_VERSION.c.agency_code, _VERSION.c.fiscal_year, _VERSION.c.round, _TEXT, sheet)
        .join(_TEXT, _TEXT.c.return_version_id == _VERSION.c.id)
        .where(_counting(wanted), _long(wanted, _TEXT.c.results, _TEXT.c.outcomes))
        .order_by(_VERSION.c.id, _TEXT.c.measure_no)
    )


def _noted(wanted: Texts) -> Select[Any]:
    return (
        select(_VERSION.c.agency_code, _VERSION.c.fiscal_year, _VERSION.c.round, _ANSWER)
        .join(_ANSWER, _ANSWER.c.return_version_id == _VERSION.c.id)
        .where(_counting(wanted), _long(wanted, _ANSWER.c.note))
        .order_by(_VERSION.c.id, _ANSWER.c.step_no)
    )


def _counting(wanted: Texts) -> ColumnElement[bool]:
    later = _VERSION.alias()
    conditions = [
        _VERSION.c.fiscal_year == wanted.fiscal_year,
        ~select(later.c.id)
        .where(
            later.c.fiscal_year == _VERSION.c.fiscal_year,
            later.c.round == _VERSION.c.round,
            later.c.agency_code == _VERSION.c.agency_code,
            later.c.version > _VERSION.c.version,
        )
        .exists(),
    ]
    if wanted.round is not None:
        conditions.append(_VERSION.c.round == wanted.round)
    if wanted.agency_code is not None:
        conditions.append(_VERSION.c.agency_code == wanted.agency_code)
    if wanted.but_agency is not None:
        conditions.append(_VERSION.c.agency_code != wanted.but_agency)
    return and_(*conditions)


def _long(wanted: Texts, *columns: ColumnElement[str]) -> ColumnElement[bool]:
    if wanted.same_as is not None:
        return or_(*(column.in_(wanted.same_as) for column in columns))
    return or_(*(func.length(column) >= wanted.shortest for column in columns))


def _of_measures(rows: Collection[Row[Any]]) -> Iterator[StoredText]:
    for row in rows:
        for text, cell in ((row.results, row.results_cell), (row.outcomes, row.outcomes_cell)):
            place = cell if "!" in cell else f"{row.sheet}!{cell}"
            yield _stored(row, text, place)


def _of_steps(rows: Collection[Row[Any]]) -> Iterator[StoredText]:
    for row in rows:
        yield _stored(row, row.note, f"{row.sheet}, หมายเหตุ {row.step_no}")


def _stored(row: Row[Any], text: str, place: str) -> StoredText:
    return StoredText(
        agency_code=row.agency_code,
        fiscal_year=row.fiscal_year,
        round=row.round,
        measure_no=row.measure_no,
        text=text,
        place=place,
    )
