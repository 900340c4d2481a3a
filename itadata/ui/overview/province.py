"""What waits for the province in a round: the first page of its officers."""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.language import N_, _
from itadata.thai import today
from itadata.ui import components, load
from itadata.ui.overview.view import RoundProgress


class _Card(NamedTuple):
    """A count of agencies, its detail as a message id with a number, and what it leads to."""

    label: str
    n: int
    detail: str
    number: int
    page: str
    link: str
    state: str = ""


def show_work(progress: RoundProgress) -> None:
    """Four counts of agencies, each with a link to the list of exactly those."""
    agencies = load.table("follow_up", progress.query)
    cards = _cards(agencies, load.table("queue", progress.query), closed=progress.is_closed)
    for column, card in zip(st.columns(len(cards)), cards, strict=True):
        n_of_n = _(components.OF_AGENCIES).format(n=card.n, of=len(progress.agencies))
        params = {**progress.round_params, "state": card.state}
        lead = components.Lead(card.page, _(card.link), params) if card.n else None
        detail = _(card.detail).format(n=f"{card.number:,}") if card.number else ""
        with column:
            components.count_metric(card.label, f"{card.n:,}", n_of_n, detail=detail, lead=lead)
    st.caption(components.as_of())


def _cards(agencies: pd.DataFrame, waiting: pd.DataFrame, *, closed: bool) -> list[_Card]:
    """The cards of rows of `analysis.follow_up` and `analysis.review_queue`."""
    returned = analysis.in_situation(agencies, analysis.RETURNED)
    not_revised = analysis.in_situation(agencies, analysis.Situation.REVISION_OVERDUE)
    extended = analysis.in_situation(agencies, analysis.EXTENDED)
    return [
        _Card(
            N_("Waiting for review"),
            len(waiting),
            N_("the longest for {n} days"),
            max(waiting["days_waiting"], default=0),
            "review",
            N_("Review them"),
        ),
        _Card(
            N_("Sent back for revision"),
            len(returned),
            N_("{n} past the resubmission deadline"),
            len(not_revised),
            "follow_up",
            N_("See who is revising"),
            analysis.RETURNED,
        ),
        _missing_card(agencies, closed=closed),
        _Card(
            N_("Extensions still running"),
            len(extended),
            N_("the first ends in {n} days"),
            _days_left(extended),
            "follow_up",
            N_("See which agencies"),
            analysis.EXTENDED,
        ),
    ]


def _missing_card(agencies: pd.DataFrame, *, closed: bool) -> _Card:
    """Who is overdue; once the round is closed nobody owes it any more, and no days run on."""
    overdue = analysis.in_situation(agencies, analysis.Situation.OVERDUE)
    days = 0 if closed else max(overdue["outstanding"], default=0)
    return _Card(
        N_("Did not report") if closed else N_("Past the due date"),
        len(overdue),
        N_("by up to {n} days"),
        days,
        "follow_up",
        N_("See who did not report") if closed else N_("Follow them up"),
        analysis.Situation.OVERDUE,
    )


def _days_left(extended: pd.DataFrame) -> int:
    """The days until the first extension ends; 0 without one."""
    return min(((due_on - today()).days for due_on in extended["due_on"]), default=0)
