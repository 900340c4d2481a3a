"""Scores of a scheme with sub-indicators, weights, bonuses and deductions, by its data alone."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from itadata.framework import Adjustment, AdjustmentKind, Framework, Instrument, SubIndicator
from itadata.scores import ParsedScores, Scale, parse_scores
from tests.builders import framework, opened, places, score_workbook, sheet_of
from tests.scores.parsing import BESIDE_THE_POINT

YEAR = 2567
HEADINGS = ["หน่วยงาน", *(f"ตัวชี้วัดที่ {no}" for no in range(1, 10)), "9.1", "ตัวชี้วัดย่อยที่ 9.2"]
HEADINGS += ["ตัวชี้วัดที่ 10", "คะแนนนวัตกรรม", "LATE", "คะแนน ITA"]
ROW = ["ก", *[90] * 8, 80, 85, 75, 90, 2, 1]


def scheme() -> Framework:
    """The framework of 2567 with parts of indicator 9, a bonus and a deduction."""
    parts = (SubIndicator("9.1", 9, "การเปิดเผยเชิงรุก"), SubIndicator("9.2", 9, "การให้บริการ"))
    bonus = Adjustment("INNO", "คะแนนนวัตกรรม", AdjustmentKind.BONUS, Decimal("1.5"))
    late = Adjustment("LATE", "ส่งล่าช้า", AdjustmentKind.DEDUCTION, Decimal(5))
    return replace(framework(YEAR), subindicators=parts, adjustments=(bonus, late))


def parse(*rows: list[Any], of: Framework | None = None) -> ParsedScores:
    title = ["ผลคะแนน ITA ปีงบประมาณ 2567"]
    workbook = opened(score_workbook(sheet_of(title, *rows)))
    parsed = parse_scores(workbook, {YEAR: of or scheme()})
    findings = tuple(f for f in parsed.findings if f.code not in BESIDE_THE_POINT)
    return replace(parsed, findings=findings)


def test_parts_of_indicators_bonuses_and_deductions_are_read_by_number_name_and_code() -> None:
    # OIT is (80 + 90) / 2; the bonus counts up to its most, 1.5.
    parsed = parse(HEADINGS, [*ROW, Decimal("88.50")])
    assert places(parsed.findings) == []
    values = {key: float(each.value) for key, each in parsed.scores[0].score_values.items()}
    expected = {"subindicator:9.1": 85, "subindicator:9.2": 75, "adjustment:INNO": 2}
    assert values.items() >= {**expected, "adjustment:LATE": 1, "total": 88.5}.items()


def test_a_total_is_compared_only_where_every_line_is_known() -> None:
    assert places(parse(HEADINGS, [*ROW, 90]).findings) == [("total-differs", "P3")]
    blank = [*ROW[:-1], None, 90]
    assert places(parse(HEADINGS, blank).findings) == []


def test_an_indicator_is_the_mean_of_its_parts() -> None:
    wrong = [*ROW, Decimal("88.50")]
    wrong[9] = 84
    assert ("indicator-differs", "J3") in places(parse(HEADINGS, wrong).findings)
    without = [h for h in HEADINGS if h != "ตัวชี้วัดที่ 9"]
    row = [value for n, value in enumerate([*ROW, Decimal("88.50")]) if n != 9]
    assert places(parse(without, row).findings) == []


def test_an_instrument_of_another_year_is_reported_and_left_out() -> None:
    parsed = parse(["หน่วยงาน", "IIT", "EIT", "OIT", "CIT"], ["ก", 90, 90, 90, 90])
    assert parsed.reading.headings[-1].column == "instrument:OIT"
    more = Instrument("CIT", "แบบวัดความร่วมมือ", "", Decimal("0.1"))
    later = replace(framework(YEAR), instruments=(*framework(YEAR).instruments, more))
    known = parse(["หน่วยงาน", "IIT", "EIT", "OIT", "CIT"], ["ก", 90, 90, 90, 90], of=later)
    assert "CIT" in known.scores[0].instruments


def test_blank_bonuses_and_deductions_leave_the_scale_to_what_they_may_add_or_take() -> None:
    headings = ["หน่วยงาน", "IIT", "EIT", "OIT", "คะแนนนวัตกรรม", "LATE", "คะแนน ITA"]
    in_points = parse(headings, ["ก", 27, 28, 36, None, None, 92])
    in_percent = parse(headings, ["ก", 27, 28, 30, None, None, 29])
    assert [p.reading.scale for p in (in_points, in_percent)] == [Scale.POINTS, Scale.PERCENT]
    assert "total-differs" not in {finding.code for finding in in_points.findings}


def test_a_scale_that_blank_lines_leave_open_is_asked_for_with_the_reason() -> None:
    headings = ["หน่วยงาน", "IIT", "EIT", "OIT", "คะแนน ITA"]
    anything = Adjustment("INNO", "คะแนนนวัตกรรม", AdjustmentKind.BONUS, Decimal(90))
    of = replace(scheme(), adjustments=(anything,))
    reasons = [
        finding.details["reason"]
        for row in (["ก", 27, 28, 36, 92], ["ก", 27, 28, 36, None], ["ก", 27, 28, 36, 10])
        for finding in parse(headings, row, of=of).findings
        if finding.code == "scale-unclear"
    ]
    assert reasons == [
        "bonuses or deductions that are part of the totals are blank",
        "there are no totals",
        "neither reading gives the totals",
    ]
