"""Submissions that are killed at any moment: all of it is kept, or nothing."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.builders import framework_workbook, return_workbook
from tests.soak.submitting import faults, opened, start, submit, with_picture

PICTURE_BYTES = 4_000_000  # long enough to write that a kill can come in the middle
LONGEST_WRITE = 0.06
_SECONDS = 120

Wait = Callable[[Path], object]
"""Waits, while a submission to the database runs, for the moment of its end."""


@dataclass(frozen=True)
class Ground:
    """What a kill starts from: a database with a framework, a return, how long it takes."""

    database: Path
    file: Path
    seconds: float

    @classmethod
    def prepare(cls, folder: Path) -> "Ground":
        """Make the files, and submit once undisturbed, to know how long it takes."""
        framework, file = folder / "framework.xlsx", folder / "return.xlsx"
        framework.write_bytes(framework_workbook())
        file.write_bytes(with_picture(return_workbook(), PICTURE_BYTES))
        database = folder / "ground.db"
        submit(f"sqlite:///{database}", framework)
        tried = Path(shutil.copy(database, folder / "tried.db"))
        began = time.perf_counter()
        process = start(f"sqlite:///{tried}", file)
        output, errors = process.communicate(timeout=_SECONDS)
        assert process.returncode == 0, output + errors
        return cls(database, file, time.perf_counter() - began)


@dataclass(frozen=True)
class Killed:
    """What a kill left: whether the submission was kept, and whether bytes of it had been written
    that do not count.
    """

    kept: bool
    torn: bool


def moments(ground: Ground, number: int, seed: int = 0) -> Iterator[Wait]:
    """Moments by turns: spread over the whole duration, and while the database is written."""
    chance = random.Random(seed)
    spread = (number + 1) // 2
    for turn in range(number):
        if turn % 2 == 0:
            share = (turn // 2 + chance.random()) / spread
            yield _after(share * ground.seconds)
        else:
            yield _while_writing(chance.random() * LONGEST_WRITE)


def _after(seconds: float) -> Wait:
    return lambda database: time.sleep(seconds)


def _while_writing(seconds: float) -> Wait:
    def wait(database: Path) -> None:
        written, until = _log_of(database), time.monotonic() + _SECONDS
        while not (written.exists() and written.stat().st_size):
            assert time.monotonic() < until, "nothing was ever written"
            time.sleep(0.0002)
        time.sleep(seconds)

    return wait


def _log_of(database: Path) -> Path:
    """Where SQLite writes before it counts."""
    return database.with_name(f"{database.name}-wal")


def kill(ground: Ground, folder: Path, wait: Wait) -> Killed:
    """Kill a submission at a moment, verify what it left, and submit the same file again."""
    database = Path(shutil.copy(ground.database, folder / "killed.db"))
    url = f"sqlite:///{database}"
    before = _submissions(url)
    process = start(url, ground.file)
    wait(database)
    readers = psutil.Process(process.pid).children() if process.poll() is None else []
    process.kill()
    process.communicate(timeout=_SECONDS)
    _, left = psutil.wait_procs(readers, timeout=_SECONDS)
    assert not left, "a reader outlives the process that started it"
    written = _log_of(database).exists() and _log_of(database).stat().st_size > 0
    kept = _check_all_or_nothing(url, before)
    _check_again(url, ground.file, before)
    assert not _log_of(database).exists(), "what was written is not gathered in the database"
    for path in folder.glob("killed.db*"):
        path.unlink()
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
    """How many there are; each has its event."""
    with opened(url) as store, store.reading() as reading:
        return reading.revision()
