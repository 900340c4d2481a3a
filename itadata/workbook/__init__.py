"""Bytes → sheets, tables and cells with their addresses; and workbooks written well.

- `opening`: a workbook opened in a limited worker process (`worker`, `scan`, `limits`)
- `sheets`: what came out of it, as plain values
- `tables`: tables and labels found by their headings, wherever they stand
- `writing`: one look for every workbook that goes out
"""

from itadata.workbook.opening import open_workbook
from itadata.workbook.sheets import Book, Position, Range, Sheet, Value, cell_range, position

__all__ = [
    "Book",
    "Position",
    "Range",
    "Sheet",
    "Value",
    "cell_range",
    "open_workbook",
    "position",
]
