"""The agencies' texts on a measure, to quote in the text being edited."""

import streamlit as st

from itadata import analysis
from itadata.analysis.columns import COLUMNS
from itadata.documents import report as official
from itadata.framework import Measure
from itadata.language import _
from itadata.ui import markdown
from itadata.ui.components import filters
from itadata.ui.report.overview import ReportView
from itadata.ui.report.text_editor import Draft, escape_lines

_HEIGHT = 760  # pixels: as high as the editor beside it


def add_draft(view: ReportView, measure: Measure, draft: Draft) -> None:
    """Append what the figures and the agencies' texts give."""
    data = view.data
    counts, distinct_texts = data.counts[measure.no], data.distinct_texts(measure.no)
    suggestion = official.draft_summary(counts, distinct_texts, data.as_of.date())
    for name, text in (("results", suggestion.results), ("outcomes", suggestion.outcomes)):
        draft.append(name, text, tuple(q for q in suggestion.quoted if q.field == name))


# --- texts of agencies -----------------------------------------------------------------------


def show_agency_texts(view: ReportView, measure: Measure, draft: Draft) -> None:
    """The agencies' texts on the measure, each with a button that quotes it."""
    heading = _("What agencies wrote")
    st.markdown(f"**{heading}**")
    fields = {name: COLUMNS[name].heading for name in ("results", "outcomes")}
    name = filters.segments(heading, fields, "results", "report_field", show_label=False)
    distinct_texts = [w for w in view.data.distinct_texts(measure.no) if w.field == name]
    if not distinct_texts:
        message = _("No agency has written anything on this measure yet.")
        st.info(message, icon=":material/hourglass_empty:")
        return
    with st.container(height=_HEIGHT, gap="small"):
        for position, distinct_text in enumerate(distinct_texts):
            with st.container(border=True, gap="small"):
                _show_agency_text(view, distinct_text, position, draft)


def _show_agency_text(
    view: ReportView, distinct_text: analysis.DistinctText, position: int, draft: Draft
) -> None:
    first = distinct_text.sources[0]
    agency = markdown.escape(view.framework.short_name(first.agency))
    if len(distinct_text.sources) > 1:
        more = _("{agency} and {n} more")
        agency = more.format(agency=agency, n=len(distinct_text.sources) - 1)
    st.markdown(escape_lines(distinct_text.text))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{agency} · {markdown.escape(first.cell)}")
        st.button(
            _("Quote"),
            key=f"report_quote_{distinct_text.field}_{position}",
            icon=":material/format_quote:",
            type="tertiary",
            on_click=draft.append,
            args=(
                distinct_text.field,
                " ".join(distinct_text.text.split()),
                official.quotations(distinct_text),
            ),
        )
