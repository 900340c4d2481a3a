"""How long a finished spreadsheet of a long table takes, and how much memory; in a process of its
own, which `python -m tests.bench.exports` shows alone.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.exports import Context, to_xlsx
from itadata.thai import BANGKOK
from tests.browser import ROOT

# Rows, and in how many seconds they should be written.
SIZES = ((11_520, 1.0), (50_000, 4.0))
MOST_MEGABYTES = 300
_TIMES = 5
_STATUSES = ("done", "in_progress", "not_started", "missing")


@dataclass(frozen=True)
class Exported:
    """A table of so many rows: the median seconds, those of the processor alone, the megabytes
    that it took above what the process held before, and the size of the file in megabytes.
    """

    rows: int
    wanted: float
    seconds: float
    processor: float
    memory: float
    size: float

    @property
    def row(self) -> str:
        """A row of the report."""
        return (
            f"| {self.rows:,} | **{self.seconds:.2f} s** | ≤ {self.wanted:g} s "
            f"| {self.processor:.2f} s | {self.memory:,.0f} MB | {self.size:.1f} MB |"
        )


def exporting() -> list[str]:
    """The part of the report about spreadsheets."""
    found = [_in_a_process(rows, wanted) for rows, wanted in SIZES]
    return [
        "A finished spreadsheet of the table `answers` (18 columns, half of the rows with a link, "
        "long texts, dates, row heights, what the columns mean), in a process of its own; memory "
        f"is what it took above what the process held before (wanted ≤ {MOST_MEGABYTES} MB):",
        "",
        "| rows | time (median) | wanted | of the processor | memory | file |",
        "|---|---|---|---|---|---|",
        *(exported.row for exported in found),
    ]


def _in_a_process(rows: int, wanted: float) -> Exported:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.exports", str(rows)],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        check=True,
        text=True,
    )
    return Exported(rows, wanted, **json.loads(done.stdout))


def _measured(rows: int) -> dict[str, float]:
    frame = answers(rows)
    context = Context("คำตอบของส่วนราชการ", datetime(2025, 5, 20, tzinfo=BANGKOK), "33 จาก 35 แห่ง")
    to_xlsx("answers", frame.head(10), context)  # what is imported once is the process's own
    gc.collect()
    _forget_the_highest()
    before = _resident("VmRSS")
    taken, processor, content = [], [], b""
    for _ in range(_TIMES):
        started, used = time.perf_counter(), time.process_time()
        content = to_xlsx("answers", frame, context)
        taken.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
    return {
        "seconds": statistics.median(taken),
        "processor": statistics.median(processor),
        "memory": _resident("VmHWM") - before,
        "size": len(content) / 1024**2,
    }


def answers(rows: int) -> pd.DataFrame:
    """Answers as agencies give them, each with texts of its own."""
    made = []
    for number in range(rows):
        agency, measure = number % 35, number % 8 + 1
        made.append(
            {
                "fiscal_year": 2567,
                "round": 12,
                "agency_code": f"{agency:03}",
                "agency": f"สำนักงานทดสอบจังหวัดเชียงใหม่ {agency}",
                "version": 1 + number % 3,
                "measure_no": measure,
                "step_no": f"{measure}.{number % 5 + 1}",
                "status": _STATUSES[number % len(_STATUSES)],
                "done_on": date(2024, 9, 1 + number % 30) if number % 3 else None,
                "evidence": f"https://example.go.th/ita/{number}.pdf"
                if number % 2
                else f"ชม 0017/ว {number}",
                "note": "รอหนังสือตอบกลับ" if number % 7 == 0 else None,
                "results": f"ดำเนินการครั้งที่ {number} ตามมาตรการที่จังหวัดกำหนดและแจ้งเวียนเจ้าหน้าที่ " * 2,
                "outcomes": f"เจ้าหน้าที่ {number} คนถือปฏิบัติเป็นแนวทางเดียวกัน",
                "file": f"{agency:03}.xlsx",
                "sheet": "แบบรายงาน",
                "cell": f"E{number % 26 + 4}",
                "results_cell": "G4",
                "outcomes_cell": "H4",
            }
        )
    return pd.DataFrame(made, columns=schemas.ANSWERS.columns)


def _resident(what: str) -> float:
    """Megabytes that the process holds (`VmRSS`), or held at its highest (`VmHWM`)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (found,) = [line for line in lines if line.startswith(what)]
    return int(found.split()[1]) / 1024


def _forget_the_highest() -> None:
    """Linux counts the highest anew: making the rows took more than writing them does."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(_measured(int(sys.argv[1]))))
    else:
        sys.stdout.write("\n".join([*exporting(), ""]))
