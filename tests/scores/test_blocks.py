"""Long tables whose year and unit stand on the first row of a block alone, unmerged."""

from typing import Any

from itadata.scores import ParsedScores, parse_scores
from tests.builders import (
    INDICATORS,
    LONG,
    PROVINCE,
    YEAR,
    frameworks,
    long_rows,
    opened,
    places,
    score_workbook,
    sheet_of,
)

LAMPHUN = "จังหวัดลำพูน"


def block(**labels: object) -> list[list[Any]]:
    first, *others = long_rows(**labels)
    return [first, *([None, None, *row[2:]] for row in others)]


def read_rows(*rows: list[Any]) -> ParsedScores:
    return parse_scores(opened(score_workbook(sheet_of(*rows))), frameworks())


def whose(snapshot: ParsedScores) -> list[tuple[int, str]]:
    assert places(snapshot.findings) == []
    return [(score.fiscal_year, score.unit) for score in snapshot.scores]


def test_year_and_unit_on_the_first_row_belong_to_the_block() -> None:
    snapshot = read_rows(LONG, *block())
    assert whose(snapshot) == [(YEAR, PROVINCE)]
    assert snapshot.scores[0].indicators == dict(enumerate(INDICATORS, start=1))


def test_the_next_labels_begin_the_next_block() -> None:
    snapshot = read_rows(LONG, *block(), *block(unit=LAMPHUN), *block(year=2566))
    assert whose(snapshot) == [(YEAR, PROVINCE), (YEAR, LAMPHUN), (2566, PROVINCE)]


def test_a_year_may_stand_over_the_blocks_of_several_units() -> None:
    snapshot = read_rows(LONG, *block(), *block(year=None, unit=LAMPHUN))
    assert whose(snapshot) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_labels_beside_an_indicator_without_a_score_belong_to_the_block() -> None:
    rows = block()
    rows[0][3] = None
    [score] = read_rows(LONG, *rows).scores
    assert sorted(score.indicators) == list(range(2, 11))


def test_labels_are_not_carried_over_a_blank_row() -> None:
    snapshot = read_rows(LONG, *block(), [], *block(year=None, unit=None))
    assert places(snapshot.findings) == [("value-missing", "A17"), ("value-missing", "B17")]


def test_labels_are_not_carried_over_a_remark() -> None:
    rows = [*block(), ["หมายเหตุ: คะแนนจากประกาศ"], *block(year=None, unit=None)]
    assert places(read_rows(LONG, *rows).findings) == [
        ("value-missing", "A17"),
        ("value-missing", "B17"),
    ]


def test_a_label_that_says_there_is_none_is_missing() -> None:
    rows = block()
    rows[1][1] = "-"
    assert ("value-missing", "B3") in places(read_rows(LONG, *rows).findings)


def test_a_year_without_a_framework_is_reported_once_for_the_block() -> None:
    snapshot = read_rows(LONG, *block(year=2599))
    assert places(snapshot.findings) == [("framework-missing", "A2")]


def test_faults_further_down_a_block_are_found() -> None:
    rows = block()
    rows[3][3], rows[7][3] = "x", 101
    assert places(read_rows(LONG, *rows).findings) == [
        ("number-unreadable", "D5"),
        ("score-out-of-range", "D9"),
    ]


def test_faults_further_down_a_block_without_labels_are_found() -> None:
    rows = block(year=None, unit=None)
    rows[3][3], rows[7][3] = "x", 101
    assert places(read_rows(LONG, *rows).findings) == [
        ("number-unreadable", "D5"),
        ("score-out-of-range", "D9"),
        ("value-missing", "A2"),
        ("value-missing", "B2"),
    ]
