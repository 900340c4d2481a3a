"""The unit and year of a table that only its title tells."""

import pytest

from itadata.scores import ParsedScores
from tests.builders import (
    PROVINCE,
    SHORT,
    WIDE,
    YEAR,
    score_workbook,
    sheet_of,
    short_row,
    wide_row,
)
from tests.scores.parsing import only_finding, only_score, parse, parse_rows, parse_with_notes


def titled(*titles: str) -> ParsedScores:
    """A table with neither years nor units, below titles, one a row."""
    return parse_rows(*([title] for title in titles), WIDE[2:], wide_row()[2:])


def fault(*titles: str) -> tuple[str, str | None]:
    """Code and cell of the one finding."""
    finding = only_finding(titled(*titles))
    return str(finding.code), finding.cell


# --- the unit ------------------------------------------------------------------------------

TITLES_OF_PROVINCE = [
    "ผลคะแนน ITA จังหวัดเชียงใหม่ ปีงบประมาณ พ.ศ. 2567",
    "ผลการประเมิน ITA ของจังหวัดเชียงใหม่ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    "จังหวัด เชียงใหม่ ปี 2567",
    "รายงานผลคะแนน ITA จังหวัดเชียงใหม่ปีงบประมาณ 2567",
    "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "
    "(Integrity and Transparency Assessment: ITA) จังหวัดเชียงใหม่ ปีงบประมาณ 2567",
    "ผลคะแนน ITA จังหวัดเชียงใหม่ ปีงบประมาณ 2567 (เปรียบเทียบกับจังหวัดลำพูน)",
    "หน่วยงานที่รับการประเมิน: จังหวัดเชียงใหม่",
]
TITLES_OF_OTHERS = [
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
YEAR_TITLE = "ปีงบประมาณ 2567"


def test_the_province_is_the_unit_where_the_title_names_it_alone() -> None:
    units = {title: only_score(titled(title, YEAR_TITLE)).unit for title in TITLES_OF_PROVINCE}
    assert units == dict.fromkeys(TITLES_OF_PROVINCE, PROVINCE)


def test_a_unit_that_may_not_be_the_province_is_reported_at_the_title() -> None:
    faults = {title: fault(title) for title in TITLES_OF_OTHERS}
    assert faults == dict.fromkeys(TITLES_OF_OTHERS, ("unit-unclear", "A1"))
    unclear = titled(TITLES_OF_OTHERS[0])
    assert unclear.scores == ()
    assert only_finding(unclear).expected == "หน่วยงาน: ชื่อหน่วยงาน"


def test_a_province_that_is_compared_with_is_not_the_unit() -> None:
    comparison = "(เปรียบเทียบกับจังหวัดเชียงใหม่ ปี 2566)"
    assert fault("โรงพยาบาลสันทราย ปี 2567", comparison) == ("unit-unclear", "A1")
    assert fault("ผลคะแนน ITA ปี 2567", comparison)[0] == "column-missing"


def test_two_units_in_two_rows_are_reported() -> None:
    hospital = ("โรงพยาบาลสันทราย", "จังหวัดเชียงใหม่ ปีงบประมาณ 2567")
    assert fault(*hospital) == ("unit-unclear", "A1")
    provinces = ("จังหวัดเชียงใหม่ ปีงบประมาณ 2567", "จังหวัดลำพูน")
    assert fault(*provinces) == ("unit-unclear", "A2")


def test_a_label_may_name_any_unit() -> None:
    score = only_score(titled("หน่วยงาน: โรงพยาบาลสันทราย", YEAR_TITLE))
    assert score.unit == "โรงพยาบาลสันทราย"


def test_who_made_the_table_is_not_the_unit_of_its_scores() -> None:
    for line in (
        "จัดทำโดย สำนักงานจังหวัดเชียงใหม่",
        "ที่มา: สำนักงาน ป.ป.ช.",
        "ประกาศสำนักงาน ป.ป.ช.",
        "ข้อมูล ณ วันที่ 30 กรกฎาคม 2568",
    ):
        score = only_score(titled("ผลคะแนน ITA จังหวัดเชียงใหม่ ปีงบประมาณ 2567", line))
        assert (score.unit, score.fiscal_year) == (PROVINCE, YEAR), line


# --- the year ------------------------------------------------------------------------------

TITLES_OF_2567 = [
    "เปรียบเทียบกับปี 2566 — ผลคะแนนปีงบประมาณ 2567",
    "เปรียบเทียบกับปีงบประมาณ 2566 - ผลคะแนนปีงบประมาณ 2567",
    "ผลคะแนนปีงบประมาณ 2567 เปรียบเทียบกับปีงบประมาณ 2566",
    "ผลคะแนนปีงบประมาณ 2567 (ปี 2566 ได้ 94.20)",
    "ผลคะแนนปี 2567 ประกาศเมื่อ 5 สิงหาคม 2566",
    "ผลคะแนนปีงบฯ 2567 ใช้ประกอบการประเมินปี 2568",
]
TITLES_OF_TWO_YEARS = [
    "ผลคะแนนปีงบประมาณ 2566 และ 2567",
    "ผลคะแนนปีงบประมาณ 2566 - 2567",
    "ผลคะแนนปี 2566 กับปี 2567",
    "ผลคะแนนปีงบประมาณ 2566 ผลคะแนนปีงบประมาณ 2567",
]


def with_units(title: str) -> ParsedScores:
    """A table of units without years, below a title."""
    return parse_rows([title], SHORT[1:], short_row()[1:])


def test_the_year_is_the_one_that_the_title_calls_fiscal_year() -> None:
    years = {title: only_score(with_units(title)).fiscal_year for title in TITLES_OF_2567}
    assert years == dict.fromkeys(TITLES_OF_2567, YEAR)


def test_two_years_with_the_same_claim_are_reported_at_the_title() -> None:
    for title in TITLES_OF_TWO_YEARS:
        finding = only_finding(with_units(title))
        expected = ("year-unclear", "A1", "2566, 2567")
        assert (finding.code, finding.cell, finding.expected) == expected, title


# --- what is announced ---------------------------------------------------------------------

TITLES_OF_OTHER_FIGURES = [
    "ค่าเป้าหมายคะแนน ITA ปีงบประมาณ 2567",
    "คาดการณ์คะแนน ITA ปี 2567",
    "ผลคะแนน ITA ปี 2567 รอบ 6 เดือน",
    "ผลคะแนน ITA ปี 2567 (ประเมินตนเอง)",
    "(ร่าง) ผลคะแนน ITA ปี 2567",
    "ผลคะแนน ITA ปี 2567 ก่อนประกาศ",
    "รายชื่อผู้เข้าอบรม ปี 2567",
]


def test_a_title_of_figures_that_were_not_announced_is_an_error_at_its_cell() -> None:
    findings = {title: only_finding(with_units(title)) for title in TITLES_OF_OTHER_FIGURES}
    faults = {title: (finding.code, finding.cell) for title, finding in findings.items()}
    assert faults == dict.fromkeys(TITLES_OF_OTHER_FIGURES, ("scores-not-official", "A1"))


def test_a_name_of_a_sheet_tells_it_too_and_a_column_of_targets_explains_the_title() -> None:
    rows = SHORT, short_row()
    target = parse(score_workbook(sheet_of(*rows, name="เป้าหมาย")))
    assert only_finding(target).value == "เป้าหมาย"
    beside = parse_rows(
        ["ผลคะแนน ITA เทียบค่าเป้าหมาย ปี 2567"],
        [*SHORT[1:], "ค่าเป้าหมาย"],
        [*short_row()[1:], 97],
    )
    assert only_score(beside).fiscal_year == YEAR
    assert only_score(with_units("โครงสร้างคะแนนตามตารางประกาศ ปี 2567")).fiscal_year == YEAR


def test_a_fiscal_year_in_english_is_one_wherever_it_stands() -> None:
    headings, row = ["หน่วยงาน", "คะแนน ITA"], [PROVINCE, 95.55]
    for text in ("FY 2024", "FY2024", "FY67", "fiscal year 2024"):
        in_title = parse_rows([f"ITA scores {text}"], headings, row)
        in_heading = parse_rows(["หน่วยงาน", f"ITA {text}"], row)
        in_cell = parse_rows(["หน่วยงาน", "ปี", "ITA"], [PROVINCE, text, 95.55])
        in_name = parse_with_notes(
            score_workbook(sheet_of(headings, row)), file_name=f"scores {text}.xlsx"
        )
        years = [p.reading.fiscal_years for p in (in_title, in_heading, in_cell, in_name)]
        assert years == [(YEAR,)] * 4, text


@pytest.mark.parametrize("name", ["ปีงบ 67", "ปี67", "ปีงบประมาณ พ.ศ. 67", "2567"])
def test_a_short_year_in_the_name_of_a_sheet_counts(name: str) -> None:
    rows = [["หน่วยงาน", "IIT", "EIT", "OIT", "รวม"], ["ก", 28.5, 27.9, 38.2, 94.6]]
    parsed = parse(score_workbook(sheet_of(*rows, name=name)))
    assert [score.fiscal_year for score in parsed.scores] == [2567]


def test_a_scale_is_not_told_where_no_year_was_found() -> None:
    rows = [["หน่วยงาน", "IIT", "EIT", "OIT", "รวม"], ["ก", 28.5, 27.9, 38.2, 94.6]]
    assert parse(score_workbook(sheet_of(*rows))).reading.scale is None
