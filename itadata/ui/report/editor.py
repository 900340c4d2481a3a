"""The parts of รายงาน that write: results and outcomes, beside what agencies wrote."""

import streamlit as st

from itadata.access import Action, Actor, can
from itadata.access.people import display_name
from itadata.analysis.columns import COLUMNS
from itadata.documents import report as official
from itadata.errors import StaleText, UserError
from itadata.framework import Measure, Summary
from itadata.intake import summaries
from itadata.intake.summaries import LONGEST_TEXT
from itadata.language import N_, _
from itadata.store import Quotation, SummaryVersion
from itadata.thai import format_time
from itadata.ui import address, components, load, markdown
from itadata.ui.components import filters
from itadata.ui.page_snapshot import page_snapshot
from itadata.ui.report import drafts
from itadata.ui.report.drafts import Draft, lines
from itadata.ui.report.overview import Shown
from itadata.ui.session import store

_DRAFTS, _TOLD = "report_drafts", "report_told"
_HEIGHTS = {"results": 220, "outcomes": 220}


def editor(actor: Actor, shown: Shown, measure_no: int) -> None:
    """What the province writes of a measure; beside it the figures and what agencies wrote."""
    measure = shown.content.framework.measure(measure_no)
    assert measure is not None
    _steps_between(shown, measure)
    st.header(markdown.escape(f"{measure.no}. {measure.title}"), anchor="editor")
    st.markdown(markdown.escape(shown.content.counts[measure.no].sentence()))
    st.caption(f"{filters.title_of(shown.query)} · {components.as_of()}")
    with st.expander(COLUMNS["steps"].heading):
        st.markdown("  \n".join(lines(f"{s.no} {s.full_text}") for s in measure.steps))
    if said := st.session_state.pop(_TOLD, ""):
        st.success(markdown.escape(said), icon=":material/task_alt:")
    versions = _versions(shown, measure)
    if not can(actor, Action.WRITE_SUMMARY):
        _only_read(shown.content.summary(measure))
        return
    draft = _draft(shown, measure, versions)
    left, right = st.columns(2, gap="medium")
    with left:
        _boxes(actor, shown, measure, versions, draft)
    with right:
        drafts.wordings(shown, measure, draft)
    drafts.history(shown, measure, versions, draft)


def _steps_between(shown: Shown, measure: Measure) -> None:
    """To the whole report, and to the measures before and after."""
    numbers = [each.no for each in shown.content.framework.measures]
    position = numbers.index(measure.no)
    with st.container(horizontal=True):
        _go(N_("The whole report"), None, "report_whole", ":material/arrow_upward:")
        if position:
            _go(
                N_("Measure before"),
                numbers[position - 1],
                "report_before",
                ":material/arrow_back:",
            )
        if position + 1 < len(numbers):
            _go(
                N_("Next measure"),
                numbers[position + 1],
                "report_next",
                ":material/arrow_forward:",
            )


def _go(label: str, number: int | None, key: str, icon: str) -> None:
    st.button(
        _(label),
        key=key,
        icon=icon,
        type="tertiary",
        on_click=lambda: address.change(measure=number),
    )


def _versions(shown: Shown, measure: Measure) -> list[SummaryVersion]:
    with page_snapshot() as snapshot:
        return summaries.province_summaries(snapshot, shown.content.framework)[measure.no]


def _only_read(summary: Summary) -> None:
    for name, text in (("results", summary.results), ("outcomes", summary.outcomes)):
        st.subheader(COLUMNS[name].heading)
        st.markdown(lines(text))


def _draft(shown: Shown, measure: Measure, versions: list[SummaryVersion]) -> Draft:
    """What is being written of the measure; what nobody touched follows the last version."""
    drafts: dict[tuple[int, int], Draft] = st.session_state.setdefault(_DRAFTS, {})
    key = (shown.content.framework.fiscal_year, measure.no)
    last = versions[0].version if versions else 0
    known = drafts.get(key)
    if known is None or (not known.changed and known.after != last):
        drafts[key] = _begun(
            last,
            shown.content.summary(measure),
            versions[0].quoted if versions else (),
            known.generation + 1 if known else 0,
        )
    return drafts[key]


def _begun(after: int, summary: Summary, quoted: tuple[Quotation, ...], generation: int) -> Draft:
    texts = {"results": summary.results, "outcomes": summary.outcomes}
    return Draft(after, texts, [*quoted], generation=generation)


# --- the boxes -----------------------------------------------------------------------------


def _boxes(
    actor: Actor, shown: Shown, measure: Measure, versions: list[SummaryVersion], draft: Draft
) -> None:
    for name, height in _HEIGHTS.items():
        _box(name, height, measure, draft)
    _closing(shown)
    _sources(shown, draft)
    if draft.stale:
        _written_meanwhile(versions, draft)
    with st.container(horizontal=True):
        saved = st.button(
            _("Save as a new version"),
            key="report_save",
            type="primary",
            icon=":material/save:",
        )
        st.button(
            _("Add a draft from figures and agencies"),
            key="report_draft",
            icon=":material/edit_note:",
            help=_(
                "The figures above and, of results and outcomes each, the {n} texts that most "
                "agencies wrote, with their names. Nothing is made up."
            ).format(n=official.MAX_QUOTED),
            on_click=lambda: drafts.add_draft(shown, measure, draft),
        )
        if draft.changed:
            st.button(
                _("Undo what is not saved"),
                key="report_undo",
                icon=":material/undo:",
                type="tertiary",
                on_click=lambda: _forget(draft),
            )
    if draft.changed:
        st.caption(_("Not saved yet."))
    if saved:
        _save(actor, shown, measure, draft)


def _box(name: str, height: int, measure: Measure, draft: Draft) -> None:
    key = f"report_{name}_{measure.no}_{draft.generation}"
    st.session_state[key] = draft.texts[name]

    def typed() -> None:
        draft.texts[name] = st.session_state[key]
        draft.changed = True

    st.text_area(
        COLUMNS[name].heading,
        key=key,
        height=height,
        max_chars=LONGEST_TEXT,
        on_change=typed,
    )


def _closing(shown: Shown) -> None:
    """The sentence that the report closes every measure's outcomes with."""
    score = shown.content.score
    if score is None:
        said = _("No ITA score of {year} is loaded; the report adds no sentence on it.")
        st.caption(said.format(year=shown.content.framework.fiscal_year))
        return
    said = _("The outcomes close with the sentence of the stored score: {sentence}")
    sentence = official.score_sentence(shown.content.framework.unit, score)
    st.caption(markdown.escape(said.format(sentence=sentence)))


def _sources(shown: Shown, draft: Draft) -> None:
    """Where the quoted texts stand: agency, file version and cell."""
    if not draft.quoted:
        return
    with st.expander(_("Where the quotations stand ({n})").format(n=len(draft.quoted))):
        st.markdown("\n".join(f"- {_source(shown, each)}" for each in draft.quoted))

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


def _source(shown: Shown, quoted: Quotation) -> str:
    names = {agency.code: agency.name for agency in shown.content.framework.agencies}
    said = _("{agency}, version {version} of the {round}-month round, {cell} ({field})")
    return markdown.escape(
        said.format(
            agency=names.get(quoted.agency_code, quoted.agency_code),
            version=quoted.version,
            round=quoted.round,
            cell=quoted.cell,
            field=COLUMNS[quoted.field].heading,
        )
    )


def _save(actor: Actor, shown: Shown, measure: Measure, draft: Draft) -> None:
    before = draft.after
    try:
        version = summaries.write_summary(
            store(),
            actor,
            shown.content.framework.fiscal_year,
            measure.no,
            results=draft.texts["results"],
            outcomes=draft.texts["outcomes"],
            after=draft.after,
            quoted=draft.quoted,
        )
    except StaleText:
        draft.stale = True
        st.rerun()
    except UserError as fault:
        st.warning(markdown.escape(fault.translated()), icon=":material/info:")
        return
    _forget(draft)
    said = N_("Version {version} is kept.")
    if version == before:
        said = N_("Nothing was changed, so no new version was needed.")
    st.session_state[_TOLD] = _(said).format(version=version)
    st.rerun()


def _forget(draft: Draft) -> None:
    """Begin anew from the version that counts."""
    draft.changed = draft.stale = False
    draft.after = -1


def _written_meanwhile(versions: list[SummaryVersion], draft: Draft) -> None:
    """What somebody else wrote since; both texts are there, and nothing is lost."""
    last = versions[0]
    said = _(
        "{by} wrote version {version} at {time} while you were writing. Your text above is "
        "not kept yet. Compare it with that version, below; then save yours as the next one, "
        "or take that one."
    )
    by = display_name(last.by, load.frameworks())
    st.warning(
        markdown.escape(said.format(by=by, version=last.version, time=format_time(last.at))),
        icon=":material/group:",
    )
    with st.container(border=True):
        for name, text in (("results", last.results), ("outcomes", last.outcomes)):
            st.markdown(f"**{COLUMNS[name].heading}**  \n{lines(text)}")

        def mine() -> None:
            draft.after, draft.stale = last.version, False

        with st.container(horizontal=True):
            st.button(_("Go on with mine"), key="report_mine", on_click=mine)
            st.button(
                _("Take that one"),
                key="report_theirs",
                on_click=lambda: _forget(draft),
            )
