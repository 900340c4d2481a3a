"""Whose scores a table holds, and of which year, where only its title says so."""

import pytest

from itadata.findings import Finding
from itadata.scores import ParsedScores, UnitScore, parse_scores
from tests.builders import (
    PROVINCE,
    SHORT,
    WIDE,
    YEAR,
    frameworks,
    opened,
    places,
    score_workbook,
    sheet_of,
    short_row,
    wide_row,
)


def under(*titles: str) -> ParsedScores:
    """A table with neither years nor units, under such titles, one a row."""
    rows = [*([title] for title in titles), WIDE[2:], wide_row()[2:]]
    return parse_scores(opened(score_workbook(sheet_of(*rows))), frameworks())


def only(snapshot: ParsedScores) -> UnitScore:
    assert places(snapshot.findings) == []
    [score] = snapshot.scores
    return score


def only_finding(snapshot: ParsedScores) -> Finding:
    [finding] = snapshot.findings
    return finding


# --- the unit ------------------------------------------------------------------------------

NAMED = [
    "ผลคะแนน ITA จังหวัดเชียงใหม่ ปีงบประมาณ พ.ศ. 2567",
    "ผลการประเมิน ITA ของจังหวัดเชียงใหม่ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    "จังหวัด เชียงใหม่ ปี 2567",
    "รายงานผลคะแนน ITA จังหวัดเชียงใหม่ปีงบประมาณ 2567",
    "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
    "(Integrity and Transparency Assessment: ITA) จังหวัดเชียงใหม่ ปีงบประมาณ 2567",
    "ผลคะแนน ITA จังหวัดเชียงใหม่ ปีงบประมาณ 2567 (เปรียบเทียบกับจังหวัดลำพูน)",
    "หน่วยงานที่รับการประเมิน: จังหวัดเชียงใหม่",
]
OTHERS = [
    "ผลคะแนน ITA เทศบาลนครเชียงใหม่ ปีงบประมาณ 2567",
    "ผลคะแนน ITA มหาวิทยาลัยเชียงใหม่ ปีงบประมาณ 2567",
    "องค์การบริหารส่วนจังหวัดเชียงใหม่ ปีงบประมาณ 2567",
    "ผลคะแนน ITA อบจ.เชียงใหม่ ปีงบประมาณ 2567",
    "สำนักงานสาธารณสุขจังหวัดเชียงใหม่ ปีงบประมาณ 2567",
    "ผลคะแนน ITA โรงพยาบาลสันทราย จังหวัดเชียงใหม่ ปีงบประมาณ 2567",
    "ผลคะแนน ITA จังหวัดเชียงใหม่ โรงพยาบาลสันทราย ปีงบประมาณ 2567",
    "ผลคะแนน ITA มูลนิธิ ก จังหวัดเชียงใหม่ ปีงบประมาณ 2567",
    "ค่าเฉลี่ยของหน่วยงานในจังหวัดเชียงใหม่ ปีงบประมาณ 2567",
    "ผลคะแนน ITA กลุ่มจังหวัดเชียงใหม่ ปีงบประมาณ 2567",
    "ผลคะแนน ITA องค์การบริหารส่วนจังหวัดลำพูน ปีงบประมาณ 2567",
    "ผลคะแนน ITA เชียงใหม่ ปีงบประมาณ 2567",
    "ผลคะแนน ITA จังหวัดเชียงใหม่ และจังหวัดลำพูน ปีงบประมาณ 2567",
]
YEAR_LINE = "ปีงบประมาณ 2567"


@pytest.mark.parametrize("title", NAMED)
def test_the_province_is_known_where_the_title_names_it_alone(title: str) -> None:
    assert only(under(title, YEAR_LINE)).unit == PROVINCE


@pytest.mark.parametrize("title", OTHERS)
def test_a_body_that_is_not_the_province_is_asked_about_at_the_title(title: str) -> None:
    finding = only_finding(under(title))
    assert (finding.code, finding.cell) == ("unit-unclear", "A1")


def test_a_title_that_leaves_the_unit_open_gives_no_scores() -> None:
    assert under(OTHERS[0]).scores == ()


def test_a_title_that_leaves_the_unit_open_says_what_to_write() -> None:
    assert only_finding(under(OTHERS[0])).expected == "หน่วยงาน: ชื่อหน่วยงาน"


def test_a_province_that_is_compared_with_is_not_the_unit() -> None:
    snapshot = under("โรงพยาบาลสันทราย ปี 2567", "(เปรียบเทียบกับจังหวัดเชียงใหม่ ปี 2566)")
    assert places(snapshot.findings) == [("unit-unclear", "A1")]


def test_a_comparison_alone_names_nobody() -> None:
    snapshot = under("ผลคะแนน ITA ปี 2567", "(เปรียบเทียบกับจังหวัดเชียงใหม่ ปี 2566)")
    assert only_finding(snapshot).code == "column-missing"


def test_a_body_in_one_row_and_its_province_in_the_next_is_asked_about() -> None:
    snapshot = under("โรงพยาบาลสันทราย", "จังหวัดเชียงใหม่ ปีงบประมาณ 2567")
    assert places(snapshot.findings) == [("unit-unclear", "A1")]


def test_two_provinces_in_two_rows_are_asked_about() -> None:
    snapshot = under("จังหวัดเชียงใหม่ ปีงบประมาณ 2567", "จังหวัดลำพูน")
    assert places(snapshot.findings) == [("unit-unclear", "A2")]


def test_any_unit_may_be_named_by_its_label() -> None:
    assert only(under("หน่วยงาน: โรงพยาบาลสันทราย", YEAR_LINE)).unit == "โรงพยาบาลสันทราย"


@pytest.mark.parametrize(
    "line",
    [
        "จัดทำโดย สำนักงานจังหวัดเชียงใหม่",
        "ที่มา: สำนักงาน ป.ป.ช.",
        "ประกาศสำนักงาน ป.ป.ช.",
        "ข้อมูล ณ วันที่ 30 กรกฎาคม 2568",
    ],
)
def test_who_made_the_table_is_not_whose_scores_it_holds(line: str) -> None:
    score = only(under("ผลคะแนน ITA จังหวัดเชียงใหม่ ปีงบประมาณ 2567", line))
    assert (score.unit, score.fiscal_year) == (PROVINCE, YEAR)


# --- the year ------------------------------------------------------------------------------


def of_year(title: str) -> ParsedScores:
    """A table of units without years, under such a title."""
    rows = [[title], SHORT[1:], short_row()[1:]]
    return parse_scores(opened(score_workbook(sheet_of(*rows))), frameworks())


@pytest.mark.parametrize(
    "title",
    [
        "เปรียบเทียบกับปี 2566 — ผลคะแนนปีงบประมาณ 2567",
        "เปรียบเทียบกับปีงบประมาณ 2566 - ผลคะแนนปีงบประมาณ 2567",
        "ผลคะแนนปีงบประมาณ 2567 เปรียบเทียบกับปีงบประมาณ 2566",
        "ผลคะแนนปีงบประมาณ 2567 (ปี 2566 ได้ 94.20)",
        "ผลคะแนนปี 2567 ประกาศเมื่อ 5 สิงหาคม 2566",
        "ผลคะแนนปีงบฯ 2567 ใช้ประกอบการประเมินปี 2568",
    ],
)
def test_the_year_is_the_one_that_the_title_calls_fiscal_year(title: str) -> None:
    assert only(of_year(title)).fiscal_year == YEAR


@pytest.mark.parametrize(
    "title",
    [
        "ผลคะแนนปีงบประมาณ 2566 และ 2567",
        "ผลคะแนนปีงบประมาณ 2566 - 2567",
        "ผลคะแนนปี 2566 กับปี 2567",
        "ผลคะแนนปีงบประมาณ 2566 ผลคะแนนปีงบประมาณ 2567",
    ],
)
def test_two_years_with_the_same_claim_are_asked_about_at_the_title(title: str) -> None:
    finding = only_finding(of_year(title))
    assert (finding.code, finding.cell, finding.expected) == ("year-unclear", "A1", "2566, 2567")
