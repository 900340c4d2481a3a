"""The findings of a score workbook, in the order in which they were met."""

from itadata.findings import Finding


class Report:
    """Findings, each once: a fault of a title or a heading is met again in every row."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._keys: set[tuple[object, ...]] = set()

    def add(self, finding: Finding) -> None:
        """Add a finding that is not there yet."""
        key = (finding.code, finding.sheet, finding.cell, finding.value, *finding.details.items())
        if key not in self._keys:
            self._keys.add(key)
            self.findings.append(finding)
