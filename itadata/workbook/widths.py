"""How much room Thai text takes in a spreadsheet: marks above and below have no width."""

import re
from collections.abc import Iterable
from functools import lru_cache

LINE = 22.0  # points that a line of Thai in the house's font needs
HIGHEST_ROW = 409.0  # of Excel
_NO_WIDTH = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200f\ufeff]")
_NARROWEST = 7
_MARGIN = 3
_ONE_LINE = 12  # letters of a heading that stays on one line
_A_LITTLE_MORE = 1.3  # is given rather than that a few letters wrap
_REMEMBERED = 8_192
_LONGEST_REMEMBERED = 300


def shown_length(text: str) -> int:
    """How many letters of the text stand beside each other, in its longest line."""
    return max((len(_NO_WIDTH.sub("", line)) for line in text.split("\n")), default=0)


def column_width(heading: str, texts: Iterable[str], most: float) -> float:
    """The width of a column in characters: wide enough for its texts and for a heading of two
    lines, and about `most` where texts are longer than that, which then wrap.
    """
    letters = shown_length(heading)
    of_heading = (letters if letters <= _ONE_LINE else letters / 2) + _MARGIN
    of_texts = max(map(shown_length, texts), default=0) + _MARGIN
    return max(_NARROWEST, of_heading, of_texts if of_texts <= most * _A_LITTLE_MORE else most)


def text_width(width: float) -> float:
    """After how many letters a text wraps in a column of so many characters."""
    return max(width - _MARGIN, 1)


def wrapped_lines(text: str, room: float) -> int:
    """How many lines a text takes that wraps after so many letters."""
    return _lines(text, room) if len(text) <= _LONGEST_REMEMBERED else _counted(text, room)


def _counted(text: str, room: float) -> int:
    lines = sum(-int(-len(_NO_WIDTH.sub("", line)) // room) or 1 for line in text.split("\n"))
    # A word that wraps leaves the end of its line free, which adds up in a long text.
    return lines + lines // 5


_lines = lru_cache(maxsize=_REMEMBERED)(_counted)


def row_height(lines: int) -> float:
    """The height in points of a row of so many lines, as high as Excel lets it be."""
    return min(lines * LINE, HIGHEST_ROW)
