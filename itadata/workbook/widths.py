"""Widths of Thai text in a spreadsheet: marks above and below have no width."""

import re
from collections.abc import Iterable
from functools import lru_cache

LINE = 22.0  # points that a line of Thai in the house's font needs
HIGHEST_ROW = 409.0  # of Excel
_NO_WIDTH = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200f\ufeff]")
_NARROWEST = 7
_MARGIN = 3
_MAX_ONE_LINE_HEADING = 12  # letters of a heading that stays on one line
_TOLERANCE = 1.3  # is given rather than that a few letters wrap
_CACHE_SIZE = 8_192
_MAX_CACHED_LENGTH = 300


def display_length(text: str) -> int:
    """The letters side by side in the longest line of a text."""
    return max((len(_NO_WIDTH.sub("", line)) for line in text.split("\n")), default=0)


def column_width(heading: str, texts: Iterable[str], max_width: float) -> float:
    """The width of a column in characters: wide enough for its texts and for a heading of two
    lines, and about `max_width` where texts are longer than that, which then wrap.
    """
    letters = display_length(heading)
    heading_width = (letters if letters <= _MAX_ONE_LINE_HEADING else letters / 2) + _MARGIN
    texts_width = max(map(display_length, texts), default=0) + _MARGIN
    return max(
        _NARROWEST,
        heading_width,
        texts_width if texts_width <= max_width * _TOLERANCE else max_width,
    )


def text_width(width: float) -> float:
    """After how many letters a text wraps in a column of so many characters."""
    return max(width - _MARGIN, 1)


def wrapped_lines(text: str, width: float) -> int:
    """The lines of a text that wraps after `width` letters."""
    return (
        _cached_line_count(text, width)
        if len(text) <= _MAX_CACHED_LENGTH
        else _count_lines(text, width)
    )


def _count_lines(text: str, width: float) -> int:
    lines = sum(-int(-len(_NO_WIDTH.sub("", line)) // width) or 1 for line in text.split("\n"))
    # A word that wraps leaves the end of its line free, which adds up in a long text.
    return lines + lines // 5


_cached_line_count = lru_cache(maxsize=_CACHE_SIZE)(_count_lines)


def row_height(lines: int) -> float:
    """The height in points of a row of so many lines, as high as Excel lets it be."""
    return min(lines * LINE, HIGHEST_ROW)
