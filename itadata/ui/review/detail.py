"""The parts of ตรวจสอบรายงาน once a return is opened: read, accepted or sent back, reopened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import streamlit as st

from itadata import analysis
from itadata.findings import Finding
from itadata.language import N_, _
from itadata.store import Decision
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import actions, address, agency, components, load, markdown
from itadata.ui.components import day_select
from itadata.ui.page_snapshot import page_snapshot
from itadata.ui.review import queue, step_cards
from itadata.ui.submit import preview
from itadata.workflow import LONGEST_REASON, ReviewRequest, Transition

DAYS_TO_MEND = 7
_SENT_BACK = N_("Sent back to be mended.")
_HOW = N_("To send it back, write reasons beside the steps, then go [to the end](#decision).")
_REOPENED = N_("Reopened: the agency may send a new version.")


@dataclass(frozen=True)
class Opened:
    """A version of a return, what was found in it, and all that was decided of the return."""

    seen: agency.Seen
    findings: Sequence[Finding]
    decisions: Sequence[Decision]

    @property
    def query(self) -> TableQuery:
        """The version."""
        return self.seen.query

    @property
    def number(self) -> int:
        """The number of the version."""
        return int(self.seen.row["version"])

    @property
    def is_counting(self) -> bool:
        """Whether anything may be decided of it."""
        return bool(self.seen.row["counting"])

    @property
    def state(self) -> str:
        """Its state."""
        return str(self.seen.row["state"])

    @cached_property
    def before(self) -> int | None:
        """The version that it is compared with."""
        query = self.query
        with page_snapshot() as snapshot:
            standing = snapshot.return_status(
                query.fiscal_year or 0, query.round or 0, query.agency_code
            )
        earlier = standing.before(self.number)
        return earlier.number if earlier else None

    def asks(self, *, before: bool = False) -> Decision | None:
        """The decision by which this version was sent back, or the last one before it."""
        for decision in self.decisions:
            if decision.transition != Transition.SEND_BACK:
                continue
            if decision.version < self.number if before else self._is_last(decision):
                return decision
        return None

    def _is_last(self, decision: Decision) -> bool:
        return decision.version == self.number and self.state == analysis.RETURNED

    def key(self, name: str) -> str:
        """The key of a widget that belongs to this return, whichever version is shown."""
        query = self.query
        return f"{name}_{query.fiscal_year}_{query.round}_{query.agency_code}"


def opened(query: TableQuery) -> Opened:
    """What is to be seen of the return of the agency that is chosen."""
    seen = agency.seen(query)
    with page_snapshot() as snapshot:
        receipt = snapshot.receipt(str(seen.row["receipt"])) if seen.reported else None
        decisions = snapshot.decisions(query.fiscal_year or 0, query.round or 0, query.agency_code)
    return Opened(seen, receipt.attempt.findings if receipt else (), decisions)


def ways(of: Opened) -> None:
    """Back to what waits, and on to the next of it."""
    query = of.query
    following = queue.next_waiting(query, of.seen.row["submitted_at"])
    with st.container(horizontal=True):
        st.button(
            _("All returns that wait"),
            key="to_queue",
            icon=":material/arrow_back:",
            on_click=lambda: address.change(agency=None, version=None),
        )
        if following is None:
            return
        name = load.framework_of(query).agency(following).name
        st.button(
            markdown.escape_inline(_("Next: {agency}").format(agency=name)),
            key="to_next",
            icon=":material/arrow_forward:",
            on_click=lambda: address.change(agency=following, version=None),
        )


def changes(of: Opened) -> None:
    """What the version says otherwise than the one before, as a table of its own."""
    if of.before is None:
        return
    frame = load.table("changes", of.query)
    title = _("Changed against version {version}").format(version=of.before)
    if frame.empty:
        said = N_("Nothing is answered otherwise than in version {version}.")
        st.info(_(said).format(version=of.before), icon=":material/difference:")
        return
    counted = _("{n} fields").format(n=len(frame))
    # The table is made when it is opened: the same stands beside the steps.
    details = st.expander(f"{title} – {counted}", key="changes_opened", on_change="rerun")
    if details.open:
        with details:
            components.listing(
                components.PageView(of.seen.query, counted, of.seen.filters),
                "changes",
                preview.spoken(frame)[["step_no", "step", "field", "was", "becomes"]],
                title=title,
                key="changes",
            )


def read_and_decide(of: Opened) -> None:
    """The return step by step; where it waits, with room for reasons and the buttons to decide."""
    told = _told(of)
    if not (of.is_counting and of.state == analysis.SUBMITTED):
        step_cards.draw(told)
        return
    steps = list(of.seen.framework.steps)
    with st.form(of.key("review"), border=False, enter_to_submit=False):
        with st.container(horizontal=True, vertical_alignment="center"):
            _accept_button(of, "accept", steps)
            st.markdown(_(_HOW))
        step_cards.draw(told, lambda no: _reason_of_step(of, no))
        st.subheader(_("Decision"), anchor="decision")
        st.text_area(
            _("Reason for the whole return"),
            key=of.key("reason"),
            max_chars=LONGEST_REASON,
        )
        _mend_by(of)
        with st.container(horizontal=True):
            st.form_submit_button(
                _("Send back to be mended"),
                key="send_back",
                icon=":material/undo:",
                on_click=_send_back,
                args=(of, steps),
            )
            _accept_button(of, "accept_at_the_end", steps)


def _told(of: Opened) -> step_cards.Told:
    frame = load.table("changes", of.query) if of.before else load.table("changes", of.query)[:0]
    before, now = of.asks(before=True), of.asks()
    return step_cards.Told(
        of.seen.framework,
        load.table("agency_answers", of.query),
        load.table("agency_texts", of.query),
        preview.spoken(frame),
        of.before,
        of.findings,
        before.steps if before else {},
        now.steps if now else {},
    )


def _reason_of_step(of: Opened, no: str) -> None:
    st.text_area(
        _("Reason to send step {step} back").format(step=no),
        key=of.key(f"reason_{no}"),
        height=80,
        max_chars=LONGEST_REASON,
    )


def _mend_by(of: Opened) -> None:
    label = _("A mended version is to come by")
    day_select.choose_day(label, today() + timedelta(days=DAYS_TO_MEND), of.key("mend_by"))


def _accept_button(of: Opened, key: str, steps: Sequence[str]) -> None:
    st.form_submit_button(
        _("Accept version {version}").format(version=of.number),
        key=key,
        type="primary",
        icon=":material/task_alt:",
        on_click=_accept,
        args=(of, steps),
    )


def _accept(of: Opened, steps: Sequence[str]) -> None:
    reason, of_steps = _written(of, steps)
    if reason or of_steps:
        actions.reject(N_("Reasons are written. Send the return back, or clear them to accept."))
        return
    actions.queue(queue.acceptance(of.query, of.query.agency_code, of.number))


def _written(of: Opened, steps: Sequence[str]) -> tuple[str, dict[str, str]]:
    """What is written as the reason of the whole, and of each step that has one."""
    of_steps = {no: st.session_state.get(of.key(f"reason_{no}"), "") for no in steps}
    whole = st.session_state.get(of.key("reason"), "").strip()
    return whole, {no: text for no, text in of_steps.items() if text.strip()}


def _send_back(of: Opened, steps: Sequence[str]) -> None:
    reason, of_steps = _written(of, steps)
    _ask(of, Transition.SEND_BACK, _SENT_BACK, reason, of_steps)


def _ask(
    of: Opened, transition: Transition, done: str, reason: str, of_steps: dict[str, str]
) -> None:
    mend_by = day_select.chosen_day(of.key("mend_by"))
    if mend_by is None:
        actions.reject(N_("There is no such day. Choose the day again."))
        return
    wish = ReviewRequest(transition, of.number, reason, of_steps, mend_by)
    actions.queue(queue.decision(of.query, of.query.agency_code, wish, done))


def reopen(of: Opened) -> None:
    """Let an accepted return be sent anew: with a reason, and until when."""
    if not (of.is_counting and of.state == analysis.ACCEPTED):
        return
    st.header(_("Reopen the return"), anchor="reopen")
    with st.form(of.key("reopen"), enter_to_submit=False):
        st.text_area(
            _("Reason to reopen it"),
            key=of.key("reason_to_reopen"),
            max_chars=LONGEST_REASON,
        )
        _mend_by(of)
        st.form_submit_button(
            _("Reopen version {version}").format(version=of.number),
            key="reopen",
            icon=":material/lock_open:",
            on_click=lambda: _ask(
                of,
                Transition.REOPEN,
                _REOPENED,
                st.session_state.get(of.key("reason_to_reopen"), ""),
                {},
            ),
        )
