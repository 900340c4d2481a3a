"""Bytes → sheets, tables and cells with their addresses; and workbooks written well.

- `opening`: a workbook opened in a limited worker process (`worker`, `scan`, `limits`)
- `sheets`: what came out of it, as plain values
- `marking`: an officer's own workbook with the findings marked in it (`marks`)
- `tables`: tables and labels found by their headings, wherever they stand
- `writing`: one look for every workbook that goes out
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
