"""The one path in: a file's bytes → a judgement; and, where it is received, kept for ever.

- `judgement`: a file as it came, and what is to be said of it
- `earlier`: what was received before it, and what a template carries over
- `judging`: what a workbook is judged by, kind by kind
- `receiving`: the dry run, and the same with the write
"""

from itadata.intake.history import all_carried_over, carried_over
from itadata.intake.submission import receive, validate
from itadata.intake.validation_result import Upload, ValidationResult, WorkbookKind

__all__ = [
    "Upload",
    "ValidationResult",
    "WorkbookKind",
    "all_carried_over",
    "carried_over",
    "receive",
    "validate",
]
