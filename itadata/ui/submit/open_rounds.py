"""The parts of ส่งรายงาน before a file comes: what an agency owes, and its template."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from itadata import analysis, exports, intake
from itadata.access import Action, can
from itadata.framework import Agency, Framework, Round, round_title
from itadata.language import N_, _
from itadata.returns import write_all_templates, write_template
from itadata.tables import TableQuery
from itadata.thai import format_date, now, today
from itadata.ui import address, components, load, markdown, navigation
from itadata.ui.components import filters
from itadata.ui.session import actor, store
from itadata.workflow import State


@dataclass(frozen=True)
class SubmissionView:
    """The year, the round as it is for the agency, and the agency, None where none is chosen."""

    query: TableQuery
    framework: Framework
    round: Round
    agency: Agency | None


def choose() -> SubmissionView | None:
    """What the page is about; all of it lives in the address. None where no year has measures."""
    query = filters.filter_bar(agency=True)
    if query is None:
        return None
    framework = load.framework_of(query)
    agency = framework.agency(query.agency_code) if query.agency_code else None
    months = query.round or 0
    own = framework.dates(agency.code, months) if agency else framework.round(months)
    return SubmissionView(query, framework, own, agency)


def counting(agency: Agency, state: str) -> list[Mapping[Any, Any]]:
    """The counting versions of an agency that are in a state, of every year and round."""
    frame = load.table("agency_returns", TableQuery(today(), agency_code=agency.code))
    rows = frame.to_dict("records")
    return [row for row in rows if row["counting"] and row["state"] == state]


def owed(chosen: SubmissionView) -> None:
    """What is expected of the agency today; without one, of whom something is."""
    if chosen.agency is None:
        _expected_of_all(chosen)
        return
    frame = load.table("owed", TableQuery(today(), agency_code=chosen.agency.code))
    waited_for = frame[frame["state"].isin([analysis.MISSING, analysis.RETURNED])]
    exemption = chosen.framework.exemption(chosen.agency.code, chosen.round.months)
    if exemption:
        st.info(
            _("This agency is exempt from the round: {reason}").format(
                reason=markdown.escape(exemption.reason)
            )
        )
    if waited_for.empty:
        said = N_("Nothing is owed: every open round has been reported.")
        st.success(_(said), icon=":material/task_alt:")
    # What was sent back is told above, with its reasons (`sent_back`).
    missing = waited_for[waited_for["state"] == analysis.MISSING]
    for row in missing.to_dict("records"):
        st.warning(_missing(row), icon=":material/hourglass_empty:")
    if not frame.empty:
        components.listing(
            components.PageView(
                TableQuery(today(), agency_code=chosen.agency.code),
                _("rows: {n}").format(n=len(frame)),
                [(_("Agency"), chosen.agency.name)],
            ),
            "owed",
            frame.drop(columns=[] if frame["lock_on"].notna().any() else ["lock_on"]),
            key="owed",
            links={"round": _to_round, "version": _to_version(chosen.agency)},
            cell_formatters={"days_left": _days_left},
        )


def _days_left(row: Mapping[Any, Any]) -> str:
    days = row["days_left"]
    if days >= 0:
        return f"{days:,}"
    return _("{days} days past").format(days=f"{-days:,}")


def _missing(row: Mapping[Any, Any]) -> str:
    title = round_title(row["fiscal_year"], row["round"])
    due = format_date(row["due_on"])
    days = row["days_left"]
    if days >= 0:
        said = N_("{round}: not sent yet. Due on {due}: {days} days left.")
    else:
        said = N_("{round}: not sent yet. Was due on {due}, {days} days ago; send it as late.")
    return _(said).format(round=title, due=due, days=f"{abs(days):,}")


def _to_round(row: Mapping[str, Any]) -> str:
    return address.url_with(year=row["fiscal_year"], round=row["round"])


def _to_version(agency: Agency) -> Any:
    def link(row: Mapping[str, Any]) -> str | None:
        if row["version"] is None:
            return None
        return address.url_without_filters(
            "agency", year=row["fiscal_year"], round=row["round"], agency=agency.code
        )

    return link


def _expected_of_all(chosen: SubmissionView) -> None:
    frame = load.table("agencies", replace(chosen.query, agency_code=""))
    missing = int((frame["state"] == analysis.MISSING).sum())
    said = _("{n} of {of} agencies have not reported in {round}. {when}")
    st.markdown(
        said.format(
            n=missing,
            of=len(frame),
            round=filters.title_of(chosen.query),
            when=_round_note(chosen.round),
        )
    )
    if missing:
        kept = {"year": chosen.query.fiscal_year, "round": chosen.query.round}
        who = _("Who has not reported")
        navigation.menu_link("agencies", who, **kept, state=analysis.MISSING)
    st.caption(_("Choose an agency above to see what it owes and to get its template."))


def _round_note(reporting_round: Round) -> str:
    """Until when the round takes returns."""
    due = format_date(reporting_round.due_on)
    left = (reporting_round.due_on - today()).days
    if reporting_round.lock_on is not None and today() > reporting_round.lock_on:
        return _("This round was closed; it was due on {due}.").format(due=due)
    if left >= 0:
        return _("Due on {due}: {days} days left.").format(due=due, days=left)
    return _("Was due on {due}, {days} days ago; returns are still taken, as late.").format(
        due=due, days=f"{-left:,}"
    )


def templates(chosen: SubmissionView) -> None:
    """The template of the agency, or of every one that is expected."""
    if chosen.agency and chosen.framework.exemption(chosen.agency.code, chosen.round.months):
        st.caption(_("No template: the agency is exempt from this round."))
        return
    if chosen.agency and not _is_sent_back(chosen, chosen.agency):
        st.caption(_agency_note(chosen, chosen.agency))
    carry = _carry_over(chosen)
    with st.container(horizontal=True):
        if chosen.agency:
            _template_of(chosen, chosen.agency, carry=carry)
        if _acts_for_all(chosen):
            _all_templates(chosen, carry=carry)


def _agency_note(chosen: SubmissionView, agency: Agency) -> str:
    """Until when a return of the agency is taken, and whether one is waited for at all."""
    with store().snapshot() as snapshot:
        year, months = chosen.framework.fiscal_year, chosen.round.months
        counting = snapshot.return_status(year, months, agency.code).counting
    if counting is None:
        return _round_note(chosen.round)
    if counting.state is State.ACCEPTED:
        said = N_(
            "Version {version} was accepted: no new one is taken unless the province reopens it."
        )
    else:
        said = N_("Version {version} was received. A new one may be sent, and takes its place.")
    return _(said).format(version=counting.number)


def _acts_for_all(chosen: SubmissionView) -> bool:
    """An officer gets the own template alone: others may carry what others answered."""
    who = actor()
    return all(can(who, Action.SUBMIT_RETURN, agency.code) for agency in chosen.framework.agencies)


def _is_sent_back(chosen: SubmissionView, agency: Agency) -> bool:
    of_round = (chosen.framework.fiscal_year, chosen.round.months)
    sent_back = counting(agency, analysis.RETURNED)
    return any((row["fiscal_year"], row["round"]) == of_round for row in sent_back)


def _carry_over(chosen: SubmissionView) -> bool:
    """Whether the answers of the round before are wanted in the template, where there are any."""
    agencies = [chosen.agency] if chosen.agency else chosen.framework.expected(chosen.round.months)
    with store().snapshot() as snapshot:
        known = any(
            intake.prefilled_return(snapshot, chosen.framework, agency, chosen.round)
            for agency in agencies
        )
    label = N_("Carry over the answers of the round before, marked as such")
    return known and st.checkbox(_(label), key="carry_over")


def _template_of(chosen: SubmissionView, agency: Agency, *, carry: bool) -> None:
    name = _file_name(chosen, agency.name)

    def template() -> bytes:
        with store().snapshot() as snapshot:
            carried = (
                intake.prefilled_return(snapshot, chosen.framework, agency, chosen.round)
                if carry
                else None
            )
        return write_template(chosen.framework, agency, chosen.round, now(), carried)

    st.download_button(
        _("Download the template of {agency}").format(agency=agency.name),
        data=template,
        file_name=f"{name}.xlsx",
        mime=components.XLSX,
        key="template",
        on_click="ignore",
        type="primary",
        icon=":material/download:",
    )


def _all_templates(chosen: SubmissionView, *, carry: bool) -> None:
    expected = chosen.framework.expected(chosen.round.months)
    everyone = _("All {n} agencies").format(n=len(expected))

    def archive() -> bytes:
        with store().snapshot() as snapshot:
            carried = (
                intake.prefilled_returns(snapshot, chosen.framework, chosen.round) if carry else {}
            )
        return write_all_templates(chosen.framework, chosen.round, now(), carried)

    st.download_button(
        _("Download the templates of all {n} agencies (.zip)").format(n=len(expected)),
        data=archive,
        file_name=f"{_file_name(chosen, everyone)}.zip",
        mime="application/zip",
        key="templates",
        on_click="ignore",
        icon=":material/folder_zip:",
    )


def _file_name(chosen: SubmissionView, whose: str) -> str:
    return exports.file_name(_("Return"), chosen.framework.fiscal_year, chosen.round.months, whose)
