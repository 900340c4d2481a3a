"""Verification: every file, event and row that is stored, beside what was received.

- `codes`: every kind of difference with its sentence; `difference`: one difference
- `log`: the chain of events, and the event of each row
- `rows`: the rows that follow from a file, beside those that are stored
- `decisions`: decisions, notes and templates beside their events; the mark of a sample
- `checks`: all of it, in order
"""

from itadata.audit.verification.checks import verify
from itadata.audit.verification.codes import DifferenceCode
from itadata.audit.verification.difference import Difference
from itadata.audit.verification.log import backward_steps

__all__ = ["Difference", "DifferenceCode", "backward_steps", "verify"]
