"""Tables: with links and bars, each row a card on a phone, or in the browser's own grid."""

import html
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from itadata.analysis.columns import LINK_COLUMNS, VALUE_LABELS, Column, table_columns
from itadata.framework import Framework
from itadata.language import _
from itadata.tables import TABLES
from itadata.thai import format_date, format_time, sort_key
from itadata.ui import address, navigation
from itadata.ui.components import sections
from itadata.ui.components.downloads import as_of, download_table
from itadata.ui.components.filters import show_no_matches
from itadata.ui.components.outside_links import with_outside_links
from itadata.ui.components.page_view import PageView
from itadata.ui.components.sections import FIRST_ROWS
from itadata.ui.components.ticks import Ticks, component_key

_component = st.components.v2.component(
    "listing",
    html=(
        "<section class='table-section'><h2></h2><div class='listing'></div>"
        "<p class='table-caption'></p></section>"
    ),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)

Row = Mapping[str, Any]
Link = Callable[[Row], str | None]
CellFormatter = Callable[[Row], str]

_UNKNOWN = "–"
_EMS = 0.36  # of a column's width in characters, which a line of Thai fills
_WIDEST = 30
_LONG = 60  # characters; texts that need room of their own beside other columns
_UNBROKEN = (
    "due_on",
    "contacted_on",
    "telephone",
    "location",
    "received_at",
    "decided_at",
    "mend_by",
    "results_cell",
    "outcomes_cell",
    "receipt",
)
_NUMBERS = ("whole", "year", "score", "percent")
_COMPOUNDS = re.compile("ขั้นตอน|ดำเนินการ|Follow-up")
_DIGITS = re.compile(r"[0-9]+")
_LONGEST_NUMBER = 12


def listing(
    view: PageView,
    name: str,
    frame: pd.DataFrame,
    *,
    key: str,
    title: str = "",
    heading: str = "",
    anchor: str = "",
    links: Mapping[str, Link] | None = None,
    cell_formatters: Mapping[str, CellFormatter] | None = None,
    hidden_on_mobile: Collection[str] = (),
    pivot: bool = False,
    max_rows: int | None = None,
    first_rows: int = FIRST_ROWS,
    ticks: Ticks | None = None,
    link_notes: Mapping[str, str] | None = None,
) -> None:
    """Draw a table with links in its cells, and the button that downloads it.

    `title` is the spreadsheet's, `heading` the table's, `anchor` its name in the address. At most
    `max_rows` are drawn, or `first_rows` until all are asked for. For the rest see `HtmlTable`.
    """
    title = title or _(TABLES[name].schema.title)
    columns = table_columns(name, frame.columns)
    rows = sort_rows(frame, columns, key)
    table = HtmlTable(
        columns,
        key,
        title,
        links=links or {},
        cell_formatters=cell_formatters or {},
        hidden_on_mobile=hidden_on_mobile,
        pivot=pivot,
        ids=ticks.of_rows(rows.index) if ticks else (),
        link_notes=link_notes or {},
    )
    drawn = rows.head(max_rows or _rows_to_draw(rows, key, first_rows, ticks))
    data = {
        "html": table.html(display_values(drawn, columns)),
        "heading": heading,
        "anchor": anchor,
        "caption": _caption(view, len(drawn), len(rows)),
        "ticks": ticks.data() if ticks else None,
    }
    _draw(key, data)
    with st.container(horizontal=True):
        if len(rows) > first_rows and not max_rows:
            sections.show_fold_button(key, len(rows))
        download_table(view, name, rows, title, key)


def _draw(key: str, data: Mapping[str, Any]) -> None:
    """Draw the table, and open the page of the link that was followed in it."""
    result = _component(
        key=component_key(key),
        data=data,
        # The component asks for callbacks; the page itself acts on link and ticks.
        on_followed_change=lambda: None,
        on_ticked_change=lambda: None,
    )
    if result.followed:
        navigation.follow(result.followed)


def _caption(view: PageView, n: int, of: int) -> str:
    texts = [view.n_of_n, as_of()]
    if n != of:
        if view.n_of_n == _("rows: {n}").format(n=f"{of:,}"):
            texts = texts[1:]
        texts = [_("the first {n} of {of} rows").format(n=f"{n:,}", of=f"{of:,}"), *texts]
    return " · ".join(texts)


def _rows_to_draw(rows: pd.DataFrame, key: str, first_rows: int, ticks: Ticks | None) -> int:
    """The first rows of a folded table; all where a row below them is ticked."""
    below = ticks.of_rows(rows.index)[first_rows:] if ticks else ()
    is_unfolded = sections.is_unfolded(key) or (ticks and not {*below}.isdisjoint(ticks.ids))
    return len(rows) if is_unfolded else first_rows


def agency_listing(
    view: PageView,
    name: str,
    rows: pd.DataFrame,
    columns: Sequence[str],
    heading: str,
    total: int,
    **options: Any,
) -> None:
    """Draw rows of `total` agencies with links to each, or that none matches the filters.

    For the options see `listing`.
    """
    if rows.empty:
        show_no_matches("list", heading)
        return
    n_of_n = _("{n} of {of} agencies in the list").format(n=len(rows), of=total)
    listing(
        view.with_n_of_n(f"{n_of_n} · {view.n_of_n}"),
        name,
        rows[[*columns]],
        heading=heading,
        anchor="list",
        key=name,
        links={"agency": link_to_agency(rows)},
        cell_formatters={"agency": short_agency(view.framework)},
        **options,
    )


def link_to_agency(frame: pd.DataFrame, page: str = "agency", **params: object) -> Link:
    """The link of an agency's name to its page, or to another page that shows one agency.

    `frame` has agency and agency_code; `params` are further parameters of the address.
    """
    codes = dict(zip(frame["agency"], frame["agency_code"], strict=True))
    return lambda row: address.page_url(page, agency=codes[row["agency"]], **params)


def short_agency(framework: Framework) -> CellFormatter:
    """The short form of an agency's name in a table."""
    return lambda row: framework.short_name(row["agency"])


def sort_rows(frame: pd.DataFrame, columns: Mapping[str, Column], key: str) -> pd.DataFrame:
    """Sort the rows as the address asks of this table, unknown values last."""
    listing, _dot, column = address.query_param("sort").partition(".")
    descending = column.startswith("-")
    column = column.removeprefix("-")
    if listing != key or column not in columns:
        return frame
    address.set_effective_param("sort", address.query_param("sort"))
    values = frame[column]
    if labels := VALUE_LABELS.get(column):
        values = values.map(lambda value: _(labels.get(value, value)))
    keys = values if columns[column].type in _NUMBERS else values.map(_text_key)
    return frame.loc[
        keys.sort_values(ascending=not descending, na_position="last", kind="stable").index
    ]


def _text_key(value: Any) -> str | None:
    """Thai order, and 1.9 before 1.10."""
    if value is None or value != value or value == "":
        return None
    return _DIGITS.sub(lambda digits: digits[0].zfill(_LONGEST_NUMBER), sort_key(str(value)))


@dataclass(frozen=True)
class HtmlTable:
    """A table as HTML; its first column stays in sight.

    `links` give the address of a cell, `cell_formatters` a short form of it, with the whole text
    as its tooltip. A phone shows each row as a card without the `hidden_on_mobile` columns,
    except in a `pivot`, whose percentages are a heat map, hatched where the text is "". With
    `ids`, one for each row, each row has a checkbox. `link_notes` stand after web addresses.
    """

    columns: Mapping[str, Column]
    key: str
    label: str
    links: Mapping[str, Link] = field(default_factory=dict)
    cell_formatters: Mapping[str, CellFormatter] = field(default_factory=dict)
    hidden_on_mobile: Collection[str] = ()
    pivot: bool = False
    ids: Sequence[str] = ()
    link_notes: Mapping[str, str] = field(default_factory=dict)

    def html(self, frame: pd.DataFrame) -> str:
        """The table of a frame of texts and numbers (`display_values`)."""
        head = "".join(self._heading(name) for name in self.columns)
        rows = [
            "".join(self._cell(row, name) for name in self.columns)
            for row in frame.to_dict("records")
        ]
        if self.ids:
            head = _with_checkbox(head, "th", "", _("Tick all rows"))
            labels = frame[next(iter(self.columns))].map(str)
            rows = [
                _with_checkbox(row, "td", each, label)
                for row, each, label in zip(rows, self.ids, labels, strict=False)
            ]
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return (
            f"<table class='{'grid' if self.pivot else 'cards'}'"
            f" aria-label='{html.escape(self.label)}'>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def _heading(self, name: str) -> str:
        column = self.columns[name]
        ascending, descending = f"{self.key}.{name}", f"{self.key}.-{name}"
        order, next_sort, arrow = {
            ascending: ("ascending", descending, " ▲"),
            descending: ("descending", "", " ▼"),
        }.get(address.query_param("sort"), ("none", ascending, ""))
        label = column.heading
        tip = _("Sort by {column}").format(column=label)
        label = _number_over_name(label) if self.pivot else _unbroken_words(label)
        width = 0 if self.pivot else _EMS * min(column.width, _WIDEST)
        return (
            f"<th scope='col' aria-sort='{order}' class='{self._class(name)}'"
            f" style='min-width: {width:.1f}em'>"
            f"<a data-inside href='{html.escape(address.url_with(sort=next_sort))}'"
            f" title='{html.escape(tip)}'>"
            f"{label}{arrow}</a></th>"
        )

    def _class(self, name: str) -> str:
        if name in _UNBROKEN:
            return "text unbroken"
        column = self.columns[name]
        kind = "number" if column.type in ("whole", "year", "score") else column.type
        long = " long" if column.width >= _LONG and name not in self.cell_formatters else ""
        minor = " minor" if name in self.hidden_on_mobile else ""
        return f"{kind}{long}{minor}"

    def _cell(self, row: Row, name: str) -> str:
        column = self.columns[name]
        value = row[name]
        text = full_text = _format_value(value, column)
        tip = ""
        if name in self.cell_formatters:
            tip = f" title='{html.escape(full_text)}'"
            is_unknown = full_text == _UNKNOWN and not self.pivot
            text = full_text if is_unknown else self.cell_formatters[name](row)
        if name in LINK_COLUMNS:
            text = with_outside_links(text, self.link_notes if name == "evidence" else {})
        else:
            text = html.escape(text)
        kind = self._class(name)
        if column.type == "percent" and self.pivot:
            share = 0.0 if full_text == _UNKNOWN else float(value)
            kind += " heat" if text else " unreported"
            tip += f" style='--share: {share:.0f}%'" if text else ""
        elif column.type == "percent" and full_text != _UNKNOWN:
            text = f"<span class='bar' style='--share: {float(value):.2f}%'>{text}</span>"
        if name in self.links and (target := self.links[name](row)):
            text = f"<a data-inside href='{html.escape(target)}'>{text}</a>"
        label = html.escape(column.heading)
        return f"<td class='{kind}' data-label='{label}'{tip}>{text}</td>"


def _with_checkbox(cells: str, tag: str, value: str, label: str) -> str:
    """The cells of a row, with a checkbox before the text of the first one."""
    opening, rest = cells.split(">", 1)
    checkbox = (
        f"<input type='checkbox' value='{html.escape(value)}' aria-label='{html.escape(label)}'>"
    )
    return f"{opening}>{checkbox}{rest}"


def _number_over_name(label: str) -> str:
    """The heading "1. Name" of a narrow column; a phone shows only the number."""
    number, _dot, name = label.partition(". ")
    small = f"<small>{html.escape(name)}</small>" if name else ""
    return f"{html.escape(number)}{small}"


def _unbroken_words(label: str) -> str:
    """A heading whose compound words stay whole, where a browser would break them."""
    return _COMPOUNDS.sub(r"<span>\g<0></span>", html.escape(label))


def _format_value(value: Any, column: Column) -> str:
    if value is None or value != value or value == "":
        return _UNKNOWN
    match column.type:
        case "percent":
            return f"{float(value):.2f}%"
        case "score":
            return f"{float(value):.2f}"
        case "whole":
            return f"{int(value):,}"
    return str(value)


def table(view: PageView, name: str, frame: pd.DataFrame, *, title: str, key: str) -> None:
    """Draw a table with the button that downloads it."""
    columns = table_columns(name, frame.columns)
    st.dataframe(
        display_values(frame, columns),
        column_config={n: _column_config(column) for n, column in columns.items()},
        hide_index=True,
        key=f"table_{key}",
        placeholder="–",
        alt=title,
    )
    download_table(view, name, frame, title, key)


def display_values(frame: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    """The frame with closed sets in words of the language in use, and dates in B.E."""
    texts = frame.copy()
    for name, column in columns.items():
        if labels := VALUE_LABELS.get(name):
            texts[name] = [_(labels[v]) if v in labels else v for v in texts[name]]
        elif column.type == "date":
            texts[name] = [None if pd.isna(v) else format_date(v) for v in texts[name]]
        elif column.type == "time":
            texts[name] = [None if pd.isna(v) else format_time(v) for v in texts[name]]
        elif column.type == "yes":
            texts[name] = [_yes_or_no(value) for value in texts[name]]
    return texts


def _yes_or_no(value: Any) -> str | None:
    if value is None or value != value:
        return None
    return "✓" if value else "–"


def _column_config(column: Column) -> Any:
    match column.type:
        case "percent":
            return st.column_config.ProgressColumn(
                column.heading, format="%.2f%%", min_value=0, max_value=100
            )
        case "score":
            return st.column_config.NumberColumn(column.heading, format="%.2f")
        case "year" | "whole":
            return st.column_config.NumberColumn(column.heading, format="%d")
    return st.column_config.TextColumn(column.heading)
