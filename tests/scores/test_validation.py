"""Whether figures follow from each other: one fault gives one finding at its cell."""

from decimal import Decimal
from typing import Any

import pytest

from itadata.findings import Finding
from itadata.scores import NATIONAL_MEAN, ParsedScores, parse_scores
from tests.builders import (
    LONG,
    POINTS,
    SHORT,
    WIDE,
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


def read(content: bytes) -> ParsedScores:
    return parse_scores(opened(content), frameworks())


def read_rows(*rows: list[Any]) -> ParsedScores:
    return read(score_workbook(sheet_of(*rows)))


def only(snapshot: ParsedScores) -> Finding:
    [finding] = snapshot.findings
    return finding


# --- one cell cannot be used ---------------------------------------------------------------

UNUSABLE = {
    "a text": ("เก้าสิบ", "number-unreadable"),
    "a decimal comma": ("95,55", "number-unreadable"),
    "a date": ("30 ก.ย. 2567", "number-unreadable"),
    "more than a hundred": (101, "score-out-of-range"),
    "less than nothing": (-1, "score-out-of-range"),
    "an error": ("#REF!", "cell-error"),
    "a formula that was not computed": ("=AVERAGE(C2:G2)", "cell-uncomputed"),
}
CELLS = {"i3": "E2", "EIT": "N2", "total": "P2"}


@pytest.mark.parametrize("figure", CELLS)
@pytest.mark.parametrize("fault", UNUSABLE)
def test_a_cell_that_cannot_be_used_is_the_only_finding(fault: str, figure: str) -> None:
    value, code = UNUSABLE[fault]
    assert places(read(wide_scores(**{figure: value})).findings) == [(code, CELLS[figure])]


@pytest.mark.parametrize("fault", UNUSABLE)
def test_a_cell_of_a_long_table_that_cannot_be_used_is_the_only_finding(fault: str) -> None:
    value, code = UNUSABLE[fault]
    rows = long_rows()
    rows[2][3] = value
    assert places(read_rows(LONG, *rows).findings) == [(code, "D4")]


@pytest.mark.parametrize("fault", UNUSABLE)
def test_a_cell_in_points_that_cannot_be_used_is_reported_at_its_cell(fault: str) -> None:
    value, code = UNUSABLE[fault]
    sound = short_row(unit="จังหวัดลำพูน", **POINTS)
    faulty = short_row(**{**POINTS, "EIT": value})
    assert (code, "D3") in places(read_rows(SHORT, sound, faulty).findings)


def test_a_finding_says_what_the_cell_holds() -> None:
    assert only(read(wide_scores(EIT=101))).value == "101"


def test_points_above_their_weight_are_reported_as_they_were_written() -> None:
    sound = short_row(unit="จังหวัดลำพูน", **POINTS)
    snapshot = read_rows(SHORT, sound, short_row(**{**POINTS, "IIT": 31}))
    [finding] = [f for f in snapshot.findings if f.code == "score-out-of-range"]
    assert (finding.cell, finding.value) == ("C3", "31")


def test_faults_of_several_rows_are_found_in_one_pass() -> None:
    snapshot = read_rows(
        WIDE,
        wide_row(i1=101),
        wide_row(year=2599),
        wide_row(unit="จังหวัดลำพูน", total="#REF!"),
        wide_row(unit="จังหวัดลำปาง", total=90),
    )
    assert places(snapshot.findings) == [
        ("cell-error", "P4"),
        ("framework-missing", "A3"),
        ("score-out-of-range", "C2"),
        ("total-differs", "P5"),
    ]


# --- what is missing -----------------------------------------------------------------------


def test_a_missing_indicator_is_reported_at_its_cell() -> None:
    finding = only(read(wide_scores(i7=None)))
    assert (finding.code, finding.cell, finding.value) == ("indicator-missing", "I2", "7")


def test_a_missing_indicator_names_the_instrument_it_leaves_open() -> None:
    assert only(read(wide_scores(i7=None))).expected == "EIT"


def test_a_missing_indicator_keeps_nothing_out() -> None:
    assert only(read(wide_scores(i7="-"))).severity == "warning"


def test_an_indicator_without_a_column_is_reported_at_the_unit() -> None:
    headings, row = WIDE[:-1], wide_row()[:-1]
    del headings[5], row[5]
    assert places(read_rows(headings, row).findings) == [("indicator-missing", "B2")]


def test_a_row_without_any_indicator_misses_none() -> None:
    assert places(read_rows(SHORT, short_row()).findings) == []


# --- sums ----------------------------------------------------------------------------------

FOLLOWS = {
    "95.55": [],
    "95.56": [],
    "95.54": [],
    "95.57": [("total-differs-slightly", "P2")],
    "95.60": [("total-differs-slightly", "P2")],
    "95.50": [("total-differs-slightly", "P2")],
    "95.61": [("total-differs", "P2")],
    "95.49": [("total-differs", "P2")],
    "90.00": [("total-differs", "P2")],
}


@pytest.mark.parametrize("total", FOLLOWS)
def test_a_total_is_compared_with_what_its_parts_give(total: str) -> None:
    snapshot = read(wide_scores(total=Decimal(total), level=None))
    assert places(snapshot.findings) == FOLLOWS[total]


def test_a_total_that_does_not_follow_keeps_the_workbook_out() -> None:
    assert only(read(wide_scores(total=90, level=None))).severity == "error"


def test_a_total_that_differs_by_rounding_keeps_nothing_out() -> None:
    assert only(read(wide_scores(total=95.60))).severity == "warning"


def test_a_total_that_does_not_follow_says_what_its_parts_give() -> None:
    finding = only(read(wide_scores(total=90, level=None)))
    assert (finding.value, finding.expected) == ("90.00", "95.55")


def test_a_total_that_differs_by_rounding_is_kept_as_stated() -> None:
    [score] = read(wide_scores(total=95.60)).scores
    assert score.score_values["total"].value == Decimal("95.6")


@pytest.mark.parametrize(
    ("stated", "code"), [("95.83", "instrument-differs-slightly"), ("95.90", "instrument-differs")]
)
def test_an_instrument_is_compared_with_the_mean_of_its_indicators(stated: str, code: str) -> None:
    finding = only(read(wide_scores(EIT=Decimal(stated))))
    assert (finding.code, finding.cell, finding.expected) == (code, "N2", "95.80")


def test_a_total_of_instruments_alone_is_compared_too() -> None:
    assert places(read_rows(SHORT, short_row(total=90, level=None)).findings) == [
        ("total-differs", "F2")
    ]


def test_a_total_without_its_parts_is_compared_with_nothing() -> None:
    row = short_row(IIT=None, EIT=None, OIT=None, level=None)
    assert places(read_rows(SHORT, row).findings) == []


def test_points_that_were_each_rounded_are_no_error() -> None:
    # Each indicator is 81.91 and loses half a cent to rounding: 5 × 4.91 is not 24.57.
    written = {"i1": 4.91, "i2": 4.91, "i3": 4.91, "i4": 4.91, "i5": 4.91}
    written |= {"i6": 8.19, "i7": 8.19, "i8": 8.19, "i9": 16.38, "i10": 16.38}
    written |= {"IIT": 24.57, "EIT": 24.57, "OIT": 32.76, "total": 81.91}
    findings = read(wide_scores(**written, level=None)).findings
    assert [f.code for f in findings if f.severity == "error"] == []


# --- levels --------------------------------------------------------------------------------


def test_a_level_that_the_rules_do_not_give_is_reported_at_its_cell() -> None:
    finding = only(read(wide_scores(level="ผ่านดีเยี่ยม")))
    assert (finding.code, finding.cell) == ("level-differs", "Q2")


def test_a_level_that_differs_says_what_the_rules_give() -> None:
    finding = only(read(wide_scores(level="ผ่านดีเยี่ยม")))
    assert (finding.value, finding.expected) == ("ผ่านดีเยี่ยม", "ผ่านดี")


def test_a_level_that_differs_is_kept_as_published() -> None:
    [score] = read(wide_scores(level="ผ่านดีเยี่ยม")).scores
    assert score.level_published == "ผ่านดีเยี่ยม"


def test_what_is_no_level_of_the_year_is_reported_at_its_cell() -> None:
    finding = only(read(wide_scores(level="AA")))
    assert (finding.code, finding.cell, finding.value) == ("level-unknown", "Q2", "AA")


def test_a_letter_is_a_level_of_the_years_before() -> None:
    assert places(read(wide_scores(year=2565, level="AA")).findings) == []


@pytest.mark.parametrize("written", ["ผ่านดี", "ระดับผ่านดี", " ผ่านดี ", "ผ่าน ดี"])
def test_a_level_is_known_however_it_is_typed(written: str) -> None:
    assert places(read(wide_scores(level=written)).findings) == []


def test_a_level_that_cannot_be_told_is_taken_as_published() -> None:
    row = short_row(IIT=None, EIT=None, OIT=None, level="ผ่านดีเยี่ยม")
    assert places(read_rows(SHORT, row).findings) == []


def test_a_level_that_the_total_alone_rules_out_is_reported() -> None:
    row = short_row(IIT=None, EIT=None, OIT=None, total=84.99, level="ผ่าน")
    assert places(read_rows(SHORT, row).findings) == [("level-differs", "G2")]


def test_the_level_of_a_mean_is_not_judged() -> None:
    row = short_row(unit=NATIONAL_MEAN, IIT=None, EIT=None, OIT=None, total=60, level="ผ่านดี")
    assert places(read_rows(SHORT, row).findings) == []


def test_a_level_that_shows_an_error_is_reported_as_such() -> None:
    assert places(read(wide_scores(level="#N/A")).findings) == [("cell-error", "Q2")]


def test_a_level_whose_formula_was_not_computed_is_reported_as_such() -> None:
    assert places(read(wide_scores(level='=IF(P2>95,"ผ่านดี","ผ่าน")')).findings) == [
        ("cell-uncomputed", "Q2")
    ]


# --- one fault hides no other --------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"year": 2599, "i1": 101}, [("framework-missing", "A2"), ("score-out-of-range", "C2")]),
        ({"year": None, "i1": "x"}, [("number-unreadable", "C2"), ("value-missing", "A2")]),
        ({"unit": None, "i1": 102}, [("score-out-of-range", "C2"), ("value-missing", "B2")]),
        ({"unit": None, "total": 90}, [("total-differs", "P2"), ("value-missing", "B2")]),
        ({"i1": 101, "EIT": 90}, [("instrument-differs", "N2"), ("score-out-of-range", "C2")]),
        ({"i1": "x", "EIT": 90}, [("instrument-differs", "N2"), ("number-unreadable", "C2")]),
        ({"i1": "x", "level": "AA"}, [("level-unknown", "Q2"), ("number-unreadable", "C2")]),
        ({"i1": 101, "total": 90}, [("score-out-of-range", "C2"), ("total-differs", "P2")]),
        ({"i1": "x", "i7": None}, [("indicator-missing", "I2"), ("number-unreadable", "C2")]),
        ({"i1": -1, "i2": 101}, [("score-out-of-range", "C2"), ("score-out-of-range", "D2")]),
    ],
)  # fmt: skip
def test_two_faults_of_a_row_are_both_found(
    row: dict[str, object], found: list[tuple[str, str]]
) -> None:
    assert places(read(wide_scores(**row)).findings) == found


def test_a_fault_is_found_where_neither_year_nor_unit_can_be_told() -> None:
    snapshot = read_rows(WIDE[2:], wide_row(i1=101)[2:])
    assert places(snapshot.findings) == [
        ("column-missing", "A1"),
        ("column-missing", "A1"),
        ("score-out-of-range", "A2"),
    ]


def test_two_cells_that_cannot_be_read_beside_the_scores_are_both_reported() -> None:
    row = [*wide_row(level="#N/A"), "#REF!"]
    snapshot = read_rows([*WIDE, "ที่มา"], row)
    assert places(snapshot.findings) == [("cell-error", "Q2"), ("cell-error", "R2")]


# --- indicators that the scheme does not have ----------------------------------------------


def test_an_indicator_that_the_scheme_lacks_is_reported_at_its_heading() -> None:
    snapshot = read_rows([*WIDE, "ตัวชี้วัดที่ 11"], [*wide_row(), 88], [*wide_row(unit="ลำพูน"), 88])
    assert places(snapshot.findings) == [("indicator-unknown", "R1")]


def test_an_indicator_that_the_scheme_lacks_is_left_out() -> None:
    [score] = read_rows([*WIDE, "ตัวชี้วัดที่ 11"], [*wide_row(), 88]).scores
    assert 11 not in score.indicators


def test_an_indicator_that_the_scheme_lacks_is_reported_at_its_row_of_a_long_table() -> None:
    rows = [*long_rows(), [*long_rows()[0][:2], "ตัวชี้วัดที่ 11", 88]]
    assert places(read_rows(LONG, *rows).findings) == [("indicator-unknown", "C16")]


def test_a_column_without_any_score_is_not_missed_by_the_scheme() -> None:
    assert places(read_rows([*WIDE, "ตัวชี้วัดที่ 11"], wide_row()).findings) == []
