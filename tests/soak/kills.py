"""Submissions that are killed at any moment: all of it is kept, or nothing."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import psycopg
from sqlalchemy import make_url

from tests.builders import framework_workbook, return_workbook
from tests.postgres import execute
from tests.soak.submitting import faults, opened, start, submit, with_picture

PICTURE_BYTES = 4_000_000  # long enough to write that a kill can come in the middle
LONGEST_WRITE = 0.06
_SECONDS = 120

Wait = Callable[[str], object]
"""Waits, while a submission to the database at an address runs, for the moment of its end."""


@dataclass(frozen=True)
class Killed:
    """What a kill left: whether the submission was kept, and whether bytes of it had been written
    that do not count.
    """

    kept: bool
    torn: bool


# --- databases to kill a submission to -----------------------------------------------------


def in_sqlite(folder: Path) -> Iterator[str]:
    """Addresses of databases that hold a framework and nothing else, one at a time."""
    ground = folder / "ground.db"
    _load_framework(f"sqlite:///{ground}", folder)
    while True:
        yield f"sqlite:///{shutil.copy(ground, folder / 'killed.db')}"
        for path in folder.glob("killed.db*"):
            path.unlink()


def in_postgres(server: Any, folder: Path) -> Iterator[str]:
    """The same on a server."""
    execute(server, "CREATE DATABASE ground")
    _load_framework(server.get_uri(database="ground"), folder)
    for number in count(1):
        execute(server, f"CREATE DATABASE killed_{number} TEMPLATE ground")
        yield server.get_uri(database=f"killed_{number}")
        execute(server, f"DROP DATABASE killed_{number} WITH (FORCE)")


def _load_framework(url: str, folder: Path) -> None:
    path = folder / "framework.xlsx"
    path.write_bytes(framework_workbook())
    submit(url, path)


def large_return(folder: Path) -> Path:
    """A return that takes a while to write."""
    path = folder / "return.xlsx"
    path.write_bytes(with_picture(return_workbook(), PICTURE_BYTES))
    return path


# --- moments -------------------------------------------------------------------------------


def moments(seconds: float, number: int, seed: int = 0) -> Iterator[Wait]:
    """Moments by turns: spread over the seconds that a submission takes, and as it is written."""
    chance = random.Random(seed)
    spread = (number + 1) // 2
    for turn in range(number):
        if turn % 2 == 0:
            yield _after((turn // 2 + chance.random()) / spread * seconds)
        else:
            yield _while_writing(chance.random() * LONGEST_WRITE)


def seconds_undisturbed(url: str, file: Path) -> float:
    """The seconds of a submission that nobody kills."""
    began = time.perf_counter()
    process = start(url, file)
    output, errors = process.communicate(timeout=_SECONDS)
    assert process.returncode == 0, output + errors
    return time.perf_counter() - began


def _after(seconds: float) -> Wait:
    return lambda url: time.sleep(seconds)


def _while_writing(seconds: float) -> Wait:
    def wait(url: str) -> None:
        (_until_sqlite_writes if _log_of(url) else _until_postgres_writes)(url)
        time.sleep(seconds)

    return wait


def _until_sqlite_writes(url: str) -> None:
    until = time.monotonic() + _SECONDS
    while not _has_log(url):
        assert time.monotonic() < until, "nothing was ever written"
        time.sleep(0.0002)


def _until_postgres_writes(url: str) -> None:
    until = time.monotonic() + _SECONDS
    transaction = (
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND query LIKE 'INSERT INTO%'"
    )
    with psycopg.connect(url, autocommit=True) as connection:
        while not connection.execute(transaction).fetchone():
            assert time.monotonic() < until, "nothing was ever written"


def _log_of(url: str) -> Path | None:
    """The path of SQLite's write-ahead log."""
    address = make_url(url)
    return Path(f"{address.database}-wal") if address.drivername == "sqlite" else None


def _has_log(url: str) -> bool:
    log = _log_of(url)
    return log is not None and log.exists() and log.stat().st_size > 0


# --- a kill --------------------------------------------------------------------------------


def kill(url: str, file: Path, wait: Wait) -> Killed:
    """Kill a submission at a moment, verify what it left, and submit the same file again."""
    before = _submissions(url)
    process = start(url, file)
    wait(url)
    readers = psutil.Process(process.pid).children() if process.poll() is None else []
    process.kill()
    process.communicate(timeout=_SECONDS)
    _, left = psutil.wait_procs(readers, timeout=_SECONDS)
    assert not left, "a reader outlives the process that started it"
    written = _has_log(url)
    kept = _check_all_or_nothing(url, before)
    _check_again(url, file, before)
    assert not _has_log(url), "what was written is not gathered in the database"
    return Killed(kept, torn=written and not kept)


def _check_all_or_nothing(url: str, before: int) -> bool:
    assert faults(url) == []
    kept = _submissions(url) - before
    assert kept in (0, 1), f"{kept} submissions of one file"
    return kept == 1


def _check_again(url: str, file: Path, before: int) -> None:
    """The same file is accepted once and for all, whether it was kept before or not."""
    receipts = submit(url, file, file)
    assert receipts == ["2567-12-001-1"] * 2, receipts
    assert _submissions(url) == before + 1
    assert faults(url) == []


def _submissions(url: str) -> int:
    """The number of submissions; each has its event."""
    with opened(url) as store, store.snapshot() as snapshot:
        return snapshot.revision()
