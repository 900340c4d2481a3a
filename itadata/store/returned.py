"""What agencies wrote in the versions of returns that count: a return again, or its texts."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from itadata.framework import Status, step_order
from itadata.returns import Answer, MeasureText, Return
from itadata.store import schema
from itadata.store.decisions import withdrawn
from itadata.thai import normalise

_VERSION, _ANSWER, _TEXT = schema.return_version, schema.answer, schema.measure_text
_OF_VERSION = (_VERSION.c.agency_code, _VERSION.c.fiscal_year, _VERSION.c.round)


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
    """Results, outcomes or a note, normalised, and the sheet and cell, or the step, of it."""

    version_id: int
    agency_code: str
    fiscal_year: int
    round: int
    measure_no: int
    text: str
    place: str


KnownTexts: TypeAlias = dict[tuple[int, int], tuple[StoredText, ...]]
"""The long texts of a version, by the id of its row and how long they are at least."""
_MOST_KNOWN = 1_024  # versions


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
            ~withdrawn(_VERSION),
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


def texts(connection: Connection, wanted: Texts, known: KnownTexts) -> list[StoredText]:
    """The long texts of counting versions, in the order in which the versions came.

    What a version says never changes, so what is `known` is not read again; more is added to it.
    """
    if wanted.same_as is not None:
        return _same_texts(connection, wanted, wanted.same_as)
    counting = select(_VERSION.c.id).where(_counting(wanted)).order_by(_VERSION.c.id)
    numbers = list(connection.execute(counting).scalars())
    found = {number: known.get((number, wanted.shortest)) for number in numbers}
    new = _read(connection, [n for n, of_n in found.items() if of_n is None], wanted.shortest)
    if len(known) > _MOST_KNOWN:
        known.clear()
    known.update(new)
    return [
        text for n, of_n in found.items() for text in (of_n or new.get((n, wanted.shortest), ()))
    ]


def hash_of(text: str) -> str:
    """The hash by which the same text is found."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()


def hashes_of(document: Return) -> set[str]:
    """The hashes of everything that a return says in words."""
    told = (said for text in document.texts for said in (text.results, text.outcomes))
    noted = (answer.note for answer in document.answers)
    return {hash_of(text) for text in (*told, *noted) if text}


def _same_texts(
    connection: Connection, wanted: Texts, same_as: frozenset[str]
) -> list[StoredText]:
    """The texts whose hash is that of one of `same_as`; no other version is read."""
    known = schema.text_hash
    having = select(known.c.return_version_id).where(
        known.c.hash.in_({hash_of(text) for text in same_as})
    )
    # Found first, and mostly none: whether a version counts would else be asked of every one.
    found = connection.execute(having.distinct()).scalars().all()
    if not found:
        return []
    counting = select(_VERSION.c.id).where(_VERSION.c.id.in_(found), _counting(wanted))
    versions = sorted(connection.execute(counting).scalars())
    keys = {normalise(text) for text in same_as}
    read = _read(connection, versions, wanted.shortest)
    return [text for of_version in read.values() for text in of_version if text.text in keys]


def _read(connection: Connection, versions: Sequence[int], shortest: int) -> KnownTexts:
    if not versions:
        return {}
    of_versions = _VERSION.c.id.in_(versions)
    told = and_(of_versions, _long(shortest, _TEXT.c.results, _TEXT.c.outcomes))
    noted = and_(of_versions, _long(shortest, _ANSWER.c.note))
    found: dict[int, list[StoredText]] = {number: [] for number in versions}
    for text in [*_of_measures(connection, told), *_of_steps(connection, noted)]:
        if len(text.text) >= shortest:
            found[text.version_id].append(text)
    return {(number, shortest): tuple(of_version) for number, of_version in found.items()}


def _told(which: ColumnElement[bool]) -> Select[Any]:
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
        select(*_OF_VERSION, _TEXT, sheet)
        .join(_TEXT, _TEXT.c.return_version_id == _VERSION.c.id)
        .where(which)
        .order_by(_VERSION.c.id, _TEXT.c.measure_no)
    )


def _noted(which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_OF_VERSION, _ANSWER)
        .join(_ANSWER, _ANSWER.c.return_version_id == _VERSION.c.id)
        .where(which)
        .order_by(_VERSION.c.id, _ANSWER.c.step_no)
    )


_LATER = _VERSION.alias()
# Built once: SQLAlchemy takes longer to put it together than the database to answer.
_COUNTS = and_(
    ~withdrawn(_VERSION),
    ~select(_LATER.c.id)
    .where(
        _LATER.c.fiscal_year == _VERSION.c.fiscal_year,
        _LATER.c.round == _VERSION.c.round,
        _LATER.c.agency_code == _VERSION.c.agency_code,
        _LATER.c.version > _VERSION.c.version,
        ~withdrawn(_LATER),
    )
    .exists(),
)


def _counting(wanted: Texts) -> ColumnElement[bool]:
    conditions = [_VERSION.c.fiscal_year == wanted.fiscal_year, _COUNTS]
    if wanted.round is not None:
        conditions.append(_VERSION.c.round == wanted.round)
    if wanted.agency_code is not None:
        conditions.append(_VERSION.c.agency_code == wanted.agency_code)
    if wanted.but_agency is not None:
        conditions.append(_VERSION.c.agency_code != wanted.but_agency)
    return and_(*conditions)


def _long(shortest: int, *columns: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(*(func.length(column) >= shortest for column in columns))


def _of_measures(connection: Connection, which: ColumnElement[bool]) -> Iterator[StoredText]:
    for row in connection.execute(_told(which)):
        for text, cell in ((row.results, row.results_cell), (row.outcomes, row.outcomes_cell)):
            place = cell if "!" in cell else f"{row.sheet}!{cell}"
            yield _stored(row, text, place)


def _of_steps(connection: Connection, which: ColumnElement[bool]) -> Iterator[StoredText]:
    for row in connection.execute(_noted(which)):
        yield _stored(row, row.note, f"{row.sheet}, หมายเหตุ {row.step_no}")


def _stored(row: Row[Any], text: str, place: str) -> StoredText:
    return StoredText(
        version_id=row.return_version_id,
        agency_code=row.agency_code,
        fiscal_year=row.fiscal_year,
        round=row.round,
        measure_no=row.measure_no,
        text=normalise(text),
        place=place,
    )
