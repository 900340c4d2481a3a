"""Several score tables below each other on one sheet, each with its own title."""

from typing import Any

import pytest

from itadata.scores import Layout, looks_like_scores, parse_scores
from tests import workbooks
from tests.builders import (
    LONG,
    PROVINCE,
    SHORT,
    WIDE,
    YEAR,
    frameworks,
    long_rows,
    opened,
    short_row,
    wide_row,
)
from tests.scores.parsing import LAMPHUN, findings_of_rows, keys, parse_rows

TWO_UNITS = [(YEAR, PROVINCE), (YEAR, LAMPHUN)]
WITHOUT_YEAR, ROW = WIDE[1:], wide_row()[1:]
LAMPHUN_ROW = wide_row(unit=LAMPHUN)


def test_two_tables_below_each_other_are_both_read() -> None:
    assert keys(parse_rows(WIDE, wide_row(), [], WIDE, LAMPHUN_ROW)) == TWO_UNITS
    assert keys(parse_rows(SHORT, short_row(), [], WIDE, LAMPHUN_ROW)) == TWO_UNITS
    parsed = parse_rows(WIDE, wide_row(), [], LONG, *long_rows(unit=LAMPHUN))
    assert [table.layout for table in parsed.tables] == [Layout.WIDE, Layout.LONG]


def test_each_table_belongs_to_the_year_and_unit_of_its_own_title() -> None:
    first = (["ปีงบประมาณ 2567"], WITHOUT_YEAR, ROW)
    second = (["ปีงบประมาณ 2566"], WITHOUT_YEAR, ROW)
    assert keys(parse_rows(*first, [], *second)) == [(2567, PROVINCE), (2566, PROVINCE)]
    headings, row = [WIDE[0], *WIDE[2:]], [YEAR, *wide_row()[2:]]
    parsed = parse_rows([PROVINCE], headings, row, [], [LAMPHUN], headings, row)
    assert keys(parsed) == TWO_UNITS


def test_a_table_without_its_own_title_belongs_to_that_of_the_sheet() -> None:
    first = (["ปีงบประมาณ 2567"], WITHOUT_YEAR, ROW)
    assert keys(parse_rows(*first, [], WITHOUT_YEAR, LAMPHUN_ROW[1:])) == TWO_UNITS


def test_headings_repeated_between_the_rows_do_not_hurt() -> None:
    assert keys(parse_rows(WIDE, wide_row(), WIDE, LAMPHUN_ROW)) == TWO_UNITS


def test_headings_of_two_lines_are_those_of_one_table() -> None:
    groups = ["หน่วยงาน", "IIT", *[None] * 4, "EIT", None, None, "OIT", None, "รวม"]
    numbers = [None, *(f"ตัวชี้วัดที่ {no}" for no in range(1, 11))]
    row = [PROVINCE, *wide_row()[2:12], 95.55]
    merges = ("A2:A3", "L2:L3")
    parsed = parse_rows(["ปีงบประมาณ 2567"], groups, numbers, row, merges=merges)
    assert keys(parsed) == [(YEAR, PROVINCE)]


def test_a_summary_above_the_table_that_names_no_unit_does_not_hurt() -> None:
    parsed = parse_rows(["ปีงบประมาณ", "คะแนน ITA"], [2566, 94.2], [], WIDE, wide_row())
    assert keys(parsed) == [(YEAR, PROVINCE)]


def test_a_fault_of_each_table_is_found_in_one_pass() -> None:
    assert findings_of_rows(WIDE, wide_row(i1=101), [], WIDE, wide_row(unit=LAMPHUN, i2="x")) == [
        ("number-unreadable", "D5"),
        ("score-out-of-range", "C2"),
    ]


def test_a_bare_total_of_counts_is_no_score() -> None:
    counts = ["หน่วยงาน", "จำนวนผู้ตอบ IIT", "จำนวนผู้ตอบ EIT", "รวม"]
    levels = ["จังหวัด", "ผ่านดีเยี่ยม", "ผ่าน", "รวม"]
    for title, headings in (
        ("ผลการประเมิน ITA ปีงบประมาณ 2567", counts),
        ("จำนวนหน่วยงานตามระดับ ITA ปีงบประมาณ 2567", levels),
    ):
        assert parse_rows([title], headings, [PROVINCE, 30, 40, 70]).scores == ()
    scores = parse_rows(["ผลคะแนน ITA ปีงบประมาณ 2567"], ["หน่วยงาน", "รวม"], [PROVINCE, 95])
    assert keys(scores) == [(YEAR, PROVINCE)]


@pytest.mark.parametrize(
    "rows",
    [
        [["หน่วยงาน", "ระดับ"], ["จังหวัดลำพูน", "ผ่านดี"]],
        [["ผล ITA ปี 2567"], ["หน่วยงาน", "ด้านที่ ก", "ด้านที่ ข"], ["จังหวัดลำพูน", 91, 92]],
    ],
)
def test_levels_alone_and_unknown_kinds_of_score_lack_a_column_of_scores(rows: list[Any]) -> None:
    book = opened(workbooks.of_rows(rows))
    assert looks_like_scores(book, frameworks())
    missing, *_ = parse_scores(book, frameworks()).findings
    assert (missing.code, missing.details["name"]) == ("column-missing", "คะแนน ITA")
