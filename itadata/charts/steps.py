"""Chart of the steps of a measure: the number of agencies in each state."""

from collections.abc import Mapping

import pandas as pd

from itadata.analysis import MISSING
from itadata.analysis.columns import value_label
from itadata.charts.style import (
    ACCENT,
    QUIET,
    WARNING,
    Chart,
    Series,
    escaped,
    horizontal_bars,
    with_ties,
)
from itadata.framework import StepStatus
from itadata.language import _

_COLOURS: Mapping[str, str] = {
    StepStatus.DONE.value: ACCENT,
    StepStatus.IN_PROGRESS.value: "#74A9C9",
    StepStatus.NOT_STARTED.value: "#E3B06B",
    StepStatus.NOT_APPLICABLE.value: QUIET,
    MISSING: WARNING,
}
_STRIPED = StepStatus.NOT_APPLICABLE.value
_LONGEST_LABEL = 36  # characters of a step that a phone has room for; the table has all


def steps(frame: pd.DataFrame) -> Chart:
    """The steps (`analysis.steps`) in their order, with the number of agencies in each state.

    A click selects the number of a step.
    """
    upwards = frame[::-1]
    labels = {state: value_label("status", state) for state in _COLOURS}
    bars = horizontal_bars(
        [
            f"{row.step_no} · <b>{_percent(row.completion)}</b> · {escaped(_short(row.step))}"
            for row in upwards.itertuples()
        ],
        [
            Series(labels[state], colour, list(upwards[state]), striped=state == _STRIPED)
            for state, colour in _COLOURS.items()
        ],
        axis_end=max([*frame["expected"], 1]),
        keys=list(upwards["step_no"]),
        hover="%{fullData.name} %{x}<extra></extra>",
    )
    alt_text = _("Bar chart of the steps by state: {points}.").format(
        points="; ".join(
            f"{row.step_no}: "
            + ", ".join(f"{label} {getattr(row, state)}" for state, label in labels.items())
            for row in frame.itertuples()
        )
    )
    return Chart(bars, _title(frame), alt_text, clickable=True)


def _short(step: str) -> str:
    return step if len(step) <= _LONGEST_LABEL else f"{step[:_LONGEST_LABEL].rstrip()}…"


def _percent(value: float | None) -> str:
    return "–" if pd.isna(value) else f"{value:.2f}%"


def _title(frame: pd.DataFrame) -> str:
    applicable = frame[frame["completion"].notna()]
    if applicable.empty:
        return _("No step applies to any agency here")
    least = applicable.loc[applicable["completion"].astype(float).idxmin()]
    others = int((applicable["completion"] == least["completion"]).sum()) - 1
    return _("Step {step} is furthest behind: done at {done} of {of} agencies").format(
        step=with_ties(least["step_no"], others),
        done=least["done"],
        of=least["expected"] - least["not_applicable"],
    )
