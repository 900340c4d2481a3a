"""What a return must satisfy: one rule is one small function, judged on the cells as they stand.

- `draft`: the return before it is judged
- `rules`: the rules, and the context they are given
"""

from itadata.rules.draft import ReturnDraft, StepRow, draft_return
from itadata.rules.rules import RULES, Context, judge

__all__ = ["RULES", "Context", "ReturnDraft", "StepRow", "draft_return", "judge"]
