"""The rules of a return: each is one small function over the cells of the form.

- `filled_form`: the rows and cells of the form
- `context`: what the rules compare a return with
- `rules`: the rules of steps and measures, and the list of all
- `sources`: web addresses and document numbers in evidence
- `prefilled`: answers of the round before that nobody changed
- `similar_text`: texts that were not written for this return
"""

from itadata.returns.rules.context import (
    MAX_COMPARED_AGENCIES,
    History,
    HistoryLookup,
    PreviousText,
    ValidationContext,
    no_history,
)
from itadata.returns.rules.filled_form import (
    MIN_COMPARED_LENGTH,
    TEXT_COLUMNS,
    FilledForm,
    StepRow,
    match_rows,
)
from itadata.returns.rules.rules import RULES, apply_rules

__all__ = [
    "MAX_COMPARED_AGENCIES",
    "MIN_COMPARED_LENGTH",
    "RULES",
    "TEXT_COLUMNS",
    "FilledForm",
    "History",
    "HistoryLookup",
    "PreviousText",
    "StepRow",
    "ValidationContext",
    "apply_rules",
    "match_rows",
    "no_history",
]
