"""The child process that opens untrusted files: `python -m itadata.workbook.worker`.

It prints {"ready": true} once. A job is a request as JSON, {"task": name, "arguments": {…},
"seconds": n, "memory": bytes}, then the file, each after its length in 8 bytes. The answer is one
JSON object a line: {"progress": 0–1}, {"seconds": n} (more time, for a large file) and {"part": …}
(of a large answer, so that no line keeps the threads of the parent waiting) any number of times,
then {"answer": {…}} or {"refused": finding}.

A task is a function `(content: bytes, arguments: dict, job: Job) -> dict` of this package, named
"itadata.room.module:function" by the parent alone; a room adds one by writing it and passing that
name to `worker_pool.run_in_worker`. Its module is imported here, within the limits of the job.
Answers hold what JSON has, and bytes and dates. A task refuses a file by raising `RejectedFile`.
Memory and processor time are limited from inside, so a hostile file ends this process alone.
"""

import gc
import json
import sys
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import Any, BinaryIO, TypeAlias

from itadata.errors import traceback_without_values
from itadata.findings import Code, Finding
from itadata.workbook.archive import RejectedFile, megabytes
from itadata.workbook.messages import encode
from itadata.workbook.reader import warm_up

try:
    import resource
except ImportError:  # Windows has no resource limits: size and wall clock still hold.
    resource = None  # type: ignore[assignment]

WorkerReply: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """The messages that a task may send to the parent while it runs."""

    send: Callable[[WorkerReply], None]

    def progress(self, fraction: float) -> None:
        """Report the fraction done, 0–1."""
        self.send({"progress": round(fraction, 3)})

    def part(self, value: object) -> None:
        """Send a part of a large answer; all of them come under "parts" of the answer."""
        self.send({"part": value})

    def extend(self, seconds: int) -> None:
        """Allow the job this many seconds in all from now."""
        _limit_time(seconds)
        self.send({"seconds": seconds})


def main() -> None:
    """Answer jobs from stdin until it closes."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    # Whatever a reader prints must not be taken for an answer.
    sys.stdout = sys.stderr
    warnings.simplefilter("ignore")  # of readers, about parts of a file that nobody reads
    job = Job(lambda answer: _send(answers, answer))
    if resource:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warm_up()
    gc.freeze()  # what is imported lives as long as the process, and need not be searched
    job.send({"ready": True})
    while block := _block(requests):
        request, content = json.loads(block), _block(requests)
        _limit_memory(request["memory"])
        _limit_time(request["seconds"])
        job.send(_run(request, content, job))


def _block(stream: BinaryIO) -> bytes:
    return stream.read(int.from_bytes(stream.read(8), "big"))


def _send(answers: BinaryIO, answer: WorkerReply) -> None:
    answers.write(encode(answer) + b"\n")
    answers.flush()


def _limit_memory(size: int) -> None:
    if resource:
        _limit(resource.RLIMIT_AS, size)


def _limit_time(seconds: int) -> None:
    # Processor time adds up over jobs, so each job raises the limit by its own share.
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds + 1)


def _limit(resource_type: int, amount: int) -> None:
    """Set the soft limit, which the next job may raise again, within what the machine allows."""
    _, hard = resource.getrlimit(resource_type)
    resource.setrlimit(resource_type, (amount if hard < 0 else min(amount, hard), hard))


def _run(request: dict[str, Any], content: bytes, job: Job) -> WorkerReply:
    try:
        module, _, name = request["task"].partition(":")
        task = getattr(import_module(module), name)
        return {"answer": task(content, request["arguments"], job)}
    except RejectedFile as refused:
        return {"refused": asdict(refused.finding)}
    except MemoryError:
        heavy = Finding(Code.FILE_TOO_HEAVY, expected=megabytes(request["memory"]))
        return {"refused": asdict(heavy)}
    except Exception as error:  # readers raise almost anything on a file made to hurt
        print(traceback_without_values(error), file=sys.stderr)
        return {"refused": asdict(Finding(Code.FILE_UNREADABLE))}


if __name__ == "__main__":
    main()
