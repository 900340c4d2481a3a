"""Links of cells: hyperlinks, and formulas that make one."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from itadata.workbook.sheets import Position, cell_range, position

MAX_LINKED_CELLS = 100_000  # of a sheet; a hyperlink may be over a range
_TERM = r'\s*(?:"(?:[^"]|"")*"|\$?[A-Z]{1,3}\$?[1-9]\d{0,6})\s*'
_JOINED = rf"{_TERM}(?:&{_TERM})*"
_CALL = re.compile(rf"HYPERLINK\(({_JOINED})(?:,({_JOINED}))?\)", re.I)
_EACH_TERM = re.compile(r'"((?:[^"]|"")*)"|(\$?[A-Z]{1,3}\$?\d+)', re.I)

TextOfCell = Callable[[Position], str]


@dataclass(frozen=True)
class FormulaLink:
    """The address and the text of a HYPERLINK formula; `text` is "" where there is none."""

    address: str
    text: str


def formula_link(formula: str, text_of: TextOfCell) -> FormulaLink | None:
    """The link that a formula makes of texts and cells of its sheet; None for any other."""
    call = _CALL.search(formula)
    if call is None:
        return None
    address, text = (_joined(part or "", text_of) for part in call.groups())
    return FormulaLink(address, text) if address else None


def _joined(terms: str, text_of: TextOfCell) -> str:
    parts = []
    for text, cell in _EACH_TERM.findall(terms):
        if cell:
            parts.append(text_of(position(cell.replace("$", "").upper())))
        else:
            parts.append(text.replace('""', '"'))
    return "".join(parts)


def linked_cells(hyperlinks: Iterable[tuple[str, str]]) -> Iterator[tuple[Position, str]]:
    """The cells of hyperlinks, each a range and an address. Raises ValueError."""
    left = MAX_LINKED_CELLS
    for area, address in hyperlinks:
        cells = cell_range(area)
        if cells.size > left:
            yield cells.first, address
            continue
        left -= cells.size
        for cell in cells.positions():
            yield cell, address


def mentions_address(text: str, address: str) -> bool:
    """Whether a text has an address in it, with or without its scheme, in any encoding."""
    return _comparable(address) in _comparable(text)


def _comparable(text: str) -> str:
    plain = unquote(text).strip().rstrip("/").lower()
    return re.sub(r"https?://|mailto:", "", plain)
