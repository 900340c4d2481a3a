"""Untrusted bytes → a `Workbook` or the finding why not."""

from itadata.findings import Code, Finding
from itadata.workbook.annotation.original_fills import original_fills_text
from itadata.workbook.sheets import Sheet, Workbook, cell_range, position
from itadata.workbook.worker_pool import Progress, WorkerReply, run_in_worker

_READ = "itadata.workbook.reader:read_sheets"


def open_workbook(
    content: bytes, on_progress: Progress = lambda fraction: None
) -> Workbook | Finding:
    """Open a workbook, or say why not. `on_progress` gets the fraction done, 0–1.

    A sheet of findings that this system put before the others is left out.
    """
    answer = run_in_worker(_READ, content, on_progress=on_progress)
    if isinstance(answer, Finding):
        return answer
    sheets = tuple(
        _sheet(sheet) for sheet in answer["sheets"] if original_fills_text(sheet["rows"]) is None
    )
    if sheets and all(sheet.hidden for sheet in sheets):
        return Finding(Code.SHEET_HIDDEN, sheets[0].name, value=sheets[0].name)
    links = answer["other_workbooks"]
    return Workbook(
        sheets, (Finding(Code.FILE_OTHER_WORKBOOKS, value=str(links)),) if links else ()
    )


def _sheet(answer: WorkerReply) -> Sheet:
    return Sheet(
        name=answer["name"],
        rows=answer["rows"],
        merges=tuple(cell_range(address) for address in answer["merges"]),
        cell_errors={position(cell): error for cell, error in answer["errors"].items()},
        hidden=answer["hidden"],
        links={position(cell): address for cell, address in answer["links"].items()},
    )
