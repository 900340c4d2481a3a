"""What pages are put together from: a picture with its table, a table with its download."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, charts, exports, language
from itadata.access import Action, can
from itadata.access.people import agency_name, display_name
from itadata.analysis.columns import WORDS, Column, columns_of
from itadata.framework import Framework
from itadata.language import N_, _
from itadata.tables import TABLES, TableQuery
from itadata.thai import format_date, format_time, now, today
from itadata.ui import address, load, session
from itadata.ui import listing as listing_component
from itadata.ui import picture as picture_component
from itadata.ui.listing import Link, Name

_LONGEST_AGENCY = 24  # letters in a file's name, beside its code

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_BROWSER = Path(__file__).with_name("browser.js").read_text(encoding="utf-8")


def style() -> None:
    """The few rules that the theme's own settings cannot express."""
    light, dark = (st.get_option(f"theme.{scheme}.linkColor") for scheme in ("light", "dark"))
    links = f'[data-testid="stApp"] {{ --link-color: light-dark({light}, {dark}); }}'
    st.html(f"<style>{links}{_STYLE}</style>")


def inject_browser_script(script: str) -> None:
    """Tell the browser the page's language, by which a screen reader chooses its voice, the
    address that opens the page again, how the menu of a phone is to be read out, what its back
    button remembers, and the rest of what is to be done there.

    It comes last on a page, where the room that it takes is not seen.
    """
    st.html(
        f"<script>document.documentElement.lang = '{language.current()}';"
        f"{address.canonical_url_script()}"
        f"{script}\n{_BROWSER}</script>",
        unsafe_allow_javascript=True,
    )


OF_AGENCIES = N_("{n} of {of} agencies")
REPORTED = N_("{n} of {of} agencies have reported")
OF_STEPS = N_("{n} of {of} steps")


def metric(name: str, n: int, of: int, counted: str, of_what: str) -> None:
    """A share of `analysis.DEFINITIONS` in large, with what it means at hand.

    `counted` says its n of N, a message id such as OF_STEPS; `of_what` the year and round.
    """
    share = analysis.percentage(n, of)
    st.metric(
        _(analysis.DEFINITIONS[name].term),
        "–" if share is None else f"{share:.2f}%",
        border=True,
        height="stretch",
        delta=_(counted).format(n=f"{n:,}", of=f"{of:,}"),
        delta_color="off",
        delta_arrow="off",
        delta_description=of_what,
        help=analysis.meaning(name),
    )


def chart(
    drawn: charts.Chart,
    name: str,
    frame: pd.DataFrame,
    *,
    counted: str,
    of: TableQuery | None = None,
    filters: Sequence[tuple[str, str]] = (),
    title: str = "",
    anchor: str,
    leads_away: bool = False,
) -> Any:
    """A picture under its conclusion, with its n of N, its table and the table's download.

    `title` is that of the table, of the named table where it is left out; `of` is what its file
    is named by (`filed_as`). Gives what the point that was just clicked stands for, None where
    none was; of a picture that `leads_away` that is a view of another page.
    """
    answer = picture_component.draw(
        drawn,
        anchor=anchor,
        caption=f"{counted} · {as_of()}",
        details=_("Table and download"),
        saved=_saved(title or _title(name), of, frame),
        leads_away=leads_away,
    )
    # The table is made when it is opened: a page of four pictures need not wait for four tables.
    if answer.opened:
        of_table = title or _title(name)
        table(name, frame, counted=counted, of=of, filters=filters, title=of_table, key=anchor)
    return answer.clicked


def _saved(title: str, of: TableQuery | None, frame: pd.DataFrame) -> picture_component.Saved:
    return picture_component.Saved(
        label=_("Save the picture (.png)"),
        failed=_("The picture could not be saved; try again"),
        file=f"{download_name(title, of, frame)}.png",
        mark=_(exports.SAMPLE_MARK) if load.is_sample() else "",
    )


def _title(name: str) -> str:
    return _(TABLES[name].schema.title)


def listing(
    name: str,
    frame: pd.DataFrame,
    *,
    counted: str,
    of: TableQuery | None = None,
    filters: Sequence[tuple[str, str]] = (),
    title: str = "",
    heading: str = "",
    anchor: str = "",
    key: str,
    links: Mapping[str, Link] | None = None,
    shorts: Mapping[str, Name] | None = None,
    minor: Collection[str] = (),
    grid: bool = False,
    whole: bool = False,
    most: int | None = None,
) -> None:
    """A table whose cells lead on, and the same as a spreadsheet: same rows, order, rounding.

    `title` is that of the spreadsheet, of the named table where it is left out; `of` is what its
    file is named by (`filed_as`); `heading` stands over the table, and `anchor` names it in the
    address.
    On a phone each row is a card without its `minor` columns; a `grid` stays one, and can be
    pushed aside under its first column. A `whole` table has no window of its own. Of very many
    rows the screen shows the first `most`; the spreadsheet has them all.
    """
    columns = columns_of(name, frame.columns)
    in_order = listing_component.ordered(frame, columns, key)
    shown = _shown(in_order if most is None else in_order.head(most), columns)
    title = title or _title(name)
    look = listing_component.Look(
        key=key,
        label=title,
        heading=heading,
        anchor=anchor,
        caption=f"{counted} · {as_of()}",
        links=links or {},
        shorts=shorts or {},
        minor=minor,
        grid=grid,
        whole=whole,
    )
    listing_component.draw(shown, columns, look)
    download(name, in_order, title, key, counted=counted, of=of, filters=filters)


def table(
    name: str,
    frame: pd.DataFrame,
    *,
    counted: str,
    of: TableQuery | None = None,
    filters: Sequence[tuple[str, str]] = (),
    title: str,
    key: str,
) -> None:
    """A table as it is on the screen, and the same as a spreadsheet."""
    columns = columns_of(name, frame.columns)
    st.dataframe(
        _shown(frame, columns),
        column_config={n: _column_config(column) for n, column in columns.items()},
        hide_index=True,
        key=f"table_{key}",
        placeholder="–",
        alt=title,
    )
    download(name, frame, title, key, counted=counted, of=of, filters=filters)


def download(
    name: str,
    frame: pd.DataFrame,
    title: str,
    key: str,
    *,
    counted: str,
    of: TableQuery | None = None,
    filters: Sequence[tuple[str, str]] = (),
) -> None:
    """The button by which a table leaves as a spreadsheet."""
    chosen, seen_at, taker = language.current(), now(), session.actor()

    def spreadsheet() -> bytes:
        # It is made when it is asked for, outside of this run and its language.
        with language.using(chosen):
            frameworks = load.frameworks()
            context = exports.Context(
                title=title,
                as_of=seen_at,
                counted=counted,
                filters=filters,
                sample=load.is_sample(),
                notes=exports.illustration_note(frame),
                by=display_name(taker.name, frameworks),
                levels=exports.levels_of(frameworks),
                personal=can(taker, Action.FOLLOW_UP),
            )
            return exports.to_xlsx(name, frame, context)

    st.download_button(
        _("Download this table (.xlsx)"),
        data=spreadsheet,
        file_name=f"{download_name(title, of, frame)}.xlsx",
        mime=XLSX,
        key=f"download_{key}",
        on_click="ignore",
        icon=":material/download:",
    )


def download_name(
    title: str, of: TableQuery | None = None, frame: pd.DataFrame | None = None
) -> str:
    """The name, without its ending, under which what leaves the page is filed: of the year, round,
    agency or unit, and version that were chosen, else of the years of its rows.
    """
    frameworks = load.frameworks()
    year = of.fiscal_year if of else None
    filed = exports.FileNameParts(
        [year] if year else _years(frame),
        of.round if of else None,
        _whose(of, frameworks),
        of.version if of else None,
    )
    return exports.download_name(title, filed, today())


def _whose(of: TableQuery | None, frameworks: Mapping[int, Framework]) -> str:
    """The agency that a table is of, short and with its code, else the unit assessed."""
    newest = frameworks[max(frameworks)] if frameworks else None
    if of and of.agency_code:
        name = agency_name(of.agency_code, frameworks, of.fiscal_year)
        short = newest.short_name(name) if newest else name
        return f"{of.agency_code}-{short[:_LONGEST_AGENCY]}"
    return of.unit if of and of.unit else newest.unit if newest else ""


def _years(frame: pd.DataFrame | None) -> list[int]:
    if frame is None or "fiscal_year" not in frame.columns or frame.empty:
        return []
    years = frame["fiscal_year"].dropna()
    return [] if years.empty else [int(years.min()), int(years.max())]


def as_of() -> str:
    """The day and time that the numbers are of."""
    return _("as of {time}").format(time=format_time(now()))


def _shown(frame: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    """The frame as it is read: words of closed sets translated, dates B.E."""
    shown = frame.copy()
    for name, column in columns.items():
        if words := WORDS.get(name):
            shown[name] = [_(words[v]) if v in words else v for v in shown[name]]
        elif column.kind == "date":
            shown[name] = [None if pd.isna(v) else format_date(v) for v in shown[name]]
        elif column.kind == "time":
            shown[name] = [None if pd.isna(v) else format_time(v) for v in shown[name]]
        elif column.kind == "yes":
            shown[name] = [_yes_or_no(value) for value in shown[name]]
    return shown


def _yes_or_no(value: Any) -> str | None:
    if value is None or value != value:
        return None
    return _(N_("yes") if value else N_("no"))


def _column_config(column: Column) -> Any:
    configs: Mapping[str, Any] = {
        "percent": lambda: st.column_config.ProgressColumn(
            column.heading, format="%.2f%%", min_value=0, max_value=100
        ),
        "score": lambda: st.column_config.NumberColumn(column.heading, format="%.2f"),
        "year": lambda: st.column_config.NumberColumn(column.heading, format="%d"),
        "whole": lambda: st.column_config.NumberColumn(column.heading, format="%d"),
    }
    make = configs.get(column.kind)
    return make() if make else st.column_config.TextColumn(column.heading)


def escaped(text: str) -> str:
    """Text from outside is text: no character of it is Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|<>~$:" else c for c in text)


_MARKDOWN = re.compile(r"[\\`*_\[\]<>$~|]|[:.](?=[^\s\d])")


def inline(text: str) -> str:
    """A sentence of ours with text from outside in it: no part of that is Markdown.

    It leaves alone what is Markdown only where a line begins.
    """
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", text)
