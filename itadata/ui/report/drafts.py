"""The parts of รายงาน beside the editor: what agencies wrote, to quote; every earlier version."""

from dataclasses import dataclass, field

import streamlit as st

from itadata import analysis
from itadata.access.people import display_name
from itadata.analysis.columns import COLUMNS
from itadata.documents import report as official
from itadata.framework import Measure, Summary
from itadata.language import _
from itadata.store import Quotation, SummaryVersion
from itadata.thai import format_time
from itadata.ui import load, markdown
from itadata.ui.report.overview import Shown

_FIELD = "report_field"
_LISTED = 760  # pixels: as high as the editor beside it


@dataclass
class Draft:
    """What is being written, kept while other pages are looked at.

    `after` is the version that it began from; `generation` changes when the boxes must be filled
    anew.
    """

    after: int
    texts: dict[str, str]
    quoted: list[Quotation] = field(default_factory=list)
    changed: bool = False
    stale: bool = False
    generation: int = 0


def lines(text: str) -> str:
    """A text as it is written, its lines kept; a dash where there is none."""
    return "  \n".join(map(markdown.escape, text.splitlines())) or "–"


# --- what agencies wrote -------------------------------------------------------------------


def wordings(shown: Shown, measure: Measure, draft: Draft) -> None:
    """What agencies wrote of the measure, each to be quoted with a click."""
    heading = _("What agencies wrote")
    st.markdown(f"**{heading}**")
    name = st.segmented_control(
        heading,
        ["results", "outcomes"],
        format_func=lambda each: COLUMNS[each].heading,
        default="results",
        required=True,
        key=_FIELD,
        label_visibility="collapsed",
    )
    found = [each for each in shown.content.wordings(measure.no) if each.field == name]
    if not found:
        st.info(
            _("No agency has written anything on this measure yet."),
            icon=":material/hourglass_empty:",
        )
        return
    with st.container(height=_LISTED, gap="small"):
        for position, wording in enumerate(found):
            with st.container(border=True, gap="small"):
                _wording(shown, wording, position, draft)


def _wording(shown: Shown, wording: analysis.DistinctText, position: int, draft: Draft) -> None:
    first = wording.sources[0]
    who = markdown.escape(shown.content.framework.short_name(first.agency))
    if len(wording.sources) > 1:
        and_more = _("{agency} and {n} more")
        who = and_more.format(agency=who, n=len(wording.sources) - 1)
    st.markdown(lines(wording.text))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{who} · {markdown.escape(first.cell)}")
        st.button(
            _("Quote"),
            key=f"report_quote_{wording.field}_{position}",
            icon=":material/format_quote:",
            type="tertiary",
            on_click=lambda: _quote(wording, draft),
        )


def _quote(wording: analysis.DistinctText, draft: Draft) -> None:
    text = " ".join(wording.text.split())
    _add(draft, wording.field, text, official.quotations(wording))


def add_draft(shown: Shown, measure: Measure, draft: Draft) -> None:
    """A draft of the figures and of what agencies wrote, after what is there."""
    content = shown.content
    made = official.draft_summary(
        content.counts[measure.no], content.wordings(measure.no), content.as_of.date()
    )
    for name, text in (("results", made.results), ("outcomes", made.outcomes)):
        of_field = tuple(each for each in made.quoted if each.field == name)
        _add(draft, name, text, of_field)


def _add(draft: Draft, name: str, text: str, quoted: tuple[Quotation, ...]) -> None:
    before = draft.texts[name]
    draft.texts[name] = official.append_lines(before, text) if before.strip() else text
    draft.quoted += [each for each in quoted if each not in draft.quoted]
    draft.changed = True
    draft.generation += 1


# --- the versions --------------------------------------------------------------------------


def history(shown: Shown, measure: Measure, versions: list[SummaryVersion], draft: Draft) -> None:
    """Every version, newest first, down to the framework's sheet; each can be taken up again."""
    sheet = {each.measure_no: each for each in shown.content.framework.summaries}.get(measure.no)
    if not versions and sheet is None:
        return
    with st.expander(_("Every version ({n})").format(n=len(versions) + bool(sheet))):
        for each in versions:
            said = _("Version {version} · {by} · {time}")
            title = said.format(
                version=each.version,
                by=display_name(each.by, load.frameworks()),
                time=format_time(each.at),
            )
            summary = Summary(measure.no, each.results, each.outcomes)
            _version(title, summary, each.version, draft)
        if sheet is not None:
            _version(_("From the framework's sheet สรุปผลระดับจังหวัด"), sheet, 0, draft)


def _version(title: str, summary: Summary, number: int, draft: Draft) -> None:
    st.markdown(f"**{markdown.escape(title)}**")
    for name, text in (("results", summary.results), ("outcomes", summary.outcomes)):
        st.markdown(f"{COLUMNS[name].heading}  \n{lines(text)}")

    def take_up() -> None:
        draft.texts = {"results": summary.results, "outcomes": summary.outcomes}
        draft.changed = True
        draft.generation += 1

    st.button(
        _("Put this text into the editor"),
        key=f"report_version_{number}",
        type="tertiary",
        icon=":material/restore:",
        on_click=take_up,
    )
