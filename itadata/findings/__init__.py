"""Faults in a workbook that was received: values, never exceptions.

- `codes`: the name of each finding
- `texts`: its severity and text
- `finding`: a finding with its location
- `collection`: the findings of a file, bounded
"""

from itadata.findings.codes import CELLS_NOT_READ, Code, Severity
from itadata.findings.collection import Findings
from itadata.findings.finding import AND_MORE, AND_MORE_FIGURES, Finding, has_errors, shorten
from itadata.findings.texts import TEXTS

__all__ = [
    "AND_MORE",
    "AND_MORE_FIGURES",
    "CELLS_NOT_READ",
    "TEXTS",
    "Code",
    "Finding",
    "Findings",
    "Severity",
    "has_errors",
    "shorten",
]
