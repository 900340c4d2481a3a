"""Jobs for child processes that are kept warm: the parent's side of `worker`.

A worker limits its own processor time; the parent holds a generous wall clock, and kills and
replaces a worker that hangs.
"""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any, TypeAlias

from itadata.findings import Code, Finding
from itadata.workbook import limits
from itadata.workbook.archive import megabytes
from itadata.workbook.messages import decode

_log = logging.getLogger(__name__)
_JOBS_PER_WORKER = 100  # then it is replaced, so that what a reader leaks goes with it
_SIGXCPU = 24  # the processor-time limit of POSIX; named by number, as Windows has no such signal

Progress: TypeAlias = Callable[[float], None]
WorkerReply: TypeAlias = dict[str, Any]


def run_in_worker(
    task: str,
    content: bytes,
    arguments: Mapping[str, Any] | None = None,
    *,
    seconds: int | None = None,
    memory: int | None = None,
    most_bytes: int | None = None,
    on_progress: Progress = lambda fraction: None,
) -> WorkerReply | Finding:
    """Run `task` ("itadata.room.module:function") on a file; see `worker` for what a task is.

    `seconds` of processor time and bytes of `memory` are `limits.SECONDS` and
    `limits.MEMORY_BYTES` unless given; a job with limits of its own ends its worker. A file has
    at most `limits.MAX_BYTES` unless `most_bytes` are given. A finding says why there is no
    answer. `on_progress` gets the fraction done, 0–1.
    """
    most_bytes = limits.MAX_BYTES if most_bytes is None else most_bytes
    if len(content) > most_bytes:
        size, most = megabytes(len(content)), megabytes(most_bytes)
        return Finding(Code.FILE_TOO_LARGE, value=size, expected=most)
    request = {
        "task": task,
        "arguments": dict(arguments or {}),
        "seconds": limits.SECONDS if seconds is None else seconds,
        "memory": memory or limits.MEMORY_BYTES,
    }
    worker = _workers.take()
    try:
        return worker.run(request, content, on_progress)
    except BaseException:
        # Whoever listened to the progress went away in the middle of the exchange.
        worker.close()
        raise
    finally:
        if seconds or memory:
            worker.close()
        _workers.release(worker)


def can_work() -> bool:
    """Whether a worker starts, or all of them are at work."""
    return _workers.are_able()


class _Worker:
    """One child process and the number of its jobs so far."""

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
        self._timer = threading.Timer(0, self._on_timeout)

    @property
    def usable(self) -> bool:
        running = self._process.poll() is None and not self._timed_out
        return running and self._jobs < _JOBS_PER_WORKER

    def run(
        self, request: dict[str, Any], content: bytes, on_progress: Progress
    ) -> WorkerReply | Finding:
        self._jobs += 1
        try:
            self.wait_until_ready()
            self._limit_seconds(request["seconds"])
            answer = self._exchange(request, content, on_progress)
        except (BrokenPipeError, json.JSONDecodeError):
            # The pipe broke or ended in the middle: the worker died of one of its limits.
            answer = None
        finally:
            self._timer.cancel()
        return self._exit_reason(request["memory"]) if answer is None else answer

    def wait_until_ready(self) -> bool:
        """Whether the process has started: the time that it takes is not the file's."""
        if not self._ready:
            assert self._process.stdout
            self._start_timer(limits.SECONDS_TO_START)
            self._ready = bool(self._process.stdout.readline())
            self._timer.cancel()
        return self._ready

    def _limit_seconds(self, seconds: int) -> None:
        self._seconds = seconds
        self._start_timer(seconds * limits.WALL_CLOCK_FACTOR)

    def _start_timer(self, seconds: int) -> None:
        self._timer.cancel()
        self._timer = threading.Timer(seconds, self._on_timeout)
        self._timer.daemon = True
        self._timer.start()

    def _exchange(
        self, request: dict[str, Any], content: bytes, on_progress: Progress
    ) -> WorkerReply | Finding | None:
        """Send a job and read its answer; None where the process ended without one."""
        assert self._process.stdin and self._process.stdout
        for block in (json.dumps(request).encode(), content):
            self._process.stdin.write(len(block).to_bytes(8, "big") + block)
        self._process.stdin.flush()
        parts: list[Any] = []
        while line := self._process.stdout.readline():
            message = decode(line)
            if "progress" in message:
                on_progress(message["progress"])
            elif "seconds" in message:
                _workers.start_spare()
                self._limit_seconds(min(message["seconds"], limits.seconds_for(limits.MAX_CELLS)))
            elif "part" in message:
                parts.append(message["part"])
            elif "refused" in message:
                return Finding.from_dict(message["refused"])
            else:
                answer: WorkerReply = message["answer"]
                return {**answer, "parts": parts} if parts else answer
        return None

    def _exit_reason(self, memory: int) -> Finding:
        self.close()
        _log.warning("a file ended its worker with status %s", self._process.returncode)
        if self._timed_out or self._process.returncode == -_SIGXCPU:
            return Finding(Code.FILE_TOO_SLOW, expected=str(self._seconds))
        return Finding(Code.FILE_TOO_HEAVY, expected=megabytes(memory))

    def _on_timeout(self) -> None:
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


class _Workers:
    """A few warm workers; one more starts when all are busy, up to a bound."""

    def __init__(self, max_workers: int) -> None:
        self._idle: LifoQueue[_Worker] = LifoQueue()
        self._slots = threading.BoundedSemaphore(max_workers)

    def take(self) -> _Worker:
        self._slots.acquire()
        with suppress(Empty):
            while worker := self._idle.get_nowait():
                if worker.usable:
                    return worker
                worker.close()
        return _Worker()

    def are_able(self) -> bool:
        """Whether a worker starts; one that is at work has started."""
        if not self._slots.acquire(blocking=False):
            return True
        self._slots.release()
        worker = self.take()
        try:
            return worker.wait_until_ready()
        finally:
            self.release(worker)

    def start_spare(self) -> None:
        """Start a worker for whoever comes while a large file keeps another one busy."""
        if self._idle.empty():
            self._idle.put(_Worker())

    def release(self, worker: _Worker) -> None:
        if worker.usable:
            self._idle.put(worker)
        else:
            worker.close()
        self._slots.release()

    def close(self) -> None:
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()


_workers = _Workers(max_workers=max(2, os.cpu_count() or 2))
atexit.register(_workers.close)
