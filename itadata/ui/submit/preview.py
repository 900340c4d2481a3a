"""A preview of the answers and changes of a return before it is submitted."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, intake
from itadata.analysis.columns import value_label
from itadata.framework import Framework, StepStatus
from itadata.language import _
from itadata.returns import Return, answers_frame
from itadata.tables import TableQuery
from itadata.thai import format_date, today
from itadata.ui import components, load, markdown
from itadata.ui.components import PageView
from itadata.ui.session import page_snapshot


def show_preview(result: intake.ValidationResult, key: str) -> None:
    """Draw the answers and changes of a return; nothing for other workbooks."""
    document = result.document
    if not isinstance(document, Return) or result.version is None:
        return
    framework = load.frameworks()[document.fiscal_year]
    answers = answers_frame(document, result.upload.name)
    # The return states its own year, round and agency, whatever the page is about.
    query = TableQuery(
        today(), document.fiscal_year, document.round, agency_code=document.agency_code
    )
    st.markdown(_status_counts(document))
    _show_changes(query, framework, answers, result.version, key)
    details = st.expander(
        _("Everything that will be recorded"), key=f"recorded_{key}", on_change="rerun"
    )
    # The tables are made when they are opened: of thirty files few are read in full.
    if details.open:
        with details:
            _show_answers(PageView(query, result.upload.name), framework, answers, key)


def _status_counts(document: Return) -> str:
    statuses = [answer.status for answer in document.answers]
    counts = [f"{_(s.label)} {statuses.count(s)}" for s in StepStatus if s in statuses]
    if None in statuses:
        counts.append(f"{_('no answer')} {statuses.count(None)}")
    message = _("Will be recorded: {n} steps – {counts}")
    return markdown.escape_inline(message.format(n=len(statuses), counts=" · ".join(counts)))


def _show_changes(
    query: TableQuery, framework: Framework, answers: pd.DataFrame, version: int, key: str
) -> None:
    """The changes against the version that the new one replaces, where there is one."""
    with page_snapshot() as snapshot:
        of_return = (query.fiscal_year or 0, query.round or 0, query.agency_code)
        before = snapshot.return_status(*of_return).before(version)
        if before is None:
            return
        earlier = snapshot.answers_of_version(*of_return, before.number)
    frame = analysis.changes(framework, earlier, answers)
    if frame.empty:
        message = _(
            "All answers are the same as in version {version}, which stays on record; it need "
            "not be sent again."
        )
        st.info(message.format(version=before.number), icon=":material/difference:")
        return
    heading = _("**Changed against version {version}** – {n} fields")
    st.markdown(heading.format(version=before.number, n=len(frame)))
    components.listing(
        PageView(query, _("rows: {n}").format(n=len(frame))),
        "changes",
        display_changes(frame)[["step_no", "step", "field", "was", "becomes"]],
        title=_("Changed against version {version}").format(version=before.number),
        key=f"changes_{key}",
    )


def display_changes(changes: pd.DataFrame) -> pd.DataFrame:
    """`analysis.changes` with statuses and dates as texts; None where there was no answer."""
    # A column of text would have nan for None, which is shown as a word.
    texts = {
        name: pd.Series(
            [_display(*each) for each in zip(changes["field"], changes[name], strict=True)],
            index=changes.index,
            dtype=object,
        )
        for name in ("was", "becomes")
    }
    return changes.assign(**texts)


def _display(field: str, value: Any) -> str | None:
    if pd.isna(value):
        return None
    if isinstance(value, date):
        return format_date(value)
    return value_label("status", value) if field == "status" else str(value)


def _show_answers(view: PageView, framework: Framework, answers: pd.DataFrame, key: str) -> None:
    year_before = answers.iloc[:0]
    steps = analysis.agency_answers(framework, answers, None, year_before)
    components.listing(
        view,
        "agency_answers",
        steps[["step_no", "step", "status", "done_on", "evidence", "note", "cell"]],
        key=f"answers_{key}",
    )
    measures = analysis.agency_texts(framework, answers, None, year_before)
    components.listing(
        view,
        "agency_texts",
        measures[["measure_no", "measure", "results", "outcomes"]],
        key=f"texts_{key}",
    )
