"""What a text of a finding is: its weight, and an English sentence with places for values."""

from dataclasses import dataclass

from itadata.findings.codes import Severity


@dataclass(frozen=True)
class FindingText:
    """A message id and how much its finding weighs."""

    severity: Severity
    message: str


def error(message: str) -> FindingText:
    """A text of what keeps a workbook out."""
    return FindingText(Severity.ERROR, message)


def warning(message: str) -> FindingText:
    """A text of what goes with a workbook."""
    return FindingText(Severity.WARNING, message)
