"""The editor of the results and outcomes of one measure, beside what agencies wrote."""

import streamlit as st

from itadata.access import Action, Actor, can
from itadata.analysis.columns import COLUMNS
from itadata.documents import report as official
from itadata.errors import StaleText
from itadata.framework import Measure, Summary
from itadata.intake import summaries
from itadata.intake.summaries import LONGEST_TEXT
from itadata.language import N_, _
from itadata.store import Quotation, Store, SummaryVersion
from itadata.thai import format_time
from itadata.ui import actions, address, components, load, markdown
from itadata.ui.report import drafts
from itadata.ui.report.drafts import Draft, escape_lines, texts_of
from itadata.ui.report.overview import ReportView
from itadata.ui.session import page_snapshot

_DRAFTS = "report_drafts"
_HEIGHT = 220


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
    if not can(actor, Action.WRITE_SUMMARY):
        _show_texts(view.data.summary(measure))
        return
    with page_snapshot() as snapshot:
        versions = summaries.province_summaries(snapshot, view.data.framework)[measure.no]
    draft = _draft(view, measure, versions)
    left, right = st.columns(2, gap="medium")
    with left:
        _show_boxes(view, measure, versions, draft)
    with right:
        drafts.show_agency_texts(view, measure, draft)
    drafts.show_versions(view, measure, versions, draft)


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


def _show_texts(summary: Summary) -> None:
    for name, text in texts_of(summary).items():
        st.subheader(COLUMNS[name].heading)
        st.markdown(escape_lines(text))


def _draft(view: ReportView, measure: Measure, versions: list[SummaryVersion]) -> Draft:
    """The draft of the measure; one that nobody changed follows the last version."""
    of_session: dict[tuple[int, int], Draft] = st.session_state.setdefault(_DRAFTS, {})
    key = (view.data.framework.fiscal_year, measure.no)
    last = versions[0].version if versions else 0
    draft = of_session.get(key)
    if draft is None or (not draft.changed and draft.after != last):
        of_session[key] = Draft(
            last,
            texts_of(view.data.summary(measure)),
            [*versions[0].quoted] if versions else [],
            generation=draft.generation + 1 if draft else 0,
        )
    return of_session[key]


# --- the boxes -------------------------------------------------------------------------------


def _show_boxes(
    view: ReportView, measure: Measure, versions: list[SummaryVersion], draft: Draft
) -> None:
    for name in ("results", "outcomes"):
        _show_box(name, measure, draft)
    _show_closing_sentence(view)
    if draft.quoted:
        _show_sources(view, draft)
    if draft.stale:
        _show_conflict(versions[0], draft)
    with st.container(horizontal=True):
        st.button(
            _("Save as a new version"),
            key="report_save",
            type="primary",
            icon=":material/save:",
            on_click=_save,
            args=(view.data.framework.fiscal_year, measure.no, draft),
        )
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
        if draft.changed:
            st.button(
                _("Undo what is not saved"),
                key="report_undo",
                icon=":material/undo:",
                type="tertiary",
                on_click=draft.discard,
            )
    if draft.changed:
        st.caption(_("Not saved yet."))


def _show_box(name: str, measure: Measure, draft: Draft) -> None:
    key = f"report_{name}_{measure.no}_{draft.generation}"
    st.session_state[key] = draft.texts[name]

    def on_change() -> None:
        draft.texts[name] = st.session_state[key]
        draft.changed = True

    st.text_area(
        COLUMNS[name].heading,
        key=key,
        height=_HEIGHT,
        max_chars=LONGEST_TEXT,
        on_change=on_change,
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


def _save(fiscal_year: int, measure_no: int, draft: Draft) -> None:
    def write(store: Store, actor: Actor) -> str:
        try:
            version = summaries.write_summary(
                store,
                actor,
                fiscal_year,
                measure_no,
                **draft.texts,
                after=draft.after,
                quoted=draft.quoted,
            )
        except StaleText:
            draft.stale = True  # shown beside the text, which is not lost
            return ""
        unchanged = version == draft.after
        draft.discard()
        if unchanged:
            return _("Nothing was changed, so no new version was needed.")
        return _("Version {version} is kept.").format(version=version)

    actions.queue(actions.PendingAction(write))


def _show_conflict(last: SummaryVersion, draft: Draft) -> None:
    """The version that somebody else saved meanwhile, with a choice between the two texts."""
    message = _(
        "{by} wrote version {version} at {time} while you were writing. Your text above is "
        "not kept yet. Compare it with that version, below; then save yours as the next one, "
        "or take that one."
    ).format(
        by=load.display_name(last.by),
        version=last.version,
        time=format_time(last.at),
    )
    st.warning(markdown.escape(message), icon=":material/group:")
    with st.container(border=True):
        for name, text in last.texts.items():
            st.markdown(f"**{COLUMNS[name].heading}**  \n{escape_lines(text)}")

        def keep_mine() -> None:
            draft.after, draft.stale = last.version, False

        with st.container(horizontal=True):
            st.button(_("Go on with mine"), key="report_mine", on_click=keep_mine)
            st.button(_("Take that one"), key="report_theirs", on_click=draft.discard)
