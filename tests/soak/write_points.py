"""Write points: the statements and commits that write to a database, and failures at any of them.

Whoever may not mount a small disk cannot fill a real one: SQLite gets no page more instead, and
PostgreSQL's errors are raised where its driver would raise them.
"""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine.default import DefaultDialect

_WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP")

Failure = Callable[[Any], None]
"""What happens at a write point, to the connection of the driver."""


@contextmanager
def write_points(at: int = 0, failure: Failure | None = None) -> Iterator[list[str]]:
    """Collect the writes of this process, and fail at that with this number, from 1."""
    points: list[str] = []

    def reach(point: str, connection: Any) -> None:
        points.append(point)
        if failure and len(points) == at:
            failure(connection)

    def executing(name: str) -> Callable[..., None]:
        original = getattr(DefaultDialect, name)

        def execute(
            self: Any, cursor: Any, statement: str, parameters: Any, context: Any = None
        ) -> None:
            if statement.lstrip().upper().startswith(_WRITES):
                reach(statement, cursor.connection)
            original(self, cursor, statement, parameters, context)

        return execute

    commit = DefaultDialect.do_commit

    def committing(self: Any, connection: Any) -> None:
        reach("COMMIT", connection.driver_connection)
        commit(self, connection)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("do_execute", "do_executemany"):
            patch.setattr(DefaultDialect, name, executing(name))
        patch.setattr(DefaultDialect, "do_commit", committing)
        yield points


def kill(connection: Any) -> None:
    """End this process, as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def io_error(connection: Any) -> None:
    """Raise the error of a disk that cannot be written."""
    if _is_postgresql(connection):
        raise psycopg.errors.IoError("could not write block")
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"  # type: ignore[misc]
    raise error


def full_disk(connection: Any) -> None:
    """Leave no room for another page."""
    if _is_postgresql(connection):
        raise psycopg.errors.DiskFull("could not extend file")
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def kill_database(connection: Any) -> None:
    """End the process of the server that serves this connection; the server starts anew."""
    os.kill(connection.info.backend_pid, signal.SIGKILL)


def _is_postgresql(connection: Any) -> bool:
    return hasattr(connection, "info")


def in_killed_child(action: Callable[[], None]) -> bool:
    """Run an action in a process of its own; gives whether it was killed."""
    child = os.fork()
    if not child:
        try:
            action()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
