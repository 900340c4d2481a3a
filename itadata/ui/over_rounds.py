"""The parts of pages that look back over the rounds, and the signals of a round."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.analysis.columns import VALUE_LABELS
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.ui import address, components, load, navigation
from itadata.ui.components import PageView, filters

_ROUNDS = N_("rounds: {n}, up to {round}")


def _whole_round(view: PageView) -> TableQuery:
    """The query of the view, which no state and no measure filters."""
    return replace(view.query, state="", measure_no=None)


def _over_rounds(view: PageView, rounds: int) -> PageView:
    """The view of all rounds up to its own."""
    query = _whole_round(view)
    n_of_n = _(_ROUNDS).format(n=rounds, round=view.round_title)
    return PageView(query, n_of_n, filters.filters_of(query))


def reporting_chart(view: PageView) -> None:
    """The reporting of each round; a click opens the round."""
    frame = load.table("reporting_rounds", _whole_round(view))
    figure = charts.reporting_rounds(frame)
    over_rounds = _over_rounds(view, len(frame))
    clicked = components.chart(over_rounds, figure, "reporting_rounds", frame, anchor="rounds")
    if clicked:
        year, _slash, months = clicked.partition("/")
        navigation.follow(address.url_with(year=year, round=months, section=None))


_BEHIND_COLUMNS = (
    "agency",
    "behind",
    "rounds",
    "missing",
    "late",
    "sent_back",
    "rounds_missing",
    "missing_since",
)


def behind_table(view: PageView) -> None:
    """The agencies missing, late or sent back in several rounds; a name leads to the agency."""
    heading = _("Missing, late or sent back in several rounds")
    query = _whole_round(view)
    expected = len(load.table("agencies", query))
    rounds = load.table("reporting_rounds", query)
    frame = load.table("repeatedly_behind", query)
    over_rounds = _over_rounds(view, len(rounds))
    if frame.empty:
        st.header(heading, anchor="behind")
        message = N_("No agency was missing, late or sent back in two or more rounds.")
        if len(rounds) < 2:
            message = N_("There is one round so far: what repeats is not known yet.")
        st.info(_(message), icon=":material/history:")
        return
    n_of_n = _(components.OF_AGENCIES).format(n=len(frame), of=expected)
    matches = filters.matching(frame, ["agency", "agency_code", "parent_body"])
    components.listing(
        over_rounds.with_n_of_n(f"{n_of_n} · {over_rounds.n_of_n}"),
        "repeatedly_behind",
        matches[[*_BEHIND_COLUMNS]],
        heading=heading,
        anchor="behind",
        key="repeatedly_behind",
        links={"agency": components.link_to_agency(matches, section="returns")},
        cell_formatters={"agency": components.short_agency(view.framework)},
        hidden_on_mobile=("rounds_missing", "missing_since"),
    )


def spread_chart(view: PageView) -> None:
    """One agency in each round against the spread of all, and what is unknown."""
    frame = load.table("agency_spread", replace(view.query, version=None, measure_no=None))
    figure = charts.agency_spread(frame)
    components.chart(
        _over_rounds(view, len(frame)), figure, "agency_spread", frame, anchor="spread"
    )
    st.caption(" · ".join(_unknown_texts(frame)))


def _unknown_texts(frame: pd.DataFrame) -> list[str]:
    """What is compared, and the rounds of which the agency's values are not known, and why."""
    texts = [
        _("Completion is that of agencies whose answers count, delay that of those that reported.")
    ]
    without = frame[frame["completion"].isna()]
    for reporting, rows in without.groupby("reporting", sort=False):
        rounds = ", ".join(f"{row.fiscal_year}/{row.round}" for row in rows.itertuples())
        is_reported = reporting in (analysis.ON_TIME, analysis.LATE)
        reason = (
            N_("no answers that count") if is_reported else VALUE_LABELS["reporting"][reporting]
        )
        texts.append(_("unknown in {rounds}: {reason}").format(rounds=rounds, reason=_(reason)))
    if len(frame) == 1:
        texts.append(_("one round so far: nothing to compare with over time"))
    return texts


# --- signals ---------------------------------------------------------------------------------

_SIGNAL_COLUMNS = ("agency", *analysis.SIGNALS, "done", "parent_body")
_SIGNAL_NOTE = N_(
    "Counts that deserve a look, in Thai order of the names, neither a score nor a ranking: each "
    "may have a good reason. Only the province sees them."
)
_SIGNAL_LABELS = {
    "similar_texts": N_("Nearly the same text"),
    "on_due_day": N_("Every done step on the due day"),
    "without_evidence": N_("Done without evidence"),
    "one_link": N_("Five steps or more with one link"),
}


def signals(view: PageView) -> None:
    """The agencies with each signal as counts, and the agencies, with links to what they sent."""
    query = _whole_round(view)
    frame = load.table("signals", query)
    counting, _expected = analysis.counting_agencies(load.table("measures", query))
    heading = _("Signals that deserve a look")
    if frame.empty:
        st.header(heading, anchor="signals")
        message = N_("No return of this round shows one of these signals.")
        st.info(_(message if counting else N_("No answer counts yet")), icon=":material/search:")
        return
    for column, (name, label) in zip(st.columns(4), _SIGNAL_LABELS.items(), strict=True):
        n = int((frame[name] > 0).sum())
        with column:
            n_of_n = _(components.OF_AGENCIES).format(n=n, of=counting)
            components.count_metric(label, f"{n:,}", n_of_n, view.round_title)
    to_answers = components.link_to_agency(frame, section="answers")
    to_review = components.link_to_agency(frame, "review")
    matches = filters.matching(frame, ["agency", "agency_code", "parent_body"])
    components.listing(
        PageView(query, f"{_(_SIGNAL_NOTE)} · {view.n_of_n}", filters.filters_of(query)),
        "signals",
        matches[[*_SIGNAL_COLUMNS]],
        heading=heading,
        anchor="signals",
        key="signals",
        links={
            name: lambda row, name=name, link=link: link(row) if row[name] else None
            for name, link in [
                ("similar_texts", to_review),
                *((each, to_answers) for each in analysis.SIGNALS[1:]),
            ]
        }
        | {"agency": to_answers},
        cell_formatters={"agency": components.short_agency(view.framework)},
        hidden_on_mobile=("parent_body",),
    )
