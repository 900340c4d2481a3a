"""`python -m itadata`: every function of the pages without a browser.

Results go to stdout, progress and remarks to stderr. Exit status: 0 when everything was accepted,
1 when something was not (or differs, for `verify`), 2 for misuse, 3 when the machine fails.

- `command`: the command group, its language, and the store that it opens
- `options`: options that several commands share
- `database`: make, verify, move, back up and restore the database
- `submit`: check and submit workbooks
- `review`: accept, send back, withdraw and reopen returns
- `followup`: extensions, exemptions and reminder letters
- `evidence`: try the links of evidence, and the hosts that may be tried
- `export`: templates, receipts and tables
- `report`: the official report and an agency's page
- `publish`: the meeting pack and open data
- `users`: who may sign in
"""

from itadata.cli import (
    database,
    evidence,
    export,
    followup,
    publish,
    report,
    review,
    submit,
    users,
)
from itadata.cli.command import main

__all__ = [
    "database",
    "evidence",
    "export",
    "followup",
    "main",
    "publish",
    "report",
    "review",
    "submit",
    "users",
]
