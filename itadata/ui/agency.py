"""The parts of ข้อมูลรายส่วนราชการ: what one agency sent and answered, down to the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.access import Action, Actor, can
from itadata.analysis.columns import VALUE_LABELS
from itadata.documents import report
from itadata.framework import Agency, localized
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import format_date, format_time, today
from itadata.ui import address, components, link_states, load, markdown
from itadata.ui.components import filters
from itadata.ui.session import store


@dataclass(frozen=True, kw_only=True)
class AgencyView(components.PageView):
    """A version of an agency's return: `row` is a row of its `returns` (`agency_returns`)."""

    returns: pd.DataFrame
    row: Mapping[str, Any]

    @property
    def agency(self) -> Agency:
        """The agency."""
        return self.framework.agency(self.query.agency_code)

    @property
    def reported(self) -> bool:
        """Whether there is a return."""
        return self.row["version"] is not None


def read(query: TableQuery) -> AgencyView:
    """The version that the address asks for, else the counting one."""
    returns = load.table("agency_returns", replace(query, fiscal_year=None, round=None))
    of_round = returns[
        (returns["fiscal_year"] == query.fiscal_year) & (returns["round"] == query.round)
    ]
    number = filters.version_param([int(v) for v in of_round["version"] if v is not None])
    matches = of_round["version"] == number if number else of_round["counting"] == True  # noqa: E712
    row = (of_round[matches] if matches.any() else of_round).iloc[0].to_dict()
    query = replace(query, version=row["version"])
    n_of_n = filters.title_of_round(query)
    if row["version"] is not None:
        version = _("version {version}").format(version=row["version"])
        n_of_n = f"{version} · {n_of_n} · {row['file']}"
    agency = load.framework_of(query).agency(query.agency_code)
    labels = [
        (_("Agency"), agency.name),
        *filters.filters_of(query),
        (_("File"), str(row["file"])),
    ]
    return AgencyView(query, n_of_n, labels, returns=returns, row=row)


def headline(view: AgencyView) -> None:
    """The agency, and the state of its return in the round."""
    row = view.row
    st.header(markdown.escape(view.agency.name), anchor=False)
    state = components.state_labels(VALUE_LABELS["state"], view.query)[row["state"]]
    facts = [view.agency.parent_body, view.n_of_n, state]
    if view.reported:
        facts.append(_("received {time}").format(time=format_time(row["submitted_at"])))
    if row["days_late"]:
        facts.append(_("{days} days late").format(days=f"{row['days_late']:,}"))
    st.caption(markdown.escape(" · ".join(facts)))
    if row["state"] == "exempt":
        reason = _("This agency is exempt from the round: {reason}")
        st.info(reason.format(reason=markdown.escape(str(row["note"]))))
    elif not view.reported:
        st.warning(_missing_notice(view), icon=":material/hourglass_empty:")
    elif row["state"] == analysis.WITHDRAWN:
        st.info(_("This version was withdrawn; it is stored unchanged."))
    elif not row["counting"]:
        st.info(_("A later version counts; this one is stored unchanged."))


def _missing_notice(view: AgencyView) -> str:
    """That no return has come, and the days to or since the agency's own due date."""
    due_on = view.row["due_on"]
    left = (due_on - today()).days
    message = N_("No return of this round has been received yet. Due on {due}: {days} days left.")
    if left < 0:
        message = N_(
            "No return of this round has been received yet. It was due on {due}: {days} days "
            "overdue."
        )
    if view.is_closed:
        message = N_("This agency did not report in this round. It was due on {due}.")
    return _(message).format(due=format_date(due_on), days=f"{abs(left):,}")


def metrics(view: AgencyView, answers: pd.DataFrame) -> None:
    """Completion, completeness and evidence, each with n of N."""
    counts = analysis.answer_counts(answers)
    is_returned = view.row["state"] == analysis.RETURNED
    if is_returned:
        message = N_(
            "This return was sent back: its answers count as missing until a new one comes."
        )
        st.info(_(message), icon=":material/undo:")
    shares = {
        "completion": (0, counts.steps) if is_returned else (counts.done, counts.applicable),
        "completeness": (counts.answered, counts.steps),
        "evidence_coverage": (0, 0) if is_returned else (counts.with_evidence, counts.done),
    }
    components.metrics(shares, view.round_title)


# --- downloads -------------------------------------------------------------------------------


def downloads(actor: Actor, view: AgencyView) -> None:
    """The file that the agency sent, and the page for its head."""
    with st.container(horizontal=True):
        if view.reported:
            download_original(actor, view)
        _page_for_the_head(actor, view)


def _page_for_the_head(actor: Actor, view: AgencyView) -> None:
    query = view.query

    def make() -> bytes:
        return report.write_agency_page(
            store(), actor, query.fiscal_year or 0, query.agency_code, months=query.round
        )

    name = components.download_name(_("Page for the head"), replace(query, version=None))
    label = N_("Page for the head of the agency (.docx)")
    components.download_document(label, make, name, "agency_docx")
    components.download_pdf(N_("The same as PDF"), make, name, "agency_pdf")


def download_original(actor: Actor, view: AgencyView) -> None:
    """The file that the agency sent, byte for byte, for those who may take it."""
    if not can(actor, Action.DOWNLOAD_ORIGINAL, view.agency.code):
        return
    code, sha256, file_name = view.agency.code, str(view.row["sha256"]), str(view.row["file"])
    text = markdown.escape(f"{file_name} · SHA-256 {sha256}")
    components.download_personal(
        _("Download the original file"),
        lambda: load.original(actor, code, sha256),
        components.original_name(file_name),
        "original",
        Action.DOWNLOAD_ORIGINAL,
        code,
        help=text,
    )


# --- tables ----------------------------------------------------------------------------------


def sections(view: AgencyView) -> dict[str, str]:
    """The sections of the page with their labels; without a return there are no answers."""
    labels = {"answers": _("Answers"), "texts": _("Results and outcomes")} if view.reported else {}
    return labels | {
        "returns": _("All rounds and versions"),
        "spread": _("Against all agencies"),
    }


_ANSWER_COLUMNS = [
    "step_no",
    "step",
    "status",
    "done_on",
    "evidence",
    "note",
    "location",
    "status_before",
]


def answer_table(view: AgencyView, answers: pd.DataFrame) -> None:
    """Each step: the answer, its cell in the file, and the answer of the year before."""
    cells = [cell_reference(row, "cell") for row in answers.to_dict("records")]
    components.listing(
        view,
        "agency_answers",
        answers.assign(location=cells)[_ANSWER_COLUMNS],
        heading=_("Answers, step by step"),
        anchor="answers",
        key="answers",
        link_notes=link_states.link_notes(view.query),
    )


_TEXT_COLUMNS = [
    "measure",
    "results",
    "results_cell",
    "outcomes",
    "outcomes_cell",
    "results_before",
    "outcomes_before",
]


def text_table(view: AgencyView) -> None:
    """Each measure: the agency's results and outcomes, beside those of the year before."""
    frame = load.table("agency_texts", view.query)
    rows = frame.to_dict("records")
    cells = {
        name: [cell_reference(row, name) for row in rows]
        for name in ("results_cell", "outcomes_cell")
    }
    labels = {localized(m.title, m.title_en): m.label for m in view.framework.measures}
    components.listing(
        view,
        "agency_texts",
        frame.assign(**cells)[_TEXT_COLUMNS],
        heading=_("Results and outcomes, measure by measure"),
        anchor="texts",
        key="texts",
        cell_formatters={"measure": lambda row: labels[row["measure"]]},
    )


def cell_reference(row: Mapping[Any, Any], cell: str) -> str | None:
    """Sheet and cell as Excel writes them; a cell that names its sheet stays as it is."""
    if not row[cell] or "!" in row[cell]:
        return row[cell] or None
    return f"{row['sheet']}!{row[cell]}"


_RETURN_COLUMNS = [
    "fiscal_year",
    "round",
    "version",
    "state",
    "submitted_at",
    "due_on",
    "days_late",
    "counting",
    "receipt",
    "file",
    "note",
]


def return_table(view: AgencyView) -> None:
    """Every round and version; a version leads to its answers."""
    query = replace(view.query, fiscal_year=None, round=None, version=None)
    n_of_n = _("rows: {n}").format(n=len(view.returns))
    components.listing(
        components.PageView(query, n_of_n, [(_("Agency"), view.agency.name)]),
        "agency_returns",
        components.with_closed_rounds(view.returns)[_RETURN_COLUMNS],
        heading=_("All rounds and versions"),
        anchor="returns",
        key="returns",
        links={"round": _to_version, "version": _to_version},
    )


def _to_version(row: Mapping[str, Any]) -> str:
    version = row["version"]
    return address.url_with(
        year=row["fiscal_year"],
        round=row["round"],
        version=None if version is None or version != version else int(version),
        sort=None,
        section=None,
    )
