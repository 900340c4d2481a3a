"""Returns that were sent back for revision, and the form that withdraws a version."""

from functools import partial

import pandas as pd
import streamlit as st

from itadata import analysis, language
from itadata.access import Action, Actor, can
from itadata.documents.reasons import ReturnedVersion, as_findings, returned_version
from itadata.errors import UserError
from itadata.findings import Finding
from itadata.framework import Agency, RoundKey, round_title
from itadata.intake.decisions import check_decision
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import format_date, format_time, today
from itadata.ui import actions, components, dialogs, load, markdown, navigation
from itadata.ui.components import PageView
from itadata.ui.dialogs import Dialog
from itadata.ui.review.decisions import decision_action
from itadata.ui.session import actor, page_snapshot
from itadata.ui.submit.open_rounds import Row, SubmissionView
from itadata.workbook import annotate, annotated_name
from itadata.workflow import LONGEST_REASON, ReviewRequest, Transition


def show_returned(view: SubmissionView) -> None:
    """The versions of the agency that were sent back: until when to resubmit, and why."""
    for row in view.counting_versions(analysis.RETURNED):
        with page_snapshot() as snapshot:
            returned = returned_version(
                snapshot,
                row["fiscal_year"],
                row["round"],
                view.query.agency_code,
                row["version"],
            )
        if returned:
            _show_notice(returned, row, view)


def _title(row: Row) -> str:
    return _("Sent back for revision: {round}, version {version}").format(
        round=round_title(row["fiscal_year"], row["round"]), version=row["version"]
    )


def _show_notice(returned: ReturnedVersion, row: Row, view: SubmissionView) -> None:
    assert view.agency
    year, months = row["fiscal_year"], row["round"]
    key = f"{year}_{months}"
    with st.container(border=True):
        st.header(markdown.escape_inline(_title(row)), anchor=f"sent_back_{key}")
        st.warning(_deadline_notice(returned, row, view.agency), icon=":material/undo:")
        if returned.decision.reason:
            label = _("The whole return")
            st.markdown(f"**{label}:** {markdown.escape(returned.decision.reason)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            _download_annotated(returned, view.agency.code, key)
            label = _("See all that was answered")
            navigation.menu_link("agency", label, year=year, round=months, agency=view.agency.code)
        _show_reasons(returned, row, view.agency)


def _show_reasons(returned: ReturnedVersion, row: Row, agency: Agency) -> None:
    """The steps to revise, with their reasons."""
    steps = returned.reasons[returned.reasons["step_no"].notna()]
    if steps.empty:
        return
    year, months = row["fiscal_year"], row["round"]
    components.listing(
        PageView(
            TableQuery(today(), year, months, agency_code=agency.code),
            _("{n} steps to revise").format(n=len(steps)),
            [(_("Agency"), agency.name)],
        ),
        "reasons",
        _with_location(steps),
        title=_title(row),
        key=f"reasons_{year}_{months}",
    )


def _with_location(steps: pd.DataFrame) -> pd.DataFrame:
    locations = ["!".join(filter(None, each)) for each in steps[["sheet", "cell"]].to_numpy()]
    return steps.assign(location=locations)[["step_no", "reason", "location"]]


def _deadline_notice(returned: ReturnedVersion, row: Row, agency: Agency) -> str:
    decision = returned.decision
    sent_back = _("The province sent it back on {time}.").format(time=format_time(decision.at))
    with page_snapshot() as snapshot:
        status = snapshot.return_status(row["fiscal_year"], row["round"], agency.code)
    assert decision.revise_by
    left = (decision.revise_by - today()).days
    if left >= 0:
        message = N_("Revise it and send it again by {date}: {days} days left.")
    elif status.lock_on is not None and today() > status.lock_on:
        message = N_(
            "It was to be revised by {date}, and the round is closed by now. Ask the province for "
            "more time."
        )
    else:
        message = N_("It was to be revised by {date}, {days} days ago. Send it now.")
    deadline = _(message).format(date=format_date(decision.revise_by), days=f"{abs(left):,}")
    return f"{sent_back} {deadline}"


def _download_annotated(returned: ReturnedVersion, agency_code: str, key: str) -> None:
    """The agency's own file with the reasons in its cells, to revise and send again."""
    with page_snapshot() as snapshot:
        if snapshot.content(returned.sha256) is None:
            return
    who = actor()

    def annotated() -> bytes:
        content = load.original(who, agency_code, returned.sha256)
        copy = annotate(content, as_findings(returned), language.current_language())
        return content if isinstance(copy, Finding) else copy.content

    components.download_personal(
        _("Download the file with the reasons in its cells"),
        annotated,
        annotated_name(returned.file.rpartition("/")[2], language.current_language()),
        f"marked_reasons_{key}",
        Action.SUBMIT_RETURN,
        agency_code,
        icon="edit_note",
        style="primary",
    )


# --- withdrawing -----------------------------------------------------------------------------


def show_withdrawal(actor: Actor, view: SubmissionView) -> None:
    """A form to withdraw the version of the round, until the province decides on it."""
    by_name = {}
    if view.agency and can(actor, Action.WITHDRAW_RETURN, view.agency.code):
        for row in filter(view.is_of_round, view.counting_versions(analysis.SUBMITTED)):
            _show_form(view, row)
            title = _("Withdraw version {version}").format(version=row["version"])
            by_name[_key(row)] = Dialog(title, partial(_confirm, view, row))
    dialogs.show(by_name)


def _key(row: Row) -> str:
    return f"withdraw_{row['receipt']}"


def _show_form(view: SubmissionView, row: Row) -> None:
    title = _("Withdraw version {version}").format(version=row["version"])
    with st.expander(title), st.form(_key(row), border=False, enter_to_submit=False):
        st.text_area(
            _("Reason to withdraw it"), key=f"{_key(row)}_reason", max_chars=LONGEST_REASON
        )
        st.form_submit_button(
            title, key="withdraw", icon=":material/cancel:", on_click=_ask, args=(view, row)
        )


def _request(row: Row) -> ReviewRequest:
    reason = st.session_state.get(f"{_key(row)}_reason", "")
    return ReviewRequest(Transition.WITHDRAW, row["version"], reason)


def _ask(view: SubmissionView, row: Row) -> None:
    """Open the dialog that confirms the withdrawal, once nothing is missing."""
    try:
        with page_snapshot() as snapshot:
            of_round = RoundKey(row["fiscal_year"], row["round"])
            check_decision(snapshot, of_round, view.query.agency_code, _request(row))
    except UserError as error:
        actions.reject(error)
        return
    dialogs.open_dialog(_key(row))


def _confirm(view: SubmissionView, row: Row) -> None:
    assert view.agency
    facts = _("version {version}, received on {time}").format(
        version=row["version"], time=format_time(row["submitted_at"])
    )
    title = round_title(row["fiscal_year"], row["round"])
    consequence = _(
        "A withdrawn version is kept but does not count any more. An earlier version "
        "counts again, if there is one."
    )
    dialogs.show_consequences([f"{view.agency.name} · {title} · {facts}"], [consequence])
    message = N_("The version was withdrawn.")
    code, name = view.query.agency_code, view.agency.name
    dialogs.confirm_button(
        _("Withdraw version {version}").format(version=row["version"]),
        decision_action(view.query, code, name, _request(row), message),
        icon="cancel",
    )
