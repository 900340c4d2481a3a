"""Every number on a page, from tidy frames; each definition stands in the docstring beside it.

- `compliance`: who reported, and when
- `completion`: how far measures and steps have been carried out
- `scores`: totals, instruments, indicators, levels and changes
- `story`: where we stand, why, and what needs attention first
"""

from itadata.analysis.completion import answers_of_round, measures, round_completion, steps
from itadata.analysis.compliance import MISSING, agencies, rates
from itadata.analysis.numbers import percentage
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
    "MISSING",
    "Gap",
    "LeastComplete",
    "Overdue",
    "Standing",
    "agencies",
    "answers_of_round",
    "best_rule",
    "gaps",
    "indicators",
    "least_complete",
    "level_position",
    "measures",
    "overdue",
    "percentage",
    "rates",
    "round_completion",
    "scores",
    "standing",
    "steps",
]
