"""Whether what is stored still is what was received: every file, event, row and count.

- `difference`: something that differs, in a sentence; `texts`, `words`: its sentences and words
- `log`: the chain of events, and which submission each is of
- `submissions`: a submission beside its event and its file
- `sealed`: decisions and notes beside the events that seal them; the mark of a sample
- `rereading`: the file opened again, and the rows that follow from it
- `entries`: rows beside rows
- `counts`: the tables' counts beside those of the files
- `verifying`: all of it, in order
"""

from itadata.audit.verification.difference import Difference
from itadata.audit.verification.texts import DifferenceCode
from itadata.audit.verification.verifying import verify

__all__ = ["Difference", "DifferenceCode", "verify"]
