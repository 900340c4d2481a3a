"""The editor of the results and outcomes of one measure, beside what agencies wrote."""

import streamlit as st

from itadata.access import Action, Actor, can
from itadata.analysis.columns import COLUMNS
from itadata.documents import report as official
from itadata.framework import Measure
from itadata.intake import summaries
from itadata.language import N_, _
from itadata.store import Quotation, ReportKind, Store
from itadata.ui import address, components, markdown
from itadata.ui.report import drafts, text_editor
from itadata.ui.report.overview import ReportView
from itadata.ui.report.text_editor import Draft, Subject, escape_lines
from itadata.ui.session import page_snapshot

_HEIGHTS = {"results": 220, "outcomes": 220}


def show_editor(actor: Actor, view: ReportView, measure_no: int) -> None:
    """Results and outcomes of a measure, to edit or read, with figures and agencies' texts."""
    measure = view.data.framework.measure(measure_no)
    assert measure is not None
    _show_navigation(view, measure)
    st.header(markdown.escape(f"{measure.no}. {measure.title}"), anchor="editor")
    st.markdown(markdown.escape(view.data.counts[measure.no].sentence()))
    st.caption(f"{view.round_title} · {components.as_of()}")
    with st.expander(COLUMNS["steps"].heading):
        steps = (escape_lines(f"{step.no} {step.full_text}") for step in measure.steps)
        st.markdown("  \n".join(steps))
    subject = _subject(view, measure)
    if not can(actor, Action.WRITE_SUMMARY):
        text_editor.show_texts(subject.texts)
        return
    draft = text_editor.draft_of(subject)
    left, right = st.columns(2, gap="medium")
    with left:
        text_editor.show_boxes(subject, draft)
        _show_closing_sentence(view)
        if draft.quoted:
            _show_sources(view, draft)
        text_editor.show_buttons(subject, draft, lambda: _show_draft_button(view, measure, draft))
    with right:
        drafts.show_agency_texts(view, measure, draft)
    text_editor.show_versions(subject, draft)


def _show_navigation(view: ReportView, measure: Measure) -> None:
    """Buttons to the whole report, and to the measures before and after."""
    numbers = [m.no for m in view.data.framework.measures]
    position = numbers.index(measure.no)
    with st.container(horizontal=True):
        _link(N_("The whole report"), None, "report_whole", "arrow_upward")
        if position:
            _link(N_("Measure before"), numbers[position - 1], "report_before", "arrow_back")
        if position + 1 < len(numbers):
            _link(N_("Next measure"), numbers[position + 1], "report_next", "arrow_forward")


def _link(label: str, number: int | None, key: str, icon: str) -> None:
    st.button(
        _(label),
        key=key,
        icon=f":material/{icon}:",
        type="tertiary",
        on_click=lambda: address.change(measure=number),
    )


def _subject(view: ReportView, measure: Measure) -> Subject:
    framework, texts = view.data.framework, view.data.summary(measure)
    with page_snapshot() as snapshot:
        versions = summaries.province_summaries(snapshot, framework)[measure.no]
    sheet = {each.measure_no: each for each in framework.summaries}.get(measure.no)
    title = _("From the framework's sheet สรุปผลระดับจังหวัด")

    def write(store: Store, actor: Actor, draft: Draft) -> int:
        return summaries.write_summary(
            store,
            actor,
            framework.fiscal_year,
            measure.no,
            **draft.texts,
            after=draft.after,
            quoted=draft.quoted,
        )

    return Subject(
        ReportKind.MEASURES,
        framework.fiscal_year,
        measure.no,
        _HEIGHTS,
        texts.texts,
        versions,
        (title, sheet.texts) if sheet else None,
        write,
    )


def _show_draft_button(view: ReportView, measure: Measure, draft: Draft) -> None:
    st.button(
        _("Add a draft from figures and agencies"),
        key="report_draft",
        icon=":material/edit_note:",
        help=_(
            "The figures above and what agencies wrote, word for word, with their names: "
            "equal and near-equal texts once. Nothing is made up."
        ),
        on_click=drafts.add_draft,
        args=(view, measure, draft),
    )


def _show_closing_sentence(view: ReportView) -> None:
    """The sentence on the score that the report adds to every measure's outcomes."""
    framework, score = view.data.framework, view.data.score
    if score is None:
        message = _("No ITA score of {year} is loaded; the report adds no sentence on it.")
        st.caption(message.format(year=framework.fiscal_year))
        return
    message = _("The outcomes close with the sentence of the stored score: {sentence}")
    sentence = official.score_sentence(framework.unit, score)
    st.caption(markdown.escape(message.format(sentence=sentence)))


def _show_sources(view: ReportView, draft: Draft) -> None:
    """The agency, version and cell of each quoted text."""
    with st.expander(_("Where the quotations stand ({n})").format(n=len(draft.quoted))):
        st.markdown("\n".join(f"- {_source(view, quoted)}" for quoted in draft.quoted))

        def clear() -> None:
            draft.quoted.clear()
            draft.changed = True

        st.button(
            _("Take the sources away"),
            key="report_sources",
            on_click=clear,
            type="tertiary",
            icon=":material/link_off:",
        )


def _source(view: ReportView, quoted: Quotation) -> str:
    names = {agency.code: agency.name for agency in view.data.framework.agencies}
    text = _("{agency}, version {version} of the {round}-month round, {cell} ({field})").format(
        agency=names.get(quoted.agency_code, quoted.agency_code),
        version=quoted.version,
        round=quoted.round,
        cell=quoted.cell,
        field=COLUMNS[quoted.field].heading,
    )
    return markdown.escape(text)
