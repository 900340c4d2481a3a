"""The line that says which round a page shows: where it stands today, its dates, and why."""

import streamlit as st

from itadata.access import Action, can
from itadata.framework import (
    Round,
    RoundKey,
    RoundPhase,
    accepting_rounds,
    round_phase,
    with_rounds,
)
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import current_fiscal_year, format_date, today
from itadata.ui import load, navigation
from itadata.ui.session import actor

_PHASES = {
    RoundPhase.NOT_OPEN: N_("{round}: not open yet, opens in {days} days"),
    RoundPhase.OPEN: N_("{round}: open, {days} days left"),
    RoundPhase.PAST_DUE: N_("{round}: {days} days past due, still open"),
    RoundPhase.LOCKED: N_("{round}: closed"),
}
_DUE_TODAY = N_("{round}: open, due today")
_NONE_OPEN = {
    RoundPhase.NOT_OPEN: N_("no round is open: this is the next one"),
    RoundPhase.LOCKED: N_("no round is open: this one opened last"),
}


def show_round_line(query: TableQuery) -> None:
    """Draw the round of a query in one line; a day outside every loaded year leads on."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(round_line(query), width="content")
        if current_fiscal_year() not in with_rounds(load.frameworks()):
            _show_missing_year()


def round_line(query: TableQuery) -> str:
    """Where the round of a query stands, its dates, and why it is shown."""
    return " · ".join(_facts(query))


def _facts(query: TableQuery) -> list[str]:
    key = RoundKey(query.fiscal_year or 0, query.round or 0)
    reporting_round = load.framework_of(query).round(key.months)
    phase = round_phase(reporting_round, today())
    facts = [round_standing(key, reporting_round)]
    if phase is not RoundPhase.NOT_OPEN:
        facts.append(_reported(key))
    return [*facts, round_dates(reporting_round), *_reason(key, phase)]


def round_standing(key: RoundKey, reporting_round: Round) -> str:
    """A round and its phase today, with the days to or since the date that counts."""
    phase = round_phase(reporting_round, today())
    counts = reporting_round.opens_on if phase is RoundPhase.NOT_OPEN else reporting_round.due_on
    days = abs((counts - today()).days)
    message = _DUE_TODAY if phase is RoundPhase.OPEN and days == 0 else _PHASES[phase]
    return _(message).format(round=_name(key), days=f"{days:,}")


def round_dates(reporting_round: Round) -> str:
    """The dates of a round; when it opened only until then."""
    due, lock_on = format_date(reporting_round.due_on), reporting_round.lock_on
    dates = _("due {value}").format(value=due)
    if round_phase(reporting_round, today()) is RoundPhase.NOT_OPEN:
        opens = format_date(reporting_round.opens_on)
        dates = _("opens {opens} · due {due}").format(opens=opens, due=due)
    if lock_on is None:
        closes = _("no closing date")
    else:
        closes = _("closes {closes}").format(closes=format_date(lock_on))
    return f"{dates} · {closes}"


def _name(key: RoundKey) -> str:
    return _("{months}-month round of {year}").format(months=key.months, year=key.fiscal_year)


def _reported(key: RoundKey) -> str:
    query = TableQuery(today(), key.fiscal_year, key.months)
    (rates,) = load.table("rates", query).to_dict("records")
    return _("{n} of {of} agencies").format(n=rates["actual"], of=rates["expected"])


def _reason(key: RoundKey, phase: RoundPhase) -> list[str]:
    """The other rounds that are open; where none is, why this one is shown."""
    accepting = accepting_rounds(load.frameworks(), today())
    others = ", ".join(_name(each) for each in reversed(accepting) if each != key)
    if others:
        message = N_("also open: {rounds}") if key in accepting else N_("open now: {rounds}")
        return [_(message).format(rounds=others)]
    is_default = not accepting and key == load.current_round()
    return [_(_NONE_OPEN[phase])] if is_default else []


def _show_missing_year() -> None:
    """Say that no rounds of today's fiscal year are loaded, with a link to what helps."""
    year = current_fiscal_year()
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        message = _("No round of fiscal year {year}, in which today is, is loaded.")
        st.caption(message.format(year=year), width="content")
        if not can(actor(), Action.LOAD_FRAMEWORK):
            navigation.menu_link("help", _("Who to ask"))
            return
        loaded = with_rounds(load.frameworks())
        base = max((each for each in loaded if each < year), default=min(loaded))
        navigation.menu_link("year", _("Begin the year {year}").format(year=year), year=base)
