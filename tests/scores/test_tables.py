"""Several score tables under each other on one sheet, each with its own title."""

from typing import Any

from itadata.scores import Layout, ParsedScores, parse_scores
from tests.builders import (
    LONG,
    PROVINCE,
    SHORT,
    WIDE,
    YEAR,
    frameworks,
    long_rows,
    opened,
    places,
    score_workbook,
    sheet_of,
    short_row,
    wide_row,
)

LAMPHUN = "จังหวัดลำพูน"


def read_rows(*rows: list[Any], merges: tuple[str, ...] = ()) -> ParsedScores:
    return parse_scores(opened(score_workbook(sheet_of(*rows, merges=merges))), frameworks())


def whose(snapshot: ParsedScores) -> list[tuple[int, str]]:
    assert places(snapshot.findings) == []
    return [(score.fiscal_year, score.unit) for score in snapshot.scores]


def test_two_tables_under_each_other_are_both_read() -> None:
    snapshot = read_rows(WIDE, wide_row(), [], WIDE, wide_row(unit=LAMPHUN))
    assert whose(snapshot) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_each_table_belongs_to_the_year_of_its_own_title() -> None:
    snapshot = read_rows(
        *(["ปีงบประมาณ 2567"], WIDE[1:], wide_row()[1:]),
        *([], ["ปีงบประมาณ 2566"], WIDE[1:], wide_row()[1:]),
    )
    assert whose(snapshot) == [(2567, PROVINCE), (2566, PROVINCE)]


def test_a_table_without_its_own_title_belongs_to_that_of_the_sheet() -> None:
    snapshot = read_rows(
        *(["ปีงบประมาณ 2567"], WIDE[1:], wide_row()[1:]),
        *([], WIDE[1:], wide_row(unit=LAMPHUN)[1:]),
    )
    assert whose(snapshot) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_tables_of_different_columns_may_stand_under_each_other() -> None:
    snapshot = read_rows(SHORT, short_row(), [], WIDE, wide_row(unit=LAMPHUN))
    assert whose(snapshot) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_a_long_table_may_stand_under_a_wide_one() -> None:
    snapshot = read_rows(WIDE, wide_row(), [], LONG, *long_rows(unit=LAMPHUN))
    assert [table.layout for table in snapshot.tables] == [Layout.WIDE, Layout.LONG]


def test_headings_that_are_repeated_between_the_rows_do_not_hurt() -> None:
    snapshot = read_rows(WIDE, wide_row(), WIDE, wide_row(unit=LAMPHUN))
    assert whose(snapshot) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_headings_of_two_lines_are_those_of_one_table() -> None:
    groups = ["หน่วยงาน", "IIT", *[None] * 4, "EIT", None, None, "OIT", None, "รวม"]
    numbers = [None, *(f"ตัวชี้วัดที่ {no}" for no in range(1, 11))]
    row = [PROVINCE, *wide_row()[2:12], 95.55]
    snapshot = read_rows(["ปีงบประมาณ 2567"], groups, numbers, row, merges=("A2:A3", "L2:L3"))
    assert whose(snapshot) == [(YEAR, PROVINCE)]


def test_tables_with_the_same_headings_belong_to_the_units_of_their_titles() -> None:
    headings, row = [WIDE[0], *WIDE[2:]], [YEAR, *wide_row()[2:]]
    snapshot = read_rows([PROVINCE], headings, row, [], [LAMPHUN], headings, row)
    assert whose(snapshot) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_a_summary_over_the_table_that_names_no_unit_does_not_hurt() -> None:
    snapshot = read_rows(["ปีงบประมาณ", "คะแนน ITA"], [2566, 94.2], [], WIDE, wide_row())
    assert whose(snapshot) == [(YEAR, PROVINCE)]


def test_a_fault_of_each_table_is_found_in_one_pass() -> None:
    snapshot = read_rows(WIDE, wide_row(i1=101), [], WIDE, wide_row(unit=LAMPHUN, i2="x"))
    assert places(snapshot.findings) == [("number-unreadable", "D5"), ("score-out-of-range", "C2")]
