"""Whether the links of evidence open: tried by a process of its own, never while a page is made.

- `address`: which addresses may be opened, and the machine of each
- `connection`: one request to that machine
- `visit`: a link along its redirects, and what it shows
- `run`: the links of a round, one after another
- `sign_in_hosts.txt`: hosts that ask for a sign-in
"""

from itadata.audit.evidence.address import Network
from itadata.audit.evidence.run import begin, carry_out, is_at_work
from itadata.audit.evidence.visit import Visit, Visitor

__all__ = ["Network", "Visit", "Visitor", "begin", "carry_out", "is_at_work"]
