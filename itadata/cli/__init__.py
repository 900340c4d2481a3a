"""`python -m itadata`: every function of the pages without a browser.

Results go to stdout, progress and remarks to stderr. Exit status: 0 when everything was accepted,
1 when something was not (or differs, for `verify`), 2 for misuse.

- `command`: the command itself, its language and database
- `receiving`: the database made; workbooks checked and submitted
- `deciding`: returns accepted, sent back, withdrawn, reopened
- `giving`: templates, receipts, tables, the verification
- `reminding`: more time, exemptions, reminder letters
- `reporting`: the official report, an agency's page
- `packing`: the meeting pack, open data
"""

from itadata.cli import export, followup, publish, report, review, submit
from itadata.cli.command import main

__all__ = ["deciding", "giving", "main", "packing", "receiving", "reminding", "reporting"]
