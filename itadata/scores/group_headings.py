"""Headings of one or several lines: each column's texts, with those of its groups above."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from itadata.scores.headings import (
    LEVEL,
    RESULT,
    TOTAL,
    YEAR_ONLY,
    Headings,
    Meaning,
    is_no_score,
)
from itadata.thai import is_missing
from itadata.workbook import Position, Sheet, Value
from itadata.workbook.sheets import COLUMNS_SEARCHED, heading_text
from itadata.workbook.tables import Cell

_FEWEST_NUMBERS = 3
_OF_WHOLE = (TOTAL, RESULT, YEAR_ONLY)  # groups over a level that is the unit's
_DEEPEST = 2  # lines of groups above the headings


@dataclass(frozen=True)
class Heading:
    """The heading over a column: its cell, its text with those of its groups, its meaning."""

    cell: Cell
    text: str
    group: str
    meaning: Meaning | None

    @property
    def number(self) -> int:
        """The column, counted from 1."""
        return self.cell.position.column


def headings_in(sheet: Sheet, row: int, headings: Headings) -> list[Heading]:
    """The headings that a row would give its columns, blank ones too, with those of groups."""
    texts = _texts(sheet, row)
    groups = _groups(sheet, row, texts)
    row_headings = [*_headings(sheet, row, texts, groups, headings)]
    if groups and not any(_says_more(h, headings) for h in row_headings if texts[h.number - 1]):
        row_headings = [*_headings(sheet, row, texts, {}, headings)]
    return [*_without_figures(row_headings, texts)]


def _without_figures(row_headings: list[Heading], texts: list[str]) -> Iterator[Heading]:
    """The headings without the meaning of numbers that do not count indicators beside words."""
    scores = [h for h in row_headings if h.meaning and h.meaning.is_score]
    numbers = [h for h in scores if texts[h.number - 1].isdecimal()]
    counts = [int(texts[h.number - 1]) for h in numbers]
    in_turn = len(counts) >= _FEWEST_NUMBERS and counts == sorted(set(counts))
    words = any(h.meaning for h in row_headings if h not in numbers)
    for heading in row_headings:
        figure = heading in numbers and not (in_turn and words)
        yield replace(heading, meaning=None) if figure else heading


def _says_more(heading: Heading, headings: Headings) -> bool:
    """Whether a heading under a group has a meaning, or the group is one of units."""
    above = headings.meaning(heading.group) if heading.group else None
    of_units = above is not None and above.column in ("unit", "place")
    return bool(heading.group) and (heading.meaning is not None or of_units)


def top_row(sheet: Sheet, row: int) -> int:
    """The first line of the headings of which a row is the last."""
    top = row
    while row - top < _DEEPEST and _groups(sheet, top, _texts(sheet, top), 1):
        top -= 1
    return top


def _headings(
    sheet: Sheet, row: int, texts: list[str], groups: dict[int, str], headings: Headings
) -> Iterator[Heading]:
    for number, text in enumerate(texts, start=1):
        group = groups.get(number, "")
        cell = Cell(sheet, Position(row if text or not group else row - 1, number))
        yield Heading(cell, f"{group} {text}".strip(), group, _meaning(headings, group, text))


def _meaning(headings: Headings, group: str, text: str) -> Meaning | None:
    """The meaning of a heading: where it is vague, that of its group says more."""
    below = headings.meaning(text) if text else None
    above = headings.meaning(group) if group else None
    if not group or headings.is_unit_heading(text):
        return below
    if not text:
        return above
    if below and below.column == LEVEL and above and above.column in _OF_WHOLE:
        return replace(below, fiscal_year=below.fiscal_year or above.fiscal_year)
    if below is None or below.is_vague:
        both = headings.meaning(f"{group} {text}")
        return both or (None if above or is_no_score(group) else below)
    if below.is_score and is_no_score(group):
        return None
    if above and (below.is_score or below.column == LEVEL):
        return replace(below, fiscal_year=below.fiscal_year or above.fiscal_year)
    return below


def _texts(sheet: Sheet, row: int) -> list[str]:
    if not 1 <= row <= len(sheet.rows):
        return []
    return [heading_text(value) or "" for value in sheet.merged_row(row)[:COLUMNS_SEARCHED]]


def _groups(sheet: Sheet, row: int, texts: list[str], depth: int = _DEEPEST) -> dict[int, str]:
    """The heading of the group above each column, where the row above heads groups of columns.

    A group is merged over its columns, or stands over the first of them. A title is none.
    """
    above = _texts(sheet, row - 1) if row > 1 and depth else []
    if len({text for text in above if text}) < 2 or has_scores(sheet.rows[row - 2]):
        return {}
    groups: dict[int, str] = {}
    spans = 0
    for number, text in enumerate(texts, start=1):
        heading = above[number - 1] if number <= len(above) else ""
        if not heading and text and number - 1 in groups and texts[number - 2]:
            heading = groups[number - 1]
        if heading and not _is_one_cell(sheet, row, number):
            spans += bool(text) and groups.get(number - 1) == heading
            groups[number] = heading
    if not spans:
        return {}
    higher = _groups(sheet, row - 1, above, depth - 1)
    return {n: f"{higher.get(n, '')} {text}".strip() for n, text in groups.items()}


def _is_one_cell(sheet: Sheet, row: int, number: int) -> bool:
    """Whether the cell is merged with the one above it, so that both show one heading."""
    above = sheet.anchor(Position(row - 1, number))
    return sheet.anchor(Position(row, number)) == above


def has_scores(values: list[Value]) -> bool:
    """Whether a row has a number that is no heading, such as 95.55."""
    numbers = (value for value in values if not isinstance(value, str) and not is_missing(value))
    return any(heading_text(value) is None for value in numbers)
