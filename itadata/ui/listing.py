"""A table of links and bars that is read on a phone too, where each row becomes a card.

It is HTML of our own: `st.dataframe` neither wraps what an officer wrote nor leads anywhere.
Whatever came from a workbook is escaped: it is text, and never becomes a part of the page.
"""

import html
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from itadata.analysis.columns import LINKED, WORDS, Column
from itadata.language import _
from itadata.thai import sort_key
from itadata.ui import address
from itadata.workbook.text import OUTSIDE

_component = st.components.v2.component(
    "listing",
    html=(
        "<section class='listed'><h2></h2><div class='listing'></div>"
        "<p class='counted'></p></section>"
    ),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)

Row = Mapping[str, Any]
Link = Callable[[Row], str | None]
Name = Callable[[Row], str]

_UNKNOWN = "–"
_EMS = 0.36  # of a column's width in characters, which a line of Thai fills
_WIDEST = 30
_LONG = 60  # characters; texts that need room of their own beside other columns
_UNBROKEN = (
    "due_on",
    "contacted_on",
    "telephone",
    "place",
    "received_at",
    "decided_at",
    "mend_by",
    "results_cell",
    "outcomes_cell",
    "receipt",
)
_NUMBERS = ("whole", "year", "score", "percent")
_DIGITS = re.compile(r"[0-9]+")
_LONGEST_NUMBER = 12


def ordered(frame: pd.DataFrame, columns: Mapping[str, Column], key: str) -> pd.DataFrame:
    """The rows in the order that the address asks of this table, unknown ones last."""
    listing, _dot, column = address.query_param("sort").partition(".")
    descending = column.startswith("-")
    column = column.removeprefix("-")
    if listing != key or column not in columns:
        return frame
    address.set_effective_param("sort", address.query_param("sort"))
    values = frame[column]
    if words := WORDS.get(column):
        values = values.map(lambda value: _(words.get(value, value)))
    keys = values if columns[column].kind in _NUMBERS else values.map(_text_key)
    return frame.loc[
        keys.sort_values(ascending=not descending, na_position="last", kind="stable").index
    ]


def _text_key(value: Any) -> str | None:
    """Thai order, and 1.9 before 1.10."""
    if value is None or value != value or value == "":
        return None
    return _DIGITS.sub(lambda digits: digits[0].zfill(_LONGEST_NUMBER), sort_key(str(value)))


@dataclass(frozen=True)
class Look:
    """How a table is shown: `links` give the address that a cell leads to, `shorts` a short form
    of a cell whose whole stays at hand; a phone leaves `minor` columns out, and keeps a `grid`.
    What is to be read from start to end is shown `whole`, without a window to move it in.
    It stands under its `heading`, which `anchor` names in the address, and over its `caption`.
    """

    key: str
    label: str
    heading: str
    anchor: str
    caption: str
    links: Mapping[str, Link]
    shorts: Mapping[str, Name]
    minor: Collection[str]
    grid: bool
    whole: bool


def draw(shown: pd.DataFrame, columns: Mapping[str, Column], look: Look) -> None:
    """Draw a table of texts and numbers as they are read; its first column stays in sight.

    A link that is followed leads there at once.
    """
    head = "".join(_heading(name, column, look) for name, column in columns.items())
    body = "".join(
        f"<tr>{''.join(_cell(row, name, column, look) for name, column in columns.items())}</tr>"
        for row in shown.to_dict("records")
    )
    kind = f"{'grid' if look.grid else 'cards'}{' whole' if look.whole else ''}"
    table = (
        f"<table class='{kind}' aria-label='{_quoted(look.label)}'>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    result = _component(
        key=f"listing_{look.key}",
        data={
            "html": table,
            "heading": look.heading,
            "anchor": look.anchor,
            "caption": look.caption,
        },
        on_followed_change=_nothing,
    )
    if result.followed:
        address.follow(result.followed)


def _nothing() -> None:
    """The component asks for a callback; the page itself acts on the link."""


def _heading(name: str, column: Column, look: Look) -> str:
    now = address.query_param("sort")
    state, following = "none", f"{look.key}.{name}"
    if now == f"{look.key}.{name}":
        state, following = "ascending", f"{look.key}.-{name}"
    elif now == f"{look.key}.-{name}":
        state, following = "descending", ""
    arrow = {"none": "", "ascending": " ▲", "descending": " ▼"}[state]
    label = column.heading
    tip = _("Sort by {column}").format(column=label)
    label = _number_over_name(label) if look.grid else html.escape(label)
    return (
        f"<th scope='col' aria-sort='{state}' class='{_class(name, column, look)}'"
        f" style='min-width: {0 if look.grid else _EMS * min(column.width, _WIDEST):.1f}em'>"
        f"<a data-inside href='{_quoted(address.url_with(sort=following))}'"
        f" title='{_quoted(tip)}'>"
        f"{label}{arrow}</a></th>"
    )


def _number_over_name(label: str) -> str:
    """The heading of a narrow column, "1. Name", of which a phone shows the number alone."""
    number, _, name = label.partition(". ")
    under = f"<small>{html.escape(name)}</small>" if name else ""
    return f"{html.escape(number)}{under}"


def _class(name: str, column: Column, look: Look) -> str:
    if name in _UNBROKEN:
        return "text unbroken"
    kind = "number" if column.kind in ("whole", "year", "score") else column.kind
    long = " long" if column.width >= _LONG and name not in look.shorts else ""
    minor = " minor" if name in look.minor else ""
    return f"{kind}{long}{minor}"


def _cell(row: Row, name: str, column: Column, look: Look) -> str:
    value = row[name]
    whole = _written(value, column)
    text = look.shorts[name](row) if name in look.shorts and whole != _UNKNOWN else whole
    text = leading_outside(text) if name in LINKED else html.escape(text)
    if column.kind == "percent" and whole != _UNKNOWN:
        text = f"<span class='bar' style='--share: {float(value):.2f}%'>{text}</span>"
    if name in look.links and (target := look.links[name](row)):
        text = f"<a data-inside href='{_quoted(target)}'>{text}</a>"
    tip = f" title='{_quoted(whole)}'" if name in look.shorts else ""
    return (
        f"<td class='{_class(name, column, look)}' data-label='{_quoted(column.heading)}'{tip}>"
        f"{text}</td>"
    )


def leading_outside(text: str) -> str:
    """A text with the links that an officer wrote in it."""
    pieces = enumerate(OUTSIDE.split(text))
    return "".join(_outside(piece) if no % 2 else html.escape(piece) for no, piece in pieces)


def _outside(target: str) -> str:
    """A link outside: it opens apart, and learns nothing of where it was found."""
    return (
        f"<a href='{_quoted(target)}' target='_blank' rel='noopener noreferrer nofollow'>"
        f"{_quoted(target)}</a>"
    )


def _quoted(text: str) -> str:
    return html.escape(text, quote=True)


def _written(value: Any, column: Column) -> str:
    if value is None or value != value or value == "":
        return _UNKNOWN
    if column.kind == "percent":
        return f"{float(value):.2f}%"
    if column.kind == "score":
        return f"{float(value):.2f}"
    if column.kind == "whole":
        return f"{int(value):,}"
    return str(value)
