"""Score files of a year with sub-indicators, bonuses and deductions (`tests.next_scheme`)."""

import pytest

from itadata.findings import Code
from itadata.framework import Framework
from itadata.scores import ParsedScores, parse_scores
from tests import workbooks
from tests.frameworks import read
from tests.next_scheme import SCORES, YEAR, workbook


@pytest.fixture(scope="module")
def frameworks() -> dict[int, Framework]:
    year = read(workbook()).framework
    assert year
    return {YEAR: year}


def _parsed(frameworks: dict[int, Framework], *more: tuple[str, object]) -> ParsedScores:
    """The scores of the first unit, with more columns."""
    headings, row, *_ = SCORES["คะแนน"]
    names, values = zip(*more, strict=True) if more else ((), ())
    rows = [[*headings, *names], [*row, *values]]
    return parse_scores(workbooks.opened(workbooks.of_rows(rows)), frameworks)


def test_parts_are_read_by_number_name_and_code(frameworks: dict[int, Framework]) -> None:
    (score,) = _parsed(frameworks).scores
    read_parts = {name: float(value.value) for name, value in score.score_values.items()}
    assert {name: value for name, value in read_parts.items() if "indicator:" not in name} == {
        "adjustment:INNO": 0.5,
        "adjustment:LATE": 3,
    }
    assert {n: v for n, v in read_parts.items() if n.startswith("subindicator:")} == {
        "subindicator:7.1": 98,
        "subindicator:7.2": 90,
        "subindicator:9.1": 95,
        "subindicator:9.2": 90.01,
    }


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("คะแนน ITA", 93.08, None),
        ("คะแนน ITA", 94.58, Code.TOTAL_DIFFERS),  # without the bonus and the deduction
        ("ตัวชี้วัดที่ 7", 96, None),
        ("ตัวชี้วัดที่ 7", 94, Code.INDICATOR_DIFFERS),  # the mean without its weights
        ("ตัวชี้วัดที่ 9", 92.53, Code.INDICATOR_DIFFERS_SLIGHTLY),
    ],
)
def test_what_is_stated_is_compared_with_what_its_parts_give(
    heading: str, value: float, code: Code | None, frameworks: dict[int, Framework]
) -> None:
    codes = {finding.code for finding in _parsed(frameworks, (heading, value)).findings}
    differing = {each for each in codes if "differs" in each}
    assert code in differing if code else not differing
