"""Scores that were written as shares of 1, and scales that cannot be told."""

from decimal import Decimal
from typing import Any

import pytest

from itadata.scores import ParsedScores, parse_scores
from tests.builders import (
    INDICATORS,
    INSTRUMENTS,
    LONG,
    POINTS,
    SHORT,
    TOTAL,
    WIDE,
    edited,
    frameworks,
    long_rows,
    opened,
    places,
    score_workbook,
    sheet_of,
    short_row,
    wide_row,
)

SHARES: dict[str, Any] = {
    **{f"i{no}": float(value) / 100 for no, value in enumerate(INDICATORS, start=1)},
    **{code: float(value) / 100 for code, value in INSTRUMENTS.items()},
    "total": float(TOTAL) / 100,
}
LAMPHUN = "จังหวัดลำพูน"


def read(content: bytes) -> ParsedScores:
    return parse_scores(opened(content), frameworks())


def read_rows(*rows: list[Any]) -> ParsedScores:
    return read(score_workbook(sheet_of(*rows)))


# --- percentages and shares ----------------------------------------------------------------


@pytest.mark.parametrize("number_format", ["0%", "0.00%", "0.00\\ %", "0.00%;[Red]-0.00%"])
def test_a_table_of_cells_formatted_as_percentages_is_read_as_shown(number_format: str) -> None:
    def formatted(book: Any) -> None:
        for cell in book["คะแนน"][2][2:16]:
            cell.number_format = number_format

    content = edited(score_workbook(sheet_of(WIDE, wide_row(**SHARES))), formatted)
    [score] = read(content).scores
    expected = [*INDICATORS, *INSTRUMENTS.values(), TOTAL]
    assert [figure.value for figure in score.score_values.values()] == expected


def test_a_table_of_shares_is_reported_once_at_its_first_score() -> None:
    snapshot = read_rows(WIDE, wide_row(**SHARES), wide_row(unit=LAMPHUN, **SHARES))
    assert places(snapshot.findings) == [("scale-shares", "C2")]


def test_a_table_of_shares_is_kept_out() -> None:
    [finding] = read_rows(WIDE, wide_row(**SHARES)).findings
    assert finding.severity == "error"


def test_totals_alone_may_not_be_shares() -> None:
    snapshot = read_rows(["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA"], [2567, LAMPHUN, 0.9555])
    assert places(snapshot.findings) == [("scale-shares", "C2")]


def test_a_long_table_may_not_be_of_shares() -> None:
    rows = [[*row[:3], float(str(row[3])) / 100] for row in long_rows()]
    assert places(read_rows(LONG, *rows).findings) == [("scale-shares", "D2")]


def test_a_row_of_shares_among_others_is_reported_at_its_row() -> None:
    snapshot = read_rows(WIDE, wide_row(), wide_row(unit=LAMPHUN, **SHARES))
    assert places(snapshot.findings) == [("scale-shares", "C3")]


def test_an_indicator_below_one_is_no_share() -> None:
    row = short_row(OIT=Decimal("0.50"), total=Decimal("56.99"), level=None)
    assert places(read_rows(SHORT, row).findings) == []


# --- what a scale that cannot be told leaves to be said ------------------------------------

UNCLEAR = {"IIT": 20, "EIT": 20, "OIT": 20, "total": 55}


def test_an_unclear_scale_hides_no_score_out_of_range() -> None:
    faulty = short_row(unit=LAMPHUN, **{**UNCLEAR, "IIT": -1}, level=None)
    snapshot = read_rows(SHORT, short_row(**UNCLEAR, level=None), faulty)
    assert places(snapshot.findings) == [("scale-unclear", "B2"), ("score-out-of-range", "C3")]


def test_an_unclear_scale_hides_no_unknown_level() -> None:
    snapshot = read_rows(SHORT, short_row(**UNCLEAR, level="ดีมาก"))
    assert places(snapshot.findings) == [("level-unknown", "G2"), ("scale-unclear", "B2")]


def test_a_scale_is_not_asked_for_where_a_faulty_cell_hides_it() -> None:
    snapshot = read_rows(SHORT, short_row(**{**POINTS, "IIT": "เก้าสิบ"}))
    assert places(snapshot.findings) == [("number-unreadable", "C2")]


def test_a_faulty_instrument_in_points_leaves_indicators_in_percent_as_they_are() -> None:
    sound = wide_row(unit=LAMPHUN, **POINTS)
    snapshot = read_rows(WIDE, sound, wide_row(**{**POINTS, "EIT": "เก้าสิบ"}))
    assert places(snapshot.findings) == [("number-unreadable", "N3"), ("scale-points", "B2")]
