"""Columns by what their headings mean: never by where they stand, and asked where unclear."""

from typing import Any

import pytest

from itadata.scores import ParsedScores, ReadingOptions, Scale, looks_like_scores, parse_scores
from tests.builders import PROVINCE, frameworks, opened, places, score_workbook, sheet_of
from tests.scores.parsing import (
    findings_of_rows,
    keys,
    only_finding,
    parse_rows,
    parse_with_notes,
)

TITLE = ["ผลคะแนน ITA ปีงบประมาณ 2567"]


def units(parsed: ParsedScores) -> list[tuple[str, str | None]]:
    """Unit and place of each score."""
    return [(score.unit, score.place) for score in parsed.scores]


# --- units and places ----------------------------------------------------------------------


def test_a_province_beside_units_is_their_place_wherever_it_stands() -> None:
    rows = [["เชียงใหม่", "เทศบาลตำบลบ้านกลาง", 91.2], ["จ.ลำพูน", "เทศบาลตำบลบ้านกลาง", 88.1]]
    headings = ["จังหวัด", "หน่วยงาน", "คะแนน ITA"]
    expected = [("เทศบาลตำบลบ้านกลาง", "เชียงใหม่"), ("เทศบาลตำบลบ้านกลาง", "ลำพูน")]
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        moved = [[row[n] for n in order] for row in (headings, *rows)]
        parsed = parse_rows(TITLE, *moved)
        assert (places(parsed.findings), units(parsed)) == ([], expected), order
        assert parsed.reading.place_heading == "จังหวัด"


def test_a_place_that_the_title_names_is_that_of_the_units() -> None:
    title = ["คะแนน ITA ของ อปท. ในจังหวัดลำพูน ปีงบประมาณ 2567"]
    parsed = parse_rows(title, ["หน่วยงาน", "คะแนน ITA"], ["เทศบาลตำบลบ้านกลาง", 88.1])
    assert units(parsed) == [("เทศบาลตำบลบ้านกลาง", "ลำพูน")]


def test_an_abbreviated_province_is_the_province_and_after_a_unit_its_place() -> None:
    headings = ["หน่วยงาน", "จังหวัด", "คะแนน ITA"]
    rows = [["เทศบาลตำบลบ้านกลาง", "ชม.", 91.2], ["เทศบาลตำบลบ้านกลาง", "ลพ", 88.1]]
    expected = [("เทศบาลตำบลบ้านกลาง", "เชียงใหม่"), ("เทศบาลตำบลบ้านกลาง", "ลำพูน")]
    assert units(parse_rows(TITLE, headings, *rows)) == expected
    names = ["จังหวัด ชม.", "ทต.ต้นธง จ.ลพ.", "ทต.แม่โจ้ (ชม)", "ทต.แม่เหียะ ชม.", "กองพัสดุ (สป.)"]
    rows = [[name, 90 + number] for number, name in enumerate(names)]
    assert units(parse_rows(TITLE, ["หน่วยงาน", "คะแนน ITA"], *rows)) == [
        (PROVINCE, None),
        ("ทต.ต้นธง", "ลำพูน"),
        ("ทต.แม่โจ้", "เชียงใหม่"),
        ("ทต.แม่เหียะ", "เชียงใหม่"),
        ("กองพัสดุ (สป.)", None),
    ]


def test_hours_and_means_beside_units_as_columns_are_no_units_and_are_named() -> None:
    headings = ["หน่วยงาน", "เทศบาลตำบลบ้านกลาง", "ชม.", "ค่าเฉลี่ย"]
    rows = [["คะแนนรวม", 91.2, 12, 90], ["IIT", 90.1, 12, 90], ["EIT", 92.1, 12, 90]]
    parsed = parse_with_notes(score_workbook(sheet_of(TITLE, headings, *rows)))
    assert units(parsed) == [("เทศบาลตำบลบ้านกลาง", None)]
    assert ("not-read", "C2:D5") in places(parsed.findings)


TWO_UNITS = (
    TITLE,
    ["ส่วนราชการ", "หน่วยงาน", "คะแนน"],
    ["กรม ก", "กอง ข", 90],
    ["กรม ก", "กอง ค", 91],
)


def test_two_headings_that_could_be_the_unit_are_asked_for() -> None:
    unclear = parse_rows(*TWO_UNITS)
    [finding] = unclear.findings
    assert (finding.code, finding.expected) == ("unit-heading-unclear", "“ส่วนราชการ” · “หน่วยงาน”")
    assert "--unit-heading" in finding.message("en")
    assert unclear.reading.unit_candidates == ("ส่วนราชการ", "หน่วยงาน")
    chosen = parse_rows(*TWO_UNITS, options=ReadingOptions(unit_heading="หน่วยงาน"))
    assert (units(chosen), chosen.findings) == ([("กอง ข", None), ("กอง ค", None)], ())


def test_a_heading_that_nobody_knows_can_be_chosen_for_the_units() -> None:
    rows = (TITLE, ["พื้นที่ประเมิน", "คะแนน ITA"], ["เทศบาล ก", 90])
    assert parse_rows(*rows).reading.unit_candidates == ("พื้นที่ประเมิน",)
    chosen = parse_rows(*rows, options=ReadingOptions(unit_heading="พื้นที่ประเมิน"))
    assert units(chosen) == [("เทศบาล ก", None)]
    wrong = parse_rows(
        *rows[:1], ["หน่วยงาน", "คะแนน"], ["ก", 90], options=ReadingOptions(unit_heading="ข")
    )
    assert [finding.code for finding in wrong.findings] == ["unit-heading-unknown"]


def test_numbers_of_rows_are_no_labels_of_indicators() -> None:
    rows = (["1.", "เทศบาล ก", 90], ["2.", "เทศบาล ข", 91])
    parsed = parse_rows(TITLE, ["ที่", "หน่วยงาน", "คะแนน ITA"], *rows)
    assert [[*score.score_values] for score in parsed.scores] == [["total"], ["total"]]


def test_units_as_columns_need_no_heading_over_the_labels() -> None:
    rows = (["IIT", 90, 91], ["EIT", 90, 91], ["OIT", 90, 91], ["คะแนน ITA", 90, 91])
    for corner, *names in ((None, "จังหวัดตราด", "จังหวัดแพร่"), ("รายการ", "ตราด", "แพร่")):
        parsed = parse_rows(TITLE, [corner, *names], *rows, ["ระดับ", "ผ่านดี", "ผ่านดี"])
        provinces = [("จังหวัดตราด", None), ("จังหวัดแพร่", None)]
        assert (units(parsed), parsed.findings) == (provinces, ())
        assert {score.level_published for score in parsed.scores} == {"ผ่านดี"}


def test_parts_of_a_unit_in_two_tables_are_one_score() -> None:
    totals = (TITLE, ["หน่วยงาน", "คะแนน ITA"], ["ก", 90])
    more = ([], ["หน่วยงาน", "IIT", "EIT", "OIT"], ["ก", 90, 90, 90])
    parsed = parse_rows(*totals, *more)
    assert units(parsed) == [("ก", None)]
    assert len(parsed.scores[0].score_values) == 4
    assert findings_of_rows(*totals, [], *totals[1:]) == [("value-duplicate", "A6")]


# --- the year ------------------------------------------------------------------------------

UNDATED = (["ผลคะแนน"], ["หน่วยงาน", "คะแนน ITA"], ["เทศบาล ก", 90])


def test_a_year_may_be_chosen_or_in_the_name_of_the_file() -> None:
    content = score_workbook(sheet_of(*UNDATED))
    asked = parse_with_notes(content)
    assert ("year-missing", "A2") in places(asked.findings) and asked.reading.year_unresolved
    chosen = parse_with_notes(content, ReadingOptions(fiscal_year=2566))
    named = parse_with_notes(content, file_name="คะแนน_ITA_2566.xlsx")
    assert chosen.reading.fiscal_years == named.reading.fiscal_years == (2566,)


def test_a_year_in_the_rows_or_headings_goes_before_a_chosen_one() -> None:
    options = ReadingOptions(fiscal_year=2566)
    rows = parse_rows(["ปี", "หน่วยงาน", "คะแนน"], [2567, "เทศบาล ก", 90], options=options)
    heading = parse_rows(["หน่วยงาน", "คะแนน ITA ปี 2567"], ["เทศบาล ก", 90], options=options)
    assert rows.reading.fiscal_years == heading.reading.fiscal_years == (2567,)


# --- scores --------------------------------------------------------------------------------


def test_two_columns_for_one_score_are_never_settled_by_position() -> None:
    headings = ["หน่วยงาน", "คะแนน ITA", "คะแนนรวม"]
    assert findings_of_rows(TITLE, headings, ["ก", 90, 91]) == [("column-doubled", "C2")]
    assert findings_of_rows(TITLE, headings, ["ก", 90, 90]) == []
    doubled = parse_with_notes(score_workbook(sheet_of(TITLE, headings, ["ก", 90, 91])))
    assert "not-read" not in [finding.code for finding in doubled.findings]


def test_the_surer_heading_counts_and_the_other_is_named() -> None:
    rows = (TITLE, ["หน่วยงาน", "คะแนน", "คะแนน ITA"], ["ก", 12, 91])
    parsed = parse_with_notes(score_workbook(sheet_of(*rows)))
    assert parsed.scores[0].score_values["total"].value == 91
    assert ("not-read", "B2:B3") in places(parsed.findings)


def test_a_level_below_a_group_of_an_instrument_is_not_that_of_the_unit() -> None:
    groups = ["หน่วยงาน", "IIT", None, "คะแนนรวม", None]
    rows = (TITLE, groups, [None, "คะแนน", "ระดับ", "คะแนน", "ระดับ"], ["ก", 96, "A", 86, "ผ่าน"])
    parsed = parse_with_notes(score_workbook(sheet_of(*rows)))
    assert parsed.scores[0].level_published == "ผ่าน"
    assert ("not-read", "C3:C4") in places(parsed.findings)


# --- summaries, and tables that are none ---------------------------------------------------

SUMMARIES = [
    *("คะแนนเฉลี่ย", "ค่าเฉลี่ยจังหวัด", "เฉลี่ยทั้งจังหวัด", "ค่าเฉลี่ยรวมทุกหน่วยงาน", "สูงสุด", "ต่ำสุด"),
    *("ส่วนเบี่ยงเบนมาตรฐาน", "S.D.", "ภาพรวม", "รวม 3 แห่ง", "Mean", "Average", "Max", "มัธยฐาน"),
    *("ไม่ผ่านเกณฑ์ (แห่ง)", "ผ่าน (แห่ง)", "ปีที่แล้ว", "ลำดับที่ได้", "เพิ่มขึ้น", "ลดลง"),
    *("ค่าน้ำหนัก", "คะแนนเต็ม", "ภาคเหนือ", "ระดับประเทศ รวม"),
]  # fmt: skip


def test_rows_that_sum_up_units_are_never_units() -> None:
    rows = [[name, 88.1] for name in SUMMARIES[:-1]]
    parsed = parse_rows(TITLE, ["หน่วยงาน", "คะแนน ITA"], ["ร่วมใจ", 91.2], *rows)
    assert units(parsed) == [("ร่วมใจ", None)]
    summaries = [(row.row, row.text) for row in parsed.reading.summary_rows]
    assert summaries == list(enumerate(SUMMARIES[:-1], start=4))


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize("merged", [True, False])
def test_a_row_of_a_provinces_name_is_the_place_of_the_units_below(
    column: int, merged: bool
) -> None:
    bands = [[*[None] * column, f"จังหวัด{name}"] for name in ("ลำพูน", "แพร่")]
    rows = [bands[0], [1, "ทต.ก", 90], bands[1], [1, "ทต.ก", 80], [2, "จังหวัดน่าน", 70]]
    merges = [f"{'AB'[column]}{row}:C{row}" for row in (3, 5)] if merged else []
    sheet = sheet_of(TITLE, ["ลำดับ", "หน่วยงาน", "คะแนน ITA"], *rows, merges=merges)
    parsed = parse_with_notes(score_workbook(sheet))
    assert units(parsed) == [("ทต.ก", "ลำพูน"), ("ทต.ก", "แพร่"), ("จังหวัดน่าน", None)]
    assert [finding.code for finding in parsed.findings] == ["source-missing"]


def test_a_difference_between_years_is_no_second_total() -> None:
    headings = ["หน่วยงาน", "ผลคะแนน ITA", None, None], [None, "ปี 2566", "ปี 2567", "+/-"]
    rows = [["อบต.ก", 80, 88, 8], ["อบต.ข", 90, 89, -1]]
    sheet = sheet_of(TITLE, *headings, *rows, merges=["B2:D2", "A2:A3"])
    parsed = parse_with_notes(score_workbook(sheet))
    assert {score.fiscal_year for score in parsed.scores} == {2566, 2567}
    assert ("not-read", "D3:D5") in places(parsed.findings) and len(parsed.findings) == 2


def test_totals_of_another_assessment_lack_a_column_of_ita() -> None:
    title = ["ผลการประเมิน MOIT ปีงบประมาณ 2567"]
    headings = ["หน่วยงาน", "MOIT 1", "MOIT 2", "คะแนนรวม", "ร้อยละ"]
    other = parse_rows(title, headings, ["รพ.ก", 5, 4, 9, 90], ["รพ.ข", "๕", 5, 10, 100])
    assert (other.scores, only_finding(other).details["name"]) == ((), "คะแนน ITA")
    counts = ["หน่วยงาน", "คะแนนรวม", "จำนวนผู้ตอบ"], ["รพ.ก", 90, 45]
    assert keys(parse_rows(["ปีงบประมาณ 2567"], *counts)) == [(2567, "รพ.ก")]


NO_SCORES: list[list[list[Any]]] = [
    [["ลำดับ", "รายการ", "จำนวน"], [1, "กระดาษ", 1], [None, "รวม", 10], [None, "รวม", 12]],
    [["งบประมาณ ปี 2567"], ["หน่วยงาน", "จำนวน", "รวม"], ["สำนัก ก", 3, 10], ["สำนัก ข", 4, 12]],
    [["ลำดับ", "Total"], [1, 10], [2, 20]],
]


@pytest.mark.parametrize("rows", NO_SCORES)
def test_a_total_alone_makes_no_scores(rows: list[list[Any]]) -> None:
    content = score_workbook(sheet_of(*rows, name="Sheet1"))
    assert not looks_like_scores(opened(content), frameworks())


NEARLY = {
    "scores-empty": [["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA"]],
    "column-missing: คะแนน ITA": [TITLE, ["หน่วยงาน", "คะแนนก่อนการประเมิน"], ["ก", 80]],
    "column-missing: หน่วยงาน": [TITLE, ["IIT", "EIT", "OIT", "คะแนน ITA"], [90, 90, 90, 90]],
}


@pytest.mark.parametrize("expected", NEARLY)
def test_a_table_that_is_nearly_one_of_scores_says_which_heading_is_missing(expected: str) -> None:
    content = score_workbook(sheet_of(*NEARLY[expected], name="Sheet1"))
    assert looks_like_scores(opened(content), frameworks())
    found = parse_scores(opened(content), frameworks()).findings
    errors = [": ".join([f.code, *f.details.values()]) for f in found if f.severity == "error"]
    assert errors == [expected]


# --- the scale and the source --------------------------------------------------------------


def test_a_chosen_scale_decides() -> None:
    rows = (TITLE, ["หน่วยงาน", "IIT", "EIT", "OIT"], ["ก", 20, 20, 20])
    assert parse_rows(*rows).reading.scale_unresolved
    for scale, iit in ((Scale.PERCENT, 20), (Scale.POINTS, 20 / 0.3)):
        parsed = parse_rows(*rows, options=ReadingOptions(scale=scale))
        assert (parsed.reading.scale, parsed.reading.scale_unresolved) == (scale, False)
        assert float(parsed.scores[0].instruments["IIT"]) == pytest.approx(iit)


def test_a_low_indicator_beside_a_blank_instrument_in_points_stays_as_it_is() -> None:
    headings = ["หน่วยงาน", *(f"ตัวชี้วัดที่ {no}" for no in range(1, 11)), "IIT", "EIT", "OIT", "รวม"]
    whole = ["ก", 90, 80, 85, 75, 70, 88, 84, 86, 70, 60, 24, 25.8, 26, 75.8]
    blank = ["ข", 88, 78, 83, 73, 68, 86, 82, 84, 18.75, 12.5, 23.4, 25.2, None, None]
    low = parse_rows(TITLE, headings, whole, blank).scores[1]
    assert (float(low.indicators[9]), float(low.indicators[10])) == (18.75, 12.5)
    assert {code: float(value) for code, value in low.instruments.items()} == {
        "IIT": 78,
        "EIT": 84,
    }


def test_a_source_that_is_missing_warns_and_one_below_the_table_counts() -> None:
    table = (TITLE, ["หน่วยงาน", "คะแนน ITA"], ["ก", 90])
    missing = parse_with_notes(score_workbook(sheet_of(*table)))
    assert places(missing.findings) == [("source-missing", "B2")]
    below = parse_with_notes(score_workbook(sheet_of(*table, [], ["ที่มา: สำนักงาน ป.ป.ช."])))
    assert (below.scores[0].source, below.findings) == ("สำนักงาน ป.ป.ช.", [])


def test_two_columns_of_years_that_differ_are_asked_for() -> None:
    headings = ["ปีงบประมาณ", "หน่วยงาน", "ปี", "คะแนน ITA"]
    assert findings_of_rows(headings, [2567, "ก", 2566, 90]) == [("column-doubled", "C1")]
    assert findings_of_rows(headings, [2567, "ก", 2567, 90]) == []


def test_a_province_has_one_name_however_a_table_writes_it() -> None:
    rows = [["จังหวัด", "คะแนน ITA"], ["น่าน", 90], ["จ.แพร่*", 91], ["จังหวัด ลำปาง", 92]]
    parsed = parse_rows(["คะแนน ITA ปีงบประมาณ 2567"], *rows, ["กรุงเทพมหานคร", 93])
    names = ["จังหวัดน่าน", "จังหวัดแพร่", "จังหวัดลำปาง", "กรุงเทพมหานคร"]
    assert [unit for _year, unit in keys(parsed)] == names
    hospital = parse_rows(["คะแนน ITA ปี 2567"], ["โรงพยาบาล", "คะแนน ITA"], ["น่าน", 90])
    assert [unit for _year, unit in keys(hospital)] == ["น่าน"]


def test_a_place_on_the_first_row_of_a_group_alone_is_asked_for_unless_merged() -> None:
    title, headings = ["คะแนน ITA ปี 2567"], ["จังหวัด", "อปท.", "คะแนน ITA"]
    rows = [["น่าน", "ทต.ก", 90], [None, "ทต.ข", 91], ["แพร่", "ทต.ก", 92], ["-", "กรม ก", 93]]
    finding = only_finding(parse_rows(title, headings, *rows))
    assert (finding.code, finding.cell, finding.expected) == ("place-missing", "A4", "4")
    merged = parse_rows(title, headings, *rows, merges=("A3:A4",))
    assert [score.place for score in merged.scores] == ["น่าน", "น่าน", "แพร่", None]


def test_a_number_that_contradicts_the_name_of_an_indicator_is_an_error() -> None:
    title = ["ผล ITA ปี 2567"]
    for label in ("1. การใช้งบประมาณ", "ตัวชี้วัดที่ 1 การใช้งบประมาณ"):
        wide = parse_rows(title, ["หน่วยงาน", label, "คะแนน ITA"], [PROVINCE, 92, 95])
        codes = [f.code for f in wide.findings if f.code == "indicator-contradicts"]
        assert (label, len(codes)) == (label, 1)
    long = parse_rows(title, ["ตัวชี้วัด", PROVINCE], ["1. การใช้งบประมาณ", 92], ["คะแนน ITA", 95])
    assert ("indicator-contradicts", "A3") in places(long.findings)


def test_two_tables_side_by_side_are_told_as_such() -> None:
    headings = ["อันดับ", "จังหวัด", "คะแนน"]
    rows = [[*headings, None, *headings], [1, "น่าน", 95, None, 2, "ตาก", 90]]
    parsed = parse_rows(["คะแนน ITA ปี 2567"], *rows)
    side_by_side = [f for f in parsed.findings if f.code == "tables-side-by-side"]
    assert [(f.cell, f.expected) for f in side_by_side] == [("F2", "B2 · F2")]


def test_districts_tell_units_of_one_name_and_place_apart() -> None:
    headings = ["อำเภอ", "จังหวัด", "หน่วยงาน", "คะแนน ITA"]
    names = [("สันทราย", "อบต.ก"), ("อ.ฝาง", "อบต.ก"), ("ฝาง", "อบต.ข")]
    rows = [[district, "เชียงใหม่", unit, 88 - n] for n, (district, unit) in enumerate(names)]
    parsed = parse_with_notes(score_workbook(sheet_of(TITLE, headings, *rows)))
    first, second = "เชียงใหม่ อำเภอสันทราย", "เชียงใหม่ อำเภอฝาง"
    assert units(parsed) == [("อบต.ก", first), ("อบต.ก", second), ("อบต.ข", "เชียงใหม่")]
    assert {f.cell for f in parsed.findings if f.code == "not-read"} == {"A5"}


def test_types_complete_the_names_that_they_tell_apart() -> None:
    headings = ["ประเภท", "ชื่อ", "ที่ตั้ง (จังหวัด)", "คะแนน ITA"]
    types = [("เทศบาลตำบล", "แม่ริม"), ("อบต.", "แม่ริม"), ("อบต.", "สะลวง")]
    rows = [[kind, name, "เชียงใหม่", 88 - n] for n, (kind, name) in enumerate(types)]
    parsed = parse_rows(TITLE, headings, *rows, options=ReadingOptions(unit_heading="ชื่อ"))
    assert places(parsed.findings) == []
    assert units(parsed) == [(f"{kind}{name}", "เชียงใหม่") for kind, name in types]


def test_scores_in_words_are_no_numbers_and_not_blank() -> None:
    parsed = parse_rows(TITLE, ["หน่วยงาน", "คะแนน ITA"], ["ก", "-"], ["ข", "ดีมาก"])
    assert places(parsed.findings)[0] == ("number-unreadable", "B4")
