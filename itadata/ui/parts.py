"""What pages are put together from: a picture with its table, a table with its download."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from itadata import charts, export, language
from itadata.columns import WORDS, Column, columns_of
from itadata.findings import Finding
from itadata.language import mark, translate
from itadata.thai import format_date, format_time, now
from itadata.ui import load
from itadata.ui.picture import draw
from itadata.workbook import Position, cell_range

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Stacked tone marks need room that Streamlit's own line heights do not give them; the text of
# pictures takes the page's colour, in the light as in the dark; and the uploader's
# English line would name the server's limit, not ours.
_STYLE = """
<style>
h1, h2, h3, h4 { line-height: 1.45 !important; }
[data-testid="stMetricLabel"] *, [data-testid="stMetricLabel"] {
  overflow: visible !important; line-height: 1.6 !important; white-space: normal !important;
}
[data-testid="stMetricValue"] * { line-height: 1.35 !important; }
.picture { color: var(--st-text-color); }
.picture svg text:not(.bartext) { fill: currentColor !important; }
.picture.clickable .nsewdrag { cursor: pointer; }
[data-testid="stFileUploaderDropzoneInstructions"] { display: none !important; }
.findings { width: 100%; border-collapse: collapse; line-height: 1.6; }
.findings th, .findings td {
  text-align: left; vertical-align: top; padding: 0.4rem 0.6rem;
  border-bottom: 1px solid rgba(128, 140, 152, 0.35);
}
.findings td:nth-child(2) { overflow-wrap: anywhere; min-width: 6rem; }
.findings .error td:first-child { font-weight: 700; border-left: 4px solid #B3401A; }
.findings .warning td:first-child { border-left: 4px solid #D9912B; }
</style>
"""


def style() -> None:
    """The few rules that the theme's own settings cannot express."""
    st.html(_STYLE)


def name_language() -> None:
    """Tell the browser the page's language, by which a screen reader chooses its voice.

    It comes last on a page, where the room that it takes is not seen.
    """
    st.html(
        f"<script>document.documentElement.lang = '{language.current()}'</script>",
        unsafe_allow_javascript=True,
    )


def picture(
    drawn: charts.Picture,
    name: str,
    frame: pd.DataFrame,
    *,
    counted: str,
    filters: Sequence[tuple[str, str]] = (),
    title: str,
    anchor: str | None = None,
) -> None:
    """A picture under its conclusion, with its n of N, its table and the table's download."""
    st.subheader(drawn.title, anchor=anchor or False)
    draw(drawn, key=f"picture_{anchor or name}")
    st.caption(f"{counted} · {_as_of()}")
    details = st.expander(
        translate(mark("Table and download")), key=f"details_{anchor or name}", on_change="rerun"
    )
    # The table is made when it is opened: a page of four pictures need not wait for four tables.
    if details.open:
        with details:
            table(name, frame, counted=counted, filters=filters, title=title, key=anchor or name)


def table(
    name: str,
    frame: pd.DataFrame,
    *,
    counted: str,
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
        alt=title,
    )
    _download(name, frame, title, key, counted=counted, filters=filters)


def _download(
    name: str,
    frame: pd.DataFrame,
    title: str,
    key: str,
    *,
    counted: str,
    filters: Sequence[tuple[str, str]] = (),
) -> None:
    context = export.Context(
        title=title,
        as_of=now(),
        counted=counted,
        filters=filters,
        sample=load.is_sample(),
        notes=export.illustration_note(frame),
    )
    chosen = language.current()

    def spreadsheet() -> bytes:
        # It is made when it is asked for, outside of this run and its language.
        with language.using(chosen):
            return export.to_xlsx(name, frame, context)

    st.download_button(
        translate(mark("Download this table (.xlsx)")),
        data=spreadsheet,
        file_name=f"{export.file_name('ITA', title, format_date(now().date()))}.xlsx",
        mime=XLSX,
        key=f"download_{key}",
        on_click="ignore",
        icon=":material/download:",
    )


def _as_of() -> str:
    return translate(mark("as of {time}")).format(time=format_time(now()))


def _shown(frame: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    """The frame as it is read: words of closed sets translated, dates B.E."""
    shown = frame.copy()
    for name, column in columns.items():
        if words := WORDS.get(name):
            shown[name] = [translate(words[v]) if v in words else v for v in shown[name]]
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
    return translate(mark("yes") if value else mark("no"))


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


FINDINGS_SHOWN = 100


def findings(found: Sequence[Finding], file_name: str, key: str) -> None:
    """The findings of one file, errors first and then as the cells stand, each in full.

    A page shows the first hundred; the spreadsheet has them all.
    """
    ordered = sorted(found, key=_in_order)
    rows = "".join(_finding_row(finding) for finding in ordered[:FINDINGS_SHOWN])
    headings = (mark("Severity"), mark("Place"), mark("What was found and what to do"))
    header = "".join(f"<th scope='col'>{html.escape(translate(text))}</th>" for text in headings)
    st.html(f"<table class='findings'><thead><tr>{header}</tr></thead>{rows}</table>")
    if len(ordered) > FINDINGS_SHOWN:
        st.caption(
            translate(mark("{n} of {of} findings; the spreadsheet has them all.")).format(
                n=FINDINGS_SHOWN, of=f"{len(ordered):,}"
            )
        )
    frame = pd.DataFrame(
        [
            {
                "severity": finding.severity.value,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "message": finding.message(),
            }
            for finding in ordered
        ]
    )
    title = translate(mark("Findings in {file}")).format(file=file_name)
    counted = f"{len(ordered):,}"
    _download("findings", frame, title, f"findings_{key}", counted=counted)


def _in_order(finding: Finding) -> tuple[str, str, int, int]:
    try:
        place = cell_range(finding.cell or "A1").first
    except ValueError:
        place = Position(1, 1)
    return finding.severity.value, finding.sheet or "", place.row, place.column


def _finding_row(finding: Finding) -> str:
    # Whatever came from a workbook is escaped: it is text, and never becomes a part of the page.
    severity = html.escape(translate(finding.severity.value))
    place = html.escape(" · ".join(filter(None, (finding.sheet, finding.cell))) or "–")
    return (
        f"<tr class='{finding.severity.value}'><td>{severity}</td><td>{place}</td>"
        f"<td>{html.escape(finding.message())}</td></tr>"
    )
