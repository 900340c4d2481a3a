"""The document that the report is filled into: a .docx with fields such as {{ year }}.

The province replaces ours by its own (`itadata.documents.templates`); the file that is named in
`ITA_REPORT_TEMPLATE` is used before that.
"""

from collections.abc import Mapping
from pathlib import Path

from itadata.documents import Form, templates
from itadata.language import mark
from itadata.store import Reading

TEMPLATE_VARIABLE = "ITA_REPORT_TEMPLATE"
OURS = Path(__file__).with_name("template.docx")

FIELDS: Mapping[str, str] = {
    "province": mark("the province, for example จังหวัดเชียงใหม่"),
    "year": mark("the fiscal year, B.E."),
    "year_before": mark("the year whose assessment was analysed"),
    "period_start": mark("the first day of the fiscal year"),
    "period_end": mark("the last day that the round covers"),
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

_ROWS = [
    {
        "title": f"{number}. มาตรการตัวอย่างที่ {number}",
        "steps": "1. ขั้นตอนแรกของมาตรการ\a2. ขั้นตอนถัดไปของมาตรการ",
        "responsible": "ส่วนราชการตัวอย่าง",
        "results": "ส่วนราชการได้ดำเนินการตามขั้นตอนแล้ว",
        "outcomes": "ผลการประเมินของหน่วยงานดีขึ้น",
        "figures": "ส่วนราชการรายงานแล้ว 33 จาก 35 แห่ง",
    }
    for number in (1, 2)
]
_EXAMPLE = {
    "province": "จังหวัดตัวอย่าง",
    "year": "2567",
    "year_before": "2566",
    "period_start": "1 ตุลาคม 2566",
    "period_end": "30 กันยายน 2567",
    "round": "12",
    "as_of": "20 ตุลาคม 2567",
    "reported": "33",
    "expected": "35",
    "measures": _ROWS,
}

FORM = Form(
    name="report",
    title=mark("Official report"),
    variable=TEMPLATE_VARIABLE,
    ours=OURS,
    fields=FIELDS,
    needed=NEEDED,
    examples={mark("two measures"): _EXAMPLE},
    parts=PARTS,
)


def template(reading: Reading) -> bytes:
    """The template in use, in which the report can be written. Raises WrongTemplate."""
    return templates.in_use(reading, FORM).content
