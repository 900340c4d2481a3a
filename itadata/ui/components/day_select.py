"""A day chosen in three boxes, B.E.: the calendar that Streamlit has cannot be put in Thai."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from itadata.errors import WrongDate
from itadata.language import N_, _
from itadata.thai import ERA_OFFSET, month_names, today

_YEARS_BEFORE, _YEARS_AFTER = 1, 2


class NoSuchDay(WrongDate):
    """A day that no month has, such as 31 February."""


def select_day(label: str, default: date, key: str) -> date | None:
    """Draw day, month and year in a row; None where there is no such day (`existing_day`)."""
    st.caption(label)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _box(N_("Day"), [*range(1, 32)], default.day, f"{key}_day", 90)
        months = dict(enumerate(month_names(), start=1))
        _box(N_("Month"), [*months], default.month, f"{key}_month", 150, months)
        first = min(today().year - _YEARS_BEFORE, default.year)
        years = [*range(first, max(today().year + _YEARS_AFTER, default.year) + 1)]
        labels = {year: str(year + ERA_OFFSET) for year in years}
        _box(N_("Year (B.E.)"), years, default.year, f"{key}_year", 110, labels)
    return selected_day(key)


def selected_day(key: str) -> date | None:
    """The day of the boxes; None where there is no such day."""
    year, month, day = (st.session_state[f"{key}_{part}"] for part in ("year", "month", "day"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def existing_day(day: date | None) -> date:
    """The day. Raises NoSuchDay where there is none."""
    if day is None:
        raise NoSuchDay(N_("The month chosen has no such day. Choose another."))
    return day


def _box(
    label: str,
    options: list[int],
    default: int,
    key: str,
    width: int,
    names: Mapping[int, str] | None = None,
) -> None:
    st.selectbox(
        _(label),
        options,
        index=options.index(default),
        format_func=lambda option: (names or {}).get(option, str(option)),
        key=key,
        width=width,
    )
