"""Untrusted bytes → a `Workbook` or the finding why not."""

from collections.abc import Callable, Iterator

from itadata.findings import Code, Finding
from itadata.workbook.annotation.original_fills import original_fills_text
from itadata.workbook.messages import decode, encode
from itadata.workbook.sheets import Position, Sheet, Workbook, cell_range, position
from itadata.workbook.worker_pool import Progress, WorkerReply, run_in_worker

_READ = "itadata.workbook.reader:read_sheets"


def open_workbook(
    content: bytes, on_progress: Progress = lambda fraction: None
) -> Workbook | Finding:
    """Open a workbook, or say why not. `on_progress` gets the fraction done, 0–1.

    A sheet of findings that this system put before the others is left out.
    """
    answer = run_in_worker(_READ, content, on_progress=on_progress)
    return answer if isinstance(answer, Finding) else _workbook(answer)


def _workbook(answer: WorkerReply) -> Workbook | Finding:
    answers = [each for each in answer["sheets"] if original_fills_text(each["rows"]) is None]
    sheets = tuple(map(_sheet, answers))
    if sheets and all(sheet.hidden for sheet in sheets):
        return Finding(Code.SHEET_HIDDEN, sheets[0].name, value=sheets[0].name)
    links = answer["other_workbooks"]
    warnings = [Finding(Code.FILE_OTHER_WORKBOOKS, value=str(links))] if links else []
    return Workbook(sheets, (*warnings, *_hidden_parts(answers), *_pictures(answers)))


def _hidden_parts(answers: list[WorkerReply]) -> Iterator[Finding]:
    """A warning for each visible sheet with hidden rows or columns, which are read as well."""
    for sheet in answers:
        rows, columns = _runs(sheet["hidden_rows"], str), _runs(sheet["hidden_columns"], _letters)
        if (rows or columns) and not sheet["hidden"]:
            yield Finding(Code.HIDDEN_READ, sheet["name"], value=", ".join([*rows, *columns]))


def _pictures(answers: list[WorkerReply]) -> Iterator[Finding]:
    """A warning for each picture of a visible sheet."""
    for sheet in answers:
        for cell, name in [] if sheet["hidden"] else sheet["pictures"]:
            yield Finding(Code.PICTURE_NOT_READ, sheet["name"], cell or None, name)


def _runs(numbers: list[int], label: Callable[[int], str]) -> list[str]:
    """Numbers in order as labels, those that follow each other as one: 5–9."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        first = runs.pop()[0] if runs and number == runs[-1][1] + 1 else number
        runs.append((first, number))
    return [label(a) if a == b else f"{label(a)}–{label(b)}" for a, b in runs]


def _letters(column: int) -> str:
    return Position(1, column).address.rstrip("1")


def _sheet(answer: WorkerReply) -> Sheet:
    return Sheet(
        name=answer["name"],
        rows=answer["rows"],
        merges=tuple(cell_range(address) for address in answer["merges"]),
        cell_errors={position(cell): error for cell, error in answer["errors"].items()},
        hidden=answer["hidden"],
        links={position(cell): address for cell, address in answer["links"].items()},
        comments=answer["comments"],
        shapes=tuple(answer["shapes"]),
    )


def workbook_as_json(workbook: Workbook) -> bytes:
    """An opened workbook, for a worker."""
    sheets = [
        {
            "name": sheet.name,
            "rows": sheet.rows,
            "merges": [merge.address for merge in sheet.merges],
            "errors": {cell.address: error for cell, error in sheet.cell_errors.items()},
            "hidden": sheet.hidden,
            "links": {cell.address: link for cell, link in sheet.links.items()},
            "comments": dict(sheet.comments),
            "shapes": sheet.shapes,
        }
        for sheet in workbook.sheets
    ]
    return encode({"sheets": sheets, "warnings": [each.to_dict() for each in workbook.warnings]})


def workbook_from_json(content: bytes) -> Workbook:
    """The workbook of `workbook_as_json`."""
    message = decode(content)
    return Workbook(
        tuple(map(_sheet, message["sheets"])),
        tuple(map(Finding.from_dict, message["warnings"])),
    )
