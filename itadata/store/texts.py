"""The long texts of returns that count, to compare a new return with."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from itadata.returns import Return
from itadata.store import schema
from itadata.store.decisions import withdrawn
from itadata.store.rows import Reads, from_row
from itadata.thai import normalise

_VERSION, _ANSWER, _TEXT = schema.return_version, schema.answer, schema.measure_text
_OF_VERSION = (_VERSION.c.agency_code, _VERSION.c.fiscal_year, _VERSION.c.round)


@dataclass(frozen=True)
class TextQuery:
    """A query of texts: those of a fiscal year, at least so many letters long.

    `round` and `agency_code` narrow them, `exclude_agency` leaves one out, and `equal_to` leaves
    only the texts that are equal to one of them.
    """

    fiscal_year: int
    min_length: int
    round: int | None = None
    agency_code: str | None = None
    exclude_agency: str | None = None
    equal_to: frozenset[str] | None = None


@dataclass(frozen=True)
class StoredText:
    """Results, outcomes or a note, normalised, and its sheet and cell, or step."""

    version_id: int
    agency_code: str
    fiscal_year: int
    round: int
    measure_no: int
    text: str
    address: str


TextCache = dict[tuple[int, int], tuple[StoredText, ...]]
"""The long texts of a version, by the id of its row and their least length."""
_MAX_CACHED = 1_024  # versions


class TextReads(Reads):
    """Reads of texts."""

    _text_cache: TextCache

    def texts(self, query: TextQuery) -> list[StoredText]:
        """The long texts of counting versions, in the order in which the versions came."""
        if query.equal_to is not None:
            return self._same_texts(query, query.equal_to)
        counting = select(_VERSION.c.id).where(_counts(query)).order_by(_VERSION.c.id)
        ids = list(self._connection.execute(counting).scalars())
        cache = self._text_cache
        cached = {number: cache.get((number, query.min_length)) for number in ids}
        missing = [number for number, texts in cached.items() if texts is None]
        read = self._texts_of(missing, query.min_length)
        if len(cache) > _MAX_CACHED:
            cache.clear()
        cache.update({(number, query.min_length): texts for number, texts in read.items()})
        return [text for number in ids for text in cached[number] or read.get(number, ())]

    def _same_texts(self, query: TextQuery, texts: frozenset[str]) -> list[StoredText]:
        """The texts that are equal to one of `texts`, without reading any other version."""
        table = schema.text_hash
        having = select(table.c.return_version_id).where(table.c.hash.in_(map(text_hash, texts)))
        # Looked up first, and mostly none: every version would be asked else whether it counts.
        ids = self._connection.execute(having.distinct()).scalars().all()
        if not ids:
            return []
        counting = select(_VERSION.c.id).where(_VERSION.c.id.in_(ids), _counts(query))
        versions = sorted(self._connection.execute(counting).scalars())
        equal = {normalise(text) for text in texts}
        read = self._texts_of(versions, query.min_length)
        return [text for of_version in read.values() for text in of_version if text.text in equal]

    def _texts_of(
        self, versions: Sequence[int], min_length: int
    ) -> dict[int, tuple[StoredText, ...]]:
        if not versions:
            return {}
        texts: dict[int, list[StoredText]] = {number: [] for number in versions}
        for text in [
            *self._of_measures(versions, min_length),
            *self._of_steps(versions, min_length),
        ]:
            if len(text.text) >= min_length:
                texts[text.version_id].append(text)
        return {number: tuple(of_version) for number, of_version in texts.items()}

    def _of_measures(self, versions: Sequence[int], min_length: int) -> Iterable[StoredText]:
        sheet = (
            select(func.min(_ANSWER.c.sheet))
            .where(
                _ANSWER.c.return_version_id == _TEXT.c.return_version_id,
                _ANSWER.c.measure_no == _TEXT.c.measure_no,
            )
            .scalar_subquery()
            .label("sheet")
        )
        query = (
            select(*_OF_VERSION, _TEXT, sheet)
            .join(_TEXT, _TEXT.c.return_version_id == _VERSION.c.id)
            .where(
                _VERSION.c.id.in_(versions), _long(min_length, _TEXT.c.results, _TEXT.c.outcomes)
            )
            .order_by(_VERSION.c.id, _TEXT.c.measure_no)
        )
        for row in self._connection.execute(query):
            for text, cell in ((row.results, row.results_cell), (row.outcomes, row.outcomes_cell)):
                yield _stored(row, text, cell if "!" in cell else f"{row.sheet}!{cell}")

    def _of_steps(self, versions: Sequence[int], min_length: int) -> Iterable[StoredText]:
        query = (
            select(*_OF_VERSION, _ANSWER)
            .join(_ANSWER, _ANSWER.c.return_version_id == _VERSION.c.id)
            .where(_VERSION.c.id.in_(versions), _long(min_length, _ANSWER.c.note))
            .order_by(_VERSION.c.id, _ANSWER.c.step_no)
        )
        for row in self._connection.execute(query):
            yield _stored(row, row.note, f"{row.sheet}, หมายเหตุ {row.step_no}")


def text_hash(text: str) -> str:
    """The hash of the normal form of a text, by which equal texts are looked up."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()


def text_hashes(document: Return) -> set[str]:
    """The hashes of every text of a return."""
    texts = (text for each in document.texts for text in (each.results, each.outcomes))
    notes = (answer.note for answer in document.answers)
    return {text_hash(text) for text in (*texts, *notes) if text}


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


def _counts(query: TextQuery) -> ColumnElement[bool]:
    conditions = [_VERSION.c.fiscal_year == query.fiscal_year, _COUNTS]
    if query.round is not None:
        conditions.append(_VERSION.c.round == query.round)
    if query.agency_code is not None:
        conditions.append(_VERSION.c.agency_code == query.agency_code)
    if query.exclude_agency is not None:
        conditions.append(_VERSION.c.agency_code != query.exclude_agency)
    return and_(*conditions)


def _long(min_length: int, *columns: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(*(func.length(column) >= min_length for column in columns))


def _stored(row: Row[Any], text: str, address: str) -> StoredText:
    return from_row(
        StoredText, row, version_id=row.return_version_id, text=normalise(text), address=address
    )
