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
    FOLLOWED,
    People,
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
from itadata.analysis.peer_comparisons import EVERY, peer_comparison
from itadata.analysis.peers import QUARTILES_FROM, kind_of, peers, totals
from itadata.analysis.reviewing import REVIEWED, queue, reasons
from itadata.analysis.score_change import ScoreChange, contributions, same_structure, score_change
from itadata.analysis.scores import best_rule, indicators, level_position, scores
from itadata.analysis.thresholds import (
    Weak,
    asks_of_instruments,
    levels,
    pass_line,
    top_line,
    under_pass,
    weakest,
)
from itadata.analysis.versions import changes, open_rounds
from itadata.analysis.written import Place, Wording, progress, wordings
from itadata.analysis.years import change_in, years_across

__all__ = [
    "ACCEPTED",
    "DEFINITIONS",
    "EVERY",
    "FOLLOWED",
    "LATE",
    "MISSING",
    "ON_TIME",
    "QUARTILES_FROM",
    "RETURNED",
    "REVIEWED",
    "SUBMITTED",
    "WITHDRAWN",
    "AnswerCounts",
    "Definition",
    "Gap",
    "LeastComplete",
    "Overdue",
    "People",
    "Place",
    "ScoreChange",
    "ScorePosition",
    "Situation",
    "Weak",
    "Wording",
    "agencies",
    "agency_answers",
    "agency_returns",
    "agency_texts",
    "answer_counts",
    "answers_of_round",
    "asks_of_instruments",
    "best_rule",
    "change_in",
    "changes",
    "contributions",
    "curve",
    "difference",
    "evidence_coverage",
    "follow_up",
    "gaps",
    "in_situation",
    "in_state",
    "indicators",
    "kind_of",
    "least_complete",
    "level_position",
    "levels",
    "matrix",
    "meaning",
    "measure_indicators",
    "measures",
    "open_rounds",
    "overdue",
    "parent_bodies",
    "pass_line",
    "peer_comparison",
    "peers",
    "percentage",
    "progress",
    "queue",
    "rates",
    "reasons",
    "reported",
    "reporting_completion",
    "round_completion",
    "same_structure",
    "score_change",
    "score_position",
    "scores",
    "side_by_side",
    "state_counts",
    "step_agencies",
    "steps",
    "top_line",
    "totals",
    "under_pass",
    "weakest",
    "wordings",
    "years_across",
]
