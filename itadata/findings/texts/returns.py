"""The texts of findings about a return."""

from collections.abc import Mapping

from itadata.findings.codes import Code
from itadata.language import N_

RETURN_ERRORS: Mapping[Code, str] = {
    Code.AGENCY_UNKNOWN: N_(
        "No agency of fiscal year {year} is called “{value}”. Use the code on the template, for "
        "example {expected}; the province keeps the list."
    ),
    Code.AGENCY_CONTRADICTS: N_(
        "The code belongs to “{expected}”, but the name says “{value}”. "
        "Use the template of your own agency."
    ),
    Code.AGENCY_EXEMPT: N_(
        "The agency is exempt from this round ({value}), so no return is expected."
    ),
    Code.AGENCY_OTHER: N_(
        "This is the return of “{value}”, but you send for “{expected}” alone. Choose the "
        "file of your own agency; that of another is sent by its officers or by the province."
    ),
    Code.YEAR_WITHOUT_FRAMEWORK: N_(
        "No measures are loaded for fiscal year {value}, so a return cannot be taken. "
        "Years that can be reported: {expected}."
    ),
    Code.ROUND_UNKNOWN: N_(
        "“{value}” is not a round of the fiscal year. The rounds are: {expected} months."
    ),
    Code.ROUND_NOT_OPEN: N_(
        "The round opens on {expected}; returns are accepted from that day on."
    ),
    Code.RETURN_ACCEPTED: N_(
        "Version {value} of this return was accepted, so no new one is taken. If something "
        "must be changed, ask the province to reopen the return."
    ),
    Code.ROUND_LOCKED: N_(
        "The round was closed at the end of {expected}. Ask the province for an extension; the "
        "file has been saved."
    ),
    Code.FORM_HEADINGS_MISSING: N_(
        "The form on the sheet “{value}” lacks these headings: {expected}. Copy the row of "
        "headings from the template, and send the workbook once more."
    ),
    Code.FORM_TOO_LONG: N_(
        "The form has {value} filled-in rows; a form may have {expected}. Delete the rows that "
        "answer no step, and send the workbook once more."
    ),
    Code.FORM_DOUBLED: N_(
        "The workbook has the form more than once, and this cell of “{value}” says something else "
        "than “{expected}”. Keep the right form alone and send the workbook once more."
    ),
    Code.TEMPLATE_OUTDATED: N_(
        "The template is “{value}”; the steps have changed since, and the current one is "
        "“{expected}”. Download the current template and copy your answers into it."
    ),
    Code.STEP_UNKNOWN: N_(
        "“{value}” is not a step of the year's measures. The steps are {expected}."
    ),
    Code.ROW_WITHOUT_STEP: N_(
        "The row says “{value}”, but has neither the number nor the text of a step. Write the "
        "number of its step ({expected}), or clear this cell."
    ),
    Code.STEP_MISSING: N_(
        "The row of step {value} is missing: “{expected}”. Put it back from the template."
    ),
    Code.STEP_DOUBLED: N_(
        "Step {value} occurs here a second time; the first is in {expected}. Keep one row."
    ),
    Code.STEP_EXCHANGED: N_(
        "The row is numbered {value}, but quotes the text of step {expected}. Put number and "
        "text together as in the template."
    ),
    Code.FORM_BLANK: N_(
        "The form is not filled in yet: no step has an answer. Choose a status for each step: "
        "{expected}."
    ),
    Code.STATUS_UNKNOWN: N_("“{value}” is not a status. Choose one of: {expected}."),
    Code.DONE_DATE_MISSING: N_(
        "Step {step} is done but has no date of completion. Fill in the day it was finished."
    ),
    Code.DATE_RANGE: N_(
        "“{value}” names several days. Type the one day on which the step was finished, for "
        "example {expected}."
    ),
    Code.DONE_DATE_OUTSIDE: N_(
        "The date {value} is outside the fiscal year ({expected}). Type the day within the "
        "year on which the step was finished."
    ),
    Code.DONE_DATE_FUTURE: N_(
        "The date {value} is in the future; today is {expected}. A step is done only when it has "
        "been finished: correct the date or choose another status."
    ),
    Code.REASON_MISSING: N_(
        "Step {step} is marked not applicable without a reason. Write it under “{expected}”."
    ),
    Code.MERGE_ACROSS_MEASURES: N_(
        "The merged cells {value} reach over two measures, so it is not clear which one the "
        "text belongs to. Unmerge them and write each measure's own text."
    ),
    Code.TEXT_TOO_LONG: N_(
        "The text has {value} characters; a cell can hold {expected}. Shorten it."
    ),
    Code.RETURN_SENT_BACK: N_(
        "The province sent the return back: “{reason}”. Revise it and submit it again by "
        "{expected}."
    ),
    Code.STEP_SENT_BACK: N_(
        "The province sent step {step} back: “{reason}”. Correct it, and submit the return again."
    ),
}

RETURN_WARNINGS: Mapping[Code, str] = {
    Code.AGENCY_NAME_UNKNOWN: N_(
        "No agency is called “{value}”; by its code this is the return of “{expected}”. See that "
        "it is yours, and take the name from the template."
    ),
    Code.PERSON_MISSING: N_(
        "“{name}” is blank. Fill it in, so that the province knows whom to ask."
    ),
    Code.REPORT_DATE_FUTURE: N_(
        "“{name}” is {value}, which is in the future; today is {expected}. Correct the day if it "
        "is mistyped."
    ),
    Code.TITLE_DIFFERS: N_(
        "The title above the form says “{value}”, but by the sheet ข้อมูลส่วนราชการ this is "
        "“{expected}”, which counts. See that this is the right file, and correct the one that "
        "is wrong."
    ),
    Code.FORM_NOT_READ: N_(
        "The workbook has the form more than once: “{expected}” was read, “{value}” was not. If "
        "this one is right, take the other away and send the workbook once more."
    ),
    Code.TEMPLATE_VERSION: N_(
        "The template is “{value}”; the current one is “{expected}”. It can be used, as its steps "
        "are validated against the current one; take the current one next time."
    ),
    Code.STEP_RENUMBERED: N_(
        "The numbers of {rows} rows are not those of the template: this one, “{value}”, quotes "
        "step {expected}. The rows were read by the texts of the steps; take the numbers from the "
        "template."
    ),
    Code.STEP_REWORDED: N_(
        "The row of step {value} quotes another text than the measure does: “{expected}”. See "
        "that the answer belongs to this step."
    ),
    Code.STATUS_BLANK: N_("Step {step} has no status. Choose one of: {expected}."),
    Code.DONE_DATE_AFTER_ROUND: N_(
        "The date {value} is after the last day of this round, {expected}. Correct it, or report "
        "the step as done in the next round."
    ),
    Code.DATE_OUTSIDE_NOT_DONE: N_(
        "The date {value} is outside the year ({expected}); the step is not done. Correct it."
    ),
    Code.EVIDENCE_MISSING: N_(
        "Step {step} is done but names no evidence. Add a web address or a document number."
    ),
    Code.EVIDENCE_CLOSED: N_(
        "“{value}” cannot be opened by others, or only inside an office or with a password. "
        "Put the document on a website and write its address, which begins with https://, or "
        "write the number of the document."
    ),
    Code.EVIDENCE_MISTYPED: N_(
        "The address “{value}” is mistyped at its beginning, so nobody can open it. Type "
        "https://, or copy the address from the browser."
    ),
    Code.EVIDENCE_FLEETING: N_(
        "“{value}” is a test site, a shortened address or a group chat: it may be gone, hides "
        "where it leads, or opens for members alone. Write the full address of the document on "
        "the agency's website, or its number."
    ),
    Code.EVIDENCE_HOME_PAGE: N_(
        "“{value}” is the home page of a site and shows no document. Write the address of the "
        "page or the file itself, or the number of the document."
    ),
    Code.EVIDENCE_UNCLEAR: N_(
        "“{value}” does not tell where the evidence is. Write a web address, which begins "
        "with https://, or the number of the document, such as {expected}; one a line."
    ),
    Code.RESULTS_MISSING: N_(
        "Measure {value} has steps that are done but no text under “{expected}”. Write it."
    ),
    Code.CARRIED_WHOLE: N_(
        "The whole return is as it was in the {months}-month round: no status, date, evidence "
        "or text has changed. Write what was done since."
    ),
    Code.CARRIED_STEP: N_(
        "Step {step} is still “{value}”, and its row is as it was in the {months}-month "
        "round. See whether it has moved on since."
    ),
    Code.CARRIED_TEXT: N_(
        "Steps of measure {expected} have changed since the {months}-month round, but this "
        "text is still that of that round. Write what was done since."
    ),
    Code.TEXT_OF_MEASURE: N_(
        "The text is nearly the wording of measure {expected} itself. Write what your agency "
        "did, and with what result."
    ),
    Code.TEXT_OF_LAST_YEAR: N_(
        "The text is nearly your own of fiscal year {year}, {months}-month round "
        "({expected}). Write what was done this year."
    ),
    Code.TEXT_OF_ANOTHER: N_(
        "The text is nearly that of {agency} in fiscal year {year}, {months}-month round "
        "({expected}). Write what your own agency did."
    ),
    Code.TEXT_OF_OTHERS: N_(
        "The text is nearly that of other agencies in fiscal year {year}, {months}-month "
        "round: {agencies}{more}. Write what your own agency did."
    ),
}
