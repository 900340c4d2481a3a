"""The parts of บันทึกเหตุการณ์: what is looked for, and every event that is."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from itadata.access.people import display_name
from itadata.audit import log
from itadata.framework import round_title
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import format_date, today
from itadata.ui import address, components, load
from itadata.ui.components import filters

SHOWN = 100
_MORE = 200
_ALL = N_("all")
_ASKED = ("action", "agency", "who", "period", "since", "until", "rows")


def choose(entries: pd.DataFrame) -> log.LogFilter:
    """What is looked for; all of it lives in the address."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        period = filters.choose("period", _periods(), "", _("Year and round"))
        year, _dash, months = period.partition("-")
        asked = log.LogFilter(
            action=filters.choose("action", _all() | _actions(entries), "", _("What happened")),
            agency_code=filters.choose("agency", _all() | _agencies(entries), "", _("Agency")),
            by=filters.choose("who", _all() | _actors(entries), "", _("By")),
            fiscal_year=int(year) if year else None,
            round=int(months) if months else None,
            since=filters.choose_day("since", _("From day")),
            until=filters.choose_day("until", _("To day")),
        )
        if any(address.query_param(name) for name in _ASKED):
            st.button(
                _("Clear the filters"),
                key="log_clear",
                icon=":material/filter_alt_off:",
                on_click=lambda: address.change(**dict.fromkeys(_ASKED)),
            )
    filters.warn_about_invalid_params()
    return asked


def _all() -> dict[str, str]:
    return {"": _(_ALL)}


def _periods() -> dict[str, str]:
    """Every year, and every round of it, newest first: "2568", "2568-6"."""
    found = _all()
    for year, framework in sorted(load.frameworks().items(), reverse=True):
        found[str(year)] = f"{_('Fiscal year')} {year}"
        for own in framework.rounds:
            found[f"{year}-{own.months}"] = round_title(year, own.months)
    return found


def _actions(entries: pd.DataFrame) -> dict[str, str]:
    there = set(entries["action"])
    known = [action for action in log.ACTION_LABELS if action in there]
    return {a: log.action_label(a) for a in [*known, *sorted(there - set(known))]}


def _agencies(entries: pd.DataFrame) -> dict[str, str]:
    names = {
        agency.code: agency.name
        for _, framework in sorted(load.frameworks().items())
        for agency in framework.agencies
    }
    codes = sorted({code for code in entries["agency_code"] if code} | set(names))
    return {code: f"{code} {names.get(code, '')}".strip() for code in codes}


def _actors(entries: pd.DataFrame) -> dict[str, str]:
    frameworks = load.frameworks()
    return {by: display_name(by, frameworks) for by in sorted(set(entries["by"]))}


def events(entries: pd.DataFrame, asked: log.LogFilter) -> None:
    """The events that are looked for, newest first: the first of them here, all in the file."""
    found = log.filter_entries(entries, asked)
    if found.empty:
        said = N_("No event matches what was chosen.")
        st.info(_(said), icon=":material/search_off:")
        return
    shown = _rows_asked()
    counted = _("{n} of {of} events").format(n=f"{len(found):,}", of=f"{len(entries):,}")
    places = {row["event_no"]: _place(row) for row in found.head(shown).to_dict("records")}

    def to_place(row: Mapping[str, Any]) -> str | None:
        return places.get(row["event_no"])

    actors = _actors(entries)
    components.listing(
        components.PageView(_scope(asked), counted, _filters(asked, entries)),
        "log",
        found[["event_no", "at", "happened", "told", "by"]].assign(by=found["by"].map(actors)),
        title=_("Event log"),
        key="log",
        links={"happened": to_place},
        hidden_on_mobile=("event_no", "by"),
        scrollable=False,
        max_rows=shown,
    )
    if len(found) > shown:
        st.button(
            _("Show {n} more").format(n=min(_MORE, len(found) - shown)),
            key="log_more",
            icon=":material/expand_more:",
            on_click=lambda: address.change(rows=shown + _MORE),
        )


def _rows_asked() -> int:
    """How many rows are on the screen."""
    asked = address.int_query_param("rows")
    if asked is None:
        return SHOWN
    address.set_effective_param("rows", asked)
    return max(asked, SHOWN)


def _place(event: Mapping[str, Any]) -> str | None:
    """Where more is to be seen of what an event is of."""
    year, months, code = event["fiscal_year"], event["round"], event["agency_code"]
    attempt = event["detail"].get("submission")
    if event["action"].startswith(("framework-", "scores-")):
        return address.url_without_filters("year", year=year, attempt=attempt)
    if event["action"].startswith("template-"):
        return address.url_without_filters("year")
    if not (year and months and code):
        return None
    if event["action"].startswith("return-"):
        return address.url_without_filters(
            "submit", year=year, round=months, agency=code, attempt=attempt
        )
    version = event["version"]
    return address.url_without_filters(
        "agency", year=year, round=months, agency=code, version=version
    )


def _scope(asked: log.LogFilter) -> TableQuery:
    return TableQuery(today(), asked.fiscal_year, asked.round, agency_code=asked.agency_code)


def _filters(asked: log.LogFilter, entries: pd.DataFrame) -> list[tuple[str, str]]:
    """What the table is filtered by, as its spreadsheet says it."""
    year, months = asked.fiscal_year, asked.round
    period = round_title(year, months) if year and months else str(year or "")
    chosen = [
        (_("Year and round"), period),
        (_("What happened"), log.action_label(asked.action)),
        (_("Agency"), _agencies(entries).get(asked.agency_code, "")),
        (_("By"), _actors(entries).get(asked.by, "")),
        (_("From day"), format_date(asked.since) if asked.since else ""),
        (_("To day"), format_date(asked.until) if asked.until else ""),
    ]
    return [(label, value) for label, value in chosen if value]
