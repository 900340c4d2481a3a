"""The child process that opens what was received: `python -m itadata.workbook.worker`.

A job is what to do, as JSON, and the bytes, each after its length. The answer is JSON, one object
a line: {"progress": share} any number of times, then what the job gives – {"sheets": [...]} for
"open", {"content": base64, "losses": [...]} for "mark" – or {"refused": {...}}. Its memory and
processor time are limited from inside, so that a hostile workbook ends this process and nothing
else.
"""

import base64
import json
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO, TypeAlias

from itadata.findings import Code, Finding
from itadata.thai import without_control_characters
from itadata.workbook import limits
from itadata.workbook.marks.marking import mark
from itadata.workbook.marks.texts import Texts, Told
from itadata.workbook.scan import Refused, Scan, SheetScan, megabytes, scan
from itadata.workbook.sheets import Position, position

try:
    import resource
except ImportError:  # Windows has no resource limits: size and wall clock still hold.
    resource = None  # type: ignore[assignment]

Answer: TypeAlias = dict[str, Any]


def main() -> None:
    """Answer jobs from stdin until it closes."""
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    # Whatever a reader prints must not be taken for an answer.
    sys.stdout = sys.stderr
    _limit_memory()
    _warm_up()
    while instructions := _block(jobs):
        content = _block(jobs)
        _limit_time()

        def report(share: float) -> None:
            _send(answers, {"progress": round(share, 3)})

        _send(answers, _answer(json.loads(instructions), content, report))


def _block(stream: BinaryIO) -> bytes:
    return stream.read(int.from_bytes(stream.read(8), "big"))


def _send(answers: BinaryIO, answer: Answer) -> None:
    answers.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    answers.flush()


def _limit_memory() -> None:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    # Processor time adds up over jobs, so each job raises the soft limit by its own share.
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + limits.SECONDS + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def _warm_up() -> None:
    import openpyxl
    import python_calamine  # noqa: F401

    book = openpyxl.Workbook()
    stream = BytesIO()
    book.save(stream)
    _read_in_full(stream.getvalue(), scan(stream.getvalue()))


def _answer(job: Answer, content: bytes, report: Callable[[float], None]) -> Answer:
    try:
        if job["kind"] == "mark":
            return _marked(job, content)
        found = scan(content, lambda share: report(share / 2))
        if found.cells <= limits.CELLS_READ_IN_FULL:
            return {"sheets": _read_in_full(content, found)}
        return {"sheets": _read_at_speed(content, found, report)}
    except Refused as refused:
        return {"refused": _as_json(refused.finding)}
    except MemoryError:
        heavy = Finding(Code.FILE_TOO_HEAVY, expected=megabytes(limits.MEMORY_BYTES))
        return {"refused": _as_json(heavy)}
    except Exception as error:  # readers raise almost anything on a workbook made to hurt
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return {"refused": _as_json(Finding(Code.FILE_UNREADABLE))}


def _marked(job: Answer, content: bytes) -> Answer:
    scan(content)
    findings = [Told(**told) for told in job["findings"]]
    marked, losses = mark(content, findings, Texts(**job["texts"]))
    return {"content": base64.b64encode(marked).decode("ascii"), "losses": losses}


def _as_json(finding: Finding) -> Answer:
    return {
        "code": finding.code,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": finding.value,
        "expected": finding.expected,
    }


def _read_in_full(content: bytes, found: Scan) -> list[Answer]:
    """With openpyxl, the reference of the field."""
    import openpyxl
    from openpyxl.utils.escape import unescape

    book = openpyxl.load_workbook(BytesIO(content), data_only=True, keep_links=False)
    sheets = []
    for sheet in book.worksheets:
        # Only as far as there are values: formatted blank cells may reach to the last row.
        last = found.sheets.get(sheet.title, SheetScan())
        rows = [
            [unescape(value) if isinstance(value, str) else value for value in row]
            for row in sheet.iter_rows(1, last.last_row, 1, last.last_column, values_only=True)
        ]
        merges = [merged.coord for merged in sheet.merged_cells.ranges]
        hidden = sheet.sheet_state != "visible"
        sheets.append(_sheet(sheet.title, rows, merges, hidden, found))
    return sheets


def _read_at_speed(content: bytes, found: Scan, report: Callable[[float], None]) -> list[Answer]:
    """With calamine, for large tables."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = []
    for number, metadata in enumerate(book.sheets_metadata, start=1):
        if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(metadata.name)
        rows = sheet.to_python(skip_empty_area=False)
        merges = [
            f"{Position(first[0] + 1, first[1] + 1).address}:"
            f"{Position(last[0] + 1, last[1] + 1).address}"
            for first, last in sheet.merged_cell_ranges or ()
        ]
        hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
        sheets.append(_sheet(metadata.name, rows, merges, hidden, found))
        report(0.5 + number / len(book.sheets_metadata) / 2)
    return sheets


def _sheet(
    name: str, values: list[list[Any]], merges: list[str], hidden: bool, found: Scan
) -> Answer:
    scanned = found.sheets.get(name, SheetScan())
    rows = [[_plain(value) for value in row] for row in values]
    for address in scanned.percents:
        _show_as_percent(rows, position(address))
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return {
        "name": name,
        "rows": rows,
        "merges": merges,
        "troubles": scanned.troubles,
        "hidden": hidden,
    }


def _show_as_percent(rows: list[list[Any]], place: Position) -> None:
    """What a person sees: a cell that holds 0.9555 and shows 95.55% says "95.55%"."""
    if place.row <= len(rows) and place.column <= len(rows[place.row - 1]):
        value = rows[place.row - 1][place.column - 1]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            # Excel keeps 15 digits; what a program wrote beyond them is noise of its arithmetic.
            hundredfold = (Decimal(f"{value:.15g}") * 100).normalize()
            rows[place.row - 1][place.column - 1] = f"{hundredfold:f}%"


def _plain(value: object) -> object:
    """A value as JSON has it; dates are marked, as JSON has none."""
    if isinstance(value, str):
        return without_control_characters(value) or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return value if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, datetime):
        return {"date": value.isoformat()}
    if isinstance(value, (date, time)):
        return {"date": value.isoformat()} if isinstance(value, date) else value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


if __name__ == "__main__":
    main()
