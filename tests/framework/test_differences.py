from dataclasses import replace
from datetime import date, timedelta

import pytest

from itadata.framework import (
    Agency,
    Change,
    Difference,
    Exemption,
    Extension,
    Framework,
    Link,
    Step,
    Summary,
    differences,
)
from tests.frameworks import framework

BEFORE = framework(2567)


def changed(**fields: object) -> list[Difference]:
    return differences(BEFORE, replace(BEFORE, **fields))


def only(**fields: object) -> Difference:
    (changes,) = changed(**fields)
    return changes


def with_steps(change) -> Framework:
    """The year with the steps of its first measure changed."""
    first, *others = BEFORE.measures
    return replace(BEFORE, measures=(replace(first, steps=change(first.steps)), *others))


@pytest.mark.parametrize("year", [2565, 2567, 2568])
def test_a_framework_does_not_differ_from_itself(year: int) -> None:
    assert differences(framework(year), framework(year)) == []


def test_the_version_is_no_difference() -> None:
    assert changed(version=7) == []


def test_what_was_decided_since_is_no_difference() -> None:
    assert changed(extensions=(Extension(12, "001", date(2024, 12, 1), None, "น้ำท่วม"),)) == []


def test_a_target_that_changes_is_reported_with_both() -> None:
    changes = only(target=99)
    assert (changes.sheet, changes.field, changes.becomes) == ("ข้อมูลทั่วไป", "เป้าหมายคะแนน", "99")


def test_a_step_that_is_added_is_reported_with_its_text() -> None:
    after = with_steps(lambda steps: (*steps, Step("1.99", "เพิ่มใหม่")))
    assert differences(BEFORE, after) == [
        Difference("ขั้นตอน", "1.99", Change.ADDED, "", "", "เพิ่มใหม่")
    ]


def test_a_step_that_goes_is_reported_with_its_text() -> None:
    (changes,) = differences(BEFORE, with_steps(lambda steps: steps[1:]))
    gone = BEFORE.measures[0].steps[0]
    assert (changes.which, changes.change) == (gone.no, Change.REMOVED)
    assert changes.was.startswith(gone.text)


def test_a_step_that_is_reworded_is_reported_with_both_texts() -> None:
    after = with_steps(lambda steps: (replace(steps[0], text="ถ้อยคำใหม่"), *steps[1:]))
    (changes,) = differences(BEFORE, after)
    assert (changes.field, changes.becomes) == ("ขั้นตอนหรือวิธีการ", "ถ้อยคำใหม่")


def test_a_measure_that_goes_takes_its_steps_along() -> None:
    changes = changed(measures=BEFORE.measures[1:])
    assert {each.change for each in changes} == {Change.REMOVED}
    assert len(changes) == 1 + len(BEFORE.measures[0].steps)


def test_an_agency_is_called_by_code_and_name() -> None:
    changes = only(agencies=(*BEFORE.agencies, Agency("099", "สำนักงานใหม่", (), "กรมใหม่")))
    assert (changes.which, changes.change) == ("099 สำนักงานใหม่", Change.ADDED)


def test_an_alias_that_is_added_is_a_change_of_the_agency() -> None:
    first, *others = BEFORE.agencies
    changes = only(agencies=(replace(first, aliases=("ชื่อเก่า", "ชื่อเล่น")), *others))
    assert (changes.field, changes.becomes) == ("ชื่ออื่น", "ชื่อเก่า\nชื่อเล่น")


def test_the_order_of_rows_is_no_difference() -> None:
    assert changed(agencies=BEFORE.agencies[::-1]) == []


def test_a_date_of_a_round_is_shown_as_an_officer_writes_it() -> None:
    first, *others = BEFORE.rounds
    later = first.due_on + timedelta(days=1)
    changes = only(rounds=(replace(first, due_on=later), *others))
    assert (changes.which, changes.field) == ("รอบรายงาน 6", "วันครบกำหนด")
    assert changes.becomes.endswith("2567")


def test_a_round_that_goes_is_reported_with_its_dates() -> None:
    changes = only(rounds=BEFORE.rounds[:1])
    assert "วันครบกำหนด" in changes.was


def test_a_link_that_is_confirmed_is_a_change() -> None:
    first, *others = BEFORE.links
    changes = only(links=(replace(first, inferred=not first.inferred), *others))
    assert {changes.was, changes.becomes} == {"ใช่", "ไม่ใช่"}


def test_a_link_that_is_added_says_of_what() -> None:
    changes = only(links=(*BEFORE.links, Link(8, 9, False)))
    assert changes.which == "มาตรการที่ 8 · ตัวชี้วัดที่ 9"


def test_an_exemption_that_is_added_is_reported_with_its_reason() -> None:
    changes = only(exemptions=(*BEFORE.exemptions, Exemption(6, "009", "ยุบหน่วยงาน")))
    assert (changes.which, changes.becomes) == ("รอบรายงาน 6 · รหัสส่วนราชการ 009", "ยุบหน่วยงาน")


def test_a_rule_of_a_level_that_changes_is_reported() -> None:
    first, *others = BEFORE.level_rules
    changes = only(level_rules=(replace(first, total_min=96), *others))
    assert (changes.sheet, changes.which, changes.becomes) == ("เกณฑ์ระดับ", first.level, "96")


def test_a_summary_is_reported() -> None:
    rest = tuple(each for each in BEFORE.summaries if each.measure_no != 1)
    changes = changed(summaries=(*rest, Summary(1, "ผลใหม่", "ผลลัพธ์ใหม่")))
    assert [(each.sheet, each.field, each.becomes) for each in changes] == [
        ("สรุปผลระดับจังหวัด", "ผลการดำเนินการ", "ผลใหม่"),
        ("สรุปผลระดับจังหวัด", "ผลลัพธ์ความสำเร็จ", "ผลลัพธ์ใหม่"),
    ]


def test_measures_of_a_year_that_had_none_are_all_added() -> None:
    after = replace(BEFORE, fiscal_year=2565)
    changes = differences(replace(framework(2565), fiscal_year=2565), after)
    added = [each for each in changes if each.sheet == "มาตรการ"]
    assert [each.change for each in added] == [Change.ADDED] * 8
