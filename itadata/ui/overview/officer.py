"""What an agency owes, what was sent back and what was received: an officer's first page."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from itadata import analysis
from itadata.access import Actor
from itadata.analysis.columns import value_label
from itadata.framework import round_title
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import format_time, today
from itadata.ui import address, load, markdown, navigation
from itadata.ui.submit import open_rounds, returned_notice

Row = Mapping[Any, Any]


def show_agency(actor: Actor, query: TableQuery) -> None:
    """The officer's agency: its open rounds, what was sent back and why, and its last return."""
    agency = load.agencies().get(actor.agency_code or "")
    if agency is None:
        st.info(_("Choose your agency: open the role in the menu bar."), icon=":material/domain:")
        return
    st.header(markdown.escape(agency.name), anchor=False)
    if agency.code not in {each.code for each in load.framework_of(query).agencies}:
        message = _("The framework of {year} does not list this agency.")
        st.info(message.format(year=query.fiscal_year), icon=":material/info:")
        return
    view = open_rounds.view_of(replace(query, agency_code=agency.code))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        open_rounds.show_due(view)
        if rows := _rows_to_send(view.query):
            _submit_button(rows[0])
        returned_notice.show_returned(view)
    with right:
        _received_card(agency.code)


def _rows_to_send(query: TableQuery) -> list[Row]:
    """The rounds to send: those sent back first, then that of the page, then the first due."""
    frame = load.table("owed", TableQuery(today(), agency_code=query.agency_code))
    rows = frame[frame["state"].isin([analysis.MISSING, analysis.RETURNED])].to_dict("records")
    of_page = (query.fiscal_year, query.round)
    return sorted(
        rows,
        key=lambda row: (
            row["state"] != analysis.RETURNED,
            (row["fiscal_year"], row["round"]) != of_page,
            row["due_on"],
        ),
    )


def _submit_button(row: Row) -> None:
    label = N_("Send the return of {round}")
    if row["state"] == analysis.RETURNED:
        label = N_("Send the revised return of {round}")
    year, months = row["fiscal_year"], row["round"]
    label = _(label).format(round=round_title(year, months))
    if st.button(label, key="go_submit", type="primary", icon=":material/upload_file:"):
        navigation.follow(address.url_without_filters("submit", year=year, round=months))


def _received_card(agency_code: str) -> None:
    """The last return that counts, with its state, and a link to all that came."""
    frame = load.table("agency_returns", TableQuery(today(), agency_code=agency_code))
    counting = frame[frame["counting"] == True]  # noqa: E712
    with st.container(border=True):
        heading = _("Received last")
        st.markdown(f":material/inventory_2: **{heading}**")
        if counting.empty:
            st.caption(_("No return of this agency has been received yet."))
            return
        newest = max(counting.to_dict("records"), key=lambda row: row["submitted_at"])
        st.markdown("  \n".join(_facts(newest)))
        navigation.menu_link("agency", _("See all rounds and versions"), agency=agency_code)


def _facts(row: Row) -> list[str]:
    version = _("version {version}").format(version=row["version"])
    punctual = _("on time")
    if row["days_late"]:
        punctual = _("{days} days late").format(days=f"{row['days_late']:,}")
    received = _("received {time}").format(time=format_time(row["submitted_at"]))
    facts = [
        f"{round_title(row['fiscal_year'], row['round'])} · {version}",
        f"{received} · {punctual}",
        f"{value_label('state', row['state'])} · {_('Receipt no.')} {row['receipt']}",
    ]
    return [markdown.escape_inline(fact) for fact in facts]
