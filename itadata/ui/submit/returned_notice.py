"""The parts of ส่งรายงาน for what was sent: sent back to be mended, or to be withdrawn."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, language
from itadata.access import Action, Actor, can
from itadata.documents.reasons import ReturnedVersion, as_findings, returned_version
from itadata.findings import Finding
from itadata.framework import Agency, round_title
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import format_date, format_time, today
from itadata.ui import actions, components, markdown, navigation
from itadata.ui.review import queue
from itadata.ui.session import store
from itadata.ui.submit.open_rounds import SubmissionView, counting
from itadata.workbook import annotate, annotated_name
from itadata.workflow import LONGEST_REASON, ReviewRequest, Transition

_WITHDRAWN = N_("The version was withdrawn.")


def show(chosen: SubmissionView) -> None:
    """What the province sent back to the agency that is chosen: why, and until when."""
    if chosen.agency is None:
        return
    for row in counting(chosen.agency, analysis.RETURNED):
        with store().snapshot() as snapshot:
            asked = returned_version(
                snapshot, row["fiscal_year"], row["round"], chosen.agency.code, row["version"]
            )
        if asked:
            _show(asked, row, chosen.agency)


def _show(asked: ReturnedVersion, row: Mapping[Any, Any], agency: Agency) -> None:
    title = _("Sent back to be mended: {round}, version {version}").format(
        round=round_title(row["fiscal_year"], row["round"]), version=row["version"]
    )
    key = f"{row['fiscal_year']}_{row['round']}"
    with st.container(border=True):
        st.header(markdown.escape_inline(title), anchor=f"sent_back_{key}")
        st.warning(_until(asked, row, agency), icon=":material/undo:")
        with st.container(horizontal=True, vertical_alignment="center"):
            _marked_copy(asked, key)
            seen = {"year": row["fiscal_year"], "round": row["round"], "agency": agency.code}
            navigation.menu_link("agency", _("See all that was answered"), **seen)
        of_steps = asked.reasons[asked.reasons["step_no"].notna()]
        if asked.decision.reason:
            whole = _("The whole return")
            st.markdown(f"**{whole}:** {markdown.escape(asked.decision.reason)}")
        if len(of_steps):
            components.listing(
                components.PageView(
                    TableQuery(today(), row["fiscal_year"], row["round"], agency_code=agency.code),
                    _("{n} steps to mend").format(n=len(of_steps)),
                    [(_("Agency"), agency.name)],
                ),
                "reasons",
                _placed(of_steps),
                title=title,
                key=f"reasons_{key}",
                scrollable=False,
            )


def _placed(of_steps: pd.DataFrame) -> pd.DataFrame:
    places = [
        "!".join(filter(None, (row["sheet"], row["cell"]))) for row in of_steps.to_dict("records")
    ]
    return of_steps.assign(place=places)[["step_no", "step", "reason", "status", "place"]]


def _until(asked: ReturnedVersion, row: Mapping[Any, Any], agency: Agency) -> str:
    """Who sent it back and when, and how long there is to mend it."""
    decision = asked.decision
    sent = _("The province sent it back on {time}.").format(time=format_time(decision.at))
    with store().snapshot() as snapshot:
        standing = snapshot.return_status(row["fiscal_year"], row["round"], agency.code)
    assert decision.mend_by
    left = (decision.mend_by - today()).days
    if left >= 0:
        said = N_("Mend it and send it again by {date}: {days} days left.")
    elif standing.lock_on is not None and today() > standing.lock_on:
        said = N_(
            "It was to be mended by {date}, and the round is closed by now. Ask the province for "
            "more time."
        )
    else:
        said = N_("It was to be mended by {date}, {days} days ago. Send it now.")
    told = _(said).format(date=format_date(decision.mend_by), days=f"{abs(left):,}")
    return f"{sent} {told}"


def _marked_copy(asked: ReturnedVersion, key: str) -> None:
    """The agency's own file with the reasons in its cells, to be mended there and sent again."""
    chosen = language.current_language()
    with store().snapshot() as snapshot:
        kept = snapshot.content(asked.sha256) is not None
    if not kept:
        return

    def marked() -> bytes:
        # It is made when it is asked for, outside of this run and its language.
        with language.language_context(chosen), store().snapshot() as snapshot:
            content = snapshot.content(asked.sha256) or b""
            copy = annotate(content, as_findings(asked), chosen)
        return content if isinstance(copy, Finding) else copy.content

    st.download_button(
        _("Download the file with the reasons in its cells"),
        data=marked,
        file_name=annotated_name(asked.file.rpartition("/")[2], chosen),
        mime=components.XLSX,
        key=f"marked_reasons_{key}",
        on_click="ignore",
        type="primary",
        icon=":material/edit_note:",
    )


def withdrawal(actor: Actor, chosen: SubmissionView) -> None:
    """A way to withdraw what was sent for the round, until the province has decided of it."""
    if chosen.agency is None or not can(actor, Action.WITHDRAW_RETURN, chosen.agency.code):
        return
    of_round = (chosen.framework.fiscal_year, chosen.round.months)
    for row in counting(chosen.agency, analysis.SUBMITTED):
        if (row["fiscal_year"], row["round"]) == of_round:
            _withdrawal(chosen, row)


def _withdrawal(chosen: SubmissionView, row: Mapping[Any, Any]) -> None:
    version = row["version"]
    title = _("Withdraw version {version}").format(version=version)
    key = f"withdraw_{row['receipt']}"
    with st.expander(title), st.form(key, border=False, enter_to_submit=False):
        st.markdown(
            _(
                "What is withdrawn is kept, and does not count any more. An earlier version "
                "counts again, if there is one."
            )
        )
        st.text_area(
            _("Reason to withdraw it"),
            key=f"{key}_reason",
            max_chars=LONGEST_REASON,
        )
        st.checkbox(
            _("Yes, version {version} received on {time} is to be withdrawn.").format(
                version=version, time=format_time(row["submitted_at"])
            ),
            key=f"{key}_sure",
        )
        st.form_submit_button(
            title, key="withdraw", icon=":material/cancel:", on_click=_withdraw, args=(chosen, row)
        )


def _withdraw(chosen: SubmissionView, row: Mapping[Any, Any]) -> None:
    key = f"withdraw_{row['receipt']}"
    if not st.session_state.get(f"{key}_sure"):
        actions.reject(N_("Tick the box to confirm that the version is to be withdrawn."))
        return
    reason = st.session_state.get(f"{key}_reason", "")
    wish = ReviewRequest(Transition.WITHDRAW, row["version"], reason)
    assert chosen.agency
    actions.queue(queue.decision(chosen.query, chosen.agency.code, wish, _WITHDRAWN))
