"""The document that the use of the results is filled into, which the province can replace."""

from pathlib import Path

from itadata.documents.document_template import DocumentTemplate
from itadata.language import N_

_SCORES = [
    {
        "name": name,
        "before": "94.00",
        "score": score,
        "change": "+1.00",
        "threshold": "95.00",
        "distance": distance,
    }
    for name, score, distance in (
        ("ตัวชี้วัดที่ 1 ตัวอย่าง", "93.00", "−2.00"),
        ("คะแนนรวม", "95.00", "0.00"),
    )
]
_MEASURES = [
    {
        "indicator": f"ตัวชี้วัดที่ {number} ตัวอย่าง",
        "finding": "93.00 คะแนน ต่ำกว่าเกณฑ์ 2.00 คะแนน",
        "measure": f"มาตรการตัวอย่างที่ {number}",
        "steps": "1. ขั้นตอนแรก\a2. ขั้นตอนถัดไป",
        "responsible": "ส่วนราชการตัวอย่าง",
        "time_frame": "ตลอดปีงบประมาณ พ.ศ. 2568",
        "success_indicator": "คะแนนตัวชี้วัดตัวอย่าง",
        "target": "ไม่น้อยกว่า 95.00 คะแนน",
        "follow_up": "รายงานจังหวัด รอบ 6 เดือน และ 12 เดือน",
    }
    for number in (1, 2)
]
_EXAMPLE = {
    "province": "จังหวัดตัวอย่าง",
    "year": "2567",
    "year_before": "2566",
    "next_year": "2568",
    "item": "O00",
    "aim": "ผ่านดีเยี่ยม",
    "result": "คะแนนรวม 95.00 คะแนน",
    "strong_points": "ตัวชี้วัดที่ 3 ตัวอย่าง",
    "weak_points": "ตัวชี้วัดที่ 1 ตัวอย่าง",
    "changes": "ตัวชี้วัดที่ 2 ตัวอย่าง ลดลง 1.00 คะแนน",
    "note": "* ตัวอย่าง",
    "scores": _SCORES,
    "chosen": "2",
    "measures": _MEASURES,
}

TEMPLATE = DocumentTemplate(
    name="use-of-results",
    title=N_("Use of the assessment's results"),
    variable="ITA_USE_OF_RESULTS_TEMPLATE",
    default_path=Path(__file__).with_name("template.docx"),
    fields={
        "province": N_("the province, for example จังหวัดเชียงใหม่"),
        "year": N_("the fiscal year whose results are analysed, B.E."),
        "year_before": N_("the fiscal year before, B.E."),
        "next_year": N_("the fiscal year of the measures, B.E."),
        "item": N_("the OIT item that asks for it, where the framework of the next year names it"),
        "aim": N_("the level that scores are held against"),
        "result": N_("the total, the level and the change"),
        "strong_points": N_("the indicators at their threshold or above, one a paragraph"),
        "weak_points": N_("the indicators below their threshold, one a paragraph"),
        "changes": N_("the indicators whose scores changed most, one a paragraph"),
        "note": N_("scores that are unknown, and what is an illustration"),
        "scores": N_("the rows of scores, for {%tr for score in scores %}"),
        "chosen": N_("how many indicators were chosen"),
        "measures": N_("the rows of the draft measures, for {%tr for measure in measures %}"),
    },
    required=(
        "year",
        "next_year",
        "result",
        "strong_points",
        "weak_points",
        "changes",
        "measures",
        "measure.indicator",
        "measure.measure",
        "measure.steps",
        "measure.responsible",
        "measure.time_frame",
        "measure.success_indicator",
        "measure.target",
        "measure.follow_up",
    ),
    examples={N_("two indicators"): _EXAMPLE},
    row_fields={
        "scores": {
            "name": N_("the indicator, the instrument or the total"),
            "before": N_("the score of the year before"),
            "score": N_("the score"),
            "change": N_("the change"),
            "threshold": N_("the lower bound in the level that scores are held against"),
            "distance": N_("score − lower bound"),
        },
        "measures": {
            "indicator": N_("the indicator with its number"),
            "finding": N_("its score, against its lower bound"),
            "measure": N_("the measure"),
            "steps": N_("its steps, one a paragraph"),
            "responsible": N_("who is responsible"),
            "time_frame": N_("the time frame"),
            "success_indicator": N_("the indicator of success"),
            "target": N_("the target"),
            "follow_up": N_("the follow-up"),
        },
    },
)
