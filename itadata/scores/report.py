"""The findings of a score workbook, in the order in which they were met."""

from itadata.findings import Finding, Findings


class Report:
    """Findings, each once: a fault of a title or a heading is met again in every row."""

    def __init__(self) -> None:
        self.findings = Findings()

    def add(self, finding: Finding) -> None:
        """Add a finding that is not there yet."""
        self.findings.append_once(finding)
