"""Score workbooks as officers really make them, wide and long, in 0–100 and in points."""

import csv
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itadata.scores import NATIONAL_MEAN, Layout, Scale, UnitScore, looks_like_scores
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
    derived_scores,
    edited,
    frameworks,
    long_rows,
    opened,
    score_workbook,
    sheet_of,
    short_row,
    wide_row,
    wide_scores,
)
from tests.scores.parsing import (
    LAMPHUN,
    findings_of_rows,
    findings_of_workbook,
    keys,
    only_finding,
    only_score,
    parse,
    parse_rows,
)

TOTALS = ["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA"]
NUMBERED = dict(enumerate(INDICATORS, start=1))


def total_of(score: UnitScore) -> Decimal:
    return Decimal(str(score.score_values["total"].value))


# --- wide ----------------------------------------------------------------------------------


def test_a_wide_table_gives_indicators_instruments_total_and_level() -> None:
    parsed = parse(wide_scores())
    score = only_score(parsed)
    assert (score.indicators, score.instruments) == (NUMBERED, INSTRUMENTS)
    assert (total_of(score), score.level_published) == (TOTAL, "ผ่านดี")
    eit = score.score_values["instrument:EIT"]
    assert (eit.sheet, eit.cell) == ("คะแนน", "N2")
    [table] = parsed.tables
    assert (table.sheet, table.layout, table.rows) == ("คะแนน", Layout.WIDE, 1)


def test_a_workbook_with_a_table_of_scores_looks_like_scores() -> None:
    def looks(content: bytes) -> bool:
        return looks_like_scores(opened(content), frameworks())

    assert looks(wide_scores())
    headings = ["ปีงบประมาณ", "หน่วยงาน", "IIT", "EIT", "OIT"]
    assert looks(score_workbook(sheet_of(headings)))
    assert not looks(score_workbook(sheet_of(["ลำดับ", "หน่วยงาน"], [1, PROVINCE])))


def test_a_table_of_totals_alone_is_read() -> None:
    score = only_score(parse_rows([*TOTALS, "ผลสรุปการประเมิน"], [YEAR, PROVINCE, 95.55, "ผ่านดี"]))
    assert list(score.score_values) == ["total"]


def test_columns_are_known_by_any_of_their_headings_in_any_order() -> None:
    for other in ("คณะ/หน่วยงาน", "จังหวัด", "รวม", "คะแนนรวม", "ผลสรุปการประเมิน"):
        replaced = {"รวม": "คะแนน ITA", "คะแนนรวม": "คะแนน ITA", "ผลสรุปการประเมิน": "ระดับ"}
        name = replaced.get(other, "หน่วยงาน")
        headings = [other if heading == name else heading for heading in WIDE]
        score = only_score(parse_rows(headings, wide_row()))
        assert (score.unit, total_of(score)) == (PROVINCE, TOTAL), other
        assert score.level_published == "ผ่านดี", other
    numbers = ["ปีงบประมาณ", "หน่วยงาน", *range(1, 11), "IIT", "EIT", "OIT", "รวม", "ระดับ"]
    assert only_score(parse_rows(numbers, wide_row())).indicators == NUMBERED
    assert only_score(parse_rows(WIDE[::-1], wide_row()[::-1])).indicators == NUMBERED


def test_the_table_may_be_anywhere_in_a_sheet_of_any_name() -> None:
    rows = [[], ["", "ผลการประเมิน"], [], [None, None, *WIDE], [None, None, *wide_row()]]
    assert only_score(parse_rows(*rows)).score_values["total"].cell == "R5"
    content = score_workbook(sheet_of(WIDE, wide_row(), name="Sheet1 (2)"))
    assert only_score(parse(content)).score_values["total"].sheet == "Sheet1 (2)"


def test_added_columns_and_gaps_between_rows_do_not_hurt() -> None:
    added = parse_rows(["ที่", *WIDE, "อันดับ"], [1, *wide_row(), 3])
    assert only_score(added).instruments == INSTRUMENTS
    gap = parse_rows(WIDE, wide_row(), [], [], wide_row(unit=LAMPHUN))
    assert keys(gap) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_two_tables_on_two_sheets_are_both_read() -> None:
    content = score_workbook(
        sheet_of(WIDE, wide_row(), name="ก"), sheet_of(LONG, *long_rows(unit=LAMPHUN), name="ข")
    )
    assert [table.layout for table in parse(content).tables] == [Layout.WIDE, Layout.LONG]


def test_a_unit_and_year_that_occurs_twice_is_reported_at_the_second() -> None:
    assert findings_of_rows(WIDE, wide_row(), wide_row()) == [("value-duplicate", "B3")]


def test_units_without_any_score_do_not_hurt() -> None:
    headings, row = ["ปีงบประมาณ", "หน่วยงาน", "รวม"], ["2567", PROVINCE, 95.55]
    assert findings_of_rows(headings, row, ["2567", "ลำพูน"]) == []
    parsed = parse_rows(headings, row, *[["2567", LAMPHUN, None]] * 2)
    assert PROVINCE in [score.unit for score in parsed.scores]


# --- long ----------------------------------------------------------------------------------


def test_a_long_table_gives_the_same_scores_as_a_wide_one() -> None:
    parsed = parse_rows(LONG, *long_rows())
    long, wide = only_score(parsed).score_values, only_score(parse(wide_scores())).score_values
    assert {k: v.value for k, v in long.items()} == {k: v.value for k, v in wide.items()}
    assert [(table.layout, table.rows) for table in parsed.tables] == [(Layout.LONG, 1)]


def test_a_long_table_may_hold_several_units() -> None:
    parsed = parse_rows(LONG, *long_rows(), *long_rows(unit=LAMPHUN))
    assert keys(parsed) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_merged_years_and_units_belong_to_each_of_their_rows() -> None:
    rows = long_rows()
    for row in rows[1:]:
        row[0] = row[1] = None
    assert only_score(parse_rows(LONG, *rows, merges=("A2:A15", "B2:B15"))).indicators == NUMBERED
    second = wide_row(year=None, unit=LAMPHUN)
    wide = parse_rows(WIDE, wide_row(), second, merges=("A2:A3",))
    assert keys(wide) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_a_duplicate_or_unknown_label_of_a_long_table_is_reported_at_its_cell() -> None:
    rows = long_rows()
    rows[1][2] = "ตัวชี้วัดที่ 1"
    assert ("value-duplicate", "C3") in findings_of_rows(LONG, *rows)
    unknown = [YEAR, PROVINCE, "MOIT 1", 90]
    assert findings_of_rows(LONG, *long_rows(), unknown) == [("reference-unknown", "C16")]


# --- the year and the unit -----------------------------------------------------------------


def test_a_year_is_read_as_officers_write_it() -> None:
    years = [2567, 2567.0, "2567", "๒๕๖๗", "67", "ปีงบประมาณ พ.ศ. 2567", "ปีงบฯ 67", 2024]
    for year in years:
        assert only_score(parse(wide_scores(year=year))).fiscal_year == YEAR, year


def test_a_year_or_unit_in_the_title_alone_belongs_to_every_row() -> None:
    rows = (WIDE[1:], wide_row()[1:])
    title = ["ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
    assert only_score(parse_rows(title, *rows)).fiscal_year == YEAR
    merged = parse_rows(["ผลการประเมิน ITA ปี 2567"], *rows, merges=("A1:P1",))
    assert only_score(merged).fiscal_year == YEAR
    without_unit = ([WIDE[0], *WIDE[2:]], [YEAR, *wide_row()[2:]])
    for unit in (PROVINCE, LAMPHUN):
        assert only_score(parse_rows([f"ผลการประเมิน ITA {unit}"], *without_unit)).unit == unit
    assert only_finding(parse_rows(*without_unit)).code == "column-missing"


def test_no_year_at_all_is_reported_once_at_a_heading() -> None:
    row = wide_row()[1:]
    assert findings_of_rows(WIDE[1:], row, [*row]) == [("year-missing", "A1")]


def test_a_year_or_unit_that_cannot_be_used_is_reported_at_its_cell() -> None:
    faults = {
        ("year", "ปีที่แล้ว"): ("year-unreadable", "A2"),
        ("year", 2599): ("framework-missing", "A2"),
        ("year", "#REF!"): ("cell-error", "A2"),
        ("year", "=2000+567"): ("cell-uncomputed", "A2"),
        ("unit", None): ("value-missing", "B2"),
    }
    for (column, value), fault in faults.items():
        assert findings_of_workbook(wide_scores(**{column: value})) == [fault], value
    blank = wide_row(year=None, unit=LAMPHUN)
    assert findings_of_rows(WIDE, wide_row(), blank) == [("value-missing", "A3")]
    points = [["มาตราคะแนน", "คะแนนถ่วงน้ำหนัก"], SHORT, short_row(year=2599)]
    assert findings_of_rows(*points) == [("framework-missing", "A3")]


def test_a_unit_with_a_name_that_begins_like_a_total_is_a_unit() -> None:
    for unit in ("ร่วมจิต", "รวมไทยพัฒนา", "เฉลี่ยสุข"):
        assert only_score(parse_rows(WIDE, [2567, unit, *wide_row()[2:]])).unit == unit


def test_the_province_has_one_name_in_every_spelling() -> None:
    for unit in ("เชียงใหม่", PROVINCE, " จังหวัด เชียงใหม่ ", "จ\u200bังหวัดเชียงใหม่"):
        assert only_score(parse(wide_scores(unit=unit))).unit == PROVINCE, unit


# --- numbers -------------------------------------------------------------------------------


def test_a_score_is_read_as_officers_write_it() -> None:
    spellings = ["95.55", "๙๕.๕๕", "95.55%", "95.55 %", "ร้อยละ 95.55", "ร้อยละ ๙๕.๕๕", " 95.55 "]
    for written in spellings:
        assert total_of(only_score(parse(wide_scores(total=written)))) == TOTAL, written
    for missing in ("-", "ไม่ระบุ", "ไม่มี", "", None):
        assert "total" not in only_score(parse(wide_scores(total=missing))).score_values, missing


def test_a_cell_formatted_as_a_percentage_is_read_as_shown() -> None:
    def as_percentage(workbook: Any) -> None:
        workbook["คะแนน"]["P2"].value = 0.9555
        workbook["คะแนน"]["P2"].number_format = "0.00%"

    assert total_of(only_score(parse(edited(wide_scores(), as_percentage)))) == TOTAL


# --- totals and notes ----------------------------------------------------------------------


def test_a_total_or_remark_below_the_units_is_no_unit() -> None:
    words = ("รวม", "เฉลี่ย", "ค่าเฉลี่ยรวม", "หมายเหตุ: จากประกาศ")
    bottoms = [[word, None, *[90.0] * 13, 91.0] for word in words]
    for bottom in [*bottoms, [None, "เฉลี่ย", *[90.0] * 14]]:
        assert keys(parse_rows(WIDE, wide_row(), bottom)) == [(YEAR, PROVINCE)], bottom
    merged = parse_rows(WIDE, wide_row(), [None, "รวม", *[90.0] * 14], merges=("A2:A3",))
    assert keys(merged) == [(YEAR, PROVINCE)]


def test_notes_beside_and_below_a_table_do_not_hurt() -> None:
    sheets = [
        (WIDE, [*wide_row(), None, "ตรวจแล้ว", 12345]),
        (WIDE, wide_row(), [], ["ที่มา: สำนักงาน ป.ป.ช."]),
        (WIDE, wide_row(), [], ["ข้อมูล ณ วันประกาศผลปี 2567"]),
        (LONG, *long_rows(), [], ["หมายเหตุ: คะแนนจากประกาศ"]),
    ]
    for rows in sheets:
        assert total_of(only_score(parse_rows(*rows))) == TOTAL, rows[-1]


# --- the scale -----------------------------------------------------------------------------


def test_the_totals_tell_the_scale_of_a_table() -> None:
    assert parse_rows(SHORT, short_row()).tables[0].scale is Scale.PERCENT
    parsed = parse_rows(SHORT, short_row(**POINTS))
    assert parsed.tables[0].scale is Scale.POINTS
    assert parsed.scores[0].instruments == INSTRUMENTS
    assert findings_of_rows(SHORT, short_row(**POINTS)) == [("scale-points", "B2")]


def test_indicators_in_percent_beside_instruments_in_points_stay_as_they_are() -> None:
    [score] = parse(wide_scores(**POINTS)).scores
    assert score.indicators == NUMBERED


def test_one_row_that_only_points_explain_decides_for_the_table() -> None:
    blank = short_row(unit=LAMPHUN, total=None, level=None, **POINTS)
    [_, second] = parse_rows(SHORT, short_row(**POINTS), blank).scores
    assert second.instruments == INSTRUMENTS


def test_a_low_indicator_in_percent_is_not_taken_for_points() -> None:
    low = (*INDICATORS[:9], Decimal("29.82"))
    derived = derived_scores(low)
    row = wide_row(i10=low[9], level=None, **{c: derived[c] for c in (*INSTRUMENTS, "total")})
    assert only_score(parse_rows(WIDE, row)).indicators[10] == Decimal("29.82")


UNCLEAR = short_row(IIT=20, EIT=20, OIT=20, total=50, level=None)
LABELS = {
    Scale.PERCENT: "มาตราคะแนน: 0–100",
    Scale.POINTS: "มาตราคะแนน: คะแนนถ่วงน้ำหนัก",
}


def test_an_unclear_scale_is_reported_with_its_reason() -> None:
    neither = parse_rows(SHORT, UNCLEAR)
    finding = only_finding(neither)
    assert (finding.code, finding.cell, neither.scores) == ("scale-unclear", "B2", ())
    assert finding.details["reason"] == "neither reading gives the totals"
    both = short_row(IIT=0, EIT=0, OIT=0, total=0, level=None)
    reason = only_finding(parse_rows(SHORT, both)).details["reason"]
    assert reason == "both readings give the totals"
    two_scales = (short_row(), short_row(unit=LAMPHUN, **POINTS))
    assert findings_of_rows(SHORT, *two_scales) == [("scale-unclear", "B2")]


def test_a_stated_scale_is_taken() -> None:
    for scale, label in LABELS.items():
        assert parse_rows([label], [], SHORT, UNCLEAR).tables[0].scale is scale
    beside = [["มาตราคะแนน", "คะแนนถ่วงน้ำหนัก"], [], SHORT, UNCLEAR]
    assert parse_rows(*beside).tables[0].scale is Scale.POINTS


# --- the other columns of a row ------------------------------------------------------------

DETAILS = [
    "ข้อมูลตัวอย่าง",
    "วันที่เริ่มสำรวจ",
    "วันที่สิ้นสุดการสำรวจ",
    "วันที่ประกาศผล",
    "ที่มา",
]


def with_details(*values: object) -> UnitScore:
    return only_score(parse_rows([*WIDE, *DETAILS], [*wide_row(), *values]))


def illustrations(score: UnitScore) -> set[str]:
    return {name for name, value in score.score_values.items() if value.illustration}


def test_dates_and_source_are_read() -> None:
    source = "ประกาศสำนักงาน ป.ป.ช."
    score = with_details(None, date(2024, 1, 1), "๓๐ มิถุนายน ๒๕๖๗", "30 ก.ค. 2567", source)
    assert (score.surveyed_from, score.surveyed_to) == (date(2024, 1, 1), date(2024, 6, 30))
    assert (score.announced_on, score.source) == (date(2024, 7, 30), source)
    row = [*wide_row(), None, None, None, "กลางปี"]
    assert findings_of_rows([*WIDE, *DETAILS], row) == [("date-unreadable", "U2")]


def test_scores_are_real_or_illustrations_as_the_row_says() -> None:
    every = set(only_score(parse(wide_scores())).score_values)
    expected = {
        **dict.fromkeys((None, "ไม่ใช่", "ข้อมูลจริง", "-"), frozenset()),
        **dict.fromkeys(("ทั้งหมด", "ใช่"), every),
        "เครื่องมือ": {f"instrument:{code}" for code in INSTRUMENTS},
        "ตัวชี้วัดที่ 1": {"indicator:1"},
        "เครื่องมือ, ตัวชี้วัด": every - {"total"},
    }
    for text, names in expected.items():
        assert illustrations(with_details(text)) == names, text


def test_an_illustration_that_names_no_score_is_reported_at_its_cell() -> None:
    finding = only_finding(parse_rows([*WIDE, *DETAILS], [*wide_row(), "คะแนนรวม, บางส่วน"]))
    expected = ("reference-unknown", "R2", "บางส่วน")
    assert (finding.code, finding.cell, finding.value) == expected


def test_a_row_of_a_long_table_may_be_an_illustration() -> None:
    rows = [[*row, "ใช่" if number == 0 else None] for number, row in enumerate(long_rows())]
    score = only_score(parse_rows([*LONG, "ข้อมูลตัวอย่าง"], *rows))
    assert illustrations(score) == {"indicator:1"}


# --- real rows -----------------------------------------------------------------------------

with (SAMPLE_DATA / "source" / "provinces.csv").open(encoding="utf-8", newline="") as _stream:
    PROVINCES = list(csv.DictReader(_stream))
with (SAMPLE_DATA / "source" / "national_means.csv").open(encoding="utf-8", newline="") as _stream:
    MEANS = list(csv.DictReader(_stream))
REAL = ["ปีงบประมาณ", "หน่วยงาน", *(f"ตัวชี้วัดที่ {no}" for no in range(1, 11)), "คะแนน ITA"]


def real_row(row: dict[str, str]) -> list[object]:
    indicators = [float(row[f"i{no}"]) for no in range(1, 11)]
    return [row["fiscal_year"], f"จังหวัด{row['province']}", *indicators, float(row["total"])]


def test_every_real_row_is_accepted_by_itself() -> None:
    for row in PROVINCES:
        findings = parse_rows(REAL, real_row(row)).findings
        assert [f for f in findings if f.severity == "error"] == [], row


def test_the_real_rows_together_are_read_in_percent() -> None:
    parsed = parse_rows(REAL, *map(real_row, PROVINCES))
    assert parsed.tables[0].scale is Scale.PERCENT
    assert Decimal("29.82") in {score.indicators[10] for score in parsed.scores}


def test_national_means_are_read_as_totals_alone() -> None:
    rows = [[row["fiscal_year"], NATIONAL_MEAN, float(row["mean_total"])] for row in MEANS]
    totals = [str(total_of(score)) for score in parse_rows(TOTALS, *rows).scores]
    assert totals == [row["mean_total"] for row in MEANS]


def test_the_national_mean_has_one_name_in_every_spelling() -> None:
    for name in (NATIONAL_MEAN, "ค่าเฉลี่ยระดับประเทศ", "ภาพรวมประเทศ"):
        assert only_score(parse_rows(TOTALS, [YEAR, name, 93.05])).unit == NATIONAL_MEAN
    mean = short_row(unit=NATIONAL_MEAN, IIT=None, EIT=None, OIT=None, total=93.05, level=None)
    assert keys(parse_rows(SHORT, short_row(), mean)) == [(YEAR, PROVINCE), (YEAR, NATIONAL_MEAN)]


def test_the_scores_of_the_sample_have_no_error() -> None:
    findings = parse((SAMPLE_DATA / "scores.xlsx").read_bytes()).findings
    assert [f for f in findings if f.severity == "error"] == []


# --- any scores ----------------------------------------------------------------------------

# Around zero the two readings cannot be told apart by their totals, and nobody scores that.
scores_of_ten = st.lists(
    st.decimals(min_value=1, max_value=100, places=2), min_size=10, max_size=10
).map(tuple)
any_scores = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def wide_table(indicators: tuple[Decimal, ...], points: bool) -> bytes:
    derived = derived_scores(indicators, points=points)
    named = {f"i{no}": value for no, value in enumerate(indicators, start=1)}
    return score_workbook(sheet_of(WIDE, wide_row(level=None, **named, **derived)))


def long_table(indicators: tuple[Decimal, ...], points: bool) -> bytes:
    return score_workbook(sheet_of(LONG, *long_rows(indicators, points=points)))


@pytest.mark.parametrize("points", [False, True], ids=["percent", "points"])
@pytest.mark.parametrize("write", [wide_table, long_table])
@given(indicators=scores_of_ten)
@any_scores
def test_any_ten_indicators_are_read_back(
    write: Callable[[tuple[Decimal, ...], bool], bytes],
    points: bool,
    indicators: tuple[Decimal, ...],
) -> None:
    [score] = parse(write(indicators, points)).scores
    assert tuple(score.indicators.values()) == indicators


@pytest.mark.parametrize("points", [False, True], ids=["percent", "points"])
@pytest.mark.parametrize("write", [wide_table, long_table])
@given(indicators=scores_of_ten)
@any_scores
def test_instruments_of_any_ten_indicators_are_read_back_within_rounding(
    write: Callable[[tuple[Decimal, ...], bool], bytes],
    points: bool,
    indicators: tuple[Decimal, ...],
) -> None:
    [score] = parse(write(indicators, points)).scores
    expected = derived_scores(indicators)
    # A cent of points is a thirtieth of a cent of the whole, and each was rounded once.
    assert all(abs(score.instruments[c] - expected[c]) <= Decimal("0.03") for c in INSTRUMENTS)


@pytest.mark.parametrize("points", [False, True], ids=["percent", "points"])
@given(indicators=scores_of_ten)
@any_scores
def test_any_ten_indicators_with_their_own_sums_are_no_error(
    points: bool, indicators: tuple[Decimal, ...]
) -> None:
    parsed = parse(wide_table(indicators, points))
    assert [f.code for f in parsed.findings if f.severity == "error"] == []


@given(indicators=scores_of_ten)
@any_scores
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
    [score] = parse_rows(WIDE, wide_row(level=None, **named, **sums)).scores
    worst = max(abs(score.indicators[no] - value) for no, value in enumerate(indicators, start=1))
    assert worst <= Decimal("0.09")  # half a cent of a sixteenth of the whole
