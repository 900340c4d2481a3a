"""The child process that opens what was received: `python -m itadata.workbook.worker`.

It says {"ready": true} once. A job is what to do, as JSON, and the bytes, each after its length.
The answer is JSON, one object a line: {"large": cells} where it needs more time, {"progress": 0–1}
any number of times, then what the job gives – {"sheets": [...]} for "open", {"content": base64,
"losses": [...]} for "mark" – or {"refused": {...}}. Its memory and processor time are limited from
inside, so that a hostile workbook ends this process and nothing else.
"""

import base64
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO, TypeAlias
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from itadata.findings import Code, Finding
from itadata.thai import without_control_characters
from itadata.workbook import limits
from itadata.workbook.archive import Refused, megabytes
from itadata.workbook.marks.marking import mark
from itadata.workbook.marks.texts import Texts, Told
from itadata.workbook.scan import Scan, scan
from itadata.workbook.sheets import Position, Range, cell_range, position

try:
    import resource
except ImportError:  # Windows has no resource limits: size and wall clock still hold.
    resource = None  # type: ignore[assignment]

Answer: TypeAlias = dict[str, Any]
Say: TypeAlias = Callable[[Answer], None]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_BEYOND_NUMBERS = 1e300
_LONGEST_NUMBER = 40
_NO_DATE = "########"  # what Excel shows of a number that is no date


def main() -> None:
    """Answer jobs from stdin until it closes."""
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    # Whatever a reader prints must not be taken for an answer.
    sys.stdout = sys.stderr
    _limit_memory()
    _warm_up()
    _send(answers, {"ready": True})
    while instructions := _block(jobs):
        content = _block(jobs)
        _limit_time(limits.SECONDS)
        job = json.loads(instructions)
        _send(answers, _answer(job, content, lambda message: _send(answers, message)))


def _block(stream: BinaryIO) -> bytes:
    return stream.read(int.from_bytes(stream.read(8), "big"))


def _send(answers: BinaryIO, answer: Answer) -> None:
    answers.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    answers.flush()


def _limit_memory() -> None:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    # Processor time adds up over jobs, so each job raises the soft limit by its own share.
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _warm_up() -> None:
    import openpyxl
    import python_calamine  # noqa: F401

    book = openpyxl.Workbook()
    stream = BytesIO()
    book.save(stream)
    list(_read_in_full(stream.getvalue(), scan(stream.getvalue())))


def _answer(job: Answer, content: bytes, say: Say) -> Answer:
    try:
        return _marked(job, content, say) if job["kind"] == "mark" else _opened(content, say)
    except Refused as refused:
        return {"refused": _as_json(refused.finding)}
    except (BadZipFile, ParseError):  # of a part that only the reader looks at
        return {"refused": _as_json(Finding(Code.FILE_TRUNCATED))}
    except MemoryError:
        heavy = Finding(Code.FILE_TOO_HEAVY, expected=megabytes(limits.MEMORY_BYTES))
        return {"refused": _as_json(heavy)}
    except Exception as error:  # readers raise almost anything on a workbook made to hurt
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return {"refused": _as_json(Finding(Code.FILE_UNREADABLE))}


def _opened(content: bytes, say: Say) -> Answer:
    found = _scanned(content, say)
    if max(found.cells, found.size) <= limits.CELLS_READ_IN_FULL:
        sheets = _read_in_full(content, found)
    else:
        sheets = _read_at_speed(content, found, say)
    return {
        "sheets": list(_within_text(sheets)),
        "other_workbooks": found.parts.other_workbooks,
    }


def _marked(job: Answer, content: bytes, say: Say) -> Answer:
    _scanned(content, say)
    findings = [Told(**told) for told in job["findings"]]
    marked, losses = mark(content, findings, Texts(**job["texts"]))
    return {"content": base64.b64encode(marked).decode("ascii"), "losses": losses}


def _scanned(content: bytes, say: Say) -> Scan:
    def large(cells: int) -> None:
        _limit_time(limits.seconds_for(cells))
        say({"large": cells})

    found = scan(content, lambda share: _report(say, share / 2), large)
    if not found.sheets:
        raise Refused(Finding(Code.FILE_WITHOUT_SHEETS))
    return found


def _report(say: Say, share: float) -> None:
    say({"progress": round(share, 3)})


def _within_text(sheets: Iterable[Answer]) -> Iterator[Answer]:
    """The sheets, unless their texts are too much to hand on: one text may be in many cells."""
    size = 0
    for sheet in sheets:
        size += sum(len(text) for row in sheet["rows"] for text in row if isinstance(text, str))
        if size > limits.MAX_TEXT:
            much, most = f"{size:,}", f"{limits.MAX_TEXT:,}"
            raise Refused(
                Finding(Code.FILE_TOO_MUCH_TEXT, sheet["name"], value=much, expected=most)
            )
        yield sheet


def _as_json(finding: Finding) -> Answer:
    return {
        "code": finding.code,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": finding.value,
        "expected": finding.expected,
        "details": dict(finding.details),
    }


# --- openpyxl, the reference of the field --------------------------------------------------


def _read_in_full(content: bytes, found: Scan) -> Iterator[Answer]:
    """With openpyxl's reader of rows and nothing else of it: what nobody looks at costs time."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        texts = _texts(archive, found.parts.strings)
        for name, scanned in found.sheets.items():
            rows: list[list[Any]] = [[None] * scanned.last_column for _ in range(scanned.last_row)]
            for place, value in _values(archive, name, texts, found):
                if place.row <= scanned.last_row and place.column <= scanned.last_column:
                    rows[place.row - 1][place.column - 1] = value
            yield _sheet(name, rows, found)


def _texts(archive: zipfile.ZipFile, part: str | None) -> list[str]:
    from openpyxl.reader.strings import read_string_table

    if part is None:
        return []
    return [_unescaped(text) for text in read_string_table(_common(archive, part))]


def _values(
    archive: zipfile.ZipFile, name: str, texts: list[str], found: Scan
) -> Iterator[tuple[Position, Any]]:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
    from openpyxl.worksheet._reader import WorkSheetParser
    from openpyxl.xml.functions import iterparse

    parser = WorkSheetParser(
        None,
        texts,
        data_only=True,
        epoch=CALENDAR_MAC_1904 if found.parts.epoch_1904 else CALENDAR_WINDOWS_1900,
        date_formats=found.formats.dates,
        timedelta_formats=found.formats.durations,
    )
    for _, element in iterparse(_common(archive, found.parts.sheets[name].part)):
        if element.tag != f"{{{_MAIN}}}row":
            continue
        try:
            _, cells = parser.parse_row(element)
        except (ValueError, IndexError, OverflowError) as error:
            cell = _first_unreadable(parser, element)
            raise Refused(Finding(Code.FILE_UNREADABLE, name, cell)) from error
        element.clear()
        for cell in cells:
            value, place = cell["value"], Position(cell["row"], cell["column"])
            if cell["data_type"] == "e" and place.address not in found.sheets[name].troubles:
                value = _NO_DATE
            elif isinstance(value, str) and cell["data_type"] != "s":
                value = _unescaped(value)
            yield place, value


def _first_unreadable(parser: Any, row: Any) -> str | None:
    """The address of the cell that a row could not be read for; None where it has none."""
    for cell in row:
        try:
            parser.parse_cell(cell)
        except (ValueError, IndexError, OverflowError):
            address = cell.get("r")
            return str(address) if address else None
    return None


def _unescaped(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return without_control_characters(unescape(text))


def _common(archive: zipfile.ZipFile, part: str) -> BytesIO:
    """A part as Excel commonly writes it; "Strict Open XML" goes by another name of its own."""
    content = archive.read(part)
    if _STRICT_MAIN.encode() in content[:4096]:
        content = content.replace(_STRICT_MAIN.encode(), _MAIN.encode())
    return BytesIO(content)


# --- calamine, for large tables ------------------------------------------------------------


def _read_at_speed(content: bytes, found: Scan, say: Say) -> Iterator[Answer]:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    for number, metadata in enumerate(book.sheets_metadata, start=1):
        if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(metadata.name)
        # Only as far as there are values: formatted blank cells may reach to the last row.
        last = found.sheets[metadata.name].last_row
        rows = sheet.to_python(skip_empty_area=False, nrows=last)
        yield _sheet(metadata.name, [[_clean(value) for value in row] for row in rows], found)
        _report(say, 0.5 + number / len(book.sheets_metadata) / 2)


def _clean(value: object) -> object:
    return without_control_characters(value) if isinstance(value, str) else value


# --- as an answer --------------------------------------------------------------------------


def _sheet(name: str, values: list[list[Any]], found: Scan) -> Answer:
    scanned = found.sheets[name]
    rows = [[_plain(value) for value in row] for row in values]
    for address in scanned.percents:
        _show_as_percent(rows, position(address))
    for address in scanned.merges:
        _clear_under(rows, cell_range(address))
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return {
        "name": without_control_characters(name),
        "rows": rows,
        "merges": scanned.merges,
        "troubles": scanned.troubles,
        "hidden": found.parts.sheets[name].hidden,
    }


def _clear_under(rows: list[list[Any]], merged: Range) -> None:
    """A merged range has the value of its first cell; what lies under it nobody sees."""
    for place in merged.positions():
        if place != merged.first and place.row <= len(rows):
            row = rows[place.row - 1]
            if place.column <= len(row):
                row[place.column - 1] = None


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
        return value or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        # Excel has no number beyond this, and not every reader of JSON has.
        return value if abs(value) < _BEYOND_NUMBERS else str(value)[:_LONGEST_NUMBER]
    if isinstance(value, datetime):
        return {"date": value.isoformat()}
    if isinstance(value, (date, time)):
        return {"date": value.isoformat()} if isinstance(value, date) else value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


if __name__ == "__main__":
    main()
