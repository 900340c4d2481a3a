"""The filters over a page, kept in its address and, for most, on other pages too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.access import Action, Actor, Role, can, other_agency_error, require
from itadata.analysis.columns import COLUMNS, VALUE_LABELS
from itadata.framework import Framework, current_round, round_title, with_rounds
from itadata.language import N_, _
from itadata.tables import NO_ROUNDS, TableQuery
from itadata.thai import (
    normalise,
    search_key,
    sort_key,
    today,
)
from itadata.ui import address, load, markdown, navigation
from itadata.ui.components.closed_rounds import state_labels
from itadata.ui.components.round_line import show_round_line
from itadata.ui.session import actor

T = TypeVar("T")

STATES: Mapping[str, str] = {
    analysis.ON_TIME: N_("reported on time"),
    analysis.LATE: N_("reported late"),
    **{state: label for state, label in VALUE_LABELS["state"].items() if state != "exempt"},
}
"""The states to filter agencies by (`analysis.in_state`), with their labels."""

FOLLOW_UP_STATES: Mapping[str, str] = {
    "missing": VALUE_LABELS["state"]["missing"],
    "overdue": VALUE_LABELS["situation"]["overdue"],
    analysis.EXTENDED: N_("has more time"),
    analysis.LATE: STATES[analysis.LATE],
    "returned": VALUE_LABELS["state"]["returned"],
    "mend_overdue": VALUE_LABELS["situation"]["mend_overdue"],
    "submitted": VALUE_LABELS["situation"]["submitted"],
    "reopened": VALUE_LABELS["situation"]["reopened"],
    "accepted": VALUE_LABELS["state"]["accepted"],
    "exempt": VALUE_LABELS["state"]["exempt"],
}
"""The situations to filter follow-ups by (`analysis.in_situation`), with their labels."""

OPTIONAL = ("parent_body", "state", "measure", "search")
"""The filters that can be cleared."""

_ALL = N_("all")
_WARNINGS = "filter_warnings"
_WIDTHS: Mapping[str, int] = {
    "year": 115,
    "round": 120,
    "parent_body": 230,
    "state": 165,
    "measure": 230,
    "search": 210,
    "unit": 320,
    "agency": 460,
    "version": 200,
    "target": 230,
    "results": 215,
    "action": 230,
    "who": 230,
    "period": 235,
}


def filter_bar(
    *,
    agency: bool = False,
    parent_body: bool = False,
    state: bool = False,
    states: Mapping[str, str] = STATES,
    measure: bool = False,
    search: str = "",
    with_round_line: bool = True,
) -> TableQuery | None:
    """Draw year, round and the page's other filters; None where no year has rounds.

    `states` are the options of the state; `search` is the label of a search box (`matching`).
    Below is the line of the round, unless the page draws it elsewhere.
    """
    reportable, current = with_rounds(load.frameworks()), load.current_round()
    if current is None:
        _show_no_round()
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        years = {str(year): str(year) for year in sorted(reportable, reverse=True)}
        label = COLUMNS["fiscal_year"].heading
        year = int(choose("year", years, str(current.fiscal_year), label, _without_rounds()))
        query = TableQuery(
            today(),
            year,
            _round(reportable[year]),
            agency_code=_agency(reportable[year]) if agency else "",
            parent_body=_parent_body(reportable[year]) if parent_body else "",
            measure_no=_measure(reportable[year]) if measure else None,
        )
        if state:
            query = replace(query, state=_state(states, query))
        if search:
            search_box(search)
        if any(address.query_param(name) for name in OPTIONAL):
            clear_button("filter_clear")
    warn_about_invalid_params()
    if with_round_line:
        show_round_line(query)
    return query


def _show_no_round() -> None:
    """Say why there is nothing to report on: no year has measures, or none of those has rounds."""
    with_measures = [year for year, f in load.frameworks().items() if f.measures]
    if with_measures:
        show_nothing_loaded(_(NO_ROUNDS).format(year=max(with_measures)))
        return
    show_nothing_loaded(_("No measures are loaded yet. Load the framework of a year to begin."))


def show_nothing_loaded(message: str) -> None:
    """Say what is missing, with a link to the page that loads it, or to who may."""
    st.info(message, icon=":material/info:")
    if can(actor(), Action.LOAD_FRAMEWORK):
        navigation.menu_link("year", _("Load frameworks and scores"))
    elif address.page() != "help":
        navigation.menu_link("help", _("Who to ask"))


def _without_rounds() -> dict[str, str]:
    """A message for each year that is loaded without measures or without rounds."""
    no_measures = N_("Fiscal year {year} has no measures: its framework holds the scheme alone.")
    return {
        str(year): _(NO_ROUNDS if framework.measures else no_measures).format(year=year)
        for year, framework in load.frameworks().items()
        if not (framework.measures and framework.rounds)
    }


def filters_of(query: TableQuery) -> list[tuple[str, str]]:
    """The filters of a query as label and value, for its spreadsheets."""
    states = state_labels({**FOLLOW_UP_STATES, **STATES}, query)
    labels: list[tuple[str, object]] = [
        (COLUMNS["fiscal_year"].heading, query.fiscal_year),
        (COLUMNS["round"].heading, query.round),
        (COLUMNS["parent_body"].heading, query.parent_body),
        (COLUMNS["state"].heading, states.get(query.state)),
        (COLUMNS["measure_no"].heading, query.measure_no),
        (_("Search"), address.effective_param("search")),
    ]
    return [(label, str(value)) for label, value in labels if value]


def title_of_round(query: TableQuery) -> str:
    """The year and round of a query, which every number of them must state."""
    return round_title(query.fiscal_year or 0, query.round or 0)


def year_before(query: TableQuery) -> TableQuery | None:
    """The query of the same round a year before; None for none."""
    before = ((query.fiscal_year or 0) - 1, query.round or 0)
    return _at(query, *before) if before in rounds_with_measures() else None


def rounds_with_measures() -> list[tuple[int, int]]:
    """The year and months of every round that has measures."""
    return [
        (year, period.months)
        for year, framework in load.frameworks().items()
        for period in framework.rounds
        if framework.measures
    ]


def _at(query: TableQuery, fiscal_year: int, months: int) -> TableQuery:
    return replace(query, fiscal_year=fiscal_year, round=months)


def clear_button(key: str, params: Iterable[str] = (*OPTIONAL, "status")) -> None:
    """Draw the button that clears filters, by default those that many pages share."""
    st.button(
        _("Clear the filters"),
        key=key,
        icon=":material/filter_alt_off:",
        on_click=lambda: address.change(**dict.fromkeys(params)),
    )


def show_no_matches(anchor: str, heading: str = "") -> None:
    """Say under a heading that nothing matches the filters, with the button that clears them."""
    if heading:
        st.header(heading, anchor=anchor)
    st.info(
        _("Nothing matches the filters. Choose fewer, or clear them."),
        icon=":material/search_off:",
    )
    clear_button(f"{anchor}_clear")


def matching(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The rows that contain every search word, spaces and spelling marks aside."""
    words = search_words()
    if not words or frame.empty:
        return frame
    texts = [[_searchable(value) for value in row] for row in frame[[*columns]].to_numpy()]
    matches = [all(any(word in text for text in row) for word in words) for row in texts]
    return frame[matches]


def search_words() -> list[str]:
    """The words that are looked for; each must stand in a text (`thai.search_key`)."""
    return normalise(address.query_param("search")).split()


def _searchable(value: object) -> str:
    return "" if pd.isna(value) else search_key(str(value))


def choose(
    name: str,
    options: Mapping[str, str],
    default: str,
    label: str,
    unavailable: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Choose one of `options` (value in the address → label), in the address under `name`.

    For a value that is no option the default is shown with a warning; `unavailable` has the
    warnings for single values.
    """
    value = address.query_param(name) or default
    if value not in options:
        instead = options.get(default, default) if default else ""
        if value in unavailable:
            warn(unavailable[value], instead)
        elif address.is_in_url(name):
            _warn_unknown(label, value, instead)
        value = default
    key = f"filter_{name}"
    st.session_state[key] = value
    st.selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda option: options.get(option, option),
        on_change=_changed,
        args=(name,),
        width=_WIDTHS[name],
    )
    address.set_effective_param(name, value)
    return value


def choose_or_all(name: str, options: Mapping[str, str], label: str) -> str:
    """Choose one of `options`, or all of them, which gives a blank (`choose`)."""
    return choose(name, {"": _(_ALL), **options}, "", label)


def segments(
    label: str, options: Mapping[T, str], default: T, key: str, *, show_label: bool = True
) -> T:
    """Choose one of `options` (value → label) in a row of segments; kept in the session alone."""
    value = st.segmented_control(
        label,
        [*options],
        format_func=lambda option: options[option],
        default=default,
        required=True,
        key=key,
        label_visibility="visible" if show_label else "collapsed",
    )
    return value or default


def _changed(name: str) -> None:
    address.change(**{name: st.session_state[f"filter_{name}"]})


_NOT_THERE = N_(
    "The address of this page asks for “{value}” ({label}), for which there is nothing to show."
)
_INSTEAD = N_("Shown instead: {instead}.")


def _warn_unknown(label: str, value: str, instead: str) -> None:
    warn(_(_NOT_THERE).format(label=label, value=value), instead)


def warn(message: str, instead: str) -> None:
    """Warn of a value in the address; `instead` says what is shown in its place."""
    if instead:
        message = f"{message} {_(_INSTEAD).format(instead=instead)}"
    st.session_state.setdefault(_WARNINGS, []).append(message)


def warn_about_value(column: str, value: str) -> None:
    """Warn that a column has no such value, so that all are shown."""
    _warn_unknown(COLUMNS[column].heading, value, _(_ALL))
    warn_about_invalid_params()


def warn_about_invalid_params() -> None:
    """Show the warnings about parameters of the address that have no such value."""
    for message in st.session_state.pop(_WARNINGS, []):
        st.warning(markdown.escape(message), icon=":material/link_off:")


def _round(framework: Framework) -> int:
    current = current_round({framework.fiscal_year: framework}, today())
    rounds = {str(r.months): round_name(r.months) for r in framework.rounds}
    return int(choose("round", rounds, str(current.months if current else ""), _("Round")))


def round_name(months: int) -> str:
    """A round by its months, such as “6 months”."""
    return _("{months} months").format(months=months)


def _agency(framework: Framework) -> str:
    user = actor()
    if user.role is Role.OFFICER:
        return _agency_of_officer(framework, user)
    options = {"": _("Choose an agency")} | {
        agency.code: f"{agency.code} {agency.name}" for agency in framework.agencies
    }
    return choose("agency", options, "", _("Agency"))


def _agency_of_officer(framework: Framework, officer: Actor) -> str:
    """The officer's agency, the only option.

    Raises NotAllowed for an address of another agency, UnknownAgency where the year lacks it.
    """
    code, param = officer.agency_code or "", address.query_param("agency")
    names = {agency.code: agency.name for agency in framework.agencies}
    st.session_state["filter_agency"] = code
    st.selectbox(
        _("Agency"),
        [code],
        key="filter_agency",
        format_func=lambda option: f"{option} {names.get(option, '')}".strip() or "–",
        disabled=True,
        width=_WIDTHS["agency"],
    )
    if param not in ("", code):
        raise other_agency_error(names.get(code, code), names.get(param, param))
    require(officer, Action.SEE, framework.agency(code).code)
    address.set_effective_param("agency", code)
    return code


def version_param(versions: Sequence[int]) -> int | None:
    """The version that the address asks for; None, with a warning, where there is none such."""
    param = address.query_param("version")
    if not param:
        return None
    if param not in map(str, versions):
        _warn_unknown(COLUMNS["version"].heading, param, str(max(versions, default="–")))
        warn_about_invalid_params()
        return None
    address.set_effective_param("version", param)
    return int(param)


def _parent_body(framework: Framework) -> str:
    bodies = sorted({a.parent_body for a in framework.agencies}, key=sort_key)
    options = {body: body for body in bodies}
    return choose_or_all("parent_body", options, COLUMNS["parent_body"].heading)


def _state(states: Mapping[str, str], query: TableQuery) -> str:
    return choose_or_all("state", state_labels(states, query), COLUMNS["state"].heading)


def _measure(framework: Framework) -> int | None:
    options = {str(measure.no): measure.label for measure in framework.measures}
    number = choose_or_all("measure", options, COLUMNS["measure"].heading)
    return int(number) if number else None


def search_box(label: str) -> None:
    """A text to look for, in the address under `search`."""
    st.session_state["filter_search"] = address.query_param("search")
    st.text_input(
        label,
        key="filter_search",
        type="search",
        placeholder=label,
        icon=":material/search:",
        on_change=_changed,
        args=("search",),
        width=_WIDTHS["search"],
    )
    address.set_effective_param("search", address.query_param("search"))
