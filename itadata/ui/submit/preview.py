"""What a return would record, and what that changes, before it is submitted."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, intake
from itadata.analysis.columns import value_label
from itadata.framework import Framework, StepStatus
from itadata.language import N_, _
from itadata.returns import Return, answers_frame
from itadata.tables import TableQuery
from itadata.thai import format_date, today
from itadata.ui import components, load, markdown
from itadata.ui.session import store


def preview(judgement: intake.ValidationResult, key: str) -> None:
    """What is recorded of a return if it is submitted; other workbooks are not previewed."""
    document = judgement.document
    if not isinstance(document, Return) or judgement.version is None:
        return
    framework = load.frameworks()[document.fiscal_year]
    answers = answers_frame(document, judgement.upload.name)
    st.markdown(_counts(document))
    before = _before(document, judgement.version)
    if before:
        _show_changes(document, framework, answers, before, key)
    details = st.expander(
        _("Everything that will be recorded"),
        key=f"recorded_{key}",
        on_change="rerun",
    )
    # The table is made when it is opened: of thirty files few are read in full.
    if details.open:
        with details:
            _show_everything(framework, answers, _scope(document), judgement.upload.name, key)


def _before(document: Return, version: int) -> int | None:
    """The version that a new one takes the place of; what was withdrawn has none to take."""
    with store().snapshot() as snapshot:
        standing = snapshot.return_status(
            document.fiscal_year, document.round, document.agency_code
        )
    earlier = standing.before(version)
    return earlier.number if earlier else None


def _counts(document: Return) -> str:
    statuses = [answer.status for answer in document.answers]
    counted = [
        f"{_(status.label)} {statuses.count(status)}"
        for status in StepStatus
        if status in statuses
    ]
    if None in statuses:
        counted.append(f"{_('no answer')} {statuses.count(None)}")
    said = _("Will be recorded: {n} steps – {counts}")
    return markdown.escape_inline(said.format(n=len(statuses), counts=" · ".join(counted)))


def _scope(document: Return) -> TableQuery:
    """What the return itself says that it is of, whatever else the page is about."""
    return TableQuery(
        today(), document.fiscal_year, document.round, agency_code=document.agency_code
    )


def _show_changes(
    document: Return, framework: Framework, answers: pd.DataFrame, before: int, key: str
) -> None:
    with store().snapshot() as snapshot:
        earlier = snapshot.answers_of_version(
            document.fiscal_year, document.round, document.agency_code, before
        )
    frame = analysis.changes(framework, earlier, answers)
    if frame.empty:
        said = N_(
            "Nothing is answered otherwise than in version {version}, which stays on record; it "
            "need not be sent again."
        )
        st.info(_(said).format(version=before), icon=":material/difference:")
        return
    st.markdown(
        _("**Changed against version {version}** – {n} fields").format(
            version=before, n=len(frame)
        )
    )
    components.listing(
        components.PageView(_scope(document), _("rows: {n}").format(n=len(frame))),
        "changes",
        spoken(frame)[["step_no", "step", "field", "was", "becomes"]],
        title=_("Changed against version {version}").format(version=before),
        key=f"changes_{key}",
    )


def spoken(changes: pd.DataFrame) -> pd.DataFrame:
    """`analysis.changes` with statuses and dates as they are read; None where nothing was said."""
    return changes.assign(**{name: _all_spoken(changes, name) for name in ("was", "becomes")})


def _all_spoken(changes: pd.DataFrame, name: str) -> pd.Series:
    values = zip(changes["field"], changes[name], strict=True)
    # A column of text would have nan for None, which is shown as a word.
    return pd.Series([_spoken(*each) for each in values], index=changes.index, dtype=object)


def _spoken(field: str, value: Any) -> str | None:
    if pd.isna(value):
        return None
    if isinstance(value, date):
        return format_date(value)
    return value_label("status", value) if field == "status" else str(value)


def _show_everything(
    framework: Framework, answers: pd.DataFrame, of: TableQuery, file_name: str, key: str
) -> None:
    nothing = answers.iloc[:0]
    of_steps = analysis.agency_answers(framework, answers, None, nothing)
    components.listing(
        components.PageView(of, file_name),
        "agency_answers",
        of_steps[["step_no", "step", "status", "done_on", "evidence", "note", "cell"]],
        key=f"answers_{key}",
    )
    of_measures = analysis.agency_texts(framework, answers, None, nothing)
    components.listing(
        components.PageView(of, file_name),
        "agency_texts",
        of_measures[["measure_no", "measure", "results", "outcomes"]],
        key=f"texts_{key}",
    )
