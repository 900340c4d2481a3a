"""The preview of a score workbook: how it is read, and which stored figures it changes."""

from collections.abc import Iterable, Iterator

import pandas as pd
import streamlit as st

from itadata.findings import CELLS_NOT_READ
from itadata.intake import ValidationResult
from itadata.intake.scores import ScoreLoad, figure_text, figure_title
from itadata.language import N_, _
from itadata.scores import ColumnHeading, ScoreReading
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import components, markdown
from itadata.ui.components import PageView

_MAX_ROWS = 200
_LISTED = 12  # headings, rows and ranges that one line of the preview names
_KINDS = {
    "total": N_("Total score"),
    "instrument": N_("Instruments"),
    "indicator": N_("Indicators"),
    "subindicator": N_("Sub-indicators"),
    "adjustment": N_("Bonuses and deductions"),
    "level": N_("Level"),
    "source": N_("Source"),
}


def show_reading(result: ValidationResult, load: ScoreLoad) -> None:
    """Draw how the workbook was read, and what of it was not."""
    st.markdown(_("**How the file was read**"))
    lines = [*_reading_lines(load.reading), *_remaining_lines(result, load)]
    st.markdown(
        "\n".join(
            f"- **{markdown.escape_inline(label)}:** {markdown.escape_inline(text)}"
            for label, text in lines
        )
    )


def _reading_lines(reading: ScoreReading) -> Iterator[tuple[str, str]]:
    """Each part of the reading with the headings that it is under."""
    headings = _by_kind(reading.headings)
    units = _("{n} units").format(n=f"{reading.units:,}")
    under = _under(headings.get("unit", ())) or _quoted(reading.unit_heading)
    yield _("Unit assessed"), " · ".join(filter(None, (under, units)))
    place = _under(headings.get("place", ())) or _quoted(reading.place_heading)
    yield _("Province of the unit"), place or _("no column")
    yield _("Fiscal year"), ", ".join(map(str, reading.fiscal_years)) or "–"
    yield _("Scale"), _(reading.scale.value) if reading.scale else _("no instruments")
    for kind, label in _KINDS.items():
        if kind in headings:
            yield _(label), _under(headings[kind])


def _by_kind(headings: Iterable[ColumnHeading]) -> dict[str, list[ColumnHeading]]:
    """The headings by the kind of their column: "indicator" for "indicator:1"."""
    kinds: dict[str, list[ColumnHeading]] = {}
    for heading in headings:
        kinds.setdefault(heading.column.partition(":")[0], []).append(heading)
    return kinds


def _quoted(text: str | None) -> str:
    return f"“{text}”" if text else ""


def _under(headings: Iterable[ColumnHeading]) -> str:
    """The headings with their cells; blank where there is none."""
    return _listed([f"“{heading.text}” ({heading.cell})" for heading in headings])


def _listed(texts: list[str]) -> str:
    listed = ", ".join(texts[:_LISTED])
    if len(texts) > _LISTED:
        listed += _(" and {left} more").format(left=f"{len(texts) - _LISTED:,}")
    return listed


def _remaining_lines(result: ValidationResult, load: ScoreLoad) -> Iterator[tuple[str, str]]:
    """Rows that are no units, what was not read, and what becomes of the rest."""
    rows = [f"{row.text} ({row.sheet}!{row.row})" for row in load.reading.summary_rows]
    if rows:
        yield _("Summary rows, not counted as units"), _listed(rows)
    unread = [
        f"“{finding.value}” ({finding.sheet}!{finding.cell})"
        for finding in result.findings
        if finding.code in CELLS_NOT_READ
    ]
    yield _("Not read"), _listed(unread) or _("nothing")
    message = _("{added} new figures, {changes} changed; what the file leaves blank stays.")
    yield (
        _("When loaded"),
        message.format(added=f"{load.merge.added:,}", changes=f"{len(load.merge.changes):,}"),
    )


def show_changes(load: ScoreLoad) -> None:
    """Draw the stored figures that the workbook changes, old beside new, real ones first."""
    changes = load.merge.changes
    if not changes:
        return
    frame = pd.DataFrame(
        [
            {
                "fiscal_year": change.fiscal_year,
                "unit": change.unit,
                "place": change.place,
                "figure": figure_title(change.figure),
                "was": figure_text(change.old),
                "stored_as": _("illustration") if change.old_illustration else _("real"),
                "becomes": figure_text(change.new),
            }
            for change in changes
        ],
        dtype=object,
    )
    if frame["place"].isna().all():
        frame = frame.drop(columns="place")
    real = len(load.merge.replaced)
    counted = _("{n} figures, {real} of them real").format(n=f"{len(changes):,}", real=f"{real:,}")
    title = _("Stored figures that change")
    components.listing(
        PageView(TableQuery(today()), counted),
        "score_changes",
        frame,
        title=title,
        heading=title,
        key="score_changes",
        max_rows=_MAX_ROWS,
    )
