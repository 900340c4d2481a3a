"""One return: read step by step, accepted, sent back or reopened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial

import streamlit as st

from itadata import analysis
from itadata.access import Actor
from itadata.analysis.columns import COLUMNS
from itadata.errors import UserError
from itadata.findings import Finding
from itadata.intake.decisions import check_decision
from itadata.language import N_, _
from itadata.store import Decision
from itadata.tables import TableQuery
from itadata.thai import format_date, today
from itadata.ui import (
    actions,
    address,
    agency,
    components,
    dialogs,
    link_states,
    load,
    markdown,
)
from itadata.ui.components import PageView, day_select
from itadata.ui.dialogs import Dialog
from itadata.ui.review import queue, step_cards
from itadata.ui.review.decisions import decision_action, round_key
from itadata.ui.session import page_snapshot
from itadata.ui.submit.preview import display_changes
from itadata.workflow import LONGEST_REASON, ReviewRequest, Transition

DAYS_TO_REVISE = 7
_LOWEST_BOX = 68  # pixels: two lines, and Streamlit's least
_OTHER_STEPS = "steps"
_TITLES = {
    Transition.ACCEPT: N_("Accept the return"),
    Transition.SEND_BACK: N_("Send back for revision"),
    Transition.REOPEN: N_("Reopen the return"),
}
_CONSEQUENCES = {
    Transition.ACCEPT: N_("Its answers are final: no new version is taken until you reopen it."),
    Transition.SEND_BACK: N_("Its answers count as missing until a new version comes."),
    Transition.REOPEN: N_("It is accepted no longer, and the agency may send a new version."),
}
_DONE = {
    Transition.ACCEPT: queue.ACCEPTED,
    Transition.SEND_BACK: N_("Sent back for revision."),
    Transition.REOPEN: N_("Reopened: the agency may send a new version."),
}
_HOW_TO_SEND_BACK = N_(
    "To send it back, write reasons beside the steps, then go [to the end](#decision)."
)


@dataclass(frozen=True)
class ReviewView:
    """A version of a return, its findings, and every decision on the return, newest first."""

    agency_view: agency.AgencyView
    findings: Sequence[Finding]
    decisions: Sequence[Decision]

    @property
    def query(self) -> TableQuery:
        """The version."""
        return self.agency_view.query

    @property
    def number(self) -> int:
        """The number of the version."""
        return int(self.agency_view.row["version"])

    def is_counting(self, state: str) -> bool:
        """Whether it is the counting version, and in a state."""
        return bool(self.agency_view.row["counting"]) and self.agency_view.row["state"] == state

    @cached_property
    def before(self) -> int | None:
        """The number of the version that it replaces."""
        query = self.query
        with page_snapshot() as snapshot:
            status = snapshot.return_status(
                query.fiscal_year or 0, query.round or 0, query.agency_code
            )
        earlier = status.before(self.number)
        return earlier.number if earlier else None

    def key(self, name: str) -> str:
        """The key of a widget of this return, whichever version is shown."""
        query = self.query
        return f"{name}_{query.fiscal_year}_{query.round}_{query.agency_code}"


def review_view(query: TableQuery) -> ReviewView:
    """The view of the return of the query's agency."""
    agency_view = agency.read(query)
    with page_snapshot() as snapshot:
        receipt = (
            snapshot.receipt(str(agency_view.row["receipt"])) if agency_view.reported else None
        )
        decisions = snapshot.decisions(query.fiscal_year or 0, query.round or 0, query.agency_code)
    return ReviewView(agency_view, receipt.attempt.findings if receipt else (), decisions)


def show_navigation(actor: Actor, view: ReviewView) -> None:
    """Buttons for the file, back to the queue, and on to the next return in it."""
    following = queue.next_waiting(view.query, view.agency_view.row["submitted_at"])
    with st.container(horizontal=True):
        if view.agency_view.reported:
            agency.download_original(actor, view.agency_view)
        st.button(
            _("All returns waiting for review"),
            key="to_queue",
            icon=":material/arrow_back:",
            on_click=lambda: address.change(agency=None, version=None),
        )
        if following is None:
            return
        name = view.agency_view.framework.agency(following).name
        st.button(
            markdown.escape_inline(_("Next: {agency}").format(agency=name)),
            key="to_next",
            icon=":material/arrow_forward:",
            on_click=lambda: address.change(agency=following, version=None),
        )


def show_changes(view: ReviewView) -> None:
    """A table of the changes against the version before."""
    if view.before is None:
        return
    frame = load.table("changes", view.query)
    if frame.empty:
        message = _("All answers are the same as in version {version}.")
        st.info(message.format(version=view.before), icon=":material/difference:")
        return
    title = _("Changed against version {version}").format(version=view.before)
    n_of_n = _("{n} fields").format(n=len(frame))
    # The table is made when it is opened: the steps show the same changes.
    if components.is_unfolded("changes"):
        st.session_state["changes_opened"] = True
    details = st.expander(f"{title} – {n_of_n}", key="changes_opened", on_change="rerun")
    if details.open:
        with details:
            components.listing(
                PageView(view.query, n_of_n, view.agency_view.filters),
                "changes",
                display_changes(frame)[["step_no", "step", "field", "was", "becomes"]],
                title=title,
                key="changes",
            )


# --- deciding --------------------------------------------------------------------------------


def show_return(view: ReviewView) -> None:
    """The return step by step; a waiting one with fields for reasons and buttons to decide.

    What is to be looked at comes first; the other steps are folded until they are asked for.
    """
    cards = _step_cards(view)
    are_shown = components.is_unfolded(_OTHER_STEPS)
    if not view.is_counting(analysis.SUBMITTED):
        _show_heading(cards)
        cards.show_first()
        _show_unfolding(cards, st.button, are_shown)
        if are_shown:
            cards.show_others()
        return
    with st.form(view.key("review"), border=False, enter_to_submit=False):
        with st.container(horizontal=True, vertical_alignment="center"):
            _accept_button(view, "accept")
            st.markdown(_(_HOW_TO_SEND_BACK))
        _show_heading(cards)
        with st.container(gap="xxsmall"):
            cards.show_first(lambda no: _step_reason(view, no))
        _show_unfolding(cards, st.form_submit_button, are_shown)
        if are_shown:
            cards.show_others(lambda no: _step_reason(view, no))
        _decision_fields(view)


def _show_heading(cards: step_cards.Cards) -> None:
    n, of = cards.n_of_n
    message = _("Look at these first: {n} of {of} steps have warnings or changes, or no evidence")
    if not n:
        message = _("No warning, no change, and evidence for all that is done: {of} steps")
    st.subheader(message.format(n=n, of=of), anchor="first")


def _show_unfolding(cards: step_cards.Cards, button: Callable[..., bool], are_shown: bool) -> None:
    """The button that shows the whole page, or not; in a form, what is written there stays."""
    n, of = cards.n_of_n
    button(
        _("Show fewer") if are_shown else _("Show all ({n})").format(n=f"{of:,}"),
        key="unfold_steps",
        icon=":material/unfold_less:" if are_shown else ":material/unfold_more:",
        on_click=address.change,
        kwargs={"section": None if are_shown else "all"},
    )
    if are_shown:
        st.subheader(_("The other {n} steps").format(n=of - n), anchor="others")


def _decision_fields(view: ReviewView) -> None:
    st.subheader(_("Decision"), anchor="decision")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        label = _("Reason for the whole return")
        st.text_area(label, key=view.key("reason"), max_chars=LONGEST_REASON, height=80)
    with right:
        _deadline_select(view)
    with st.container(horizontal=True):
        st.form_submit_button(
            _("Send back for revision"),
            key="send_back",
            icon=":material/undo:",
            on_click=_ask,
            args=(view, Transition.SEND_BACK),
        )
        _accept_button(view, "accept_at_the_end")


def _step_cards(view: ReviewView) -> step_cards.Cards:
    changes = load.table("changes", view.query)
    sent_back = [d for d in view.decisions if d.transition == Transition.SEND_BACK]
    earlier = [dict(d.steps) for d in sent_back if d.version < view.number]
    last = [dict(d.steps) for d in sent_back if d.version == view.number]
    is_returned = view.agency_view.row["state"] == analysis.RETURNED
    return step_cards.cards(
        step_cards.ReturnDetails(
            view.agency_view.framework,
            load.table("agency_answers", view.query),
            load.table("agency_texts", view.query),
            display_changes(changes if view.before else changes[:0]),
            view.before,
            view.findings,
            reasons_before=earlier[0] if earlier else {},
            reasons=last[0] if last and is_returned else {},
            link_notes=link_states.link_notes(view.query),
        )
    )


def _step_reason(view: ReviewView, no: str) -> None:
    label = _("Reason to send step {step} back").format(step=no)
    st.text_area(
        label,
        key=view.key(f"reason_{no}"),
        height=_LOWEST_BOX,
        max_chars=LONGEST_REASON,
        placeholder=label,
        label_visibility="collapsed",
    )


def _deadline_select(view: ReviewView) -> None:
    default = today() + timedelta(days=DAYS_TO_REVISE)
    day_select.select_day(_("Resubmission deadline"), default, view.key("mend_by"))


def _accept_button(view: ReviewView, key: str) -> None:
    st.form_submit_button(
        _("Accept version {version}").format(version=view.number),
        key=key,
        type="primary",
        icon=":material/task_alt:",
        on_click=_ask_to_accept,
        args=(view,),
    )


def _ask_to_accept(view: ReviewView) -> None:
    if any(_reasons(view)):
        message = N_("Reasons are written. Send the return back, or clear them to accept.")
        actions.reject(message)
        return
    _ask(view, Transition.ACCEPT)


def _reasons(view: ReviewView) -> tuple[str, dict[str, str]]:
    """The reason for the whole return, and those for steps, as they are in the form."""
    steps = {
        no: st.session_state.get(view.key(f"reason_{no}"), "")
        for no in view.agency_view.framework.steps
    }
    whole = st.session_state.get(view.key("reason"), "").strip()
    return whole, {no: text for no, text in steps.items() if text.strip()}


def _request(view: ReviewView, transition: Transition) -> ReviewRequest:
    """The request of the form. Raises NoSuchDay."""
    if transition is Transition.ACCEPT:
        return ReviewRequest(transition, view.number)
    reason, steps = _reasons(view)
    if transition is Transition.REOPEN:
        reason, steps = st.session_state.get(view.key("reason_to_reopen"), ""), {}
    revise_by = day_select.existing_day(day_select.selected_day(view.key("mend_by")))
    return ReviewRequest(transition, view.number, reason, steps, revise_by)


def _ask(view: ReviewView, transition: Transition) -> None:
    """Open the dialog of a decision, once nothing is missing in the form."""
    try:
        request = _request(view, transition)
        with page_snapshot() as snapshot:
            code = view.agency_view.agency.code
            check_decision(snapshot, round_key(view.query), code, request)
    except UserError as error:
        actions.reject(error)
        return
    dialogs.open_dialog(transition.value)


def show_dialogs(view: ReviewView) -> None:
    """The dialogs that confirm to accept the return, to send it back, and to reopen it."""
    states = {
        Transition.ACCEPT: analysis.SUBMITTED,
        Transition.SEND_BACK: analysis.SUBMITTED,
        Transition.REOPEN: analysis.ACCEPTED,
    }
    dialogs.show(
        {
            transition.value: Dialog(_(_TITLES[transition]), partial(_confirm, view, transition))
            for transition, state in states.items()
            if view.is_counting(state)
        }
    )


def _confirm(view: ReviewView, transition: Transition) -> None:
    request = _request(view, transition)
    version = _("version {version}").format(version=view.number)
    name = f"{view.agency_view.agency.name} · {version} · {view.agency_view.round_title}"
    consequences = [_(_CONSEQUENCES[transition])]
    if request.revise_by:
        deadline = _("The agency revises it by {date}.")
        consequences.append(deadline.format(date=format_date(request.revise_by)))
    elif n := len(view.findings):
        consequences.append(_("It has warnings: {n}.").format(n=n))
    dialogs.show_consequences([name], consequences)
    step = COLUMNS["step"].heading
    reasons = {_("The whole return"): request.reason.strip()}
    reasons |= {f"{step} {no}": text for no, text in request.steps.items()}
    for label, text in reasons.items():
        if text:
            st.markdown(f"**{label}:** {markdown.escape(text)}")
    code, agency_name = view.agency_view.agency.code, view.agency_view.agency.name
    message = _DONE[transition]
    dialogs.confirm_button(
        _(_TITLES[transition]), decision_action(view.query, code, agency_name, request, message)
    )


def show_reopening(view: ReviewView) -> None:
    """A form to reopen an accepted return, with a reason and a deadline."""
    if not view.is_counting(analysis.ACCEPTED):
        return
    st.header(_("Reopen the return"), anchor="reopen")
    with st.form(view.key("reopen"), enter_to_submit=False):
        reason = view.key("reason_to_reopen")
        st.text_area(_("Reason to reopen it"), key=reason, max_chars=LONGEST_REASON)
        _deadline_select(view)
        st.form_submit_button(
            _("Reopen version {version}").format(version=view.number),
            key="reopen",
            icon=":material/lock_open:",
            on_click=_ask,
            args=(view, Transition.REOPEN),
        )
