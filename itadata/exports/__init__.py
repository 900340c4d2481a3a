"""Tables → spreadsheets, CSV and JSON, with what a reader needs to know of them.

Text goes out as text: nothing that was typed into a workbook is ever taken for a formula. What
tells of persons goes out only where the province takes it for itself.

- `about`: the sheet that says what a workbook is
- `context`: what a table needs beside its rows, and the name of its file
- `records`: the plain forms, JSON and CSV
- `spreadsheet`: a finished spreadsheet of one table, or of many
"""

from itadata.exports.about import ABOUT, author, write_about
from itadata.exports.context import (
    SAMPLE_LABEL,
    Context,
    FileNameParts,
    TableSheet,
    download_name,
    drop_personal,
    illustration_note,
    level_names,
)
from itadata.exports.records import to_csv, to_json, to_records
from itadata.exports.spreadsheet import print_context, to_xlsx, write_table
from itadata.workbook.xlsx_writer import file_name

__all__ = [
    "ABOUT",
    "SAMPLE_LABEL",
    "Context",
    "FileNameParts",
    "TableSheet",
    "author",
    "download_name",
    "drop_personal",
    "file_name",
    "illustration_note",
    "level_names",
    "print_context",
    "to_csv",
    "to_json",
    "to_records",
    "to_xlsx",
    "write_about",
    "write_table",
]
