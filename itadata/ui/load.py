"""The cached reads: frames, never labelled figures.

The key is the database, its revision, the day, and the language where text is made.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from itadata import analysis, language
from itadata.framework import Framework
from itadata.tables import Scope, last_opened_round, read_table
from itadata.tables import latest_year as latest_year_of
from itadata.thai import today
from itadata.ui.session import store


@dataclass(frozen=True)
class Key:
    """What a cached read depends on."""

    database: int
    revision: int
    day: date
    language: str


def _key() -> Key:
    with store().reading() as reading:
        return Key(id(store()), reading.revision(), today(), language.current())


def table(name: str, scope: Scope | None = None) -> pd.DataFrame:
    """A named table (`tables.read_table`) of a scope, of everything where that is left out."""
    return _table(_key(), name, scope or Scope(today()))


@st.cache_data(max_entries=256, show_spinner=False)
def _table(key: Key, name: str, scope: Scope) -> pd.DataFrame:
    with store().reading() as reading:
        return read_table(reading, name, scope).frame


def scores() -> pd.DataFrame:
    """The scores of every unit and year."""
    return table("scores")


def levels(unit: str) -> pd.DataFrame:
    """The scores of one unit with the dates of survey, in order of the year."""
    with store().reading() as reading:
        frame = analysis.scores(reading.figures(), reading.frameworks())
    return frame[frame["unit"] == unit]


def frameworks() -> dict[int, Framework]:
    """The newest framework of each fiscal year (B.E.)."""
    return _frameworks(_key())


@st.cache_resource(max_entries=4, show_spinner=False)
def _frameworks(key: Key) -> dict[int, Framework]:
    with store().reading() as reading:
        return reading.frameworks()


def latest_year() -> int | None:
    """The latest fiscal year with returns, else the latest with measures, else None."""
    with store().reading() as reading:
        return latest_year_of(reading)


def latest() -> Scope | None:
    """The latest year with returns and its last opened round."""
    year = latest_year()
    framework = frameworks().get(year) if year else None
    months = last_opened_round(framework, today()) if framework else None
    return Scope(today(), year, months) if framework and months else None


def is_sample() -> bool:
    """Whether the database holds the sample."""
    with store().reading() as reading:
        return reading.is_sample()
