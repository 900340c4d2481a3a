"""Workbooks read into sheets, tables and cells with addresses; annotated; and written.

- `opening`: opens a workbook in a limited child process
  (`worker_pool`, `worker`, `archive`, `scan`, `reader`, `limits`)
- `sheets`: the opened workbook as plain values
- `tables`, `records`: finds tables and labels by their headings; parses rows
- `annotated_workbook`: writes findings into an officer's own workbook (`annotation`)
- `xlsx_writer`, `streamed_sheet`: writes every workbook that goes out, in one style
"""

from itadata.workbook.annotated_workbook import AnnotatedWorkbook, annotate, annotated_name
from itadata.workbook.opening import open_workbook
from itadata.workbook.sheets import Position, Range, Sheet, Value, Workbook, cell_range, position

__all__ = [
    "AnnotatedWorkbook",
    "Position",
    "Range",
    "Sheet",
    "Value",
    "Workbook",
    "annotate",
    "annotated_name",
    "cell_range",
    "open_workbook",
    "position",
]
