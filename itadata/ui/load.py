"""The cached reads: frames, never labelled figures.

The key is the database, its revision, the day, and the language where text is made.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from itadata import language
from itadata.framework import Framework
from itadata.tables import Scope, Table, last_opened_round, latest_year, read_table
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


def table(name: str, fiscal_year: int | None = None, months: int | None = None) -> Table:
    """A named table (`tables.read_table`)."""
    return _table(_key(), name, fiscal_year, months)


@st.cache_data(max_entries=128, show_spinner=False)
def _table(key: Key, name: str, fiscal_year: int | None, months: int | None) -> Table:
    with store().reading() as reading:
        return read_table(reading, name, Scope(key.day, fiscal_year, months))


def scores() -> pd.DataFrame:
    """The scores of every unit and year."""
    return table("scores").frame


def frameworks() -> dict[int, Framework]:
    """The newest framework of each fiscal year (B.E.)."""
    return _frameworks(_key())


@st.cache_resource(max_entries=4, show_spinner=False)
def _frameworks(key: Key) -> dict[int, Framework]:
    with store().reading() as reading:
        return reading.frameworks()


def latest() -> tuple[Framework, int] | None:
    """The framework of the latest year with returns and its last opened round."""
    with store().reading() as reading:
        year = latest_year(reading)
    framework = frameworks().get(year) if year else None
    months = last_opened_round(framework, today()) if framework else None
    return (framework, months) if framework and months else None


def is_sample() -> bool:
    """Whether the database holds the sample."""
    with store().reading() as reading:
        return reading.is_sample()
