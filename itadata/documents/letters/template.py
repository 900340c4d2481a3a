"""The document that letters are filled into: a .docx with fields such as {{ agency }}.

The province can replace it (`itadata.documents.templates`).
"""

from collections.abc import Mapping
from pathlib import Path

from itadata.documents.document_template import DocumentTemplate
from itadata.language import N_

_EXAMPLE: Mapping[str, str | bool] = {
    "agency": "สำนักงานตัวอย่างจังหวัด",
    "head": "หัวหน้าสำนักงานตัวอย่างจังหวัด",
    "province": "จังหวัดตัวอย่าง",
    "date": "๒๐ ตุลาคม ๒๕๖๗",
    "year": "๒๕๖๗",
    "round": "๑๒",
    "measures": "๘",
    "steps": "๒๖",
    "due_on": "๑๕ ตุลาคม ๒๕๖๗",
    "extended": False,
    "overdue": True,
    "overdue_since": "๑๖ ตุลาคม ๒๕๖๗",
    "days_late": "๕",
    "sent_back": False,
    "sent_back_on": "",
    "reasons": "",
    "until": "๒๗ ตุลาคม ๒๕๖๗",
    "contact": "กลุ่มงานตัวอย่าง โทร. ๐ ๐๐๐๐ ๐๐๐๐",
}
_SENT_BACK: Mapping[str, str | bool] = {
    **_EXAMPLE,
    "overdue": False,
    "sent_back": True,
    "sent_back_on": "๑๘ ตุลาคม ๒๕๖๗",
    "reasons": "๑. ขั้นตอนที่ ๑.๒: เหตุผลตัวอย่าง\a๒. ขั้นตอนที่ ๓.๑: เหตุผลตัวอย่างถัดไป",
    "due_on": "๒๗ ตุลาคม ๒๕๖๗",
    "contact": "",
}

TEMPLATE = DocumentTemplate(
    name="letter",
    title=N_("Reminder letter"),
    variable="ITA_LETTER_TEMPLATE",
    default_path=Path(__file__).with_name("template.docx"),
    fields={
        "agency": N_("the agency's name"),
        "head": N_("the title of its head, else หัวหน้า and its name"),
        "province": N_("the province, for example จังหวัดเชียงใหม่"),
        "date": N_("the day of the letter"),
        "year": N_("the fiscal year, B.E."),
        "round": N_("the round, in months"),
        "measures": N_("how many measures are to be reported"),
        "steps": N_("how many steps they have"),
        "due_on": N_("the due date, or the day by which it was to be revised"),
        "extended": N_("whether the due date was extended, for {% if %}"),
        "overdue": N_("whether the due date has passed, for {% if %}"),
        "overdue_since": N_("the first day after the due date"),
        "days_late": N_("the days since the due date"),
        "sent_back": N_("whether the return was sent back, for {% if %}"),
        "sent_back_on": N_("the day on which it was sent back"),
        "reasons": N_("the reasons for sending it back, numbered, one a paragraph"),
        "until": N_("the day by which the letter asks for it"),
        "contact": N_("who to ask (ITA_CONTACT), blank where nobody is named"),
    },
    # Without these a letter would not say to whom it goes, of when it is and what it asks for.
    required=("agency", "date", "year", "round", "until"),
    examples={N_("nothing was sent"): _EXAMPLE, N_("sent back"): _SENT_BACK},
)
