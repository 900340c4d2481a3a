"""The document that the report is filled into: a .docx with fields such as {{ year }}.

The province replaces ours by its own: the file named in `ITA_REPORT_TEMPLATE`, else
`var/report_template.docx` where there is one.
"""

from collections.abc import Mapping
from pathlib import Path

from itadata.documents import Form
from itadata.language import mark

TEMPLATE_VARIABLE = "ITA_REPORT_TEMPLATE"
OF_THE_PROVINCE = Path("var") / "report_template.docx"
OURS = Path(__file__).with_name("template.docx")

FIELDS: Mapping[str, str] = {
    "province": mark("the province, for example จังหวัดเชียงใหม่"),
    "year": mark("the fiscal year, B.E."),
    "year_before": mark("the year whose assessment was analysed"),
    "period_start": mark("the first day of the fiscal year"),
    "period_end": mark("the last day of the fiscal year"),
    "round": mark("the round, in months"),
    "as_of": mark("the day of the figures"),
    "reported": mark("how many agencies reported"),
    "expected": mark("how many agencies were to report"),
    "measures": mark("the rows of the table, for {%tr for measure in measures %}"),
}
"""The fields of a template, and what each stands for."""

PARTS: Mapping[str, str] = {
    "title": mark("the measure with its number"),
    "steps": mark("its steps, one a paragraph"),
    "responsible": mark("who is responsible"),
    "results": mark("the results"),
    "outcomes": mark("the outcomes, with the ITA sentence"),
    "figures": mark("how many agencies reported and did everything"),
}
"""The fields of one row, such as {{ measure.title }}."""

NEEDED = (
    "year",
    "measures",
    "measure.title",
    "measure.steps",
    "measure.results",
    "measure.outcomes",
)
"""Without these it would not be the report of the year."""

FORM = Form(TEMPLATE_VARIABLE, OF_THE_PROVINCE, OURS, FIELDS, NEEDED, PARTS)


def template() -> bytes:
    """The template in use, in which the report can be written. Raises WrongTemplate."""
    return FORM.content()
