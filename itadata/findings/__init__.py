"""What is wrong, or worth a second look, in what was received: values, never exceptions.

- `codes`: their names
- `texts`: what each says, and how much it weighs
- `finding`: one fault with its place
"""

from itadata.findings.codes import Code, Severity
from itadata.findings.finding import AND_MORE, Finding, has_errors, shorten
from itadata.findings.texts import TEXTS

__all__ = ["AND_MORE", "TEXTS", "Code", "Finding", "Severity", "has_errors", "shorten"]
