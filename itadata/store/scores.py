"""Scores of units: what was loaded last for a unit and year counts."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Subquery, and_, func, insert, or_, select

from itadata.scores import TOTAL, UnitScore
from itadata.store import schema
from itadata.store.rows import Reads, to_row
from itadata.thai import sort_key

_SCORE, _VALUE = schema.unit_score, schema.figure


class ScoreReads(Reads):
    """Reads of scores."""

    def score_values(self, unit: str = "") -> pd.DataFrame:
        """The scores of a unit, or of every unit, in each year, as last loaded.

        fiscal_year int (B.E.), unit str, unit_sort_key str, name str ("total", "instrument:IIT",
        "indicator:1"), value float (0–100), illustration bool, level_published str, source str,
        surveyed_from, surveyed_to, announced_on (date or None).
        """
        latest = _latest(unit)
        return self._frame(
            select(
                *_SCORE.c["fiscal_year", "unit", "unit_sort_key"],
                *_VALUE.c["name", "value", "illustration"],
                *_SCORE.c["level_published", "source"],
                *_SCORE.c["surveyed_from", "surveyed_to", "announced_on"],
            )
            .join(latest, latest.c.id == _SCORE.c.id)
            .join(_VALUE, _VALUE.c.unit_score_id == _SCORE.c.id)
            .order_by(_SCORE.c.fiscal_year, _SCORE.c.unit_sort_key, _VALUE.c.name)
        )

    def totals(self) -> pd.DataFrame:
        """The stated total of every unit and year, and every score where no total is stated.

        fiscal_year int (B.E.), unit str, name str, value float (0–100), illustration bool.
        """
        latest, stated = _latest(), _VALUE.alias()
        has_total = and_(stated.c.unit_score_id == _SCORE.c.id, stated.c.name == TOTAL)
        return self._frame(
            select(*_SCORE.c["fiscal_year", "unit"], *_VALUE.c["name", "value", "illustration"])
            .join(latest, latest.c.id == _SCORE.c.id)
            .join(_VALUE, _VALUE.c.unit_score_id == _SCORE.c.id)
            .outerjoin(stated, has_total)
            .where(or_(_VALUE.c.name == TOTAL, stated.c.name.is_(None)))
            .order_by(_SCORE.c.fiscal_year, _SCORE.c.unit_sort_key, _VALUE.c.name)
        )

    def units(self) -> list[str]:
        """Every unit that has a score in any year, in Thai order."""
        query = select(_SCORE.c.unit).distinct().order_by(_SCORE.c.unit_sort_key, _SCORE.c.unit)
        # DISTINCT needs the key that it is ordered by.
        return list(self._connection.execute(query.add_columns(_SCORE.c.unit_sort_key)).scalars())

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


def _latest(unit: str = "") -> Subquery:
    """The ids of the rows loaded last for each year of a unit, or of every unit."""
    query = select(func.max(_SCORE.c.id).label("id")).group_by(_SCORE.c.fiscal_year, _SCORE.c.unit)
    return (query.where(_SCORE.c.unit == unit) if unit else query).subquery()


class ScoreWrites(Reads):
    """Writes of scores."""

    def add_scores(self, submission_id: int, scores: Sequence[UnitScore]) -> None:
        """Add the scores of units; those loaded before stay, and no longer count."""
        values = []
        for score in scores:
            key = sort_key(score.unit)
            score_id = self._insert(
                _SCORE, to_row(_SCORE, score, submission_id=submission_id, unit_sort_key=key)
            )
            values += [
                to_row(_VALUE, each, unit_score_id=score_id, name=name, value=float(each.value))
                for name, each in score.score_values.items()
            ]
        if values:
            self._connection.execute(insert(_VALUE), values)
