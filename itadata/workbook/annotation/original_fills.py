"""The fill of each annotated cell before, stored so that it survives any edit of the workbook.

The fill of an annotated cell is one of 64 shades that no eye tells apart; the shade is the number
of the fill before. So an annotation is found and undone after rows were inserted, sorted or copied
and after another program saved the file. The fills behind the numbers stand in a hidden column of
the sheet of findings; those of this system's own templates are known without it.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Shape: TypeAlias = list[Any]
"""An element without namespace: name, attributes, children."""

STYLE_NAME = "ita-finding"
LAST_LINE = "◆◆◆"  # of a comment of this system
_PREFIX = f"{STYLE_NAME} "
_ROWS_SEARCHED = 20
_SHADES = 64
_LONGEST_STYLE = 450  # characters; all that is remembered must fit into one cell


def solid_fill(colour: str) -> Shape:
    """A fill of one colour, AARRGGBB."""
    colours = [["fgColor", {"rgb": colour}, []], ["bgColor", {"indexed": "64"}, []]]
    return ["fill", {}, [["patternFill", {"patternType": "solid"}, colours]]]


NO_FILL: Shape = ["fill", {}, [["patternFill", {"patternType": "none"}, []]]]
_TEMPLATE_INPUT = solid_fill("FFFFF8E1")


def as_text(shape: object) -> str:
    """An element's name, attributes and children as one text, whatever their order."""
    return json.dumps(shape, sort_keys=True, ensure_ascii=False)


def shade(number: int) -> str:
    """The colour of a number from 0 to 63, RRGGBB."""
    return f"FF{0xC0 + number // 8:02X}{0xB8 + number % 8:02X}"


def shade_number(colour: str) -> int | None:
    """The number of a shade (RRGGBB or AARRGGBB); None for any other colour."""
    match = re.fullmatch(r"(?:[0-9A-Fa-f]{2})?[Ff]{2}([Cc][0-7])([Bb][89A-Fa-f])", colour)
    if match is None:
        return None
    return (int(match[1], 16) - 0xC0) * 8 + int(match[2], 16) - 0xB8


@dataclass(frozen=True)
class StyleBefore:
    """The style that an annotation replaces: `fill` as JSON of a `Shape`, and the named style."""

    fill: str
    name: str = "Normal"


_KNOWN = (StyleBefore(as_text(NO_FILL)), StyleBefore(as_text(_TEMPLATE_INPUT)))


@dataclass
class OriginalFills:
    """The style behind each shade of a workbook, and the index of the tab that was active."""

    styles: list[StyleBefore] = field(default_factory=lambda: list(_KNOWN))
    active: int = 0

    def number(self, style: StyleBefore) -> int | None:
        """The shade for a style; None where none is left."""
        if style not in self.styles:
            too_long = len(style.fill) + len(style.name) > _LONGEST_STYLE
            if too_long or len(self.styles) == _SHADES:
                return None
            self.styles.append(style)
        return self.styles.index(style)

    def style(self, number: int) -> StyleBefore:
        """The style behind a shade; no fill where that was lost."""
        return self.styles[number] if number < len(self.styles) else self.styles[0]

    def as_text(self) -> str:
        """The text in the sheet of findings."""
        styles = [[style.fill, style.name] for style in self.styles[len(_KNOWN) :]]
        return _PREFIX + json.dumps({"active": self.active, "looks": styles}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "OriginalFills":
        """The original fills in such a text; what cannot be read is left out."""
        fills = cls()
        try:
            document: dict[str, Any] = json.loads(text.removeprefix(_PREFIX))
            fills.active = max(int(document["active"]), 0)
            for fill, name in document["looks"][: _SHADES - len(_KNOWN)]:
                json.loads(fill)
                fills.styles.append(StyleBefore(str(fill), str(name)))
        except (ValueError, KeyError, TypeError):
            pass
        return fills


def original_fills_text(rows: Iterable[Sequence[object]]) -> str | None:
    """The text that makes a sheet one of findings; None in any other sheet."""
    for number, row in enumerate(rows):
        if number == _ROWS_SEARCHED:
            break
        for value in row:
            if isinstance(value, str) and value.startswith(_PREFIX):
                return value
    return None
