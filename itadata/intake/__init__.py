"""The one path in: a file's bytes → a validation result, stored for ever if it is submitted.

- `validation_result`: an uploaded file and its findings
- `history`: earlier returns, for the rules and for prefilled templates
- `validation`: the checks of each kind of workbook
- `submission`: the dry run, the same with the write, and the files that were sent
- `decisions`, `summaries`: what people decide and write in the store
- `users`: who may sign in, and who does
- `sample`: fills an empty database
"""

from itadata.intake.history import prefilled_return, prefilled_returns
from itadata.intake.submission import receive, validate
from itadata.intake.validation_result import Upload, ValidationResult, WorkbookKind

__all__ = [
    "Upload",
    "ValidationResult",
    "WorkbookKind",
    "prefilled_return",
    "prefilled_returns",
    "receive",
    "validate",
]
