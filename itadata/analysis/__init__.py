"""Every number on a page, from tidy frames; each definition stands in the docstring beside it.

- `agency`: what one agency sent and answered
- `compliance`: who reported, and when
- `completion`: how far measures and steps have been carried out
- `definitions`: what each number means, in one sentence
- `links`: the indicators that a measure answers
- `scores`: totals, instruments, indicators, levels and changes
- `story`: where we stand, why, and what needs attention first
"""

from itadata.analysis.agency import (
    AnswerCounts,
    agency_answers,
    agency_returns,
    agency_texts,
    answer_counts,
)
from itadata.analysis.completion import (
    answers_of_round,
    beside,
    evidence_coverage,
    matrix,
    measures,
    reporting_completion,
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
from itadata.analysis.definitions import DEFINITIONS, Definition, meaning
from itadata.analysis.links import measure_indicators
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
    "DEFINITIONS",
    "LATE",
    "MISSING",
    "ON_TIME",
    "AnswerCounts",
    "Definition",
    "Gap",
    "LeastComplete",
    "Overdue",
    "Standing",
    "agencies",
    "agency_answers",
    "agency_returns",
    "agency_texts",
    "answer_counts",
    "answers_of_round",
    "beside",
    "best_rule",
    "curve",
    "evidence_coverage",
    "gaps",
    "in_state",
    "indicators",
    "least_complete",
    "level_position",
    "matrix",
    "meaning",
    "measure_indicators",
    "measures",
    "overdue",
    "parent_bodies",
    "percentage",
    "rates",
    "reporting_completion",
    "round_completion",
    "scores",
    "standing",
    "step_agencies",
    "steps",
]
