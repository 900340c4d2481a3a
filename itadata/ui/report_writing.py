"""The parts of รายงาน that write: results and outcomes, beside what agencies wrote."""

from dataclasses import dataclass, field

import streamlit as st

from itadata import analysis, summaries
from itadata import report as official
from itadata.access import Action, Actor, can
from itadata.columns import COLUMNS
from itadata.errors import StaleText, UserError
from itadata.framework import Measure, Summary
from itadata.language import mark, translate
from itadata.store import Quoted, WrittenSummary
from itadata.summaries import LONGEST_TEXT
from itadata.thai import format_time
from itadata.ui import address, filters, parts
from itadata.ui.report import Shown
from itadata.ui.session import store

_DRAFTS, _TOLD, _FIELD = "report_drafts", "report_told", "report_field"
_HEIGHTS = {"results": 220, "outcomes": 220}
_LISTED = 760  # pixels: as high as the editor beside it


@dataclass
class _Draft:
    """What is being written, kept while other pages are looked at.

    `after` is the version that it began from; `generation` changes when the boxes must be filled
    anew.
    """

    after: int
    texts: dict[str, str]
    quoted: list[Quoted] = field(default_factory=list)
    changed: bool = False
    stale: bool = False
    generation: int = 0


def editor(actor: Actor, shown: Shown, measure_no: int) -> None:
    """What the province writes of a measure; beside it the figures and what agencies wrote."""
    measure = shown.content.framework.measure(measure_no)
    assert measure is not None
    _steps_between(shown, measure)
    st.header(parts.escaped(f"{measure.no}. {measure.title}"), anchor="editor")
    st.markdown(parts.escaped(shown.content.figures[measure.no].sentence()))
    st.caption(f"{filters.title_of(shown.scope)} · {parts.as_of()}")
    with st.expander(COLUMNS["steps"].heading):
        st.markdown("  \n".join(_lines(f"{s.no} {s.full_text}") for s in measure.steps))
    if said := st.session_state.pop(_TOLD, ""):
        st.success(parts.escaped(said), icon=":material/task_alt:")
    versions = _versions(shown, measure)
    if not can(actor, Action.WRITE_SUMMARY):
        _only_read(shown.content.summary(measure))
        return
    draft = _draft(shown, measure, versions)
    left, right = st.columns(2, gap="medium")
    with left:
        _boxes(actor, shown, measure, versions, draft)
    with right:
        _wordings(shown, measure, draft)
    _history(shown, measure, versions, draft)


def _steps_between(shown: Shown, measure: Measure) -> None:
    """To the whole report, and to the measures before and after."""
    numbers = [each.no for each in shown.content.framework.measures]
    position = numbers.index(measure.no)
    with st.container(horizontal=True):
        _go(mark("The whole report"), None, "report_whole", ":material/arrow_upward:")
        if position:
            _go(
                mark("Measure before"),
                numbers[position - 1],
                "report_before",
                ":material/arrow_back:",
            )
        if position + 1 < len(numbers):
            _go(
                mark("Next measure"),
                numbers[position + 1],
                "report_next",
                ":material/arrow_forward:",
            )


def _go(label: str, number: int | None, key: str, icon: str) -> None:
    st.button(
        translate(label),
        key=key,
        icon=icon,
        type="tertiary",
        on_click=lambda: address.change(measure=number),
    )


def _versions(shown: Shown, measure: Measure) -> list[WrittenSummary]:
    with store().reading() as reading:
        return summaries.written(reading, shown.content.framework)[measure.no]


def _only_read(summary: Summary) -> None:
    for name, text in (("results", summary.results), ("outcomes", summary.outcomes)):
        st.subheader(COLUMNS[name].heading)
        st.markdown(_lines(text))


def _lines(text: str) -> str:
    return "  \n".join(map(parts.escaped, text.splitlines())) or "–"


def _draft(shown: Shown, measure: Measure, versions: list[WrittenSummary]) -> _Draft:
    """What is being written of the measure; what nobody touched follows the last version."""
    drafts: dict[tuple[int, int], _Draft] = st.session_state.setdefault(_DRAFTS, {})
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


def _begun(after: int, summary: Summary, quoted: tuple[Quoted, ...], generation: int) -> _Draft:
    texts = {"results": summary.results, "outcomes": summary.outcomes}
    return _Draft(after, texts, [*quoted], generation=generation)


# --- the boxes -----------------------------------------------------------------------------


def _boxes(
    actor: Actor, shown: Shown, measure: Measure, versions: list[WrittenSummary], draft: _Draft
) -> None:
    for name, height in _HEIGHTS.items():
        _box(name, height, measure, draft)
    _closing(shown)
    _sources(shown, draft)
    if draft.stale:
        _written_meanwhile(versions, draft)
    with st.container(horizontal=True):
        saved = st.button(
            translate(mark("Save as a new version")),
            key="report_save",
            type="primary",
            icon=":material/save:",
        )
        st.button(
            translate(mark("Add a draft from figures and agencies")),
            key="report_draft",
            icon=":material/edit_note:",
            help=translate(
                mark(
                    "The figures above and, of results and outcomes each, the {n} texts that most "
                    "agencies wrote, with their names. Nothing is made up."
                )
            ).format(n=official.MOST_QUOTED),
            on_click=lambda: _add_draft(shown, measure, draft),
        )
        if draft.changed:
            st.button(
                translate(mark("Undo what is not saved")),
                key="report_undo",
                icon=":material/undo:",
                type="tertiary",
                on_click=lambda: _forget(draft),
            )
    if draft.changed:
        st.caption(translate(mark("Not saved yet.")))
    if saved:
        _save(actor, shown, measure, draft)


def _box(name: str, height: int, measure: Measure, draft: _Draft) -> None:
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
        said = translate(
            mark("No ITA score of {year} is loaded; the report adds no sentence on it.")
        )
        st.caption(said.format(year=shown.content.framework.fiscal_year))
        return
    said = translate(mark("The outcomes close with the sentence of the stored score: {sentence}"))
    sentence = official.sentence(shown.content.framework.unit, score)
    st.caption(parts.escaped(said.format(sentence=sentence)))


def _sources(shown: Shown, draft: _Draft) -> None:
    """Where the quoted texts stand: agency, file version and cell."""
    if not draft.quoted:
        return
    with st.expander(
        translate(mark("Where the quotations stand ({n})")).format(n=len(draft.quoted))
    ):
        st.markdown("\n".join(f"- {_source(shown, each)}" for each in draft.quoted))

        def clear() -> None:
            draft.quoted.clear()
            draft.changed = True

        st.button(
            translate(mark("Take the sources away")),
            key="report_sources",
            on_click=clear,
            type="tertiary",
            icon=":material/link_off:",
        )


def _source(shown: Shown, quoted: Quoted) -> str:
    names = {agency.code: agency.name for agency in shown.content.framework.agencies}
    said = translate(
        mark("{agency}, version {version} of the {round}-month round, {cell} ({field})")
    )
    return parts.escaped(
        said.format(
            agency=names.get(quoted.agency_code, quoted.agency_code),
            version=quoted.version,
            round=quoted.round,
            cell=quoted.cell,
            field=COLUMNS[quoted.field].heading,
        )
    )


def _save(actor: Actor, shown: Shown, measure: Measure, draft: _Draft) -> None:
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
        st.warning(parts.escaped(fault.sentence()), icon=":material/info:")
        return
    _forget(draft)
    said = mark("Version {version} is kept.")
    if version == before:
        said = mark("Nothing was changed, so no new version was needed.")
    st.session_state[_TOLD] = translate(said).format(version=version)
    st.rerun()


def _forget(draft: _Draft) -> None:
    """Begin anew from the version that counts."""
    draft.changed = draft.stale = False
    draft.after = -1


def _written_meanwhile(versions: list[WrittenSummary], draft: _Draft) -> None:
    """What somebody else wrote since; both texts are there, and nothing is lost."""
    last = versions[0]
    said = translate(
        mark(
            "{by} wrote version {version} at {time} while you were writing. Your text above is "
            "not kept yet. Compare it with that version, below; then save yours as the next one, "
            "or take that one."
        )
    )
    st.warning(
        parts.escaped(said.format(by=last.by, version=last.version, time=format_time(last.at))),
        icon=":material/group:",
    )
    with st.container(border=True):
        for name, text in (("results", last.results), ("outcomes", last.outcomes)):
            st.markdown(f"**{COLUMNS[name].heading}**  \n{_lines(text)}")

        def mine() -> None:
            draft.after, draft.stale = last.version, False

        with st.container(horizontal=True):
            st.button(translate(mark("Go on with mine")), key="report_mine", on_click=mine)
            st.button(
                translate(mark("Take that one")),
                key="report_theirs",
                on_click=lambda: _forget(draft),
            )


# --- what agencies wrote -------------------------------------------------------------------


def _wordings(shown: Shown, measure: Measure, draft: _Draft) -> None:
    heading = translate(mark("What agencies wrote"))
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
            translate(mark("No agency has written anything on this measure yet.")),
            icon=":material/hourglass_empty:",
        )
        return
    with st.container(height=_LISTED, gap="small"):
        for position, wording in enumerate(found):
            with st.container(border=True, gap="small"):
                _wording(shown, wording, position, draft)


def _wording(shown: Shown, wording: analysis.Wording, position: int, draft: _Draft) -> None:
    first = wording.places[0]
    who = parts.escaped(shown.content.framework.short_name(first.agency))
    if len(wording.places) > 1:
        and_more = translate(mark("{agency} and {n} more"))
        who = and_more.format(agency=who, n=len(wording.places) - 1)
    st.markdown(_lines(wording.text))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{who} · {parts.escaped(first.cell)}")
        st.button(
            translate(mark("Quote")),
            key=f"report_quote_{wording.field}_{position}",
            icon=":material/format_quote:",
            type="tertiary",
            on_click=lambda: _quote(wording, draft),
        )


def _quote(wording: analysis.Wording, draft: _Draft) -> None:
    text = " ".join(wording.text.split())
    _add(draft, wording.field, text, official.quoted(wording))


def _add_draft(shown: Shown, measure: Measure, draft: _Draft) -> None:
    content = shown.content
    made = official.draft(
        content.figures[measure.no], content.wordings(measure.no), content.as_of.date()
    )
    for name, text in (("results", made.results), ("outcomes", made.outcomes)):
        of_field = tuple(each for each in made.quoted if each.field == name)
        _add(draft, name, text, of_field)


def _add(draft: _Draft, name: str, text: str, quoted: tuple[Quoted, ...]) -> None:
    before = draft.texts[name]
    draft.texts[name] = official.appended(before, text) if before.strip() else text
    draft.quoted += [each for each in quoted if each not in draft.quoted]
    draft.changed = True
    draft.generation += 1


# --- the versions --------------------------------------------------------------------------


def _history(
    shown: Shown, measure: Measure, versions: list[WrittenSummary], draft: _Draft
) -> None:
    """Every version, newest first, down to the framework's sheet; each can be taken up again."""
    sheet = {each.measure_no: each for each in shown.content.framework.summaries}.get(measure.no)
    if not versions and sheet is None:
        return
    with st.expander(translate(mark("Every version ({n})")).format(n=len(versions) + bool(sheet))):
        for each in versions:
            said = translate(mark("Version {version} · {by} · {time}"))
            title = said.format(version=each.version, by=each.by, time=format_time(each.at))
            summary = Summary(measure.no, each.results, each.outcomes)
            _version(title, summary, each.version, draft)
        if sheet is not None:
            _version(translate(mark("From the framework's sheet สรุปผลระดับจังหวัด")), sheet, 0, draft)


def _version(title: str, summary: Summary, number: int, draft: _Draft) -> None:
    st.markdown(f"**{parts.escaped(title)}**")
    for name, text in (("results", summary.results), ("outcomes", summary.outcomes)):
        st.markdown(f"{COLUMNS[name].heading}  \n{_lines(text)}")

    def take_up() -> None:
        draft.texts = {"results": summary.results, "outcomes": summary.outcomes}
        draft.changed = True
        draft.generation += 1

    st.button(
        translate(mark("Put this text into the editor")),
        key=f"report_version_{number}",
        type="tertiary",
        icon=":material/restore:",
        on_click=take_up,
    )
