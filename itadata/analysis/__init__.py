"""Every number on a page, from tidy frames; each definition stands in the docstring beside it.

- `agency`: what one agency sent and answered
- `compliance`: who reported, and when
- `completion`: how far measures and steps have been carried out
- `definitions`: what each number means, in one sentence
- `follow_up`: for whom the province waits, how long already, and who can be asked
- `links`: the indicators that a measure answers
- `scores`: totals, instruments, indicators, levels and changes
- `lines`: what a score is held against; levels by the rules and as published
- `movement`: what moved the score
- `neighbours`: an agency beside those of its parent body, and all
- `peers`: units of the same kind beside each other
- `reviewing`: what waits to be looked at, and what is asked to be mended
- `years`: the indicators with the years beside each other
- `versions`: what changes from one version of a return to the next; what is owed
- `written`: what stands beside the province's own words on a measure
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
    by_completion,
    evidence_coverage,
    matrix,
    measures,
    reporting_completion,
    round_completion,
    side_by_side,
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
    reported,
    state_counts,
)
from itadata.analysis.definitions import DEFINITIONS, Definition, meaning
from itadata.analysis.follow_up import (
    SITUATION_FILTERS,
    ContactData,
    Situation,
    follow_up,
    in_situation,
)
from itadata.analysis.highlights import (
    Gap,
    LeastComplete,
    Overdue,
    ScorePosition,
    gaps,
    least_complete,
    overdue,
    score_position,
)
from itadata.analysis.indicator_years import change_heading, indicator_years
from itadata.analysis.links import measure_indicators
from itadata.analysis.numbers import (
    ACCEPTED,
    MISSING,
    RETURNED,
    SUBMITTED,
    WITHDRAWN,
    difference,
    percentage,
)
from itadata.analysis.peer_comparisons import ALL_MEASURES, peer_comparison
from itadata.analysis.peers import MIN_UNITS_FOR_QUARTILES, peers, unit_kind, unit_totals
from itadata.analysis.province_summaries import (
    DistinctText,
    TextSource,
    distinct_texts,
    measure_progress,
)
from itadata.analysis.review import REVIEW_STATES, return_reasons, review_queue
from itadata.analysis.score_change import ScoreChange, contributions, same_structure, score_change
from itadata.analysis.scores import indicators, level_position, scores, top_level_rule
from itadata.analysis.thresholds import (
    WeakestIndicator,
    below_pass_threshold,
    has_instrument_bounds,
    levels,
    pass_threshold,
    top_threshold,
    weakest_indicator,
)
from itadata.analysis.versions import changes, open_rounds

__all__ = [
    "ACCEPTED",
    "ALL_MEASURES",
    "DEFINITIONS",
    "LATE",
    "MIN_UNITS_FOR_QUARTILES",
    "MISSING",
    "ON_TIME",
    "RETURNED",
    "REVIEW_STATES",
    "SITUATION_FILTERS",
    "SUBMITTED",
    "WITHDRAWN",
    "AnswerCounts",
    "ContactData",
    "Definition",
    "DistinctText",
    "Gap",
    "LeastComplete",
    "Overdue",
    "ScoreChange",
    "ScorePosition",
    "Situation",
    "TextSource",
    "WeakestIndicator",
    "agencies",
    "agency_answers",
    "agency_returns",
    "agency_texts",
    "answer_counts",
    "answers_of_round",
    "below_pass_threshold",
    "by_completion",
    "change_heading",
    "changes",
    "contributions",
    "curve",
    "difference",
    "distinct_texts",
    "evidence_coverage",
    "follow_up",
    "gaps",
    "has_instrument_bounds",
    "in_situation",
    "in_state",
    "indicator_years",
    "indicators",
    "least_complete",
    "level_position",
    "levels",
    "matrix",
    "meaning",
    "measure_indicators",
    "measure_progress",
    "measures",
    "open_rounds",
    "overdue",
    "parent_bodies",
    "pass_threshold",
    "peer_comparison",
    "peers",
    "percentage",
    "rates",
    "reported",
    "reporting_completion",
    "return_reasons",
    "review_queue",
    "round_completion",
    "same_structure",
    "score_change",
    "score_position",
    "scores",
    "side_by_side",
    "state_counts",
    "step_agencies",
    "steps",
    "top_level_rule",
    "top_threshold",
    "unit_kind",
    "unit_totals",
    "weakest_indicator",
]
