"""The document that letters are filled into: a .docx with fields such as {{ agency }}.

The province replaces ours by its own: the file named in `ITA_LETTER_TEMPLATE`, else
`var/letter_template.docx` where there is one.
"""

from collections.abc import Mapping
from pathlib import Path

from itadata.documents import Form, marked
from itadata.language import mark

TEMPLATE_VARIABLE = "ITA_LETTER_TEMPLATE"
OF_THE_PROVINCE = Path("var") / "letter_template.docx"
OURS = Path(__file__).with_name("template.docx")

FIELDS: Mapping[str, str] = {
    "agency": mark("the agency's name"),
    "province": mark("the province, for example จังหวัดเชียงใหม่"),
    "date": mark("the day of the letter"),
    "year": mark("the fiscal year, B.E."),
    "round": mark("the round, in months"),
    "measures": mark("how many measures are to be reported"),
    "steps": mark("how many steps they have"),
    "due_on": mark("the due date, or the day by which it was to be mended"),
    "extended": mark("whether the due date was extended, for {% if %}"),
    "overdue": mark("whether the due date has passed, for {% if %}"),
    "overdue_since": mark("the first day after the due date"),
    "days_late": mark("the days since the due date"),
    "sent_back": mark("whether the return was sent back, for {% if %}"),
    "sent_back_on": mark("the day on which it was sent back"),
    "until": mark("the day by which the letter asks for it"),
    "contact": mark("who to ask (ITA_CONTACT), blank where nobody is named"),
}
"""The fields of a template, and what each stands for."""

NEEDED = ("agency", "date", "year", "round", "until")
"""Without these a letter would not say to whom it goes, of when it is and what it asks for."""

_FORM = Form(TEMPLATE_VARIABLE, OF_THE_PROVINCE, OURS, FIELDS, NEEDED)


def template() -> bytes:
    """The template in use, in which letters can be written. Raises WrongTemplate."""
    return _FORM.content()


def filled(form: bytes, fields: Mapping[str, str | bool], *, sample: bool) -> bytes:
    """A template filled in, as .docx; of a sample it says so before anything else.

    Raises WrongTemplate.
    """
    return marked(_FORM.filled(form, fields), sample=sample)
