"""Score workbooks as officers really make them, wide and long, in 0–100 and in points."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itadata.findings import Finding
from itadata.scores import (
    NATIONAL_MEAN,
    Layout,
    ParsedScores,
    Scale,
    UnitScore,
    looks_like_scores,
    parse_scores,
)
from tests.builders import (
    INDICATORS,
    INSTRUMENTS,
    LONG,
    POINTS,
    PROVINCE,
    SAMPLE_DATA,
    SHORT,
    TOTAL,
    WIDE,
    YEAR,
    cents,
    edited,
    figures,
    frameworks,
    long_rows,
    opened,
    places,
    score_workbook,
    sheet_of,
    short_row,
    wide_row,
    wide_scores,
)

NO_FINDINGS: list[tuple[str, str | None]] = []


def read(content: bytes) -> ParsedScores:
    return parse_scores(opened(content), frameworks())


def read_rows(*rows: list[Any], merges: list[str] | None = None) -> ParsedScores:
    return read(score_workbook(sheet_of(*rows, merges=merges or [])))


def only(snapshot: ParsedScores) -> UnitScore:
    assert places(snapshot.findings) == NO_FINDINGS
    [score] = snapshot.scores
    return score


def only_finding(snapshot: ParsedScores) -> Finding:
    [finding] = snapshot.findings
    return finding


def reordered(row: list[Any]) -> list[Any]:
    return row[::-1]


# --- wide ----------------------------------------------------------------------------------


def test_a_wide_table_gives_its_indicators() -> None:
    assert only(read(wide_scores())).indicators == dict(enumerate(INDICATORS, start=1))


def test_a_wide_table_gives_its_instruments() -> None:
    assert only(read(wide_scores())).instruments == INSTRUMENTS


def test_a_wide_table_gives_its_total() -> None:
    assert only(read(wide_scores())).score_values["total"].value == TOTAL


def test_a_wide_table_gives_the_published_level() -> None:
    assert only(read(wide_scores())).level_published == "ผ่านดี"


def test_a_figure_knows_its_sheet_and_cell() -> None:
    figure = only(read(wide_scores())).score_values["instrument:EIT"]
    assert (figure.sheet, figure.cell) == ("คะแนน", "N2")


def test_the_reader_says_that_a_table_is_wide() -> None:
    [table] = read(wide_scores()).tables
    assert (table.sheet, table.layout, table.rows) == ("คะแนน", Layout.WIDE, 1)


def test_a_workbook_with_such_a_table_looks_like_scores() -> None:
    assert looks_like_scores(opened(wide_scores()), frameworks())


def test_a_workbook_with_another_table_does_not_look_like_scores() -> None:
    content = score_workbook(sheet_of(["ลำดับ", "หน่วยงาน"], [1, PROVINCE]))
    assert not looks_like_scores(opened(content), frameworks())


def test_a_table_of_instruments_without_a_total_looks_like_scores() -> None:
    content = score_workbook(sheet_of(["ปีงบประมาณ", "หน่วยงาน", "IIT", "EIT", "OIT"]))
    assert looks_like_scores(opened(content), frameworks())


def test_a_table_of_a_total_alone_is_read() -> None:
    headings = ["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA", "ผลสรุปการประเมิน"]
    score = only(read_rows(headings, [YEAR, PROVINCE, 95.55, "ผ่านดี"]))
    assert list(score.score_values) == ["total"]


@pytest.mark.parametrize("heading", ["หน่วยงาน", "คณะ/หน่วยงาน", "จังหวัด"])
def test_the_unit_stands_under_any_of_its_headings(heading: str) -> None:
    headings = [heading if name == "หน่วยงาน" else name for name in WIDE]
    assert only(read_rows(headings, wide_row())).unit == PROVINCE


@pytest.mark.parametrize("heading", ["คะแนน ITA", "รวม", "คะแนนรวม"])
def test_the_total_stands_under_any_of_its_headings(heading: str) -> None:
    headings = [heading if name == "คะแนน ITA" else name for name in WIDE]
    assert only(read_rows(headings, wide_row())).score_values["total"].value == TOTAL


@pytest.mark.parametrize("heading", ["ระดับ", "ผลสรุปการประเมิน"])
def test_the_level_stands_under_any_of_its_headings(heading: str) -> None:
    headings = [heading if name == "ระดับ" else name for name in WIDE]
    assert only(read_rows(headings, wide_row())).level_published == "ผ่านดี"


def test_indicators_may_be_headed_by_their_bare_numbers() -> None:
    headings = ["ปีงบประมาณ", "หน่วยงาน", *range(1, 11), "IIT", "EIT", "OIT", "รวม", "ระดับ"]
    assert only(read_rows(headings, wide_row())).indicators[10] == Decimal("98.50")


def test_columns_may_stand_in_any_order() -> None:
    score = only(read_rows(reordered(WIDE), reordered(wide_row())))
    assert score.indicators == dict(enumerate(INDICATORS, start=1))


def test_a_sheet_may_have_any_name() -> None:
    content = score_workbook(sheet_of(WIDE, wide_row(), name="Sheet1 (2)"))
    assert only(read(content)).score_values["total"].sheet == "Sheet1 (2)"


def test_the_table_may_stand_anywhere_in_the_sheet() -> None:
    rows = [[], ["", "ผลการประเมิน"], [], [None, None, *WIDE], [None, None, *wide_row()]]
    assert only(read_rows(*rows)).score_values["total"].cell == "R5"


def test_an_added_column_does_not_hurt() -> None:
    assert only(read_rows(["ที่", *WIDE, "อันดับ"], [1, *wide_row(), 3])).instruments == INSTRUMENTS


def test_a_gap_between_rows_does_not_hurt() -> None:
    snapshot = read_rows(WIDE, wide_row(), [], [], wide_row(unit="จังหวัดลำพูน"))
    assert [score.unit for score in snapshot.scores] == [PROVINCE, "จังหวัดลำพูน"]


def test_two_tables_on_two_sheets_are_both_read() -> None:
    content = score_workbook(
        sheet_of(WIDE, wide_row(), name="ก"),
        sheet_of(LONG, *long_rows(unit="จังหวัดลำพูน"), name="ข"),
    )
    assert [table.layout for table in read(content).tables] == [Layout.WIDE, Layout.LONG]


def test_one_unit_and_year_twice_is_reported_at_the_second() -> None:
    snapshot = read_rows(WIDE, wide_row(), wide_row())
    assert places(snapshot.findings) == [("value-duplicate", "B3")]


def test_a_unit_without_any_figure_does_not_hurt() -> None:
    snapshot = read_rows(
        ["ปีงบประมาณ", "หน่วยงาน", "รวม"], ["2567", PROVINCE, 95.55], ["2567", "ลำพูน"]
    )
    assert places(snapshot.findings) == NO_FINDINGS


def test_a_unit_without_any_figure_twice_is_no_crash() -> None:
    rows = [["2567", "จังหวัดลำพูน", None]] * 2
    snapshot = read_rows(["ปีงบประมาณ", "หน่วยงาน", "รวม"], ["2567", PROVINCE, 95.55], *rows)
    assert PROVINCE in [score.unit for score in snapshot.scores]


# --- long ----------------------------------------------------------------------------------


def test_a_long_table_gives_the_same_figures_as_a_wide_one() -> None:
    long, wide = only(read_rows(LONG, *long_rows())), only(read(wide_scores()))
    assert {k: f.value for k, f in long.score_values.items()} == {
        k: f.value for k, f in wide.score_values.items()
    }


def test_the_reader_says_that_a_table_is_long() -> None:
    [table] = read_rows(LONG, *long_rows()).tables
    assert (table.layout, table.rows) == (Layout.LONG, 1)


def test_a_long_table_holds_several_units() -> None:
    snapshot = read_rows(LONG, *long_rows(), *long_rows(unit="จังหวัดลำพูน"))
    assert [score.unit for score in snapshot.scores] == [PROVINCE, "จังหวัดลำพูน"]


def test_year_and_unit_merged_over_the_rows_of_a_unit_belong_to_each() -> None:
    rows = long_rows()
    for row in rows[1:]:
        row[0] = row[1] = None
    snapshot = read_rows(LONG, *rows, merges=["A2:A15", "B2:B15"])
    assert only(snapshot).indicators == dict(enumerate(INDICATORS, start=1))


def test_a_year_merged_over_the_rows_of_a_wide_table_belongs_to_each() -> None:
    second = wide_row(year=None, unit="จังหวัดลำพูน")
    snapshot = read_rows(WIDE, wide_row(), second, merges=["A2:A3"])
    assert [score.fiscal_year for score in snapshot.scores] == [YEAR, YEAR]


def test_the_same_indicator_twice_is_reported_at_its_second_row() -> None:
    rows = long_rows()
    rows[1][2] = "ตัวชี้วัดที่ 1"
    assert ("value-duplicate", "C3") in places(read_rows(LONG, *rows).findings)


def test_a_label_that_names_no_figure_is_reported_at_its_cell() -> None:
    finding = only_finding(read_rows(LONG, *long_rows(), [YEAR, PROVINCE, "MOIT 1", 90]))
    assert (finding.code, finding.cell) == ("reference-unknown", "C16")


def test_a_note_under_a_long_table_does_not_hurt() -> None:
    snapshot = read_rows(LONG, *long_rows(), [], ["หมายเหตุ: คะแนนจากประกาศ"])
    assert only(snapshot).score_values["total"].value == TOTAL


# --- the year and the unit -----------------------------------------------------------------


@pytest.mark.parametrize(
    "year", [2567, 2567.0, "2567", "๒๕๖๗", "67", "ปีงบประมาณ พ.ศ. 2567", "ปีงบฯ 67", 2024]
)
def test_a_year_is_read_as_officers_write_it(year: object) -> None:
    assert only(read(wide_scores(year=year))).fiscal_year == YEAR


def test_a_year_that_stands_only_in_the_title_belongs_to_every_row() -> None:
    title = ["ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
    assert only(read_rows(title, WIDE[1:], wide_row()[1:])).fiscal_year == YEAR


def test_a_year_in_a_merged_title_belongs_to_every_row() -> None:
    title = ["ผลการประเมิน ITA ปี 2567"]
    assert only(read_rows(title, WIDE[1:], wide_row()[1:], merges=["A1:P1"])).fiscal_year == YEAR


def test_no_year_at_all_is_reported_once_at_a_heading() -> None:
    row = wide_row()[1:]
    finding = only_finding(read_rows(WIDE[1:], row, [*row]))
    assert (finding.code, finding.cell) == ("column-missing", "A1")


def test_a_year_without_a_framework_is_reported_at_its_cell() -> None:
    finding = only_finding(read(wide_scores(year=2599)))
    assert (finding.code, finding.cell, finding.value) == ("framework-missing", "A2", "2599")


def test_a_year_without_a_framework_in_a_table_of_points_is_reported_at_its_cell() -> None:
    rows = [["มาตราคะแนน", "คะแนนถ่วงน้ำหนัก"], SHORT, short_row(year=2599)]
    assert places(read_rows(*rows).findings) == [("framework-missing", "A3")]


def test_what_is_no_year_is_reported_at_its_cell() -> None:
    finding = only_finding(read(wide_scores(year="ปีที่แล้ว")))
    assert (finding.code, finding.cell) == ("year-unreadable", "A2")


def test_a_blank_year_is_reported_at_its_cell() -> None:
    finding = only_finding(read_rows(WIDE, wide_row(), wide_row(year=None, unit="จังหวัดลำพูน")))
    assert (finding.code, finding.cell) == ("value-missing", "A3")


def test_a_year_that_shows_an_error_is_reported_as_such() -> None:
    assert places(read(wide_scores(year="#REF!")).findings) == [("cell-error", "A2")]


def test_a_year_whose_formula_was_not_computed_is_reported_as_such() -> None:
    assert places(read(wide_scores(year="=2000+567")).findings) == [("cell-uncomputed", "A2")]


def test_a_blank_unit_is_reported_at_its_cell() -> None:
    finding = only_finding(read(wide_scores(unit=None)))
    assert (finding.code, finding.cell) == ("value-missing", "B2")


@pytest.mark.parametrize("unit", [PROVINCE, "จังหวัดลำพูน"])
def test_a_table_without_units_belongs_to_the_unit_of_its_title(unit: str) -> None:
    headings, row = [WIDE[0], *WIDE[2:]], wide_row()
    title = [f"ผลการประเมิน ITA {unit}"]
    assert only(read_rows(title, headings, [row[0], *row[2:]])).unit == unit


def test_a_table_that_names_no_unit_at_all_is_asked_for_one() -> None:
    headings, row = [WIDE[0], *WIDE[2:]], wide_row()
    snapshot = read_rows(headings, [row[0], *row[2:]])
    assert only_finding(snapshot).code == "column-missing"


@pytest.mark.parametrize("unit", ["ร่วมจิต", "รวมไทยพัฒนา", "เฉลี่ยสุข"])
def test_a_unit_whose_name_begins_as_a_total_does_is_no_total(unit: str) -> None:
    assert only(read_rows(WIDE, [2567, unit, *wide_row()[2:]])).unit == unit


@pytest.mark.parametrize(
    "unit", ["เชียงใหม่", "จังหวัดเชียงใหม่", " จังหวัด เชียงใหม่ ", "จ\u200bังหวัดเชียงใหม่"]
)
def test_the_province_has_one_name_however_it_is_written(unit: str) -> None:
    assert only(read(wide_scores(unit=unit))).unit == PROVINCE


# --- numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["95.55", "๙๕.๕๕", "95.55%", "95.55 %", "ร้อยละ 95.55", "ร้อยละ ๙๕.๕๕", " 95.55 "]
)
def test_a_score_is_read_as_officers_write_it(written: str) -> None:
    assert only(read(wide_scores(total=written))).score_values["total"].value == TOTAL


@pytest.mark.parametrize("written", ["-", "ไม่ระบุ", "ไม่มี", "", None])
def test_a_score_that_is_not_given_is_no_figure(written: str | None) -> None:
    assert "total" not in only(read(wide_scores(total=written))).score_values


def test_a_cell_formatted_as_a_percentage_is_read_as_shown() -> None:
    def as_percentage(book: Any) -> None:
        book["คะแนน"]["P2"].value = 0.9555
        book["คะแนน"]["P2"].number_format = "0.00%"

    assert only(read(edited(wide_scores(), as_percentage))).score_values["total"].value == TOTAL


# --- totals and notes ----------------------------------------------------------------------


@pytest.mark.parametrize("word", ["รวม", "เฉลี่ย", "ค่าเฉลี่ยรวม", "หมายเหตุ: จากประกาศ"])
def test_a_total_or_remark_in_the_first_column_is_no_unit(word: str) -> None:
    bottom = [word, None, *[90.0] * 13, 91.0]
    snapshot = read_rows(WIDE, wide_row(), bottom)
    assert (len(snapshot.scores), places(snapshot.findings)) == (1, NO_FINDINGS)


def test_a_total_under_the_names_of_the_units_is_no_unit() -> None:
    bottom = [None, "เฉลี่ย", *[90.0] * 14]
    snapshot = read_rows(WIDE, wide_row(), bottom)
    assert (len(snapshot.scores), places(snapshot.findings)) == (1, NO_FINDINGS)


def test_a_total_under_a_merged_year_is_no_unit() -> None:
    snapshot = read_rows(WIDE, wide_row(), [None, "รวม", *[90.0] * 14], merges=["A2:A3"])
    assert (len(snapshot.scores), places(snapshot.findings)) == (1, NO_FINDINGS)


def test_a_note_beside_the_table_does_not_hurt() -> None:
    snapshot = read_rows(WIDE, [*wide_row(), None, "ตรวจแล้ว", 12345])
    assert only(snapshot).score_values["total"].value == TOTAL


def test_a_source_named_below_the_table_does_not_hurt() -> None:
    snapshot = read_rows(WIDE, wide_row(), [], ["ที่มา: สำนักงาน ป.ป.ช."])
    assert only(snapshot).score_values["total"].value == TOTAL


def test_a_sentence_with_a_year_below_the_table_does_not_hurt() -> None:
    snapshot = read_rows(WIDE, wide_row(), [], ["ข้อมูล ณ วันประกาศผลปี 2567"])
    assert only(snapshot).score_values["total"].value == TOTAL


# --- the scale -----------------------------------------------------------------------------


def test_a_table_in_percent_is_told_by_its_totals() -> None:
    assert read_rows(SHORT, short_row()).tables[0].scale is Scale.PERCENT


def test_a_table_in_points_is_told_by_its_totals() -> None:
    assert read_rows(SHORT, short_row(**POINTS)).tables[0].scale is Scale.POINTS


def test_points_are_kept_as_percent() -> None:
    [score] = read_rows(SHORT, short_row(**POINTS)).scores
    assert score.instruments == INSTRUMENTS


def test_a_table_read_as_points_says_so_at_its_first_row() -> None:
    assert places(read_rows(SHORT, short_row(**POINTS)).findings) == [("scale-points", "B2")]


def test_indicators_in_percent_beside_instruments_in_points_stay_as_they_are() -> None:
    [score] = read(wide_scores(**POINTS)).scores
    assert score.indicators == dict(enumerate(INDICATORS, start=1))


def test_one_row_that_only_points_explain_decides_for_the_table() -> None:
    blank = short_row(unit="จังหวัดลำพูน", total=None, level=None, **POINTS)
    [_, second] = read_rows(SHORT, short_row(**POINTS), blank).scores
    assert second.instruments == INSTRUMENTS


def test_a_low_indicator_in_percent_is_not_taken_for_points() -> None:
    low = (*INDICATORS[:9], Decimal("29.82"))
    shown = figures(low)
    row = wide_row(i10=low[9], level=None, **{c: shown[c] for c in (*INSTRUMENTS, "total")})
    assert only(read_rows(WIDE, row)).indicators[10] == Decimal("29.82")


UNCLEAR = short_row(IIT=20, EIT=20, OIT=20, total=50, level=None)
LABELS = {
    Scale.PERCENT: "มาตราคะแนน: 0–100",
    Scale.POINTS: "มาตราคะแนน: คะแนนถ่วงน้ำหนัก",
}


def test_a_table_whose_totals_neither_reading_gives_is_asked_about() -> None:
    finding = only_finding(read_rows(SHORT, UNCLEAR))
    assert (finding.code, finding.cell) == ("scale-unclear", "B2")


def test_a_table_that_neither_reading_explains_says_why() -> None:
    finding = only_finding(read_rows(SHORT, UNCLEAR))
    assert finding.details["reason"] == "neither reading gives the totals"


def test_a_table_whose_totals_both_readings_give_is_asked_about() -> None:
    row = short_row(IIT=0, EIT=0, OIT=0, total=0, level=None)
    finding = only_finding(read_rows(SHORT, row))
    assert finding.details["reason"] == "both readings give the totals"


def test_two_rows_of_different_scales_are_asked_about() -> None:
    snapshot = read_rows(SHORT, short_row(), short_row(unit="จังหวัดลำพูน", **POINTS))
    assert places(snapshot.findings) == [("scale-unclear", "B2")]


def test_a_table_that_is_asked_about_gives_no_scores() -> None:
    assert read_rows(SHORT, UNCLEAR).scores == ()


@pytest.mark.parametrize("scale", Scale)
def test_the_stated_scale_settles_it(scale: Scale) -> None:
    assert read_rows([LABELS[scale]], [], SHORT, UNCLEAR).tables[0].scale is scale


def test_the_scale_may_stand_beside_its_label() -> None:
    rows = [["มาตราคะแนน", "คะแนนถ่วงน้ำหนัก"], [], SHORT, UNCLEAR]
    assert read_rows(*rows).tables[0].scale is Scale.POINTS


# --- what else a row says ------------------------------------------------------------------

ABOUT = [
    "ข้อมูลตัวอย่าง",
    "วันที่เริ่มสำรวจ",
    "วันที่สิ้นสุดการสำรวจ",
    "วันที่ประกาศผล",
    "ที่มา",
]


def about(*values: object) -> UnitScore:
    return only(read_rows([*WIDE, *ABOUT], [*wide_row(), *values]))


def illustrated(score: UnitScore) -> set[str]:
    return {name for name, figure in score.score_values.items() if figure.illustration}


def test_the_date_of_the_announcement_is_read() -> None:
    assert about(None, None, None, "30 ก.ค. 2567").announced_on == date(2024, 7, 30)


def test_the_dates_of_the_survey_are_read() -> None:
    score = about(None, date(2024, 1, 1), "๓๐ มิถุนายน ๒๕๖๗")
    assert (score.surveyed_from, score.surveyed_to) == (date(2024, 1, 1), date(2024, 6, 30))


def test_what_is_no_date_is_reported_at_its_cell() -> None:
    snapshot = read_rows([*WIDE, *ABOUT], [*wide_row(), None, None, None, "กลางปี"])
    assert places(snapshot.findings) == [("date-unreadable", "U2")]


def test_the_source_is_kept() -> None:
    assert about(None, None, None, None, "ประกาศสำนักงาน ป.ป.ช.").source == "ประกาศสำนักงาน ป.ป.ช."


def test_figures_without_a_mark_are_real() -> None:
    assert illustrated(about()) == set()


@pytest.mark.parametrize("word", ["ไม่ใช่", "ข้อมูลจริง", "-"])
def test_figures_marked_as_real_are_real(word: str) -> None:
    assert illustrated(about(word)) == set()


@pytest.mark.parametrize("word", ["ทั้งหมด", "ใช่"])
def test_every_figure_may_be_an_illustration(word: str) -> None:
    score = about(word)
    assert illustrated(score) == set(score.score_values)


def test_instruments_may_be_an_illustration_where_the_total_is_real() -> None:
    assert illustrated(about("เครื่องมือ")) == {f"instrument:{code}" for code in INSTRUMENTS}


def test_one_indicator_alone_may_be_an_illustration() -> None:
    assert illustrated(about("ตัวชี้วัดที่ 1")) == {"indicator:1"}


def test_several_groups_may_be_an_illustration() -> None:
    score = about("เครื่องมือ, ตัวชี้วัด")
    assert illustrated(score) == set(score.score_values) - {"total"}


def test_a_mark_that_names_nothing_is_reported_at_its_cell() -> None:
    snapshot = read_rows([*WIDE, *ABOUT], [*wide_row(), "คะแนนรวม, บางส่วน"])
    assert [(f.code, f.cell, f.value) for f in snapshot.findings] == [
        ("reference-unknown", "R2", "บางส่วน")
    ]


def test_a_row_of_a_long_table_may_be_an_illustration() -> None:
    rows = [[*row, "ใช่" if number == 0 else None] for number, row in enumerate(long_rows())]
    assert illustrated(only(read_rows([*LONG, "ข้อมูลตัวอย่าง"], *rows))) == {"indicator:1"}


# --- real rows -----------------------------------------------------------------------------

with (SAMPLE_DATA / "source" / "provinces.csv").open(encoding="utf-8", newline="") as _stream:
    PROVINCES = list(csv.DictReader(_stream))
with (SAMPLE_DATA / "source" / "national_means.csv").open(encoding="utf-8", newline="") as _stream:
    MEANS = list(csv.DictReader(_stream))
REAL = ["ปีงบประมาณ", "หน่วยงาน", *(f"ตัวชี้วัดที่ {no}" for no in range(1, 11)), "คะแนน ITA"]


def real_row(row: dict[str, str]) -> list[object]:
    indicators = [float(row[f"i{no}"]) for no in range(1, 11)]
    return [row["fiscal_year"], f"จังหวัด{row['province']}", *indicators, float(row["total"])]


@pytest.mark.parametrize("row", PROVINCES, ids=lambda row: f"{row['fiscal_year']}-{row['total']}")
def test_a_real_row_is_accepted(row: dict[str, str]) -> None:
    snapshot = read_rows(REAL, real_row(row))
    assert [f for f in snapshot.findings if f.severity == "error"] == []


def test_the_real_rows_together_are_read_in_percent() -> None:
    assert read_rows(REAL, *map(real_row, PROVINCES)).tables[0].scale is Scale.PERCENT


def test_a_real_indicator_below_thirty_is_kept() -> None:
    scores = read_rows(REAL, *map(real_row, PROVINCES)).scores
    assert Decimal("29.82") in {score.indicators[10] for score in scores}


def mean_rows() -> list[list[object]]:
    return [[row["fiscal_year"], NATIONAL_MEAN, float(row["mean_total"])] for row in MEANS]


def test_national_means_are_read_as_totals_alone() -> None:
    snapshot = read_rows(["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA"], *mean_rows())
    assert [str(score.score_values["total"].value) for score in snapshot.scores] == [
        row["mean_total"] for row in MEANS
    ]


@pytest.mark.parametrize("name", [NATIONAL_MEAN, "ค่าเฉลี่ยระดับประเทศ", "ภาพรวมประเทศ"])
def test_the_national_mean_has_one_name_however_it_is_written(name: str) -> None:
    row = [YEAR, name, 93.05]
    assert only(read_rows(["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA"], row)).unit == NATIONAL_MEAN


def test_the_national_mean_below_a_table_is_a_unit_of_its_own() -> None:
    mean = short_row(unit=NATIONAL_MEAN, IIT=None, EIT=None, OIT=None, total=93.05, level=None)
    snapshot = read_rows(SHORT, short_row(), mean)
    assert [score.unit for score in snapshot.scores] == [PROVINCE, NATIONAL_MEAN]


def test_the_scores_of_the_sample_have_no_finding() -> None:
    snapshot = read((SAMPLE_DATA / "scores.xlsx").read_bytes())
    assert places(f for f in snapshot.findings if f.severity == "error") == NO_FINDINGS


# --- any figures ---------------------------------------------------------------------------

# Around zero the two readings cannot be told apart by their totals, and nobody scores that.
scores_of_ten = st.lists(
    st.decimals(min_value=1, max_value=100, places=2), min_size=10, max_size=10
).map(tuple)
any_figures = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def wide_table(indicators: tuple[Decimal, ...], points: bool) -> bytes:
    shown = figures(indicators, points=points)
    named = {f"i{no}": value for no, value in enumerate(indicators, start=1)}
    return score_workbook(sheet_of(WIDE, wide_row(level=None, **named, **shown)))


def long_table(indicators: tuple[Decimal, ...], points: bool) -> bytes:
    return score_workbook(sheet_of(LONG, *long_rows(indicators, points=points)))


@pytest.mark.parametrize("points", [False, True], ids=["percent", "points"])
@pytest.mark.parametrize("write", [wide_table, long_table])
@given(indicators=scores_of_ten)
@any_figures
def test_any_ten_indicators_are_read_back(
    write: Callable[[tuple[Decimal, ...], bool], bytes],
    points: bool,
    indicators: tuple[Decimal, ...],
) -> None:
    [score] = read(write(indicators, points)).scores
    assert tuple(score.indicators.values()) == indicators


@pytest.mark.parametrize("points", [False, True], ids=["percent", "points"])
@pytest.mark.parametrize("write", [wide_table, long_table])
@given(indicators=scores_of_ten)
@any_figures
def test_instruments_of_any_ten_indicators_are_read_back_within_rounding(
    write: Callable[[tuple[Decimal, ...], bool], bytes],
    points: bool,
    indicators: tuple[Decimal, ...],
) -> None:
    [score] = read(write(indicators, points)).scores
    expected = figures(indicators)
    # A cent of points is a thirtieth of a cent of the whole, and each was rounded once.
    assert all(abs(score.instruments[c] - expected[c]) <= Decimal("0.03") for c in INSTRUMENTS)


@pytest.mark.parametrize("points", [False, True], ids=["percent", "points"])
@given(indicators=scores_of_ten)
@any_figures
def test_any_ten_indicators_with_their_own_figures_are_no_error(
    points: bool, indicators: tuple[Decimal, ...]
) -> None:
    snapshot = read(wide_table(indicators, points))
    assert [f.code for f in snapshot.findings if f.severity == "error"] == []


@given(indicators=scores_of_ten)
@any_figures
def test_any_ten_indicators_in_points_are_read_back_within_rounding(
    indicators: tuple[Decimal, ...],
) -> None:
    weights = [Decimal("0.06")] * 5 + [Decimal("0.1")] * 3 + [Decimal("0.2")] * 2
    in_points = [cents(value * weight) for value, weight in zip(indicators, weights, strict=True)]
    named = {f"i{no}": value for no, value in enumerate(in_points, start=1)}
    sums = {
        "IIT": sum(in_points[:5]),
        "EIT": sum(in_points[5:8]),
        "OIT": sum(in_points[8:]),
        "total": sum(in_points),
    }
    [score] = read_rows(WIDE, wide_row(level=None, **named, **sums)).scores
    worst = max(abs(score.indicators[no] - value) for no, value in enumerate(indicators, start=1))
    assert worst <= Decimal("0.09")  # half a cent of a sixteenth of the whole
