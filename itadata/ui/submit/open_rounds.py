"""The open rounds of an agency, and the template for its return."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, intake
from itadata.access import Action, can
from itadata.framework import (
    Agency,
    Framework,
    Round,
    RoundKey,
    RoundPhase,
    round_phase,
    round_title,
)
from itadata.language import N_, _
from itadata.returns import write_all_templates, write_template
from itadata.tables import TableQuery
from itadata.thai import format_date, now, today
from itadata.ui import address, components, load, markdown, navigation
from itadata.ui.components import PageView, filters
from itadata.ui.components.round_line import round_dates, round_standing
from itadata.ui.session import actor, page_snapshot
from itadata.workflow import State, Version

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class SubmissionView:
    """The year, the round with the agency's own dates, and the agency; None for all of them."""

    query: TableQuery
    framework: Framework
    round: Round
    agency: Agency | None

    def counting_versions(self, state: str) -> list[Row]:
        """The agency's counting versions in a state: rows of `agency_returns`, of every year."""
        if self.agency is None:
            return []
        frame = load.table("agency_returns", TableQuery(today(), agency_code=self.agency.code))
        return [r for r in frame.to_dict("records") if r["counting"] and r["state"] == state]

    def is_of_round(self, row: Row) -> bool:
        """Whether a row is of the year and round of the page."""
        return (row["fiscal_year"], row["round"]) == (self.query.fiscal_year, self.query.round)


def submission_view() -> SubmissionView | None:
    """The view that the address asks for; None where no year has measures."""
    query = filters.filter_bar(agency=True)
    return None if query is None else view_of(query)


def view_of(query: TableQuery) -> SubmissionView:
    """The view of a query. Raises UnknownAgency."""
    framework = load.framework_of(query)
    agency = framework.agency(query.agency_code) if query.agency_code else None
    months = query.round or 0
    period = framework.dates(agency.code, months) if agency else framework.round(months)
    return SubmissionView(query, framework, period, agency)


# --- open rounds -----------------------------------------------------------------------------


def show_due(view: SubmissionView) -> None:
    """What the agency still has to report; without an agency, how many have not reported."""
    if view.agency is None:
        _show_missing_count(view)
        return
    frame = _open_rounds(view.agency)
    if exemption := view.framework.exemption(view.agency.code, view.round.months):
        message = _("This agency is exempt from the round: {reason}")
        st.info(message.format(reason=markdown.escape(exemption.reason)))
    elif frame.empty:
        st.info(_("No round is open for this agency now."), icon=":material/info:")
    if len(frame) and not frame["state"].isin([analysis.MISSING, analysis.RETURNED]).any():
        message = _("No report outstanding: every open round has been reported.")
        st.success(message, icon=":material/task_alt:")
    # Returns that were sent back are shown above, with their reasons (`returned_notice`).
    for row in frame[frame["state"] == analysis.MISSING].to_dict("records"):
        st.warning(_missing_notice(row), icon=":material/hourglass_empty:")


def _open_rounds(agency: Agency) -> pd.DataFrame:
    return load.table("owed", TableQuery(today(), agency_code=agency.code))


def show_open_rounds(view: SubmissionView) -> None:
    """The open rounds of the agency, with their dates and versions."""
    if view.agency is None or (frame := _open_rounds(view.agency)).empty:
        return
    components.listing(
        PageView(
            TableQuery(today(), agency_code=view.agency.code),
            _("rows: {n}").format(n=len(frame)),
            [(_("Agency"), view.agency.name)],
        ),
        "owed",
        frame.drop(columns=[] if frame["lock_on"].notna().any() else ["lock_on"]),
        key="owed",
        heading=_("Open rounds"),
        links={
            "round": lambda row: address.url_with(year=row["fiscal_year"], round=row["round"]),
            "version": lambda row: _version_url(view.query, row),
        },
        cell_formatters={"days_left": _days_left},
    )


def _days_left(row: Row) -> str:
    days = row["days_left"]
    return f"{days:,}" if days >= 0 else _("{days} days past").format(days=f"{-days:,}")


def _missing_notice(row: Row) -> str:
    days = row["days_left"]
    message = N_("Not sent yet: {round}, due on {due}, {days} days left.")
    if days < 0:
        message = N_(
            "Not sent yet: {round}, due on {due}, {days} days ago. It can still be sent, and "
            "counts as late."
        )
    return _(message).format(
        round=round_title(row["fiscal_year"], row["round"]),
        due=format_date(row["due_on"]),
        days=f"{abs(days):,}",
    )


def _version_url(query: TableQuery, row: Row) -> str | None:
    if row["version"] is None:
        return None
    return address.url_without_filters(
        "agency", year=row["fiscal_year"], round=row["round"], agency=query.agency_code
    )


def _show_missing_count(view: SubmissionView) -> None:
    frame = load.table("agencies", replace(view.query, agency_code=""))
    missing = int((frame["state"] == analysis.MISSING).sum())
    message = N_("Agencies that have not reported yet: {n} of {of}")
    if round_phase(view.round, today()) is RoundPhase.LOCKED:
        message = N_("Agencies that did not report: {n} of {of}")
    if missing:
        navigation.menu_link(
            "agencies",
            _(message).format(n=missing, of=len(frame)),
            year=view.query.fiscal_year,
            round=view.query.round,
            state=analysis.MISSING,
        )
    st.caption(_("Choose an agency above to see its open rounds and get its template."))


# --- templates -------------------------------------------------------------------------------


def show_templates(view: SubmissionView) -> None:
    """Downloads of the template of the agency, and of every expected one."""
    if view.agency and view.framework.exemption(view.agency.code, view.round.months):
        st.caption(_("No template: the agency is exempt from this round."))
        return
    if view.agency and not any(map(view.is_of_round, view.counting_versions(analysis.RETURNED))):
        _show_agency_note(view, view.agency)
    carry = _carry_checkbox(view)
    with st.container(horizontal=True):
        if view.agency:
            _download_template(view, view.agency, carry=carry)
        if _may_submit_for_all(view):
            _download_all_templates(view, carry=carry)


def _show_agency_note(view: SubmissionView, agency: Agency) -> None:
    """The state of the last version; before the first, the agency's dates if they are its own."""
    year, months = view.framework.fiscal_year, view.round.months
    with page_snapshot() as snapshot:
        counting = snapshot.return_status(year, months, agency.code).counting_version
    if counting is not None:
        st.caption(_version_note(counting))
    elif view.round != view.framework.round(months):
        standing = round_standing(RoundKey(year, months), view.round)
        extended = _("extended for this agency")
        st.caption(f"{standing} · {round_dates(view.round)} · {extended}")


def _version_note(counting: Version) -> str:
    message = N_("Version {version} was received. A new one may be sent, and takes its place.")
    if counting.state is State.ACCEPTED:
        message = N_(
            "Version {version} was accepted: no new one is taken unless the province reopens it."
        )
    return _(message).format(version=counting.number)


def _may_submit_for_all(view: SubmissionView) -> bool:
    """An officer gets only their own template: others may carry over the answers of others."""
    officer = actor()
    return all(can(officer, Action.SUBMIT_RETURN, a.code) for a in view.framework.agencies)


def _carry_checkbox(view: SubmissionView) -> bool:
    """Whether to carry over the answers of the round before, if there are any."""
    agencies = [view.agency] if view.agency else view.framework.expected(view.round.months)
    with page_snapshot() as snapshot:
        has_answers = any(
            intake.prefilled_return(snapshot, view.framework, agency, view.round)
            for agency in agencies
        )
    label = _("Carry over the answers of the round before, marked as such")
    return has_answers and st.checkbox(label, key="carry_over")


def _download_template(view: SubmissionView, agency: Agency, *, carry: bool) -> None:
    def template() -> bytes:
        carried = None
        if carry:
            with page_snapshot() as snapshot:
                carried = intake.prefilled_return(snapshot, view.framework, agency, view.round)
        return write_template(view.framework, agency, view.round, now(), carried)

    components.download(
        _("Download the template of {agency}").format(agency=agency.name),
        template,
        f"{_file_name(view, agency.code)}.xlsx",
        "template",
        style="primary",
    )


def _download_all_templates(view: SubmissionView, *, carry: bool) -> None:
    def archive() -> bytes:
        carried = {}
        if carry:
            with page_snapshot() as snapshot:
                carried = intake.prefilled_returns(snapshot, view.framework, view.round)
        return write_all_templates(view.framework, view.round, now(), name_of, carried)

    def name_of(agency: Agency) -> str:
        return _file_name(view, agency.code)

    n = len(view.framework.expected(view.round.months))
    components.download(
        _("Download the templates of all {n} agencies (.zip)").format(n=n),
        archive,
        f"{_file_name(view)}.zip",
        "templates",
        icon="folder_zip",
    )


def _file_name(view: SubmissionView, agency_code: str = "") -> str:
    query = replace(view.query, agency_code=agency_code, version=None)
    return components.download_name(_("Return"), query)
