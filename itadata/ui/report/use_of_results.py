"""The use of the results: the choice of indicators, their draft measures, the files."""

from decimal import Decimal

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.access import Action, Actor, can
from itadata.analysis import ResultScore
from itadata.analysis.columns import COLUMNS
from itadata.documents import use_of_results as official
from itadata.documents.use_of_results import DraftMeasure, UseOfResults
from itadata.documents.use_of_results.wording import figure
from itadata.framework import level_name
from itadata.intake import summaries
from itadata.intake.summaries import CHOICE, CHOICE_FIELD
from itadata.language import _
from itadata.store import ReportKind, Store
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import actions, address, components, load, markdown
from itadata.ui.components import PageView, filters
from itadata.ui.report import overview, text_editor
from itadata.ui.report.text_editor import Draft, Subject
from itadata.ui.session import store

_CHOICE_KEY = "report_choice"
_COLUMNS = (summaries.DRAFT_FIELDS[:2], summaries.DRAFT_FIELDS[2:])
_HEIGHTS = dict.fromkeys(summaries.DRAFT_FIELDS, 68) | {"measure": 110, "steps": 333}  # pixels


def show(actor: Actor) -> None:
    """Draw the use of the results of the year of the address, or of one of its indicators."""
    scores = load.unit_table("scores", load.province())
    years = {str(year): str(year) for year in sorted(set(scores["fiscal_year"]), reverse=True)}
    if not years:
        filters.show_nothing_loaded(_("No ITA score of the province is loaded yet."))
        return
    default = str(analysis.last_score_year(scores))
    year = filters.choose("results", years, default, _("Year of the results"))
    filters.warn_about_invalid_params()
    data = load.use_of_results(int(year))
    n_of_n = _("{n} of {of} indicators have a score").format(
        n=len(data.results.scored), of=len(data.results.indicators)
    )
    query = TableQuery(today(), int(year), unit=data.results.unit)
    view = PageView(query, f"{n_of_n} · {year}", [(COLUMNS["fiscal_year"].heading, year)])
    asked_for = address.query_param("indicator")
    indicator = next((each for each in data.results.indicators if each.code == asked_for), None)
    if indicator is None:
        _show_choice(actor, data)
        _show_files(actor, view, data)
        _show_indicators(view, data)
    else:
        address.set_effective_param("indicator", indicator.code)
        _show_editor(actor, data, data.draft(indicator))


def _with_illustration(text: str, is_illustration: bool) -> str:
    """A text that rests on scores, with the mark of an illustration, as Markdown."""
    return markdown.escape(f"{text} ({_('illustration')})" if is_illustration else text)


def _label(indicator: ResultScore) -> str:
    return f"{indicator.code}. {indicator.name}"


def _aim(data: UseOfResults) -> str:
    level = data.results.aim.level
    return level_name(data.framework, level) or level


# --- the whole report ------------------------------------------------------------------------


def _show_choice(actor: Actor, data: UseOfResults) -> None:
    """The indicators that the report drafts measures for, to choose from those offered first."""
    results = data.results
    message = _(
        "Fiscal year {year}: {weak} of {known} indicators are below the threshold of {level}, and "
        "{fell} of {compared} fell. The measures are for fiscal year {next}."
    ).format(
        year=results.fiscal_year,
        weak=len(results.weak),
        known=len(results.scored),
        level=_aim(data),
        fell=sum(each.fell for each in results.compared),
        compared=len(results.compared),
        next=results.fiscal_year + 1,
    )
    st.markdown(_with_illustration(message, results.illustration))
    labels = {each.code: _label(each) for each in data.in_order}
    st.session_state[_CHOICE_KEY] = [each.code for each in data.selection]
    st.multiselect(
        _("Indicators that get a measure"),
        [*labels],
        format_func=lambda code: labels[code],
        key=_CHOICE_KEY,
        on_change=_save_choice,
        args=(data,),
        disabled=not can(actor, Action.WRITE_USE_OF_RESULTS),
        help=_("First those below their threshold, the furthest first; then the largest falls."),
    )


def _save_choice(data: UseOfResults) -> None:
    codes = " ".join(st.session_state[_CHOICE_KEY])
    versions = data.versions.get(CHOICE)

    def write(store: Store, actor: Actor) -> str:
        version = summaries.write_use_of_results(
            store,
            actor,
            data.results.fiscal_year,
            CHOICE,
            texts={CHOICE_FIELD: codes},
            after=versions[0].version if versions else 0,
        )
        return _("The choice is kept as version {version}.").format(version=version)

    actions.queue(actions.PendingAction(write))


def _show_files(actor: Actor, view: PageView, data: UseOfResults) -> None:
    """The report as .docx and .pdf, and the draft framework of the next year."""
    st.header(_("The report as a file"), anchor="file")
    digits, year = overview.choose_digits(), data.results.fiscal_year

    def show_others() -> None:
        if can(actor, Action.WRITE_USE_OF_RESULTS):
            query = TableQuery(today(), year + 1)
            components.download(
                _("Draft framework of {year} from this choice (.xlsx)").format(year=year + 1),
                lambda: official.write_next_framework(store(), actor, year),
                f"{components.download_name(_('Draft framework'), query)}.xlsx",
                "use_of_results_xlsx",
                icon="content_copy",
            )

    overview.show_downloads(
        actor,
        official.TEMPLATE,
        data.item,
        official.signing_remarks(data),
        lambda: official.write_use_of_results(store(), actor, year, digits).content,
        components.download_name(_("Use of the results"), view.query),
        show_others,
    )


def _show_indicators(view: PageView, data: UseOfResults) -> None:
    """The indicators in the order of the offer, each with its draft measure where it is chosen."""
    frame = pd.DataFrame([_row(data, each) for each in data.in_order], dtype=object)
    if frame["at"].isna().all():
        frame = frame.drop(columns=["by", "at"])
    codes = {_label(each): each.code for each in data.results.indicators}
    st.caption(_("Choose an indicator to write its measure."))
    components.listing(
        view,
        "use_of_results",
        frame,
        title=_("Use of the results"),
        heading=_("Indicators and their measures"),
        anchor="indicators",
        key="report_indicators",
        links={"indicator": lambda row: address.url_with(indicator=codes[row["indicator"]])},
        hidden_on_mobile=("score_before", "required", "by", "at"),
    )


def _row(data: UseOfResults, indicator: ResultScore) -> dict[str, object]:
    versions = data.versions.get(int(indicator.code))
    last = versions[0] if versions else None
    is_chosen = indicator in data.selection
    gap = None if indicator.distance is None else -indicator.distance
    return {
        "indicator": _label(indicator),
        "score": _number(indicator.score),
        "score_before": _number(indicator.before),
        "change": _number(indicator.change),
        "required": _number(indicator.threshold),
        "gap": _number(gap) if gap is not None and gap >= 0 else None,
        "illustration": indicator.illustration,
        "measure": data.draft(indicator).texts["measure"] or None if is_chosen else None,
        "by": load.display_name(last.by) if last else None,
        "at": last.at if last else None,
    }


def _number(score: Decimal | None) -> float | None:
    return None if score is None else float(score)


# --- a draft measure -------------------------------------------------------------------------


def _show_editor(actor: Actor, data: UseOfResults, draft: DraftMeasure) -> None:
    indicator, year = draft.indicator, data.results.fiscal_year
    st.button(
        _("The whole report"),
        key="report_whole",
        icon=":material/arrow_upward:",
        type="tertiary",
        on_click=lambda: address.change(indicator=None),
    )
    st.header(markdown.escape(_label(indicator)), anchor="editor")
    text = _("{year}: {score} · {before_year}: {before} · threshold of {level}: {required}")
    text = text.format(
        year=year,
        score=figure(indicator.score),
        before_year=year - 1,
        before=figure(indicator.before),
        level=_aim(data),
        required=figure(indicator.threshold),
    )
    is_illustration = indicator.illustration or indicator.before_illustration
    st.markdown(_with_illustration(text, is_illustration))
    labels = " · ".join(measure.label for measure in draft.measures)
    message = _("Drafted from the measures of {year} that answer it: {measures}")
    if not labels:
        message = _("The framework of {year} links no measure to indicator {no}.")
    source = message.format(year=year, measures=labels, no=indicator.code)
    st.caption(f"{markdown.escape(source)} · {components.as_of()}")
    subject = _subject(data, draft)
    if not can(actor, Action.WRITE_USE_OF_RESULTS):
        text_editor.show_texts(subject.texts)
        return
    edited = text_editor.draft_of(subject)
    for column, names in zip(st.columns(2, gap="medium"), _COLUMNS, strict=True):
        with column:
            text_editor.show_boxes(subject, edited, names)
    text_editor.show_buttons(subject, edited)
    text_editor.show_versions(subject, edited)


def _subject(data: UseOfResults, draft: DraftMeasure) -> Subject:
    year, no = data.results.fiscal_year, int(draft.indicator.code)

    def write(store: Store, actor: Actor, edited: Draft) -> int:
        return summaries.write_use_of_results(
            store, actor, year, no, texts=edited.texts, after=edited.after
        )

    return Subject(
        ReportKind.USE_OF_RESULTS,
        year,
        no,
        _HEIGHTS,
        draft.texts,
        data.versions.get(no, ()),
        (_("From the framework's measures"), draft.offered),
        write,
    )
