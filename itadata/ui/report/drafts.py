"""The text being edited, the agencies' texts to quote in it, and earlier versions."""

from dataclasses import dataclass, field

import streamlit as st

from itadata import analysis
from itadata.analysis.columns import COLUMNS
from itadata.documents import report as official
from itadata.framework import Measure, Summary
from itadata.language import _
from itadata.store import Quotation, SummaryVersion
from itadata.thai import format_time
from itadata.ui import load, markdown
from itadata.ui.components import filters
from itadata.ui.report.overview import ReportView

_HEIGHT = 760  # pixels: as high as the editor beside it


@dataclass
class Draft:
    """The text being edited, kept while other pages are open.

    `after` is the version it began from; `generation` changes when the boxes must be filled anew;
    `stale` says that somebody else has saved a version meanwhile.
    """

    after: int
    texts: dict[str, str]
    quoted: list[Quotation] = field(default_factory=list)
    changed: bool = False
    stale: bool = False
    generation: int = 0

    def append(self, name: str, text: str, quoted: tuple[Quotation, ...]) -> None:
        """Add a text to a box, with its sources."""
        before = self.texts[name]
        self.texts[name] = official.append_lines(before, text) if before.strip() else text
        self.quoted += [source for source in quoted if source not in self.quoted]
        self.changed = True
        self.generation += 1

    def replace(self, summary: Summary) -> None:
        """Take the texts of an earlier version."""
        self.texts = texts_of(summary)
        self.changed = True
        self.generation += 1

    def discard(self) -> None:
        """Begin again from the version that counts."""
        self.changed = self.stale = False
        self.after = -1


def texts_of(summary: Summary) -> dict[str, str]:
    """The texts of a summary by the name of their field."""
    return {"results": summary.results, "outcomes": summary.outcomes}


def escape_lines(text: str) -> str:
    """A text as Markdown with its line breaks; a dash where there is none."""
    return "  \n".join(map(markdown.escape, text.splitlines())) or "–"


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


# --- versions --------------------------------------------------------------------------------


def show_versions(
    view: ReportView, measure: Measure, versions: list[SummaryVersion], draft: Draft
) -> None:
    """Every version, newest first, down to the framework's sheet, each to put into the editor."""
    sheet = {each.measure_no: each for each in view.data.framework.summaries}.get(measure.no)
    if not versions and sheet is None:
        return
    with st.expander(_("Every version ({n})").format(n=len(versions) + bool(sheet))):
        for version in versions:
            title = _("Version {version} · {by} · {time}").format(
                version=version.version,
                by=load.display_name(version.by),
                time=format_time(version.at),
            )
            summary = Summary(measure.no, **version.texts)
            _show_version(title, summary, version.version, draft)
        if sheet is not None:
            _show_version(_("From the framework's sheet สรุปผลระดับจังหวัด"), sheet, 0, draft)


def _show_version(title: str, summary: Summary, number: int, draft: Draft) -> None:
    st.markdown(f"**{markdown.escape(title)}**")
    for name, text in texts_of(summary).items():
        st.markdown(f"{COLUMNS[name].heading}  \n{escape_lines(text)}")
    st.button(
        _("Put this text into the editor"),
        key=f"report_version_{number}",
        type="tertiary",
        icon=":material/restore:",
        on_click=draft.replace,
        args=(summary,),
    )
