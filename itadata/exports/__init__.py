"""Tables → spreadsheets, CSV and JSON, with what a reader needs to know of them.

Text goes out as text: nothing that was typed into a workbook is ever taken for a formula. What
tells of persons goes out only where the province takes it for itself.

- `about`: the sheet that says what a workbook is
- `context`: what a table needs beside its rows, and the name of its file
- `records`: the plain forms, JSON and CSV
- `spreadsheet`: a finished spreadsheet of one table, or of many
"""

from itadata.exports.about import ABOUT, made_by, write_about
from itadata.exports.context import (
    SAMPLE_MARK,
    Context,
    FileNameParts,
    Sheet,
    download_name,
    illustration_note,
    levels_of,
    without_personal,
)
from itadata.exports.records import to_csv, to_json, to_records
from itadata.exports.spreadsheet import print_context, to_xlsx, write_table
from itadata.workbook.writing import file_name

__all__ = [
    "ABOUT",
    "SAMPLE_MARK",
    "Context",
    "FileNameParts",
    "Sheet",
    "download_name",
    "file_name",
    "illustration_note",
    "levels_of",
    "made_by",
    "print_context",
    "to_csv",
    "to_json",
    "to_records",
    "to_xlsx",
    "without_personal",
    "write_about",
    "write_table",
]
