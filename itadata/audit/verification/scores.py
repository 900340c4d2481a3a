"""The scores of units beside their files: each row is a file merged with the rows before it.

Files from before figures were merged stand alone. Where this version reads such a file otherwise,
each stored figure is compared with its own cell.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from itadata.audit.verification.codes import DifferenceCode
from itadata.audit.verification.difference import Difference
from itadata.audit.verification.log import SUBMISSION, Log
from itadata.audit.verification.rows import Entry, Frameworks, Rows, compare, plain, score_key
from itadata.framework import Framework
from itadata.intake.score_merge import merge_scores
from itadata.intake.scores import ScoreOptions
from itadata.scores import ScoreValue, parse_scores
from itadata.store import (
    Record,
    Records,
    ScoreKey,
    StoredScore,
    is_illustration,
    schema,
)
from itadata.thai import parse_number, sort_key
from itadata.workbook import Workbook, open_workbook, position

_NEAR = 1e-6
_DATES = ("surveyed_from", "surveyed_to", "announced_on")
_FIELDS = ("fiscal_year", "unit", "place", "level_published", "source", *_DATES)


class ScoreHistory:
    """The scores that counted after each file, followed from the files and from what was taken
    away; where a file cannot be read, from the rows.
    """

    def __init__(self, records: Records, log: Log) -> None:
        self._records = records
        self._log = log
        self._counting: dict[ScoreKey, StoredScore] = {}
        self._removals = records.rows(schema.score_removal)
        self._last = self._last_rows()

    def differences(
        self,
        about: Difference,
        record: Record,
        stored: Rows,
        content: bytes | None,
        frameworks: Frameworks,
    ) -> Iterator[Difference]:
        """Compare the rows of a file, and go on to the scores that count after it."""
        self._take_away(record)
        scores = [_stored_score(entry) for (row, _), entry in stored.items() if row == "score"]
        workbook = open_workbook(content) if content else None
        if isinstance(workbook, Workbook):
            options = _options(record)
            parsed = parse_scores(
                workbook,
                dict(sorted(frameworks.items())),
                (options or ScoreOptions()).reading,
                record["file_name"],
            ).scores
            if options is None:
                expected = _rows(map(StoredScore.of_file, parsed), of_before=True)
                counts = any(score.id in self._last for score in scores)
                yield from _of_before(about, stored, expected, workbook, frameworks, counts=counts)
            else:
                merge = merge_scores(self._counting, parsed, options.place)
                yield from compare(about, stored, _rows(merge.scores))
                yield from self._placed(about, record, set(merge.ids_given_place))
                ids = {score.key: score.id for score in scores}
                scores = [replace(each, id=ids.get(each.key)) for each in merge.scores]
        elif workbook is not None:
            yield replace(about, kind=DifferenceCode.FILE_UNREAD)
        self._count(record, scores)

    def _last_rows(self) -> set[int]:
        """The rows that count today."""
        rows = self._records.rows(schema.unit_score)
        last = {(row["fiscal_year"], row["unit"], row["place"]): row["id"] for row in rows}
        placed = {row["unit_score_id"] for row in self._records.rows(schema.placed_score)}
        return {*last.values()} - placed - {row["unit_score_id"] for row in self._removals}

    def _take_away(self, record: Record) -> None:
        """Take away the scores that the province had taken away before the file came."""
        gone = {
            removal["unit_score_id"]
            for removal in self._removals
            if self._is_before(removal, record)
        }
        self._drop(gone)

    def _is_before(self, removal: Record, record: Record) -> bool:
        events = self._log.events
        first = events.get((schema.score_removal.name, removal["id"]))
        second = events.get((SUBMISSION, record["id"]))
        if first is None or second is None:
            return bool(removal["at"] <= record["at"])
        return first < second

    def _drop(self, ids: set[int]) -> None:
        if ids:
            counting = self._counting.items()
            self._counting = {key: score for key, score in counting if score.id not in ids}

    def _placed(
        self, about: Difference, record: Record, expected: set[int]
    ) -> Iterator[Difference]:
        """Rows whose place the file told, beside those that are stored as such."""
        there = self._placed_rows(record)
        for number in sorted(there ^ expected):
            kind = DifferenceCode.ROW_UNEXPECTED if number in there else DifferenceCode.ROW_MISSING
            yield replace(about, kind=kind, row="placed_score", key=str(number))

    def _placed_rows(self, record: Record) -> set[int]:
        rows = self._records.rows(schema.placed_score, submission_id=record["id"])
        return {row["unit_score_id"] for row in rows}

    def _count(self, record: Record, scores: Iterable[StoredScore]) -> None:
        """Let the scores of a file count."""
        for score in scores:
            values = {
                name: value._replace(submission_id=value.submission_id or record["id"])
                for name, value in score.score_values.items()
            }
            self._counting[score.key] = replace(score, score_values=values)
        self._drop(self._placed_rows(record))


def _options(record: Record) -> ScoreOptions | None:
    """The options of a file; None before they were stored."""
    try:
        stored = json.loads(record["reading"] or "null")
    except ValueError:  # what was changed by hand may be anything
        return None
    return ScoreOptions.from_json(stored) if isinstance(stored, dict) else None


def _stored_score(entry: Entry) -> StoredScore:
    fields = {name: entry.fields[name] for name in (*_FIELDS, "level_illustration")}
    for name in _DATES:
        with suppress(ValueError, TypeError):  # what was changed by hand may be anything
            fields[name] = date.fromisoformat(fields[name])
    values = {
        child.fields["name"]: ScoreValue(*(child.fields[name] for name in ScoreValue._fields))
        for child in entry.children.values()
    }
    if fields["level_illustration"] is None:
        fields["level_illustration"] = is_illustration(values)
    return StoredScore(**fields, score_values=values, id=entry.fields["id"])


def _rows(scores: Iterable[StoredScore], *, of_before: bool = False) -> Rows:
    """The rows of scores as they are to be stored; before, without their place."""
    rows: Rows = {}
    for score in scores:
        fields: dict[str, Any] = {name: getattr(score, name) for name in _FIELDS}
        fields |= {"unit_sort_key": sort_key(score.unit)}
        if of_before:
            fields["place"] = None
        else:
            fields["level_illustration"] = score.level_illustration
        key = score_key(fields)
        values = {
            ("figure", f"{key} · {name}"): Entry(value._asdict())
            for name, value in score.score_values.items()
        }
        rows["score", key] = Entry(plain(fields), values)
    return rows


# --- files of before -----------------------------------------------------------------------


def _of_before(
    about: Difference,
    stored: Rows,
    expected: Rows,
    workbook: Workbook,
    frameworks: Frameworks,
    *,
    counts: bool,
) -> Iterator[Difference]:
    """Compare the rows of a file from before.

    How far it is read otherwise now is told once, while any row of it `counts`.
    """
    standing = _values_in_file(stored, workbook, frameworks)
    otherwise = 0
    for difference in compare(about, stored, expected):
        if _is_read_otherwise(difference, standing):
            otherwise += 1
        else:
            yield difference
    if otherwise and counts:
        yield replace(about, kind=DifferenceCode.SCORES_READ_OTHERWISE, stored=otherwise)


def _values_in_file(stored: Rows, workbook: Workbook, frameworks: Frameworks) -> set[str]:
    """The keys of stored figures that stand in their cells, and of the rows where all do."""
    standing: set[str] = set()
    for (_, key), score in stored.items():
        framework = frameworks.get(score.fields["fiscal_year"])
        there = {
            name
            for (_, name), value in score.children.items()
            if _stands_in_file(value, workbook, framework)
        }
        standing |= there if len(there) < len(score.children) else {key, *there}
    return standing


def _is_read_otherwise(difference: Difference, standing: set[str]) -> bool:
    """Whether a difference may come from the reader: what is stored stands in the file."""
    if difference.kind is DifferenceCode.ROW_MISSING:
        return True
    if difference.row == "score" and difference.kind is DifferenceCode.ROW_DIFFERS:
        return not difference.stored
    return difference.key in standing


def _stands_in_file(value: Entry, workbook: Workbook, framework: Framework | None) -> bool:
    """Whether the cell of a figure holds it, as it is or in points of an instrument."""
    sheet = next((s for s in workbook.sheets if s.name == value.fields["sheet"]), None)
    weights = [float(each.weight) for each in framework.instruments] if framework else []
    try:
        assert sheet
        number = parse_number(str(sheet.value(position(value.fields["cell"]))))
        assert number is not None
        score = float(value.fields["value"])
    except (AssertionError, ValueError, TypeError):
        return False
    return any(abs(float(number) - score * part) < _NEAR for part in (1, 0.01, *weights))
