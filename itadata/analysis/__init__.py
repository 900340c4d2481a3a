"""Every number on a page, from tidy frames; each definition is in the docstring of its formula.

- `agency`: the returns and answers of one agency
- `agency_history`: agencies over the rounds, and one against the spread of all
- `compliance`: which agencies reported, and when
- `completion`: how much of measures and steps has been done
- `computed_indicators`: indicators from their parts, and through renumberings
- `definitions`: the meaning of each number
- `evidence`: the links of evidence, and what came of trying each
- `follow_up`: what is outstanding at each agency, and whom to contact
- `highlights`: the score, its reasons, and what needs attention first
- `improvement`: indicators, the measures that answer them, and the scores around
- `indicator_years`: the indicators with one column a fiscal year
- `links`: the indicators that a measure addresses
- `numbers`: states of returns, percentages and differences
- `peer_comparisons`: an agency beside its parent body and all agencies
- `peers`: units among those of the same kind
- `province_summaries`: the sources of the province's summary of a measure
- `results`: weak and strong points of a year, and its changes
- `review`: the review queue, and the reasons for returning a return
- `signals`: counts of a return that deserve a look
- `score_change`: what changed the score
- `scores`: totals, instruments, indicators, levels and changes
- `thresholds`: the thresholds of a score; computed and published levels
- `way_up`, `exact_scores`, `lift_problem`, `lifts`: the lifts that the next level asks for
- `what_if`, `scenario`: total and level at other scores of indicators
- `scored_units`: the units of these, with their exact figures
- `versions`: changes between versions of a return, and the open rounds
"""

from itadata.analysis.agency import (
    agency_answers,
    agency_returns,
    agency_texts,
    answer_counts,
)
from itadata.analysis.agency_history import (
    EXEMPT,
    NOT_DUE,
    NOT_LISTED,
    agency_rounds,
    agency_spread,
    reporting_rounds,
)
from itadata.analysis.completion import (
    answers_of_round,
    by_agency_completion,
    by_answered_completion,
    by_completion,
    counting_agencies,
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
    with_single_bodies_folded,
)
from itadata.analysis.definitions import DEFINITIONS, meaning
from itadata.analysis.follow_up import (
    EXTENDED,
    ContactData,
    Situation,
    follow_up,
    in_situation,
    rate_with_exemptions,
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
from itadata.analysis.improvement import improvement
from itadata.analysis.indicator_years import change_heading, indicator_years, row_labels
from itadata.analysis.links import measure_indicators
from itadata.analysis.numbers import (
    ACCEPTED,
    MISSING,
    RETURNED,
    SUBMITTED,
    WITHDRAWN,
    difference,
    percentage,
    whole_percentage,
)
from itadata.analysis.peer_comparisons import peer_comparison
from itadata.analysis.peers import MIN_UNITS_FOR_QUARTILES, peers, unit_totals
from itadata.analysis.province_summaries import (
    DistinctText,
    distinct_texts,
    measure_progress,
)
from itadata.analysis.repeatedly_missing import repeatedly_behind, repeatedly_missing
from itadata.analysis.results import Results, ResultScore, results
from itadata.analysis.review import REVIEW_STATES, return_reasons, review_queue
from itadata.analysis.scenario import read_scenario, write_scenario
from itadata.analysis.score_change import (
    REST,
    ChangePart,
    ScoreChange,
    contributions,
    same_structure,
    score_change,
)
from itadata.analysis.scores import (
    indicators,
    last_score_year,
    level_position,
    part_columns,
    scores,
    subindicators,
)
from itadata.analysis.signals import SIGNALS, signals
from itadata.analysis.thresholds import (
    WeakestIndicator,
    below_pass_threshold,
    bound_labels,
    has_instrument_bounds,
    levels,
    pass_threshold,
    top_threshold,
    weakest_indicator,
)
from itadata.analysis.versions import changes, open_rounds
from itadata.analysis.way_up import way_up
from itadata.analysis.what_if import lifted_scores, what_if

__all__ = [
    "ACCEPTED",
    "DEFINITIONS",
    "EXEMPT",
    "EXTENDED",
    "LATE",
    "MIN_UNITS_FOR_QUARTILES",
    "MISSING",
    "NOT_DUE",
    "NOT_LISTED",
    "ON_TIME",
    "REST",
    "RETURNED",
    "REVIEW_STATES",
    "SIGNALS",
    "SUBMITTED",
    "WITHDRAWN",
    "ChangePart",
    "ContactData",
    "DistinctText",
    "Gap",
    "LeastComplete",
    "Overdue",
    "ResultScore",
    "Results",
    "ScoreChange",
    "ScorePosition",
    "Situation",
    "WeakestIndicator",
    "agencies",
    "agency_answers",
    "agency_returns",
    "agency_rounds",
    "agency_spread",
    "agency_texts",
    "answer_counts",
    "answers_of_round",
    "below_pass_threshold",
    "bound_labels",
    "by_agency_completion",
    "by_answered_completion",
    "by_completion",
    "change_heading",
    "changes",
    "contributions",
    "counting_agencies",
    "curve",
    "difference",
    "distinct_texts",
    "evidence_coverage",
    "follow_up",
    "gaps",
    "has_instrument_bounds",
    "improvement",
    "in_situation",
    "in_state",
    "indicator_years",
    "indicators",
    "last_score_year",
    "least_complete",
    "level_position",
    "levels",
    "lifted_scores",
    "matrix",
    "meaning",
    "measure_indicators",
    "measure_progress",
    "measures",
    "open_rounds",
    "overdue",
    "parent_bodies",
    "part_columns",
    "pass_threshold",
    "peer_comparison",
    "peers",
    "percentage",
    "rate_with_exemptions",
    "rates",
    "read_scenario",
    "repeatedly_behind",
    "repeatedly_missing",
    "reported",
    "reporting_completion",
    "reporting_rounds",
    "results",
    "return_reasons",
    "review_queue",
    "round_completion",
    "row_labels",
    "same_structure",
    "score_change",
    "score_position",
    "scores",
    "side_by_side",
    "signals",
    "state_counts",
    "step_agencies",
    "steps",
    "subindicators",
    "top_threshold",
    "unit_totals",
    "way_up",
    "weakest_indicator",
    "what_if",
    "whole_percentage",
    "with_single_bodies_folded",
    "write_scenario",
]
