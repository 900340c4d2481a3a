"""A day to choose, Buddhist era, by three boxes: `st.date_input` speaks neither Thai nor B.E."""

from datetime import date

import streamlit as st

from itadata.language import mark, translate
from itadata.thai import ERA_OFFSET, month_name, today


def choose_day(label: str, default: date, key: str) -> None:
    """Day, month and year in a row; `chosen_day` reads them."""
    this_year = today().year
    years = range(min(default.year, this_year), max(default.year, this_year + 1) + 1)
    boxes = (
        ("day", mark("Day"), list(range(1, 32)), default.day, str, 90),
        ("month", mark("Month"), list(range(1, 13)), default.month, month_name, 160),
        ("year", mark("Year"), list(years), default.year, _buddhist, 110),
    )
    st.markdown(f"**{label}**")
    with st.container(horizontal=True):
        for part, name, options, chosen, written, width in boxes:
            st.selectbox(
                translate(name),
                options,
                index=options.index(chosen),
                format_func=written,
                key=f"{key}_{part}",
                width=width,
            )


def chosen_day(key: str) -> date | None:
    """The day that the boxes show, None where there is no such day."""
    year, month, day = (st.session_state[f"{key}_{part}"] for part in ("year", "month", "day"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _buddhist(year: int) -> str:
    return str(year + ERA_OFFSET)
