"""Returns submitted from the command line by two processes at once, and what each part takes."""

import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from itadata.access import operator
from itadata.framework import Agency, Framework, StepStatus, parse_framework, write_framework
from itadata.intake import Upload, receive, validate
from itadata.intake.sample import SAMPLE_FOLDER
from itadata.returns import Answer, MeasureText, Return, write_filled
from itadata.store import Store
from itadata.thai import fiscal_year_start, now, today
from itadata.workbook import Workbook, open_workbook
from tests.conftest import NOW

RETURNS = 1_000
PROCESSES = 2
_EDGE = 100  # the first and the last so many, whose medians are compared
_MEASURED = 30  # files by which the parts are told
_YEAR = 2568
_TEXT = (
    "จัดประชุมชี้แจงเจ้าหน้าที่ จัดทำประกาศและคู่มือ ดำเนินการตามแผนปฏิบัติการ ติดตามผลทุกเดือน "
    "รายงานผู้บริหาร เผยแพร่บนเว็บไซต์ของหน่วยงาน"
)


@dataclass(frozen=True)
class Parts:
    """Medians in milliseconds: opening in the worker, the rules, and the transaction."""

    reading: float
    rules: float
    writing: float

    @property
    def row(self) -> str:
        """The cells of a table."""
        return f"{self.reading:.1f} ms | {self.rules:.1f} ms | {self.writing:.1f} ms"


@dataclass(frozen=True)
class Submitted:
    """What submitting them all came to. `first` and `last` are medians in milliseconds a file."""

    count: int
    seconds: float
    first: float
    last: float
    empty: Parts
    full: Parts

    def report(self) -> list[str]:
        """Lines for the report."""
        return [
            f"{self.count:,} returns of as many agencies, submitted from the command line by "
            f"{PROCESSES} processes at once into one SQLite file, took {self.seconds:.0f} s "
            f"({self.seconds / self.count * 1000:.0f} ms a return, the start of the processes "
            f"included). A return took {self.first:.0f} ms (median) among the first {_EDGE} and "
            f"{self.last:.0f} ms among the last {_EDGE}: **{self.last / self.first:.2f}** "
            "(wanted: no growth, about 1).",
            "",
            "The parts of one submission, alone in one process (medians):",
            "",
            "| stored already | reading (worker) | rules | writing |",
            "|---|---|---|---|",
            f"| 0 | {self.empty.row} |",
            f"| {self.count:,} | {self.full.row} |",
        ]


def submitting(folder: Path, count: int = RETURNS) -> Submitted:
    """Submit so many returns into a new database in the folder."""
    with in_first_round():
        return _submitting(folder, count)


@contextmanager
def in_first_round() -> Iterator[None]:
    """Set the clock to a day on which the first round of the year is open."""
    before = os.environ.get("ITA_NOW")
    os.environ["ITA_NOW"] = NOW
    try:
        yield
    finally:
        os.environ.pop("ITA_NOW")
        if before is not None:
            os.environ["ITA_NOW"] = before


def _submitting(folder: Path, count: int) -> Submitted:
    url = f"sqlite:///{folder / 'submitting.db'}"
    framework = example_framework(count + 2 * _MEASURED)
    store = Store.open(url)
    loaded = receive(
        store, operator("cli:bench"), Upload("f.xlsx", write_framework(framework, now()))
    )
    assert loaded.accepted, loaded.findings
    with store.snapshot() as snapshot:
        framework = snapshot.frameworks()[_YEAR]
    returns = [filled_return(framework, agency) for agency in framework.agencies]
    empty = _parts(store, returns[count : count + _MEASURED])
    paths = []
    for number, content in enumerate(returns[:count]):
        paths.append(folder / f"{number:04}.xlsx")
        paths[-1].write_bytes(content)
    started = time.perf_counter()
    taken = _submit(url, paths)
    seconds = time.perf_counter() - started
    full = _parts(store, returns[count + _MEASURED :])
    store.close()
    edge = _EDGE // PROCESSES
    first = [each for one in taken for each in one[:edge]]
    last = [each for one in taken for each in one[-edge:]]
    return Submitted(
        count, seconds, statistics.median(first), statistics.median(last), empty, full
    )


def _submit(url: str, paths: list[Path]) -> list[list[float]]:
    """Milliseconds between the answers of each process, its first answer left out."""
    taken: list[list[float]] = [[] for _ in range(PROCESSES)]
    threads = [
        threading.Thread(target=_run, args=(url, paths[number::PROCESSES], taken[number]))
        for number in range(PROCESSES)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _run(url: str, paths: list[Path], taken: list[float]) -> None:
    command = [sys.executable, "-m", "itadata", "submit", "--json", *map(str, paths)]
    environment = {**os.environ, "ITA_DATABASE_URL": url}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdout
        before = None
        for line in process.stdout:
            at = time.perf_counter()
            assert json.loads(line)["accepted"], line
            if before is not None:
                taken.append((at - before) * 1000)
            before = at
    assert process.returncode == 0
    assert len(taken) == len(paths) - 1


def _parts(store: Store, returns: list[bytes]) -> Parts:
    """What reading, judging and writing take; the dry run is the submission without the write."""
    actor = operator("cli:bench")
    reading, rules, writing = [], [], []
    for content in returns:
        upload = Upload("return.xlsx", content)
        opened = _milliseconds(partial(_open, content))
        judged = _milliseconds(partial(validate, store, actor, upload))
        received = _milliseconds(partial(receive, store, actor, upload))
        reading.append(opened)
        rules.append(judged - opened)
        writing.append(received - judged)
    return Parts(*map(statistics.median, (reading, rules, writing)))


def _open(content: bytes) -> None:
    assert isinstance(open_workbook(content), Workbook)


def _milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


# --- made for it ---------------------------------------------------------------------------


def example_framework(agencies: int) -> Framework:
    """The last framework of the sample with so many agencies."""
    content = (SAMPLE_FOLDER / f"framework_{_YEAR}.xlsx").read_bytes()
    book = open_workbook(content)
    assert isinstance(book, Workbook)
    framework = parse_framework(book).framework
    assert framework
    return replace(
        framework,
        exemptions=(),
        agencies=tuple(
            Agency(f"{no:04}", f"ส่วนราชการทดสอบที่ {no:04}", (), "กระทรวงทดสอบ")
            for no in range(1, agencies + 1)
        ),
    )


def filled_return(framework: Framework, agency: Agency) -> bytes:
    """A return with answers of its own."""
    chance = random.Random(agency.code)
    return write_filled(framework, _document(framework, agency, chance), now())


def _document(framework: Framework, agency: Agency, chance: random.Random) -> Return:
    return Return(
        fiscal_year=framework.fiscal_year,
        round=6,
        agency_code=agency.code,
        reporter="ผู้รายงาน",
        position="นักวิชาการ",
        telephone="0 5300 0000",
        reported_on=today(),
        certifier="หัวหน้าส่วนราชการ",
        letter_no=f"ชม {agency.code}/1",
        letter_date=today(),
        answers=tuple(
            _answer(measure.no, step.no, chance) for measure, step in framework.steps.values()
        ),
        texts=tuple(
            MeasureText(measure.no, _random_text(chance), _random_text(chance), "", "")
            for measure in framework.measures
        ),
    )


def _answer(measure_no: int, step_no: str, chance: random.Random) -> Answer:
    status = chance.choice(list(StepStatus))
    done = status is StepStatus.DONE
    return Answer(
        measure_no,
        step_no,
        status,
        _day(chance) if done else None,
        f"ชม {chance.randrange(10_000):04}/ว {chance.randrange(1_000)}" if done else "",
        _random_text(chance) if status is StepStatus.NOT_APPLICABLE else "",
        "",
        "",
    )


def _day(chance: random.Random) -> date:
    """A day of this fiscal year that is over."""
    first = fiscal_year_start(_YEAR)
    return first + timedelta(chance.randrange((today() - first).days + 1))


def _random_text(chance: random.Random) -> str:
    return " ".join(chance.choices(_TEXT.split(), k=40)) + f" {chance.random()}"
