"""What a marked workbook remembers, so that each mark can be taken away wherever it went.

The fill of a marked cell is one of 64 shades that no eye tells apart; which of them it is says how
the cell was filled before. So a mark is known, and undone, after rows were inserted, sorted or
copied, and after another program saved the file. What the shades stand for is written in a hidden
column of the sheet of findings; those of this system's own forms are known without it.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

STYLE = "ita-finding"
_PREFIX = f"{STYLE} "
_ROWS_SEARCHED = 20
_SHADES = 64
_LONGEST_LOOK = 450
_NORMAL = "Normal"
_NO_FILL = ["fill", {}, [["patternFill", {"patternType": "none"}, []]]]
_INPUT = [
    "fill",
    {},
    [
        [
            "patternFill",
            {"patternType": "solid"},
            [["fgColor", {"rgb": "FFFFF8E1"}, []], ["bgColor", {"indexed": "64"}, []]],
        ]
    ],
]


def as_text(shape: object) -> str:
    """An element's name, attributes and children as one text, whatever their order."""
    return json.dumps(shape, sort_keys=True, ensure_ascii=False)


def shade(number: int) -> str:
    """The colour that stands for a look before, as RRGGBB."""
    return f"FF{0xC0 + number // 8:02X}{0xB8 + number % 8:02X}"


def shade_number(colour: str) -> int | None:
    """Which look before a colour stands for; None where it is no mark."""
    found = re.fullmatch(r"(?:[0-9A-Fa-f]{2})?[Ff]{2}([Cc][0-7])([Bb][89A-Fa-f])", colour)
    if found is None:
        return None
    return (int(found[1], 16) - 0xC0) * 8 + int(found[2], 16) - 0xB8


@dataclass(frozen=True)
class Before:
    """How a cell looked before it was marked, as far as a mark changes it.

    `fill` is the element as JSON of name, attributes and children; `style` the named style.
    """

    fill: str
    style: str = _NORMAL


_KNOWN = (Before(as_text(_NO_FILL)), Before(as_text(_INPUT)))


@dataclass
class Memory:
    """What the shades of a workbook stand for, and which sheet was in front."""

    looks: list[Before] = field(default_factory=lambda: list(_KNOWN))
    active: int = 0

    def number(self, look: Before) -> int | None:
        """The shade for a look; None where there is none left for it."""
        if look not in self.looks:
            # All that is remembered must fit into one cell.
            if len(self.looks) == _SHADES or len(look.fill) + len(look.style) > _LONGEST_LOOK:
                return None
            self.looks.append(look)
        return self.looks.index(look)

    def look(self, number: int) -> Before:
        """What a shade stands for; where that was lost, a cell without a fill."""
        return self.looks[number] if number < len(self.looks) else self.looks[0]

    def as_text(self) -> str:
        """The text that the sheet of findings keeps."""
        looks = [[look.fill, look.style] for look in self.looks[len(_KNOWN) :]]
        return _PREFIX + json.dumps({"active": self.active, "looks": looks}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Memory":
        """What such a text says; what cannot be read in it is forgotten."""
        memory = cls()
        try:
            told: dict[str, Any] = json.loads(text.removeprefix(_PREFIX))
            memory.active = max(int(told["active"]), 0)
            for fill, style in told["looks"][: _SHADES - len(_KNOWN)]:
                json.loads(fill)
                memory.looks.append(Before(str(fill), str(style)))
        except (ValueError, KeyError, TypeError):
            pass
        return memory


def memory_text(rows: Iterable[Sequence[object]]) -> str | None:
    """The text that says that a sheet is one of findings; None where it is another sheet."""
    for number, row in enumerate(rows):
        if number == _ROWS_SEARCHED:
            break
        for value in row:
            if isinstance(value, str) and value.startswith(_PREFIX):
                return value
    return None
