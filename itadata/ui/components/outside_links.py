"""Texts with links to other sites, and notes on them."""

import html
from collections.abc import Mapping
from types import MappingProxyType

from itadata.workbook.text import WEB_ADDRESS


def with_outside_links(text: str, notes: Mapping[str, str] = MappingProxyType({})) -> str:
    """Escape a text, and make links of the web addresses in it, with the note of each after it.

    `notes` are texts by address.
    """
    pieces = enumerate(WEB_ADDRESS.split(text))
    return "".join(
        _outside(piece, notes.get(piece, "")) if no % 2 else html.escape(piece)
        for no, piece in pieces
    )


def _outside(target: str, note: str) -> str:
    """A link that opens in another tab; its site does not learn from which page."""
    link = (
        f"<a href='{html.escape(target)}' target='_blank' rel='noopener noreferrer nofollow'>"
        f"{html.escape(target)}</a>"
    )
    return f"{link} <small>({html.escape(note)})</small>" if note else link
