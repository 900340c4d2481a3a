"""What a text of a finding is: its weight, and an English sentence with places for values."""

from dataclasses import dataclass

from itadata.findings.codes import Severity


@dataclass(frozen=True)
class Text:
    """A message id and how much its finding weighs."""

    severity: Severity
    message: str


def error(message: str) -> Text:
    """A text of what keeps a workbook out."""
    return Text(Severity.ERROR, message)


def warning(message: str) -> Text:
    """A text of what goes with a workbook."""
    return Text(Severity.WARNING, message)
