"""Bytes → sheets, tables and cells with their addresses; and workbooks written well.

- `opening`: a workbook opened in a limited worker process (`worker`, `scan`, `limits`)
- `sheets`: what came out of it, as plain values
- `marking`: an officer's own workbook with the findings marked in it (`marks`)
- `tables`: tables and labels found by their headings, wherever they stand
- `writing`: one look for every workbook that goes out
"""

from itadata.workbook.annotate import Marked, mark_findings, marked_name
from itadata.workbook.opening import open_workbook
from itadata.workbook.sheets import Book, Position, Range, Sheet, Value, cell_range, position

__all__ = [
    "Book",
    "Marked",
    "Position",
    "Range",
    "Sheet",
    "Value",
    "cell_range",
    "mark_findings",
    "marked_name",
    "open_workbook",
    "position",
]
