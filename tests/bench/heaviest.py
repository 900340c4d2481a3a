"""What a normal submission takes while the heaviest files are validated in the same server.

One process with two threads, as the server has them: one validates a heavy file again and again,
the other submits returns. It runs in a process of its own, so that its memory is told apart.
"""

import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain, repeat
from pathlib import Path

import openpyxl

from itadata.access import operator
from itadata.framework import write_framework
from itadata.intake import Upload, receive, validate
from itadata.store import Store
from itadata.thai import now
from tests.bench.submitting import example_framework, filled_return
from tests.conftest import NOW

ROWS_OF_RETURN = 100_000
ROWS_OF_SCORES = 47_600  # each with ten figures that are none: 476,000 findings
_SUBMITTED = 40  # normal returns for each median
_WARM_UP = 5
_ACTOR = operator("bench")


@dataclass(frozen=True)
class Burden:
    """Medians in milliseconds, and the most memory of the server so far, in MB."""

    name: str
    heavy_seconds: float
    usual: float
    beside: float
    slowest: float
    memory: float

    @property
    def row(self) -> str:
        """A row of the report."""
        return (
            f"| {self.name} | {self.heavy_seconds:.1f} s | {self.usual:.0f} ms "
            f"| {self.beside:.0f} ms | **{self.beside / self.usual:.2f}** | {self.slowest:.0f} ms "
            f"| {self.memory:,.0f} MB |"
        )


def heaviest() -> list[str]:
    """Lines for the report."""
    command = [sys.executable, "-m", "tests.bench.heaviest"]
    answer = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, env={**os.environ, "ITA_NOW": NOW}
    ).stdout
    return [
        "A return is submitted while another request of the same server validates the heaviest "
        "file (medians; wanted: at most twice the usual time, the server below 500 MB):",
        "",
        "| heavy file | validated in | usual | beside it | ratio | slowest | server |",
        "|---|---|---|---|---|---|---|",
        *(Burden(**each).row for each in json.loads(answer)),
    ]


def main() -> None:
    """Measure in this process, and print the burdens as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'ita.db'}")
        heavy = {
            f"return of {ROWS_OF_RETURN:,} rows": heavy_return(ROWS_OF_RETURN),
            f"scores with {ROWS_OF_SCORES * 10:,} findings": heavy_scores(ROWS_OF_SCORES),
        }
        normal = _returns(store, _WARM_UP + 2 * _SUBMITTED * len(heavy))
        _submit(store, normal, _WARM_UP)
        burdens = [_burden(store, *each, normal) for each in heavy.items()]
    json.dump([asdict(burden) for burden in burdens], sys.stdout)


def _returns(store: Store, count: int) -> Iterator[Upload]:
    framework = example_framework(count)
    loaded = receive(store, _ACTOR, Upload("f.xlsx", write_framework(framework, now())))
    assert loaded.accepted, loaded.findings
    with store.snapshot() as snapshot:
        framework = snapshot.frameworks()[framework.fiscal_year]
    contents = [filled_return(framework, agency) for agency in framework.agencies]
    return (Upload("return.xlsx", content) for content in contents)


def _burden(store: Store, name: str, content: bytes, normal: Iterator[Upload]) -> Burden:
    usual = _submit(store, normal, _SUBMITTED)
    with _validating(store, Upload("heavy.xlsx", content)) as seconds:
        beside = _submit(store, normal, _SUBMITTED)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    medians = statistics.median(usual), statistics.median(beside)
    return Burden(name, statistics.median(seconds), *medians, max(beside), memory)


@contextmanager
def _validating(store: Store, upload: Upload) -> Iterator[list[float]]:
    """Validate a file again and again in another thread; gives the seconds of each time."""
    seconds: list[float] = []
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            started = time.perf_counter()
            validate(store, _ACTOR, upload)
            seconds.append(time.perf_counter() - started)

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(1)
    yield seconds
    over.set()
    thread.join()


def _submit(store: Store, uploads: Iterator[Upload], count: int) -> list[float]:
    """Milliseconds of each submission, with a pause before the next."""
    taken = []
    for _ in range(count):
        upload = next(uploads)
        time.sleep(0.2)
        started = time.perf_counter()
        assert receive(store, _ACTOR, upload).accepted
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def heavy_return(rows: int) -> bytes:
    """A return whose form goes on for so many rows."""
    identity: list[list[object]] = [
        ["รหัสส่วนราชการ", "0001"],
        ["ปีงบประมาณ", 2568],
        ["รอบรายงาน", 6],
    ]
    headings = ["ลำดับ", "ขั้นตอนหรือวิธีการ", "สถานะ", "วันที่แล้วเสร็จ", "หลักฐาน"]
    answer = ["1.1", "จัดทำคู่มือ", "ดำเนินการแล้ว", "1 ม.ค. 2568", "ชม 0023/1"]
    form = chain([headings], repeat(answer, rows))
    return _workbook({"ข้อมูลส่วนราชการ": identity, "แบบรายงาน": form})


def heavy_scores(rows: int) -> bytes:
    """Scores of so many units, none of whose ten figures is within 0–100."""
    indicators = [f"ตัวชี้วัดที่ {no}" for no in range(1, 11)]
    headings = ["ปีงบประมาณ", "หน่วยงาน", *indicators]
    units = ([2568, f"หน่วยงานที่ {number}", *range(101, 111)] for number in range(rows))
    return _workbook({"คะแนน": chain([headings], units)})


def _workbook(sheets: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    main()
