"""The event log: its filters, and every event that matches them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from itadata.audit import log
from itadata.framework import round_title
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import format_date, format_numeric_date, parse_date, today
from itadata.ui import address, components, load
from itadata.ui.components import PageView, filters

FIRST_ROWS = 100
_MORE_ROWS = 200
_PARAMS = ("action", "agency", "who", "period", "since", "until", "rows")


def choose_filter(entries: pd.DataFrame) -> log.LogFilter:
    """The filters, all in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        period = filters.choose_or_all("period", _periods(), _("Year and round"))
        year, _dash, months = period.partition("-")
        log_filter = log.LogFilter(
            action=filters.choose_or_all("action", _actions(entries), _("What happened")),
            agency_code=filters.choose_or_all("agency", _agencies(entries), _("Agency")),
            by=filters.choose_or_all("who", _actors(entries), _("By")),
            fiscal_year=int(year) if year else None,
            round=int(months) if months else None,
            since=_day_box("since", _("From day")),
            until=_day_box("until", _("To day")),
        )
        if any(address.query_param(name) for name in _PARAMS):
            filters.clear_button("log_clear", _PARAMS)
    filters.warn_about_invalid_params()
    return log_filter


def _day_box(name: str, label: str) -> date | None:
    """A day, typed as officers write it, in the address under `name`; None for none."""
    param = address.query_param(name)
    day = parse_date(param)
    example = format_numeric_date(today())
    if param and day is None:
        message = _("“{value}” ({label}) is not a date. Write it like {example}.")
        filters.warn(message.format(value=param, label=label, example=example), "")
    key = f"filter_{name}"
    st.session_state[key] = format_date(day) if day else ""
    st.text_input(
        label,
        key=key,
        placeholder=_("e.g. {day}").format(day=example),
        on_change=_changed_day,
        args=(name,),
        width=150,
    )
    address.set_effective_param(name, day or "")
    return day


def _changed_day(name: str) -> None:
    text = st.session_state[f"filter_{name}"]
    address.change(**{name: parse_date(text) or text})


def _periods() -> dict[str, str]:
    """Every year, and every round of it, newest first: "2568", "2568-6"."""
    periods = {}
    label = _("Fiscal year")
    for year, framework in sorted(load.frameworks().items(), reverse=True):
        periods[str(year)] = f"{label} {year}"
        for period in framework.rounds:
            periods[f"{year}-{period.months}"] = round_title(year, period.months)
    return periods


def _actions(entries: pd.DataFrame) -> dict[str, str]:
    """The actions in the log: those with a label in their order, then any others."""
    in_log = set(entries["action"])
    labelled = [action for action in log.ACTION_LABELS if action in in_log]
    others = sorted(in_log - set(labelled))
    return {action: log.action_label(action) for action in [*labelled, *others]}


def _agencies(entries: pd.DataFrame) -> dict[str, str]:
    names = {code: agency.name for code, agency in load.agencies().items()}
    codes = sorted({code for code in entries["agency_code"] if code} | set(names))
    return {code: f"{code} {names.get(code, '')}".strip() for code in codes}


def _actors(entries: pd.DataFrame) -> dict[str, str]:
    return {by: load.display_name(by) for by in sorted(set(entries["by"]))}


# --- events ----------------------------------------------------------------------------------


def show_events(entries: pd.DataFrame, log_filter: log.LogFilter) -> None:
    """The events that match, newest first: the first on the screen, all in the spreadsheet."""
    events = log.filter_entries(entries, log_filter)
    if entries.empty:
        filters.show_nothing_loaded(
            _("Nothing has happened yet. Load the framework of a year to begin.")
        )
        return
    if events.empty:
        st.info(_("No event matches the filters."), icon=":material/search_off:")
        return
    max_rows = _max_rows()
    n_of_n = _("{n} of {of} events").format(n=f"{len(events):,}", of=f"{len(entries):,}")
    query = TableQuery(
        today(), log_filter.fiscal_year, log_filter.round, agency_code=log_filter.agency_code
    )
    urls = {row["event_no"]: _event_url(row) for row in events.head(max_rows).to_dict("records")}
    by = events["by"].map(_actors(entries))
    components.listing(
        PageView(query, n_of_n, _filter_texts(log_filter, entries)),
        "log",
        events[["event_no", "at", "happened", "told", "by"]].assign(by=by),
        title=_("Event log"),
        key="log",
        links={"happened": lambda row: urls.get(row["event_no"])},
        hidden_on_mobile=("event_no", "by"),
        max_rows=max_rows,
    )
    if len(events) > max_rows:
        st.button(
            _("Show {n} more").format(n=min(_MORE_ROWS, len(events) - max_rows)),
            key="log_more",
            icon=":material/expand_more:",
            on_click=lambda: address.change(rows=max_rows + _MORE_ROWS),
        )


def _max_rows() -> int:
    rows = address.int_query_param("rows")
    if rows is None:
        return FIRST_ROWS
    address.set_effective_param("rows", rows)
    return max(rows, FIRST_ROWS)


def _event_url(event: Mapping[str, Any]) -> str | None:
    """The page that shows more about an event."""
    action, year, months = event["action"], event["fiscal_year"], event["round"]
    code, attempt = event["agency_code"], event["detail"].get("submission")
    if action.startswith(("framework-", "scores-")):
        return address.url_without_filters("year", year=year, attempt=attempt)
    if action.startswith("user-"):
        return address.url_without_filters("users")
    if action.startswith("template-"):
        return address.url_without_filters("year", section="templates")
    if not (year and months and code):
        return None
    if action.startswith("return-"):
        return address.url_without_filters(
            "submit", year=year, round=months, agency=code, attempt=attempt
        )
    return address.url_without_filters(
        "agency", year=year, round=months, agency=code, version=event["version"]
    )


def _filter_texts(log_filter: log.LogFilter, entries: pd.DataFrame) -> list[tuple[str, str]]:
    """The filters as the spreadsheet states them."""
    year, months = log_filter.fiscal_year, log_filter.round
    texts = [
        (_("Year and round"), round_title(year, months) if year and months else str(year or "")),
        (_("What happened"), log.action_label(log_filter.action)),
        (_("Agency"), _agencies(entries).get(log_filter.agency_code, "")),
        (_("By"), _actors(entries).get(log_filter.by, "")),
        (_("From day"), format_date(log_filter.since) if log_filter.since else ""),
        (_("To day"), format_date(log_filter.until) if log_filter.until else ""),
    ]
    return [(label, text) for label, text in texts if text]
