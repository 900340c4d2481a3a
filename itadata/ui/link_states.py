"""What came of trying the links of evidence: beside each link, and as counts by agency."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from itadata.access import Action, can
from itadata.analysis.columns import value_label
from itadata.analysis.evidence import LinkState
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import BANGKOK, format_date
from itadata.ui import components, load
from itadata.ui.components import PageView, filters
from itadata.ui.session import actor, page_snapshot


def link_notes(query: TableQuery) -> Mapping[str, str]:
    """State, reason and date of each link of the counting version of an agency, by address.

    None for those who may not see them, nor while the province has allowed no host.
    """
    if not can(actor(), Action.SEE_EVIDENCE, query.agency_code):
        return {}
    query = replace(query, version=None, state="", parent_body="")
    rows = load.table("evidence", query).to_dict("records")
    with page_snapshot() as snapshot:
        if not snapshot.evidence_hosts() and all(row["checked_at"] is None for row in rows):
            return {}
    return {row["url"]: _note(row) for row in rows}


def _note(row: Mapping[Any, Any]) -> str:
    parts = [(row["reason"] or "").rstrip(".")]
    if row["state"] != LinkState.NOT_TRIED:  # of those the reason says all
        parts.insert(0, value_label("link_state", row["state"]))
    if row["checked_at"] is not None:
        parts.append(format_date(row["checked_at"].astimezone(BANGKOK).date()))
    return " · ".join(filter(None, parts))


def counts_table(view: PageView) -> None:
    """The links of each agency by state, for those that reported links; a name leads to them."""
    heading = _("Links of evidence by agency")
    frame = load.table("evidence_counts", view.query)
    expected = len(load.table("agencies", view.query))
    if frame.empty:
        st.header(heading, anchor="evidence")
        st.info(_(N_("No counting answer of this round has a link.")), icon=":material/link_off:")
        return
    n, of = int(frame["links"].sum() - frame["not_tried"].sum()), int(frame["links"].sum())
    tried = _("Links tried: {n} of {of}").format(n=f"{n:,}", of=f"{of:,}")
    agencies = _(components.OF_AGENCIES).format(n=len(frame), of=expected)
    matches = filters.matching(frame, ["agency", "agency_code"])
    components.listing(
        view.with_n_of_n(f"{tried} · {agencies} · {view.n_of_n}"),
        "evidence_counts",
        matches.drop(columns=["fiscal_year", "round", "agency_code"]),
        heading=heading,
        anchor="evidence",
        key="evidence_counts",
        links={"agency": components.link_to_agency(matches, section="answers")},
        cell_formatters={"agency": components.short_agency(view.framework)},
    )
