"""Every number on a page, from tidy frames; each definition stands in the docstring beside it.

- `compliance`: who reported, and when
- `completion`: how far measures and steps have been carried out
- `scores`: totals, instruments, indicators, levels and changes
- `lines`: what a score is held against; levels by the rules and as published
- `movement`: what moved the score
- `peers`: units of the same kind beside each other
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
from itadata.analysis.lines import (
    Weak,
    asks_of_instruments,
    levels,
    pass_line,
    top_line,
    under_pass,
    weakest,
)
from itadata.analysis.movement import Movement, contributions, movement, same_structure
from itadata.analysis.numbers import MISSING, difference, percentage
from itadata.analysis.peers import QUARTILES_FROM, kind_of, peers, totals
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
    "QUARTILES_FROM",
    "Gap",
    "LeastComplete",
    "Movement",
    "Overdue",
    "Standing",
    "Weak",
    "agencies",
    "answers_of_round",
    "asks_of_instruments",
    "best_rule",
    "contributions",
    "curve",
    "difference",
    "gaps",
    "in_state",
    "indicators",
    "kind_of",
    "least_complete",
    "level_position",
    "levels",
    "matrix",
    "measures",
    "movement",
    "overdue",
    "parent_bodies",
    "pass_line",
    "peers",
    "percentage",
    "rates",
    "round_completion",
    "same_structure",
    "scores",
    "standing",
    "step_agencies",
    "steps",
    "top_line",
    "totals",
    "under_pass",
    "weakest",
]
