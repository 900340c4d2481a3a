"""Every number on a page, from tidy frames; each definition stands in the docstring beside it.

- `compliance`: who reported, and when
- `completion`: how far measures and steps have been carried out
- `scores`: totals, instruments, indicators, levels and changes
- `story`: where we stand, why, and what needs attention first
"""

from itadata.analysis.completion import (
    answers_of_round,
    matrix,
    measures,
    round_completion,
    step_agencies,
    steps,
)
from itadata.analysis.compliance import (
    LATE,
    ON_TIME,
    agencies,
    curve,
    in_state,
    parent_bodies,
    rates,
)
from itadata.analysis.numbers import MISSING, percentage
from itadata.analysis.scores import best_rule, indicators, level_position, scores
from itadata.analysis.story import (
    Gap,
    LeastComplete,
    Overdue,
    Standing,
    gaps,
    least_complete,
    overdue,
    standing,
)

__all__ = [
    "LATE",
    "MISSING",
    "ON_TIME",
    "Gap",
    "LeastComplete",
    "Overdue",
    "Standing",
    "agencies",
    "answers_of_round",
    "best_rule",
    "curve",
    "gaps",
    "in_state",
    "indicators",
    "least_complete",
    "level_position",
    "matrix",
    "measures",
    "overdue",
    "parent_bodies",
    "percentage",
    "rates",
    "round_completion",
    "scores",
    "standing",
    "step_agencies",
    "steps",
]
