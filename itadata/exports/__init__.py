"""Tables → spreadsheets, CSV and JSON, with the context that a reader needs.

Text is exported as text, never as a formula. Columns about persons leave only with the province.

- `about`: the sheet about a workbook
- `context`: the context of a table, and the name of its file
- `records`: JSON and CSV
- `spreadsheet`: a finished spreadsheet of one table, or of many
- `calendar`: the dates of the rounds
- `meeting_pack`, `open_data`: sets of tables
"""

from itadata.exports.about import ABOUT, author, write_about
from itadata.exports.context import (
    SAMPLE_LABEL,
    Context,
    FileNameParts,
    TableSheet,
    agency_file_name,
    agency_label,
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
    "agency_file_name",
    "agency_label",
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
