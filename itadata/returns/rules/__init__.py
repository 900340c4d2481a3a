"""What a return must satisfy: one rule is one small function, judged on the cells as they stand.

- `draft`: the return before it is judged
- `context`: what it is judged by
- `rules`: the rules of steps and measures, and the list of all
- `sources`: what names a piece of evidence
- `carried`: answers of the round before
- `alike`: texts that were not written for this return
"""

from itadata.returns.rules.context import (
    MOST_COMPARED,
    Context,
    EarlierAnswer,
    EarlierReturn,
    EarlierText,
    History,
    HistoryLookup,
    nothing_earlier,
)
from itadata.returns.rules.draft import SHORTEST, ReturnDraft, StepRow, draft_return
from itadata.returns.rules.rules import RULES, validate

__all__ = [
    "MOST_COMPARED",
    "RULES",
    "SHORTEST",
    "Context",
    "EarlierAnswer",
    "EarlierReturn",
    "EarlierText",
    "History",
    "HistoryLookup",
    "ReturnDraft",
    "StepRow",
    "draft_return",
    "nothing_earlier",
    "validate",
]
