"""Pictures of the steps of a measure: at how many agencies each is in which state."""

from collections.abc import Mapping

import pandas as pd

from itadata.analysis import MISSING
from itadata.analysis.columns import value_label
from itadata.charts.horizontal_bars import Series, horizontal_bars
from itadata.charts.style import ACCENT, QUIET, WARNING, Chart, escaped, with_ties
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
_LONGEST = 36  # characters of a step above its bar, as a phone shows; the table has it whole


def steps(frame: pd.DataFrame) -> Chart:
    """The steps (`analysis.steps`) in their order, each with the agencies in each state.

    A click stands for the number of a step.
    """
    shown = frame[::-1]
    document = horizontal_bars(
        [
            f"{row.step_no} · <b>{_percent(row.completion)}</b> · {escaped(_short(row.step))}"
            for row in shown.itertuples()
        ],
        [
            Series(
                value_label("status", state), colour, list(shown[state]), striped=state == _STRIPED
            )
            for state, colour in _COLOURS.items()
        ],
        reach=max([*frame["expected"], 1]),
        keys=list(shown["step_no"]),
        hover="%{fullData.name} %{x}<extra></extra>",
    )
    return Chart(document, _title(frame), _alternative(frame), clickable=True)


def _short(step: str) -> str:
    return step if len(step) <= _LONGEST else f"{step[:_LONGEST].rstrip()}…"


def _percent(value: float | None) -> str:
    return "–" if value is None or value != value else f"{value:.2f}%"


def _title(frame: pd.DataFrame) -> str:
    known = frame[frame["completion"].notna()]
    if known.empty:
        return _("No step is asked of any agency here")
    least = known.loc[known["completion"].astype(float).idxmin()]
    others = int((known["completion"] == least["completion"]).sum()) - 1
    return _("Step {step} is furthest behind: done at {done} of {of} agencies").format(
        step=with_ties(least["step_no"], others),
        done=least["done"],
        of=least["expected"] - least["not_applicable"],
    )


def _alternative(frame: pd.DataFrame) -> str:
    return _("Bar chart of the steps by state: {points}.").format(
        points="; ".join(
            f"{row.step_no}: "
            + ", ".join(
                f"{value_label('status', state)} {getattr(row, state)}" for state in _COLOURS
            )
            for row in frame.itertuples()
        )
    )
