"""Long tables with year and unit on the first row of a block only, unmerged."""

from typing import Any

from tests.builders import INDICATORS, LONG, PROVINCE, YEAR, long_rows
from tests.scores.parsing import LAMPHUN, findings_of_rows, keys, parse_rows


def block(**labels: object) -> list[list[Any]]:
    first, *others = long_rows(**labels)
    return [first, *([None, None, *row[2:]] for row in others)]


def test_year_and_unit_on_the_first_row_belong_to_the_block() -> None:
    parsed = parse_rows(LONG, *block())
    assert keys(parsed) == [(YEAR, PROVINCE)]
    assert parsed.scores[0].indicators == dict(enumerate(INDICATORS, start=1))


def test_the_next_labels_begin_the_next_block() -> None:
    parsed = parse_rows(LONG, *block(), *block(unit=LAMPHUN), *block(year=2566))
    assert keys(parsed) == [(YEAR, PROVINCE), (YEAR, LAMPHUN), (2566, PROVINCE)]
    one_year = parse_rows(LONG, *block(), *block(year=None, unit=LAMPHUN))
    assert keys(one_year) == [(YEAR, PROVINCE), (YEAR, LAMPHUN)]


def test_labels_beside_an_indicator_without_a_score_belong_to_the_block() -> None:
    rows = block()
    rows[0][3] = None
    [score] = parse_rows(LONG, *rows).scores
    assert sorted(score.indicators) == list(range(2, 11))


def test_a_blank_row_or_a_remark_ends_a_block() -> None:
    unlabelled = block(year=None, unit=None)
    for between in ([], ["หมายเหตุ: คะแนนจากประกาศ"]):
        faults = findings_of_rows(LONG, *block(), between, *unlabelled)
        assert faults == [("value-missing", "A17"), ("value-missing", "B17")]


def test_a_label_with_a_word_for_nothing_is_missing() -> None:
    rows = block()
    rows[1][1] = "-"
    assert ("value-missing", "B3") in findings_of_rows(LONG, *rows)


def test_a_year_without_a_framework_is_reported_once_for_the_block() -> None:
    assert findings_of_rows(LONG, *block(year=2599)) == [("framework-missing", "A2")]


def test_faults_further_down_a_block_are_found_with_or_without_labels() -> None:
    faults = [("number-unreadable", "D5"), ("score-out-of-range", "D9")]
    missing = [("value-missing", "A2"), ("value-missing", "B2")]
    for labels, expected in (({}, faults), ({"year": None, "unit": None}, faults + missing)):
        rows = block(**labels)
        rows[3][3], rows[7][3] = "x", 101
        assert findings_of_rows(LONG, *rows) == expected
