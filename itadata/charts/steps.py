"""Chart of the steps of a measure: the number of agencies in each state."""

from typing import Any

import pandas as pd

from itadata.analysis import MISSING, by_answered_completion, whole_percentage
from itadata.analysis.columns import value_label
from itadata.charts.style import (
    ACCENT,
    EQUAL_STEPS,
    QUIET,
    WARNING,
    Chart,
    Fill,
    Series,
    cut_to_width,
    escaped,
    horizontal_bars,
    with_ties,
)
from itadata.framework import StepStatus
from itadata.language import _

# Answers are strong, what does not apply is an outline, a missing answer is pale and hatched:
# not to report is not the same as not to do.
_LOOKS = {
    StepStatus.DONE.value: (ACCENT, Fill.SOLID),
    StepStatus.IN_PROGRESS.value: ("#74A9C9", Fill.SOLID),
    StepStatus.NOT_STARTED.value: (WARNING, Fill.SOLID),
    StepStatus.NOT_APPLICABLE.value: (QUIET, Fill.OUTLINED),
    MISSING: (QUIET, Fill.HATCHED),
}
_WIDEST_LABEL = 26  # characters of a step that a phone has room for; the table has all


def steps(frame: pd.DataFrame) -> Chart:
    """The steps (`analysis.steps`) in their order, with the number of agencies in each state.

    A click selects the number of a step.
    """
    upwards = frame[::-1]
    labels = {state: value_label("status", state) for state in _LOOKS}
    bars = horizontal_bars(
        [
            f"{row.step_no} · {_done(row)} · {escaped(cut_to_width(row.step, _WIDEST_LABEL))}"
            for row in upwards.itertuples()
        ],
        [
            Series(labels[state], colour, list(upwards[state]), fill)
            for state, (colour, fill) in _LOOKS.items()
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


def _done(row: Any) -> str:
    """The share of the agencies that answered; – where none did."""
    answered = row.done + row.in_progress + row.not_started
    share = whole_percentage(row.done, answered)
    return "<b>–</b>" if share is None else f"<b>{share}%</b> ({row.done}/{answered})"


def _title(frame: pd.DataFrame) -> str:
    if not (frame["expected"] - frame["not_applicable"]).any():
        return _("No step applies to any agency here")
    ranked = by_answered_completion(frame)
    if ranked.empty:
        return _("No answer counts yet")
    least = ranked.iloc[-1]
    shares = ranked["done"] / ranked["answered"]
    return _("Least done: step {step}, at {done} of {of} agencies that answered").format(
        step=with_ties(least["step_no"], int((shares == shares.iloc[-1]).sum()) - 1, EQUAL_STEPS),
        done=least["done"],
        of=least["answered"],
    )
