"""The cached reads: frames, never labelled figures.

The key is the database, its revision, the day, and the language where text is made.
"""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from itadata import language
from itadata.access import Action, Actor, require
from itadata.audit.log import entries
from itadata.documents.report import ReportData, read_report_data
from itadata.framework import Framework, Summary
from itadata.intake import summaries as summaries_module
from itadata.scores import NATIONAL_MEAN, is_national_mean
from itadata.tables import TableQuery, last_opened_round, read_table
from itadata.tables import latest_year as latest_year_of
from itadata.thai import search_key, today
from itadata.ui.session import store


def _key() -> str:
    """What every cached read depends on, as one text: a key of parts is slow to hash."""
    with store().snapshot() as snapshot:
        return f"{id(store())} {snapshot.revision()} {today()} {language.current_language()}"


def table(name: str, query: TableQuery | None = None, actor: Actor | None = None) -> pd.DataFrame:
    """A named table (`tables.read_table`) of a scope, of everything where that is left out; a
    guarded one for an actor who may see it.

    Whoever gets it may change it: pandas copies what is written to.
    """
    asked = query or TableQuery(today())
    return _table(f"{_key()} {asked} {actor}", name, asked, actor).copy(deep=False)


@st.cache_resource(max_entries=256, show_spinner=False)
def _table(key: str, name: str, _scope: TableQuery, _actor: Actor | None) -> pd.DataFrame:
    with store().snapshot() as snapshot:
        return read_table(snapshot, name, _scope, _actor).frame


def log(actor: Actor) -> pd.DataFrame:
    """Every event (`log.entries`), for whoever may see the log. Raises NotAllowed."""
    require(actor, Action.SEE_LOG)
    return _log(_key(), actor).copy(deep=False)


@st.cache_resource(max_entries=2, show_spinner=False)
def _log(key: str, _actor: Actor) -> pd.DataFrame:
    with store().snapshot() as snapshot:
        return entries(snapshot, _actor)


def of_unit(name: str, unit: str) -> pd.DataFrame:
    """A named table of one unit assessed, in every year."""
    if name == "peers":
        return _unit_peers(_key(), unit).copy(deep=False)
    return table(name, TableQuery(today(), unit=unit))


@st.cache_resource(max_entries=256, show_spinner=False)
def _unit_peers(key: str, unit: str) -> pd.DataFrame:
    every = _peers(key)
    return every[every["unit"] == unit].reset_index(drop=True)


# Thousands of units: the frame is shared rather than copied for each run, and never changed.
@st.cache_resource(max_entries=2, show_spinner=False)
def _peers(key: str) -> pd.DataFrame:
    with store().snapshot() as snapshot:
        return read_table(snapshot, "peers", TableQuery(today())).frame


def national_mean() -> pd.DataFrame:
    """The scores of the mean of all agencies of the country, in order of the year."""
    names = _means(_key()) or [NATIONAL_MEAN]
    frames = [of_unit("scores", name) for name in names]
    return pd.concat(frames).sort_values("fiscal_year") if len(frames) > 1 else frames[0]


@st.cache_resource(max_entries=2, show_spinner=False)
def _means(key: str) -> list[str]:
    with store().snapshot() as snapshot:
        return [unit for unit in snapshot.units() if is_national_mean(unit)]


def units() -> Mapping[str, str]:
    """Every unit assessed in Thai order, each with the text that a search looks through."""
    return _units(_key())


@st.cache_resource(max_entries=2, show_spinner=False)
def _units(key: str) -> Mapping[str, str]:
    with store().snapshot() as snapshot:
        names = [unit for unit in snapshot.units() if not is_national_mean(unit)]
    return {name: search_key(name) for name in names}


def frameworks() -> dict[int, Framework]:
    """The newest framework of each fiscal year (B.E.), not to be changed."""
    return _frameworks(_key())


@st.cache_resource(max_entries=2, show_spinner=False)
def _frameworks(key: str) -> dict[int, Framework]:
    with store().snapshot() as snapshot:
        return snapshot.frameworks()


def province() -> str:
    """The unit assessed that the newest framework is of; blank where none is loaded."""
    known = frameworks()
    return known[max(known)].unit if known else ""


def framework_of(query: TableQuery) -> Framework:
    """The framework of the year of a scope, which must be loaded."""
    return frameworks()[query.fiscal_year or 0]


def latest_year() -> int | None:
    """The latest fiscal year with returns, else the latest with measures, else None."""
    with store().snapshot() as snapshot:
        return latest_year_of(snapshot)


def latest() -> TableQuery | None:
    """The latest year with returns and its last opened round."""
    year = latest_year()
    framework = frameworks().get(year) if year else None
    months = last_opened_round(framework, today()) if framework else None
    return TableQuery(today(), year, months) if framework and months else None


def report(query: TableQuery) -> ReportData:
    """What the report of the year and round of a scope says (`report.read_content`)."""
    return _report(_key(), query.fiscal_year or 0, query.round)


@st.cache_resource(max_entries=8, show_spinner=False)
def _report(key: str, fiscal_year: int, months: int | None) -> ReportData:
    with store().snapshot() as snapshot:
        return read_report_data(snapshot, fiscal_year, months)


def summaries(fiscal_year: int) -> Mapping[int, Summary]:
    """The province's words on each measure of a year that count, by its number."""
    with store().snapshot() as snapshot:
        framework = snapshot.frameworks()[fiscal_year]
        return summaries_module.current(snapshot, framework)


def is_sample() -> bool:
    """Whether the database holds the sample."""
    with store().snapshot() as snapshot:
        return snapshot.is_sample()
