"""A database that fails, told in a sentence that quotes no value of any row."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from itadata.errors import DatabaseFailure
from itadata.language import N_

_log = logging.getLogger(__name__)

REPLACED = N_(
    "The file of the database was deleted or replaced while the application was running, so "
    "this was not recorded. Start the application again."
)
MISSING = N_(
    "There is no database at {path}. Correct {variable}, or make a new database there with: "
    "python -m itadata init"
)
_NEWER = N_(
    "The database was made by a newer version of this program. Update the program, or set "
    "{variable} to another database."
)
_AWAY = N_(
    "The database does not answer, so nothing was recorded. Do this again once it does; if it "
    "stays away, tell the administrator."
)
CANNOT_OPEN = N_(
    "The file of the database cannot be opened. Check that its folder is there and may be written."
)
_LOST = N_(
    "The connection to the database was lost, so it is not certain whether this was recorded. Do "
    "it again in a minute: the same file is received once."
)
_FULL = N_(
    "The disk of the database is full, so this was not recorded. Make room on it, and do this "
    "again."
)
_DAMAGED = N_(
    "The database is damaged, or its file is not a database. Stop the application and restore "
    "the last copy of the database."
)
_BUSY = N_("The database is busy, so this was not recorded. Do this again in a minute.")
_READ_ONLY = N_(
    "The database may not be written, so this was not recorded. Check the permissions of its file "
    "and its folder."
)
_DISK = N_(
    "The disk of the database cannot be read or written, so this was not recorded. It may be full "
    "or faulty: tell the administrator."
)
# What the names of SQLite's errors begin with, and the states of PostgreSQL.
_SENTENCES = {
    "SQLITE_FULL": _FULL,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_IOERR": _DISK,
    "SQLITE_CANTOPEN": CANNOT_OPEN,
    "53100": _FULL,
    "XX00": _DAMAGED,
    "55P03": _BUSY,
    "25006": _READ_ONLY,
    "58030": _DISK,
    "08": _LOST,
    "57P": _LOST,
}


@contextmanager
def database_failures(variable: str) -> Iterator[None]:
    """Raise DatabaseFailure where the database fails; any other error stays as it is.

    `variable` is the setting that says which database it is.
    """
    try:
        yield
    except CommandError as error:  # Alembic does not know the schema of the database
        raise DatabaseFailure(_NEWER, variable=variable) from error
    except PoolTimeout as error:
        raise DatabaseFailure(_BUSY) from error
    except (sqlite3.Error, DBAPIError) as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise DatabaseFailure(sentence) from error


def _sentence(error: sqlite3.Error | DBAPIError) -> str | None:
    """What is wrong with the database; None for a fault of the address or of this program."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return _LOST
    original = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""
    _log.error("the database failed: %s %s", type(original).__name__, name)
    of_server = not isinstance(original, sqlite3.Error)
    if not name and of_server and isinstance(error, OperationalError):
        return _AWAY  # no connection was made, so no server has given its state
    return next((text for start, text in _SENTENCES.items() if name.startswith(start)), None)
