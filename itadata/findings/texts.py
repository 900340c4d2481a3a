"""The text of every finding in English; the Thai is in the catalogue of `itadata.language`."""

from collections.abc import Mapping
from dataclasses import dataclass

from itadata.findings.codes import Code, Severity
from itadata.language import mark


@dataclass(frozen=True)
class _Text:
    severity: Severity
    message: str


def _error(message: str) -> _Text:
    return _Text(Severity.ERROR, message)


def _warning(message: str) -> _Text:
    return _Text(Severity.WARNING, message)


TEXTS: Mapping[Code, _Text] = {
    Code.FILE_EMPTY: _error(
        mark("The file has no content. Save the workbook again in Excel and send it once more.")
    ),
    Code.FILE_TOO_LARGE: _error(
        mark(
            "The file has {value}; at most {expected} can be taken. Remove pictures and sheets "
            "that are not needed, save it again and send it once more."
        )
    ),
    Code.FILE_XLS: _error(
        mark(
            "This is a workbook of Excel 97–2003 (.xls). Open it in Excel, choose Save As, "
            "Excel Workbook (.xlsx), and send that file."
        )
    ),
    Code.FILE_XLSB: _error(
        mark(
            "This is a binary workbook (.xlsb). Open it in Excel, choose Save As, "
            "Excel Workbook (.xlsx), and send that file."
        )
    ),
    Code.FILE_ODS: _error(
        mark(
            "This is an OpenDocument spreadsheet (.ods). Open it, choose Save As, "
            "Excel Workbook (.xlsx), and send that file."
        )
    ),
    Code.FILE_CSV: _error(
        mark(
            "This is plain text (such as CSV), not a workbook, whatever its name says. Copy the "
            "data into the template and save it as Excel Workbook (.xlsx)."
        )
    ),
    Code.FILE_HTML: _error(
        mark(
            "This is a web page that was saved under the name of a workbook. Open it in Excel, "
            "choose Save As, Excel Workbook (.xlsx), and send that file."
        )
    ),
    Code.FILE_MACRO: _error(
        mark(
            "This workbook contains macros. Open it in Excel, choose Save As, "
            "Excel Workbook (.xlsx) without macros, and send that file."
        )
    ),
    Code.FILE_ENCRYPTED: _error(
        mark(
            "The workbook is protected by a password, so it cannot be opened. In Excel choose "
            "File, Info, Protect Workbook, remove the password, save, and send it once more."
        )
    ),
    Code.FILE_TRUNCATED: _error(
        mark(
            "The file is damaged or arrived in part. Open your own copy to see that it is whole, "
            "save it again and send it once more."
        )
    ),
    Code.FILE_NOT_WORKBOOK: _error(
        mark(
            "The file is not an Excel workbook. Send the workbook itself, "
            "saved as Excel Workbook (.xlsx)."
        )
    ),
    Code.FILE_BOMB: _error(
        mark(
            "Unpacked, the file would swell to {value}, as no ordinary workbook does, so it was "
            "not opened. Copy the table alone into a new workbook and send that."
        )
    ),
    Code.FILE_SPARSE_CELL: _error(
        mark(
            "A cell far outside the table has a value, so the sheet would span {value} cells, "
            "nearly all of them blank. Clear that cell, save and send the workbook once more."
        )
    ),
    Code.FILE_GIANT_MERGE: _error(
        mark(
            "The merged cells {value} cover more cells than a table can have (at most "
            "{expected}). Unmerge them, save and send the workbook once more."
        )
    ),
    Code.FILE_TOO_MANY_CELLS: _error(
        mark(
            "The workbook holds {value} cells, formatted blank ones included (at most "
            "{expected}). Copy the table alone into a new workbook and send that."
        )
    ),
    Code.FILE_TOO_SLOW: _error(
        mark(
            "The workbook could not be read within {expected} seconds, so reading was stopped. "
            "Copy the table alone into a new workbook and send that."
        )
    ),
    Code.FILE_TOO_HEAVY: _error(
        mark(
            "The workbook needs more memory than one file may take ({expected}), so reading was "
            "stopped. Copy the table alone into a new workbook and send that."
        )
    ),
    Code.FILE_UNREADABLE: _error(
        mark(
            "The workbook cannot be read, though it looks like one. Open it in Excel, let Excel "
            "repair it, save it under a new name and send that file."
        )
    ),
    Code.KIND_UNKNOWN: _error(
        mark(
            "No table of a return, of scores or of a framework was found in the workbook. Use the "
            "template that this system gives, or keep its headings: {expected}."
        )
    ),
    Code.KIND_OTHER: _error(
        mark(
            "This is another kind of workbook ({kind}), so it was not loaded. Choose the right "
            "file."
        )
    ),
    Code.TABLE_MISSING: _error(
        mark("The table “{name}” was not found. It needs a row of headings: {expected}.")
    ),
    Code.SHEET_MISSING: _error(
        mark("The workbook has no sheet “{value}”. Put it back from the template: {expected}.")
    ),
    Code.SHEET_HIDDEN: _error(
        mark(
            "The sheet “{value}” is hidden, so it was not read. In Excel right-click the tab of "
            "any sheet, choose Unhide, save, and send the workbook once more."
        )
    ),
    Code.COLUMN_MISSING: _error(
        mark("The table has no column “{name}”. Add a column with that heading.")
    ),
    Code.VALUE_MISSING: _error(mark("“{name}” is blank. Fill it in.")),
    Code.VALUE_DUPLICATE: _error(
        mark("“{value}” stands here a second time; the first is in {expected}. Keep one of them.")
    ),
    Code.CELL_ERROR: _error(
        mark(
            "The cell shows the error {value}. Mend the formula, or type the value itself, "
            "and save again."
        )
    ),
    Code.CELL_UNCOMPUTED: _error(
        mark(
            "The cell has a formula whose result was never computed. Open the workbook in Excel, "
            "let it calculate, save, and send it once more – or type the value itself."
        )
    ),
    Code.NUMBER_UNREADABLE: _error(
        mark(
            "“{value}” is not a number. Type {expected}, or leave the cell blank if there is none."
        )
    ),
    Code.DATE_UNREADABLE: _error(
        mark("“{value}” is not a date. Type day, month and year, for example {expected}.")
    ),
    Code.YEAR_UNREADABLE: _error(
        mark("“{value}” is not a fiscal year. Type a Buddhist-era year, for example {expected}.")
    ),
    Code.REFERENCE_UNKNOWN: _error(
        mark("“{value}” is not in the list of “{name}”. Use one of these: {expected}.")
    ),
    Code.WEIGHTS_SUM: _error(
        mark("The weights of the instruments add up to {value}; they must add up to {expected}.")
    ),
    Code.INSTRUMENT_EMPTY: _error(
        mark("The instrument “{value}” has no indicator. Add its indicators or remove it.")
    ),
    Code.LEVEL_RULE_RANGE: _error(
        mark("The lower bound {value} is outside {expected}, but a score cannot be. Mend it.")
    ),
    Code.ROUND_DATES: _error(
        mark(
            "The dates of the round are out of order: {value}. It must open first, then be due, "
            "then lock; a blank lock date means never."
        )
    ),
    Code.ROUND_OUTSIDE_YEAR: _error(
        mark(
            "The round opens on {value}, outside the fiscal year ({expected}). "
            "Write the dates of the year itself."
        )
    ),
    Code.MEASURE_EMPTY: _error(
        mark("Measure {value} has no step. Add its steps, or remove the measure.")
    ),
    Code.STEP_ANSWERED: _error(
        mark(
            "Step {value} already has answers, and this framework removes it or gives its number "
            "to another text. Keep the step as it was: “{expected}”."
        )
    ),
    Code.ROUND_ANSWERED: _error(
        mark("Round {value} already has returns, and this framework removes it. Keep the round.")
    ),
    Code.AGENCY_ANSWERED: _error(
        mark("Agency {value} already reported, and this framework removes it. Keep the agency.")
    ),
    Code.FRAMEWORK_MISSING: _error(
        mark(
            "There is no framework for fiscal year {value}, so its scores cannot be judged. Load "
            "the framework of that year first. Years loaded: {expected}."
        )
    ),
    Code.UNIT_UNCLEAR: _error(
        mark(
            "“{value}” does not tell which unit the scores of the table belong to. Add a column "
            "“{name}”, or write the unit in a row above the table as “{expected}”."
        )
    ),
    Code.YEAR_UNCLEAR: _error(
        mark(
            "“{value}” leaves open which fiscal year the scores of the table belong to: "
            "{expected}. Add a column “{name}”, or leave one year in the title."
        )
    ),
    Code.INDICATOR_UNKNOWN: _warning(
        mark(
            "The scheme of fiscal year {year} has no “{value}”, so its score is left out. "
            "The indicators are {expected}."
        )
    ),
    Code.SCORE_OUT_OF_RANGE: _error(
        mark("The score {value} is outside {expected}. Check it against the announcement.")
    ),
    Code.SCALE_SHARES: _error(
        mark(
            "The scores lie between 0 and 1 (here {value}), as shares of 1 do. Write them as "
            "{expected}, or show the cells as percentages."
        )
    ),
    Code.SCALE_POINTS: _warning(
        mark(
            "The instruments were read as weighted points ({expected}), because only that reading "
            "gives the totals. They are kept as 0–100."
        )
    ),
    Code.SCALE_UNCLEAR: _error(
        mark(
            "It cannot be told whether the instruments are 0–100 or weighted points, because "
            "{reason}. Write “{expected}” in a row above the table."
        )
    ),
    Code.INDICATOR_MISSING: _warning(
        mark(
            "Indicator {value} has no score, so the mean of its instrument {expected} cannot be "
            "computed. Fill it in if the announcement gives it."
        )
    ),
    Code.TOTAL_DIFFERS: _error(
        mark(
            "The total {value} does not follow from its instruments or indicators, which give "
            "{expected}. Check the figures of this row against the announcement."
        )
    ),
    Code.TOTAL_DIFFERS_SLIGHTLY: _warning(
        mark(
            "The total {value} differs by rounding from {expected}, which its instruments or "
            "indicators give. It is kept as stated."
        )
    ),
    Code.INSTRUMENT_DIFFERS: _error(
        mark(
            "The score {value} of {name} is not the mean of its indicators, {expected}. Check the "
            "figures of this row against the announcement."
        )
    ),
    Code.INSTRUMENT_DIFFERS_SLIGHTLY: _warning(
        mark(
            "The score {value} of {name} differs by rounding from {expected}, the mean of its "
            "indicators. It is kept as stated."
        )
    ),
    Code.LEVEL_DIFFERS: _warning(
        mark(
            "The published level is “{value}”; the rules of the year give “{expected}”. Both are "
            "kept and shown; check the announcement."
        )
    ),
    Code.LEVEL_UNKNOWN: _warning(
        mark("“{value}” is not a level of this year. The levels are: {expected}.")
    ),
    Code.AGENCY_UNKNOWN: _error(
        mark(
            "No agency of fiscal year {year} goes by “{value}”. Use the code on the template, "
            "for example {expected}; the province keeps the list."
        )
    ),
    Code.AGENCY_NAME_UNKNOWN: _warning(
        mark(
            "No agency goes by “{value}”; by its code this is the return of “{expected}”. See "
            "that it is yours, and take the name from the template."
        )
    ),
    Code.AGENCY_CONTRADICTS: _error(
        mark(
            "The code belongs to “{expected}”, but the name says “{value}”. "
            "Use the template of your own agency."
        )
    ),
    Code.AGENCY_EXEMPT: _error(
        mark("The agency is exempt from this round ({value}), so no return is expected.")
    ),
    Code.YEAR_WITHOUT_FRAMEWORK: _error(
        mark(
            "No measures are loaded for fiscal year {value}, so a return cannot be taken. "
            "Years that can be reported: {expected}."
        )
    ),
    Code.ROUND_UNKNOWN: _error(
        mark("“{value}” is not a round of the fiscal year. The rounds are: {expected} months.")
    ),
    Code.ROUND_NOT_OPEN: _error(
        mark("The round opens on {expected}; returns are taken from that day on.")
    ),
    Code.ROUND_LOCKED: _error(
        mark(
            "The round was closed at the end of {expected}. Ask the province for an extension; "
            "the file is kept meanwhile."
        )
    ),
    Code.FORM_NOT_READ: _warning(
        mark(
            "The form stands in the workbook more than once: “{expected}” was read, “{value}” was "
            "not. If this one is right, take the other away and send the workbook once more."
        )
    ),
    Code.TEMPLATE_VERSION: _warning(
        mark(
            "The template is “{value}”; the current one is “{expected}”. It can be used, as its "
            "steps are judged by the current one; take the current one next time."
        )
    ),
    Code.STEP_UNKNOWN: _error(
        mark("“{value}” is not a step of the year's measures. The steps are {expected}.")
    ),
    Code.ROW_WITHOUT_STEP: _error(
        mark(
            "The row says “{value}”, but has neither the number nor the text of a step. Write the "
            "number of its step ({expected}), or clear this cell."
        )
    ),
    Code.STEP_MISSING: _error(
        mark("The row of step {value} is missing: “{expected}”. Put it back from the template.")
    ),
    Code.STEP_DOUBLED: _error(
        mark("Step {value} stands here a second time; the first is in {expected}. Keep one row.")
    ),
    Code.STEP_EXCHANGED: _error(
        mark(
            "The row is numbered {value}, but quotes the text of step {expected}. Put number and "
            "text together as in the template."
        )
    ),
    Code.STEP_REWORDED: _warning(
        mark(
            "The row of step {value} quotes another text than the measure does: “{expected}”. See "
            "that the answer belongs to this step."
        )
    ),
    Code.STATUS_BLANK: _warning(mark("Step {step} has no status. Choose one of: {expected}.")),
    Code.STATUS_UNKNOWN: _error(mark("“{value}” is not a status. Choose one of: {expected}.")),
    Code.DONE_DATE_MISSING: _error(
        mark("Step {step} is done but has no date of completion. Fill in the day it was finished.")
    ),
    Code.DONE_DATE_OUTSIDE: _error(
        mark(
            "The date {value} is outside the fiscal year ({expected}). Type the day within the "
            "year on which the step was finished."
        )
    ),
    Code.DONE_DATE_FUTURE: _error(
        mark(
            "The date {value} is in the future; today is {expected}. A step is done only when it "
            "has been finished: mend the date or choose another status."
        )
    ),
    Code.DATE_OUTSIDE_NOT_DONE: _warning(
        mark("The date {value} is outside the year ({expected}); the step is not done. Mend it.")
    ),
    Code.EVIDENCE_MISSING: _warning(
        mark("Step {step} is done but names no evidence. Add a web address or a document number.")
    ),
    Code.REASON_MISSING: _error(
        mark("Step {step} is marked not applicable without a reason. Write it under “{expected}”.")
    ),
    Code.RESULTS_MISSING: _warning(
        mark("Measure {value} has steps that are done but no text under “{expected}”. Write it.")
    ),
    Code.MERGE_ACROSS_MEASURES: _error(
        mark(
            "The merged cells {value} reach over two measures, so it is not clear which one the "
            "text belongs to. Unmerge them and write each measure's own text."
        )
    ),
    Code.TEXT_TOO_LONG: _error(
        mark("The text has {value} characters; a cell can hold {expected}. Shorten it.")
    ),
}
