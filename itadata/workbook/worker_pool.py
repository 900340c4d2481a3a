"""Untrusted bytes → a `Book` or a finding, through a worker process that is kept warm.

The parent holds the wall clock: a worker that takes too long is killed and replaced.
"""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any, TypeAlias

from itadata.findings import Code, Finding
from itadata.workbook import limits
from itadata.workbook.archive import megabytes
from itadata.workbook.marks.memory import memory_text
from itadata.workbook.sheets import Book, Sheet, Value, cell_range, position

_log = logging.getLogger(__name__)
_JOBS_PER_WORKER = 100  # then it is replaced, so that what a reader leaks goes with it

Progress: TypeAlias = Callable[[float], None]
Answer: TypeAlias = dict[str, Any]
_OPEN: Answer = {"kind": "open"}


def open_workbook(content: bytes, on_progress: Progress = lambda share: None) -> Book | Finding:
    """Open a workbook, or say why not. `on_progress` hears shares from 0 to 1.

    A sheet of findings that this system put before the others is not part of the book.
    """
    answer = run_in_worker(content, on_progress)
    if isinstance(answer, Finding):
        return answer
    told = [sheet for sheet in answer["sheets"] if memory_text(sheet["rows"]) is None]
    sheets = tuple(_sheet(sheet) for sheet in told)
    if sheets and all(sheet.hidden for sheet in sheets):
        return Finding(Code.SHEET_HIDDEN, sheets[0].name, value=sheets[0].name)
    return Book(sheets, tuple(_remarks(answer["other_workbooks"])))


def _remarks(other_workbooks: int) -> Iterator[Finding]:
    if other_workbooks:
        yield Finding(Code.FILE_OTHER_WORKBOOKS, value=str(other_workbooks))


def run_in_worker(content: bytes, on_progress: Progress, job: Answer = _OPEN) -> Answer | Finding:
    """What a worker answers to a job on a workbook, or why there is no answer."""
    if len(content) > limits.MAX_BYTES:
        return Finding(
            Code.FILE_TOO_LARGE,
            value=megabytes(len(content)),
            expected=megabytes(limits.MAX_BYTES),
        )
    worker = _workers.take()
    try:
        return worker.ask(content, on_progress, job)
    except BaseException:
        # Whoever listened to the progress went away in the middle of the conversation.
        worker.close()
        raise
    finally:
        _workers.give_back(worker)


def _sheet(answer: dict[str, Any]) -> Sheet:
    return Sheet(
        name=answer["name"],
        rows=[[_value(value) for value in row] for row in answer["rows"]],
        merges=tuple(cell_range(address) for address in answer["merges"]),
        troubles={position(cell): trouble for cell, trouble in answer["troubles"].items()},
        hidden=answer["hidden"],
    )


def _value(value: Any) -> Value:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    return datetime.fromisoformat(value["date"])


class _Worker:
    """One child process and what it has been asked so far."""

    def __init__(self) -> None:
        package_parent = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, [package_parent, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "itadata.workbook.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # One thread: each would reserve memory that the limit counts.
            env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
        )
        self._jobs = 0
        self._ready = False
        self._timed_out = False
        self._seconds = limits.SECONDS
        self._clock = threading.Timer(0, self._run_out)

    @property
    def usable(self) -> bool:
        running = self._process.poll() is None and not self._timed_out
        return running and self._jobs < _JOBS_PER_WORKER

    def ask(self, content: bytes, on_progress: Progress, job: Answer = _OPEN) -> Answer | Finding:
        self._jobs += 1
        try:
            self._wait_until_ready()
            self._give_seconds(limits.SECONDS)
            return self._converse(content, on_progress, job)
        except (BrokenPipeError, json.JSONDecodeError):
            # The pipe broke or ended in the middle: the worker died of one of its limits.
            return self._last_words()
        finally:
            self._clock.cancel()

    def _wait_until_ready(self) -> None:
        # Its own start is not held against the workbook.
        if not self._ready:
            assert self._process.stdout
            self._give_seconds(limits.SECONDS_TO_START)
            self._ready = bool(self._process.stdout.readline())

    def _give_seconds(self, seconds: int) -> None:
        self._clock.cancel()
        self._seconds = seconds
        self._clock = threading.Timer(seconds, self._run_out)
        self._clock.daemon = True
        self._clock.start()

    def _converse(self, content: bytes, on_progress: Progress, job: Answer) -> Answer | Finding:
        assert self._process.stdin and self._process.stdout
        for block in (json.dumps(job).encode(), content):
            self._process.stdin.write(len(block).to_bytes(8, "big") + block)
        self._process.stdin.flush()
        while line := self._process.stdout.readline():
            answer = json.loads(line)
            if "progress" in answer:
                on_progress(answer["progress"])
            elif "large" in answer:
                self._give_seconds(limits.seconds_for(answer["large"]))
            elif "refused" in answer:
                refused = answer["refused"]
                return Finding(Code(refused.pop("code")), **refused)
            else:
                return answer  # type: ignore[no-any-return]
        return self._last_words()

    def _last_words(self) -> Finding:
        self.close()
        _log.warning("a workbook ended its worker with status %s", self._process.returncode)
        if self._timed_out or self._process.returncode == -_SIGXCPU:
            return Finding(Code.FILE_TOO_SLOW, expected=str(self._seconds))
        return Finding(Code.FILE_TOO_HEAVY, expected=megabytes(limits.MEMORY_BYTES))

    def _run_out(self) -> None:
        self._timed_out = True
        self._process.kill()

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


_SIGXCPU = 24  # the processor-time limit of POSIX; named by number, as Windows has no such signal


class _Workers:
    """A few warm workers; one more starts when all are busy, up to a bound."""

    def __init__(self, most: int) -> None:
        self._idle: LifoQueue[_Worker] = LifoQueue()
        self._places = threading.BoundedSemaphore(most)

    def take(self) -> _Worker:
        self._places.acquire()
        with suppress(Empty):
            while worker := self._idle.get_nowait():
                if worker.usable:
                    return worker
                worker.close()
        return _Worker()

    def give_back(self, worker: _Worker) -> None:
        if worker.usable:
            self._idle.put(worker)
        else:
            worker.close()
        self._places.release()

    def close(self) -> None:
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()


_workers = _Workers(most=max(2, os.cpu_count() or 2))
atexit.register(_workers.close)
