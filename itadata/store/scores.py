"""Scores of units as they count: each load adds the row of a unit and year, merged with the last.

The last row of a year, unit and place counts, unless it was taken away or its place became known.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, Subquery, and_, func, insert, or_, select

from itadata.scores import TOTAL, ScoreValue, UnitScore
from itadata.store import schema
from itadata.store.decisions import HashedWrites
from itadata.store.rows import Reads, from_row, to_row
from itadata.thai import sort_key

_SCORE, _VALUE = schema.unit_score, schema.figure
_PLACED, _REMOVAL = schema.placed_score, schema.score_removal
_MAX_VALUES = 500  # of a condition; more are compared here, not by the database
_ROWS_AT_ONCE = 10_000  # of scores, which may be half a million

_DATES = ("surveyed_from", "surveyed_to", "announced_on")
_OF_FILE = ("fiscal_year", "unit", "place", "level_published", "source", *_DATES)

ScoreKey = tuple[int, str, str | None]
"""Fiscal year (B.E.), unit, and place, None where it is unknown."""


@dataclass(frozen=True)
class StoredScore:
    """The scores of a unit and year as they count after a load.

    `score_values` go by name, as in `UnitScore`. `id` is that of the row, None before it is
    stored, `submission_id` the number of the file that was loaded then.
    """

    fiscal_year: int
    unit: str
    place: str | None
    score_values: Mapping[str, ScoreValue]
    level_published: str
    level_illustration: bool
    surveyed_from: date | None
    surveyed_to: date | None
    announced_on: date | None
    source: str
    id: int | None = None
    submission_id: int | None = None

    @property
    def key(self) -> ScoreKey:
        """Year, unit and place."""
        return self.fiscal_year, self.unit, self.place

    @classmethod
    def of_file(cls, score: UnitScore, place: str | None = None) -> "StoredScore":
        """The scores of a unit as its file states them; of the `place`, where it tells none."""
        details = {name: getattr(score, name) for name in _OF_FILE} | {
            "place": place or score.place
        }
        level = is_illustration(score.score_values)
        return cls(score_values=score.score_values, level_illustration=level, **details)


def is_illustration(values: Mapping[str, ScoreValue]) -> bool:
    """Whether a unit's year is an illustration: as the total is, else as every score is."""
    if TOTAL in values:
        return values[TOTAL].illustration
    return bool(values) and all(value.illustration for value in values.values())


@dataclass(frozen=True)
class ScoreRemoval:
    """The scores of a unit and year (B.E.) that the province took away."""

    at: datetime
    by: str
    fiscal_year: int
    unit: str
    place: str | None
    unit_score_id: int
    reason: str


@dataclass(frozen=True)
class StoredUnit:
    """A unit of one name and place that has scores in some years (B.E.)."""

    unit: str
    place: str | None
    fiscal_years: tuple[int, ...] = ()

    def label(self, *, unique: bool) -> str:
        """The name, with the place in brackets where the name is not unique."""
        return self.unit if unique or not self.place else f"{self.unit} ({self.place})"


class ScoreReads(Reads):
    """Reads of scores."""

    def score_values(self, unit: str = "") -> pd.DataFrame:
        """The scores of a unit, or of every unit, in each year, as they count.

        fiscal_year int (B.E.), unit, place (None where unknown), unit_sort_key str, name str
        ("total", "instrument:IIT", "indicator:1"), value float (0–100), illustration bool,
        level_published str, level_illustration bool, source str, surveyed_from, surveyed_to,
        announced_on (date or None).
        """
        counting = _counting(unit)
        return self._frame(
            select(
                *_SCORE.c["fiscal_year", "unit", "place", "unit_sort_key"],
                *_VALUE.c["name", "value", "illustration"],
                *_SCORE.c["level_published", "level_illustration", "source"],
                *_SCORE.c["surveyed_from", "surveyed_to", "announced_on"],
            )
            .join(counting, counting.c.id == _SCORE.c.id)
            .join(_VALUE, _VALUE.c.unit_score_id == _SCORE.c.id)
            .order_by(*_in_order(), _VALUE.c.name)
        )

    def totals(self) -> pd.DataFrame:
        """The stated total of every unit and year, and every score where no total is stated.

        fiscal_year int (B.E.), unit, place, name str, value float (0–100), illustration bool.
        """
        counting, stated = _counting(), _VALUE.alias()
        has_total = and_(stated.c.unit_score_id == _SCORE.c.id, stated.c.name == TOTAL)
        return self._frame(
            select(
                *_SCORE.c["fiscal_year", "unit", "place"],
                *_VALUE.c["name", "value", "illustration"],
            )
            .join(counting, counting.c.id == _SCORE.c.id)
            .join(_VALUE, _VALUE.c.unit_score_id == _SCORE.c.id)
            .outerjoin(stated, has_total)
            .where(or_(_VALUE.c.name == TOTAL, stated.c.name.is_(None)))
            .order_by(*_in_order(), _VALUE.c.name)
        )

    def units(self) -> list[StoredUnit]:
        """Every unit that has a score, with its years, in Thai order."""
        counting = _counting()
        query = (
            select(*_SCORE.c["unit", "place", "fiscal_year"])
            .join(counting, counting.c.id == _SCORE.c.id)
            .order_by(*_in_order()[1:], _SCORE.c.fiscal_year)
        )
        years: dict[tuple[str, str | None], list[int]] = {}
        for row in self._connection.execute(query):
            years.setdefault((row.unit, row.place), []).append(row.fiscal_year)
        return [StoredUnit(*unit, tuple(of_unit)) for unit, of_unit in years.items()]

    def stored_scores(self, units: Collection[str]) -> dict[ScoreKey, StoredScore]:
        """The scores that count of the units with these names, in every year and place."""
        by_name = len(units) <= _MAX_VALUES
        of_units = _SCORE.c.unit.in_(units) if by_name else _SCORE.c.id.is_not(None)
        counting = _counting().select()
        scores = self._connection.execute(
            select(_SCORE).where(_SCORE.c.id.in_(counting), of_units)
        ).all()
        rows = {row.id: row for row in scores if by_name or row.unit in units}
        values = self._values(select(_SCORE.c.id).where(_SCORE.c.id.in_(counting), of_units), rows)
        return {
            (row.fiscal_year, row.unit, row.place): _stored_score(row, values.get(row.id, {}))
            for row in rows.values()
        }

    def _values(
        self, ids: Select[Any], rows: Mapping[int, Any]
    ) -> dict[int, dict[str, ScoreValue]]:
        columns = _VALUE.c["unit_score_id", "name", *ScoreValue._fields]
        query = select(*columns).where(_VALUE.c.unit_score_id.in_(ids))
        values: dict[int, dict[str, ScoreValue]] = {}
        files = {score_id: row.submission_id for score_id, row in rows.items()}
        texts: dict[str, str] = {}  # a name or sheet is one in memory, however often it is read
        for part in self._connection.execute(query).partitions(_ROWS_AT_ONCE):
            for score_id, name, value, illustration, sheet, cell, file in part:
                if score_id in files:
                    of_score = values.setdefault(score_id, {})
                    of_score[texts.setdefault(name, name)] = ScoreValue(
                        value,
                        illustration,
                        texts.setdefault(sheet, sheet),
                        cell,
                        file or files[score_id],
                    )
        return values

    def scores_loaded(self) -> dict[int, tuple[list[int], int]]:
        """The fiscal years (B.E.) of each accepted score workbook, in order, and its number of
        rows (a unit and year each), by the number of its attempt.
        """
        counted = (
            select(_SCORE.c.submission_id, _SCORE.c.fiscal_year, func.count().label("rows"))
            .group_by(_SCORE.c.submission_id, _SCORE.c.fiscal_year)
            .order_by(_SCORE.c.submission_id, _SCORE.c.fiscal_year)
        )
        loaded: dict[int, tuple[list[int], int]] = {}
        for row in self._connection.execute(counted):
            years, rows = loaded.get(row.submission_id, ([], 0))
            loaded[row.submission_id] = ([*years, row.fiscal_year], rows + row.rows)
        return loaded

    def latest_score_file_hash(self) -> str | None:
        """The hash of the score workbook that was loaded last."""
        submission = schema.submission
        return self._connection.execute(
            select(submission.c.file_sha256)
            .join(_SCORE, _SCORE.c.submission_id == submission.c.id)
            .order_by(submission.c.id.desc())
            .limit(1)
        ).scalar()


def _in_order() -> tuple[ColumnElement[Any], ...]:
    """Years, then units in Thai order, those of unknown place first."""
    place = func.coalesce(_SCORE.c.place, "")
    return _SCORE.c.fiscal_year, _SCORE.c.unit_sort_key, _SCORE.c.unit, place


def _counting(unit: str = "") -> Subquery:
    """The ids of the rows that count, of a unit's name, or of every unit."""
    last = select(func.max(_SCORE.c.id).label("id")).group_by(
        *_SCORE.c["fiscal_year", "unit", "place"]
    )
    latest = (last.where(_SCORE.c.unit == unit) if unit else last).subquery()
    gone = select(_PLACED.c.unit_score_id).union_all(select(_REMOVAL.c.unit_score_id))
    return select(latest.c.id).where(latest.c.id.not_in(gone)).subquery()


def _stored_score(row: Any, values: Mapping[str, ScoreValue]) -> StoredScore:
    level = row.level_illustration
    return from_row(
        StoredScore,
        row,
        score_values=values,
        level_illustration=is_illustration(values) if level is None else level,
    )


class ScoreWrites(HashedWrites):
    """Writes of scores."""

    def add_scores(
        self, submission_id: int, scores: Sequence[StoredScore], placed: Sequence[int] = ()
    ) -> None:
        """Add scores as they count from now on; the rows before stay, and no longer count.

        `placed` are the ids of rows without a place, instead of which some of these count.
        """
        if not scores:
            return
        keys: dict[str, str] = {}
        rows = [
            to_row(
                _SCORE,
                score,
                submission_id=submission_id,
                unit_sort_key=keys.setdefault(score.unit, sort_key(score.unit)),
            )
            for score in scores
        ]
        for row in rows:
            del row["id"]
        new = insert(_SCORE).returning(_SCORE.c.id, sort_by_parameter_order=True)
        ids = self._connection.execute(new, rows).scalars().all()
        values = [
            {"unit_score_id": score_id, "name": name, **value._asdict()}
            for score_id, score in zip(ids, scores, strict=True)
            for name, value in score.score_values.items()
        ]
        if values:
            self._connection.execute(insert(_VALUE), values)
        gone = [{"unit_score_id": each, "submission_id": submission_id} for each in placed]
        if gone:
            self._connection.execute(insert(_PLACED), gone)

    def add_score_removal(self, removal: ScoreRemoval) -> dict[str, Any]:
        """Take scores away; gives the detail of the event."""
        return self._insert_hashed(_REMOVAL, to_row(_REMOVAL, removal))
