"""Large numbers with their n of N and their definition."""

from collections.abc import Mapping

import streamlit as st

from itadata import analysis
from itadata.language import N_, _

OF_AGENCIES = N_("{n} of {of} agencies")
REPORTED = N_("{n} of {of} agencies have reported")
OF_STEPS = N_("{n} of {of} steps")


_COUNTED = {"reporting_rate": OF_AGENCIES, "on_time_rate": OF_AGENCIES}  # others count steps


def metrics(shares: Mapping[str, tuple[int, int]], period: str) -> None:
    """Draw percentages side by side: n and N by name; see `metric`."""
    for column, (name, (n, of)) in zip(st.columns(len(shares)), shares.items(), strict=True):
        with column:
            metric(name, n, of, period)


def metric(name: str, n: int, of: int, period: str) -> None:
    """Draw a percentage of `analysis.DEFINITIONS` of a year and round, with its definition."""
    share = analysis.percentage(n, of)
    count_metric(
        analysis.DEFINITIONS[name].term,
        "–" if share is None else f"{share:.2f}%",
        _(_COUNTED.get(name, OF_STEPS)).format(n=f"{n:,}", of=f"{of:,}"),
        period,
        analysis.meaning(name),
    )


def count_metric(
    label: str, value: str, n_of_n: str, period: str, help: str | None = None
) -> None:
    """Draw a value under its label (a message id), with its n of N and its period."""
    st.metric(
        _(label),
        value,
        border=True,
        height="stretch",
        delta=n_of_n,
        delta_color="off",
        delta_arrow="off",
        delta_description=period,
        help=help,
    )
