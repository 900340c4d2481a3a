from decimal import Decimal

import pytest

from itadata.documents.report.score_text import (
    Score,
    end_with_sentence,
    is_score_sentence,
    score_sentence,
    skipped_numbers,
)

PROVINCE = "จังหวัดเชียงใหม่"
OF_2567 = "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 ของจังหวัดเชียงใหม่ เพิ่มขึ้นเป็น 95.55 อยู่ในระดับผ่านดี"


def score(total: str, before: str | None, level: str = "ผ่านดี") -> Score:
    return Score(2567, Decimal(total), level, Decimal(before) if before else None)


@pytest.mark.parametrize(
    ("total", "before", "expected"),
    [
        ("95.55", "93.64", "เพิ่มขึ้นเป็น 95.55"),
        ("90.10", "93.64", "ลดลงเป็น 90.10"),
        ("93.64", "93.64", "คงเดิมที่ 93.64"),
        ("95.55", None, "เท่ากับ 95.55"),
    ],
)
def test_it_says_how_the_score_moved(total: str, before: str | None, expected: str) -> None:
    assert f"ของจังหวัดเชียงใหม่ {expected} อยู่ในระดับผ่านดี" in score_sentence(
        PROVINCE, score(total, before)
    )


def test_it_is_that_of_the_original() -> None:
    assert score_sentence(PROVINCE, score("95.55", "93.64")) == OF_2567


def test_an_unknown_level_is_not_shown() -> None:
    assert "ระดับ" not in score_sentence(PROVINCE, score("90", None, ""))


def test_it_is_known_by_its_beginning_and_in_other_words() -> None:
    lines = [f"{number}{OF_2567}" for number in ("3. ", "๓. ", "3.", "", "3) ")]
    lines += [
        "ผลการประเมิน ITA ปี 2567 ได้ 90.00",
        "3) ผลการประเมิน ITA ประจำปี พ.ศ. ๒๕๖๗ อยู่ในระดับผ่านดี",
        "ผลการประเมินคุณธรรมและความโปร่งใส ปีงบประมาณ 2567 เพิ่มขึ้นเป็น ๙๕.๕๕",
    ]
    assert [line for line in lines if not is_score_sentence(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "",
        "1. ประชาชนพึงพอใจ",
        "2. นำผลการประเมิน ITA ไปใช้",
        "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566 เป็นข้อมูลอ้างอิงในการปรับปรุงงาน",
        "ผลการประเมิน ITA ปีก่อนนำไปใช้ยกระดับการให้บริการตามตัวชี้วัดที่ 4.2",
    ],
)
def test_another_line_is_not_taken_for_it(line: str) -> None:
    assert not is_score_sentence(line)


def test_it_takes_the_place_of_the_one_that_was_written() -> None:
    written = ["1. ก", "3. ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566 ของจังหวัดเชียงใหม่ เป็น 90"]
    assert end_with_sentence(written, OF_2567) == ["1. ก", f"3. {OF_2567}"]


def test_it_goes_on_with_the_numbers_of_the_list() -> None:
    assert end_with_sentence(["1. ก", "2. ข"], OF_2567)[-1] == f"3. {OF_2567}"


def test_it_goes_on_in_the_figures_of_the_list() -> None:
    assert end_with_sentence(["๑. ก", "๒. ข"], OF_2567)[-1] == f"๓. {OF_2567}"


def test_it_is_stated_once_however_often_it_was_written() -> None:
    assert end_with_sentence([f"1. {OF_2567}", "ก", OF_2567], OF_2567) == [f"1. {OF_2567}", "ก"]


def test_where_nothing_is_to_be_said_the_one_that_was_written_goes() -> None:
    assert end_with_sentence(["1. ก", f"2. {OF_2567}"], "") == ["1. ก"]


@pytest.mark.parametrize("lines", [[], ["ประชาชนพึงพอใจ"]])
def test_without_a_list_it_has_no_number(lines: list[str]) -> None:
    assert end_with_sentence(lines, OF_2567) == [*lines, OF_2567]


@pytest.mark.parametrize(
    ("lines", "expected"), [(["1. ก", "3. ข"], [2]), (["1. ก", "2. ข"], []), (["ก"], []), ([], [])]
)
def test_the_numbers_that_a_list_leaves_out_are_found(
    lines: list[str], expected: list[int]
) -> None:
    assert skipped_numbers(lines) == expected
