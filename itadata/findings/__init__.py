"""What is wrong, or worth a second look, in what was received: values, never exceptions.

- `catalogue`: every code, its severity and its text
- `finding`: one fault with its place
"""

from itadata.findings.catalogue import TEXTS, Code, Severity
from itadata.findings.finding import Finding, refuses, shortened

__all__ = ["TEXTS", "Code", "Finding", "Severity", "refuses", "shortened"]
