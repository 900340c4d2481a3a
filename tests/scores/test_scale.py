"""Scores written as shares of 1, and scales that are unclear."""

from decimal import Decimal
from typing import Any

from tests.builders import (
    INDICATORS,
    INSTRUMENTS,
    LONG,
    POINTS,
    SHORT,
    TOTAL,
    WIDE,
    edited,
    long_rows,
    score_workbook,
    sheet_of,
    short_row,
    wide_row,
)
from tests.scores.parsing import LAMPHUN, findings_of_rows, only_finding, parse, parse_rows

SHARES: dict[str, Any] = {
    **{f"i{no}": float(value) / 100 for no, value in enumerate(INDICATORS, start=1)},
    **{code: float(value) / 100 for code, value in INSTRUMENTS.items()},
    "total": float(TOTAL) / 100,
}


# --- percentages and shares ----------------------------------------------------------------


def test_cells_formatted_as_percentages_are_read_as_shown() -> None:
    for number_format in ("0%", "0.00%", "0.00\\ %", "0.00%;[Red]-0.00%"):

        def formatted(workbook: Any, number_format: str = number_format) -> None:
            for cell in workbook["คะแนน"][2][2:16]:
                cell.number_format = number_format

        content = edited(score_workbook(sheet_of(WIDE, wide_row(**SHARES))), formatted)
        [score] = parse(content).scores
        expected = [*INDICATORS, *INSTRUMENTS.values(), TOTAL]
        values = [Decimal(str(each.value)) for each in score.score_values.values()]
        assert values == expected, number_format


def test_a_table_of_shares_is_rejected_once_at_its_first_score() -> None:
    assert only_finding(parse_rows(WIDE, wide_row(**SHARES))).severity == "error"
    two_rows = (wide_row(**SHARES), wide_row(unit=LAMPHUN, **SHARES))
    assert findings_of_rows(WIDE, *two_rows) == [("scale-shares", "C2")]
    totals = (["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA"], [2567, LAMPHUN, 0.9555])
    assert findings_of_rows(*totals) == [("scale-shares", "C2")]
    long = [[*row[:3], float(str(row[3])) / 100] for row in long_rows()]
    assert findings_of_rows(LONG, *long) == [("scale-shares", "D2")]


def test_a_row_of_shares_among_others_is_reported_at_its_row() -> None:
    shares = wide_row(unit=LAMPHUN, **SHARES)
    assert findings_of_rows(WIDE, wide_row(), shares) == [("scale-shares", "C3")]


def test_an_indicator_below_one_is_no_share() -> None:
    row = short_row(OIT=Decimal("0.50"), total=Decimal("56.99"), level=None)
    assert findings_of_rows(SHORT, row) == []


# --- what is still reported of an unclear scale --------------------------------------------

UNCLEAR = {"IIT": 20, "EIT": 20, "OIT": 20, "total": 55}


def test_an_unclear_scale_hides_no_other_fault() -> None:
    out_of_range = short_row(unit=LAMPHUN, **{**UNCLEAR, "IIT": -1}, level=None)
    assert findings_of_rows(SHORT, short_row(**UNCLEAR, level=None), out_of_range) == [
        ("scale-unclear", "B2"),
        ("score-out-of-range", "C3"),
    ]
    unknown_level = short_row(**UNCLEAR, level="ดีมาก")
    assert findings_of_rows(SHORT, unknown_level) == [
        ("level-unknown", "G2"),
        ("scale-unclear", "B2"),
    ]


def test_a_scale_that_a_faulty_cell_hides_is_not_requested() -> None:
    assert findings_of_rows(SHORT, short_row(**{**POINTS, "IIT": "เก้าสิบ"})) == [
        ("number-unreadable", "C2")
    ]


def test_a_faulty_instrument_in_points_leaves_indicators_in_percent_as_they_are() -> None:
    sound, faulty = wide_row(unit=LAMPHUN, **POINTS), wide_row(**{**POINTS, "EIT": "เก้าสิบ"})
    assert findings_of_rows(WIDE, sound, faulty) == [
        ("number-unreadable", "N3"),
        ("scale-points", "B2"),
    ]
