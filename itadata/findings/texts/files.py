"""The texts of findings about the file as a whole and any of its tables."""

from collections.abc import Mapping

from itadata.findings.codes import Code
from itadata.language import N_

FILE_ERRORS: Mapping[Code, str] = {
    Code.FILE_EMPTY: N_(
        "The file has no content. Save the workbook again in Excel and send it once more."
    ),
    Code.FILE_TOO_LARGE: N_(
        "The file has {value}; at most {expected} can be taken. Remove pictures and sheets "
        "that are not needed, save it again and send it once more."
    ),
    Code.FILE_XLS: N_(
        "This is a workbook of Excel 97–2003 (.xls). Open it in Excel, choose Save As, "
        "Excel Workbook (.xlsx), and send that file."
    ),
    Code.FILE_XLSB: N_(
        "This is a binary workbook (.xlsb). Open it in Excel, choose Save As, "
        "Excel Workbook (.xlsx), and send that file."
    ),
    Code.FILE_ODS: N_(
        "This is an OpenDocument spreadsheet (.ods). Open it, choose Save As, "
        "Excel Workbook (.xlsx), and send that file."
    ),
    Code.FILE_CSV: N_(
        "This is plain text (such as CSV), not a workbook, whatever its name says. Copy the "
        "data into the template and save it as Excel Workbook (.xlsx)."
    ),
    Code.FILE_HTML: N_(
        "This is a web page that was saved under the name of a workbook. Open it in Excel, "
        "choose Save As, Excel Workbook (.xlsx), and send that file."
    ),
    Code.FILE_MACRO: N_(
        "This workbook contains macros. Open it in Excel, choose Save As, "
        "Excel Workbook (.xlsx) without macros, and send that file."
    ),
    Code.FILE_ENCRYPTED: N_(
        "The workbook is protected by a password, so it cannot be opened. In Excel choose "
        "File, Info, Protect Workbook, remove the password, save, and send it once more."
    ),
    Code.FILE_TRUNCATED: N_(
        "The file is damaged or arrived in part. Open your own copy to see that it is whole, "
        "save it again and send it once more."
    ),
    Code.FILE_ARCHIVE: N_(
        "This is a packed file (such as .zip) with other files in it. Unpack it and send the "
        "workbook itself."
    ),
    Code.FILE_NOT_WORKBOOK: N_(
        "The file is not an Excel workbook. Send the workbook itself, "
        "saved as Excel Workbook (.xlsx)."
    ),
    Code.FILE_PARTS: N_(
        "The file is put together from {value} parts, which no workbook is; at most "
        "{expected} are opened. Copy the sheets into a new workbook and send that."
    ),
    Code.FILE_BOMB: N_(
        "Unpacked, the file would swell to {value}, as no ordinary workbook does, so it was "
        "not opened. Copy the table alone into a new workbook and send that."
    ),
    Code.FILE_TAMPERED: N_(
        "Inside the file, “{value}” is not as office programs write it: {reason}. The file "
        "was not opened, for safety. Copy the table alone into a new workbook and send that."
    ),
    Code.FILE_SPARSE_CELL: N_(
        "A cell far outside the table has a value, so the sheet would span {value} cells, "
        "nearly all of them blank. Clear that cell, save and send the workbook once more."
    ),
    Code.FILE_SPAN: N_(
        "The sheets together span {value} cells, blank ones included; a workbook may span "
        "{expected}. Copy the table alone into a new workbook and send that."
    ),
    Code.FILE_GIANT_MERGE: N_(
        "The merged cells {value} cover more cells than a table can have (at most "
        "{expected}). Unmerge them, save and send the workbook once more."
    ),
    Code.FILE_TOO_MANY_CELLS: N_(
        "The workbook holds {value} cells, formatted blank ones included (at most "
        "{expected}). Copy the table alone into a new workbook and send that."
    ),
    Code.FILE_TOO_MANY_SHEETS: N_(
        "The workbook has {value} sheets (at most {expected}). Delete those that are not "
        "needed, save and send the workbook once more."
    ),
    Code.FILE_TOO_MUCH_TEXT: N_(
        "The cells of the workbook hold {value} characters of text (at most {expected}). Put "
        "long texts into a document of their own, name it in the cell, and send the workbook "
        "once more."
    ),
    Code.FILE_TOO_SLOW: N_(
        "The workbook could not be read within {expected} seconds, so reading was stopped. "
        "Copy the table alone into a new workbook and send that."
    ),
    Code.FILE_TOO_HEAVY: N_(
        "The workbook needs more memory than one file may take ({expected}), so reading was "
        "stopped. Copy the table alone into a new workbook and send that."
    ),
    Code.FILE_UNREADABLE: N_(
        "The workbook cannot be read, though it looks like one. Open it in Excel, let Excel "
        "repair it, save it under a new name and send that file."
    ),
    Code.FILE_WITHOUT_SHEETS: N_(
        "The workbook has no worksheet with cells. Copy the table into a worksheet of the "
        "template and send that."
    ),
    Code.KIND_UNKNOWN: N_(
        "No table of a return, of scores or of a framework was found in the workbook. Use the "
        "template that this system gives, or keep its headings: {expected}."
    ),
    Code.KIND_OTHER: N_(
        "This is another kind of workbook ({kind}), so it was not loaded. Choose the right file."
    ),
    Code.KIND_OF_PROVINCE: N_(
        "This is a workbook that the province loads ({kind}), so it was not loaded. Send it "
        "to the province officer, or choose the return of your agency."
    ),
    Code.TABLE_MISSING: N_(
        "The table “{name}” was not found. It needs a row of headings: {expected}."
    ),
    Code.TABLE_DOUBLED: N_(
        "The table “{name}” is there twice: on the sheets “{expected}” and “{value}”. Leave the "
        "right one, and take the other out of the workbook."
    ),
    Code.SHEET_MISSING: N_(
        "The workbook has no sheet “{value}”. Put it back from the template: {expected}."
    ),
    Code.SHEET_HIDDEN: N_(
        "The sheet “{value}” is hidden, so it was not read. In Excel right-click the tab of "
        "any sheet, choose Unhide, save, and send the workbook once more."
    ),
    Code.COLUMN_MISSING: N_("The table has no column “{name}”. Add a column with that heading."),
    Code.COLUMN_DOUBLED: N_(
        "“{value}” and the column at {expected} could say the same thing and differ. Leave the "
        "right one, or head the other one as what it is."
    ),
    Code.VALUE_MISSING: N_("“{name}” is blank. Fill it in."),
    Code.VALUE_DUPLICATE: N_(
        "“{value}” occurs here a second time; the first is in {expected}. Keep one of them."
    ),
    Code.CELL_ERROR: N_(
        "The cell shows the error {value}. Correct the formula, or type the value itself, and "
        "save again."
    ),
    Code.CELL_UNCOMPUTED: N_(
        "The cell has a formula whose result was never computed. Open the workbook in Excel, "
        "let it calculate, save, and send it once more – or type the value itself."
    ),
    Code.NUMBER_UNREADABLE: N_(
        "“{value}” is not a number. Type {expected}, or leave the cell blank if there is none."
    ),
    Code.DATE_UNREADABLE: N_(
        "“{value}” is not a date. Type day, month and year, for example {expected}."
    ),
    Code.YEAR_UNREADABLE: N_(
        "“{value}” is not a fiscal year. Type a Buddhist-era year, for example {expected}."
    ),
    Code.REFERENCE_UNKNOWN: N_(
        "“{value}” is not in the list of “{name}”. Use one of these: {expected}."
    ),
    Code.NUMBER_OUT_OF_RANGE: N_("The number {value} is outside {expected}. Correct it."),
}

FILE_WARNINGS: Mapping[Code, str] = {
    Code.FILE_OTHER_WORKBOOKS: N_(
        "The workbook takes values from {value} other workbooks, which were not opened; what "
        "Excel last computed counts. Check those values, or type them in."
    ),
    Code.HIDDEN_READ: N_(
        "Hidden rows or columns hold something ({value}) and count as if they were shown. Show "
        "them in Excel and check them; delete what should not count."
    ),
    Code.PICTURE_NOT_READ: N_(
        "What the picture “{value}” shows was not read and counts for nothing; it stays in the "
        "file. Type what belongs to the data into a cell, such as the number of the document."
    ),
    Code.HIDDEN_NOT_READ: N_(
        "The sheet is hidden, so it was not read and counts for nothing: “{value}”. If it belongs "
        "to the data, right-click the tab of any sheet in Excel, choose Unhide, save, and send "
        "the file once more; if not, delete it."
    ),
    Code.NOT_READ: N_(
        "“{value}” was not read and counts for nothing; it stays in the file. If it belongs to "
        "the data, put it under a known heading and send the file once more."
    ),
}
