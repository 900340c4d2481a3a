"""Merge the scores of a workbook into the stored ones: scores are added or replaced, not removed.

A blank changes nothing. A real score replaces an illustration, never the other way round. Scores
without a place are of the one unit of that name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, NamedTuple

from itadata.scores import TOTAL, ScoreValue, UnitScore
from itadata.scores.places import place_key
from itadata.store import ScoreKey, StoredScore, is_illustration
from itadata.thai import matching_key

LEVEL = "level"
_CENT = Decimal("0.01")
_SURELY = 0.0101  # apart by more than a cent, two scores differ however they are rounded
_ROW_FIELDS = ("level_published", "source", "surveyed_from", "surveyed_to", "announced_on")
_DETAILS = _ROW_FIELDS[1:]


class ScoreValueChange(NamedTuple):
    """A stored figure, or level, that a file replaces; scores are 0–100, levels are names.

    `figure` is "total", "level", "iit", "indicator_3", "subindicator_9_1" or the code of a bonus
    or deduction; `sheet` and `cell` are those of the new figure.
    """

    fiscal_year: int
    unit: str
    place: str | None
    figure: str
    old: float | str
    new: float | str
    old_illustration: bool
    sheet: str
    cell: str


@dataclass(frozen=True)
class UnclearPlace:
    """Scores without a place, of a name that several units have."""

    score: UnitScore
    places: tuple[str, ...]


@dataclass(frozen=True)
class ScoreMerge:
    """The scores as they count after a load, and how that differs from before.

    `ids_given_place` are stored scores that get a place; `changes` have the real figures first;
    `added` is the number of figures that were not stored; `unchanged` is whether nothing differs;
    `skipped_illustrations` are scores of the file with the names of their illustrations that are
    left out, as the stored figures are real; `duplicates` are scores that the file states twice,
    each with the first.
    """

    scores: tuple[StoredScore, ...]
    ids_given_place: tuple[int, ...] = ()
    changes: tuple[ScoreValueChange, ...] = ()
    added: int = 0
    unchanged: bool = True
    skipped_illustrations: tuple[tuple[UnitScore, tuple[str, ...]], ...] = ()
    unclear: tuple[UnclearPlace, ...] = ()
    duplicates: tuple[tuple[UnitScore, UnitScore], ...] = ()

    @property
    def replaced(self) -> tuple[ScoreValueChange, ...]:
        """The real figures that are replaced."""
        return tuple(change for change in self.changes if not change.old_illustration)


def merge_scores(
    stored: Mapping[ScoreKey, StoredScore], scores: Sequence[UnitScore], place: str | None = None
) -> ScoreMerge:
    """Merge the scores of a file with those that count.

    `place` is that of the units of which the file tells none.
    """
    if place:
        scores = [replace(each, place=each.place or place) for each in scores]
    return _Merge(stored, scores).result()


@dataclass
class _Merge:
    stored: Mapping[ScoreKey, StoredScore]
    scores: Sequence[UnitScore]
    _merged: dict[ScoreKey, StoredScore] = field(default_factory=dict)
    _changes: list[ScoreValueChange] = field(default_factory=list)
    _skipped: list[tuple[UnitScore, tuple[str, ...]]] = field(default_factory=list)
    _unclear: list[UnclearPlace] = field(default_factory=list)
    _duplicates: list[tuple[UnitScore, UnitScore]] = field(default_factory=list)
    _firsts: dict[ScoreKey, UnitScore] = field(default_factory=dict)
    _added: int = 0
    _unchanged: bool = True

    def result(self) -> ScoreMerge:
        places = _Places(self.stored, self.scores)
        placed = [score for score in self.stored.values() if self._is_placed(score, places)]
        moved = [replace(score, place=places.filled[score.unit]) for score in placed]
        by_key = {**self.stored, **{score.key: score for score in moved}}
        for stated in self.scores:
            candidates = places.of(stated)
            if len(candidates) > 1:
                names = tuple(sorted(each or "–" for each in candidates))
                self._unclear.append(UnclearPlace(stated, names))
            else:
                self._add(stated, candidates[0], by_key)
        for score in moved:
            self._merged.setdefault(score.key, score)
        return ScoreMerge(
            tuple(self._merged.values()),
            tuple(score.id for score in placed if score.id is not None),
            tuple(sorted(self._changes, key=lambda change: change.old_illustration)),
            self._added,
            self._unchanged and not (self._added or self._changes or placed),
            tuple(self._skipped),
            tuple(self._unclear),
            tuple(self._duplicates),
        )

    @staticmethod
    def _is_placed(score: StoredScore, places: "_Places") -> bool:
        return score.place is None and score.unit in places.filled

    def _add(
        self, score: UnitScore, place: str | None, stored: Mapping[ScoreKey, StoredScore]
    ) -> None:
        new = StoredScore.of_file(score, place)
        first = self._firsts.setdefault(new.key, score)
        if first is not score:
            # What a file states twice in the same words is a fault of its own.
            if first.key != score.key:
                self._duplicates.append((score, first))
            return
        old = stored.get(new.key)
        if old is None:
            self._merged[new.key] = new
            self._added += len(new.score_values)
            return
        added, changes = self._added, len(self._changes)
        values = dict(old.score_values)
        left_out = []
        for name, value in new.score_values.items():
            before = values.get(name)
            if before is not None and value.illustration and not before.illustration:
                left_out.append(name)
                continue
            values[name] = value
            if before is None:
                self._added += 1
            elif before.illustration != value.illustration or differ(before.value, value.value):
                self._changes.append(_change(new, name, before, value))
        if left_out:
            self._skipped.append((score, tuple(left_out)))
        level = _level(old, new)
        if level is new and _levels_differ(old, new):
            self._changes.append(_level_change(old, new))
        merged = replace(
            new,
            score_values=values,
            level_published=level.level_published,
            level_illustration=level.level_illustration,
            **_details(old, new, len(self._changes) > changes, self._added > added),
        )
        self._merged[new.key] = merged
        self._unchanged &= all(getattr(merged, name) == getattr(old, name) for name in _ROW_FIELDS)


def _details(old: StoredScore, new: StoredScore, replaced: bool, added: bool) -> dict[str, Any]:
    """The source and the dates: those of the new figures alone where any replaced another.

    Where figures were only added, both sources are told. Those of illustrations say nothing of
    real figures.
    """
    of_old, of_new = is_illustration(old.score_values), is_illustration(new.score_values)
    if replaced or of_old != of_new:
        only = new if replaced or of_old else old
        return {name: getattr(only, name) for name in _DETAILS}
    details = {name: getattr(old, name) or getattr(new, name) for name in _DETAILS}
    if added and new.source not in old.source:
        details["source"] = " · ".join(filter(None, (old.source, new.source)))
    return details


def _level(old: StoredScore, new: StoredScore) -> StoredScore:
    """Whose level counts."""
    if not new.level_published:
        return old if old.level_published else new
    real = bool(old.level_published) and not old.level_illustration
    return old if real and new.level_illustration else new


def _levels_differ(old: StoredScore, new: StoredScore) -> bool:
    if not old.level_published:
        return False
    same = matching_key(old.level_published) == matching_key(new.level_published)
    return not same or old.level_illustration != new.level_illustration


def _level_change(old: StoredScore, new: StoredScore) -> ScoreValueChange:
    values = new.score_values
    at = values.get(TOTAL) or next(iter(values.values()))
    return ScoreValueChange(
        *new.key,
        LEVEL,
        old.level_published,
        new.level_published,
        old.level_illustration,
        at.sheet,
        at.cell,
    )


def _change(score: StoredScore, name: str, old: ScoreValue, new: ScoreValue) -> ScoreValueChange:
    return ScoreValueChange(
        *score.key,
        score_name(name),
        old.value,
        new.value,
        old.illustration,
        new.sheet,
        new.cell,
    )


def differ(one: float, other: float) -> bool:
    """Whether two scores differ as they are published, with two decimals."""
    if abs(one - other) >= _SURELY:
        return True
    return one != other and _published(one) != _published(other)


def _published(value: float) -> Decimal:
    return Decimal(str(value)).quantize(_CENT, ROUND_HALF_UP)


@cache
def score_name(name: str) -> str:
    """The name of a score in JSON: "iit" for "instrument:IIT", "indicator_3"."""
    kind, _colon, of_kind = name.partition(":")
    if kind == "instrument":
        return of_kind.lower()
    if kind == "adjustment" or not of_kind:
        return of_kind or kind
    return f"{kind}_{of_kind.replace('.', '_')}"


class _Places:
    """The places of units by name: those stored, and those that the file tells.

    `filled` has the place of each name that was stored without one, where it is the only one.
    """

    def __init__(
        self, stored: Mapping[ScoreKey, StoredScore], scores: Iterable[UnitScore]
    ) -> None:
        self._spellings: dict[str, dict[str, str]] = defaultdict(dict)
        unknown = {score.unit for score in stored.values() if score.place is None}
        for score in stored.values():
            if score.place is not None:
                self._note(score.unit, score.place)
        with_place = {unit for unit, places in self._spellings.items() if places}
        for each in scores:
            if each.place is not None:
                self._note(each.unit, each.place)
        self.filled = {
            unit: next(iter(places.values()))
            for unit, places in self._spellings.items()
            if unit in unknown - with_place and len(places) == 1
        }
        self._unknown = unknown - self.filled.keys()

    def _note(self, unit: str, place: str) -> None:
        self._spellings[unit].setdefault(place_key(place), place)

    def of(self, score: UnitScore) -> list[str | None]:
        """The place of the scores, in the spelling that is stored; several where it is unclear."""
        places = self._spellings.get(score.unit, {})
        if score.place is not None:
            return [places[place_key(score.place)]]
        without = [None] if score.unit in self._unknown or not places else []
        return [*without, *places.values()]
