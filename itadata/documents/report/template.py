"""The document that the report is filled into: a .docx with fields such as {{ year }}.

The province can replace it (`itadata.documents.templates`).
"""

from pathlib import Path

from itadata.documents.document_template import DocumentTemplate
from itadata.language import N_

_ROWS = [
    {
        "title": f"{number}. มาตรการตัวอย่างที่ {number}",
        "details": "กรอบเวลา: ตลอดปีงบประมาณ",
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
    "item": "O00",
    "measures": _ROWS,
}

TEMPLATE = DocumentTemplate(
    name="report",
    title=N_("Official report"),
    variable="ITA_REPORT_TEMPLATE",
    default_path=Path(__file__).with_name("template.docx"),
    fields={
        "province": N_("the province, for example จังหวัดเชียงใหม่"),
        "year": N_("the fiscal year, B.E."),
        "year_before": N_("the year whose assessment was analysed"),
        "period_start": N_("the first day of the fiscal year"),
        "period_end": N_("the last day that the round covers"),
        "round": N_("the round, in months"),
        "as_of": N_("the day of the figures"),
        "reported": N_("how many agencies reported"),
        "expected": N_("how many agencies were to report"),
        "item": N_("the OIT item that asks for it, where the framework of the next year names it"),
        "measures": N_("the rows of the table, for {%tr for measure in measures %}"),
    },
    # Without these it would not be the report of the year.
    required=(
        "year",
        "measures",
        "measure.title",
        "measure.steps",
        "measure.results",
        "measure.outcomes",
    ),
    examples={N_("two measures"): _EXAMPLE},
    row_fields={
        "measures": {
            "title": N_("the measure with its number"),
            "details": N_(
                "its time frame, target, budget and follow-up, where they are filled in"
            ),
            "steps": N_("its steps, one a paragraph"),
            "responsible": N_("who is responsible"),
            "results": N_("the results"),
            "outcomes": N_("the outcomes, with the ITA sentence"),
            "figures": N_("how many agencies reported and did everything"),
        },
    },
)
