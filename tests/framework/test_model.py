from dataclasses import replace

import pytest

from itadata.errors import UnknownAgency, UnknownRound
from itadata.framework import localized
from itadata.language import language_context
from tests.frameworks import framework

YEAR = framework()


def test_a_stored_framework_has_its_version_on_the_template():
    assert YEAR.with_version(3).template_version == "2567-3"


def test_storing_leaves_the_framework_itself_alone():
    YEAR.with_version(3)
    assert YEAR.version == 0


def test_steps_are_found_by_their_numbers():
    measure, step = YEAR.steps["4.2"]
    assert (measure.no, step.no) == (4, "4.2")


def test_there_are_26_steps():
    assert len(YEAR.steps) == 26


def test_the_full_text_of_a_step_ends_with_its_sub_items():
    step = YEAR.steps["4.2"][1]
    assert step.full_text.splitlines() == [*step.text.splitlines(), *step.sub_items]


def test_indicators_belong_to_their_instrument():
    assert [indicator.no for indicator in YEAR.indicators_of("EIT")] == [6, 7, 8]


def test_an_agency_is_found_by_its_code():
    assert YEAR.agency("013").name == "สำนักงานเกษตรจังหวัดเชียงใหม่"


def test_an_agency_that_is_not_listed_is_an_error():
    with pytest.raises(UnknownAgency):
        YEAR.agency("999")


def test_every_agency_is_found_by_its_code_its_name_and_its_aliases():
    for agency in YEAR.agencies:
        names = (agency.code, agency.name, *agency.aliases)
        assert {YEAR.find_agency(name) for name in names} == {agency}


SPELLINGS = {
    "1": "001",
    "๐๐๑": "001",
    "สำนักงานเกษตรจังหวัด": "013",
    "สนง.เกษตรจังหวัดเชียงใหม่": "013",
    "สนง. เกษตรจังหวัด": "013",
    "สำนักงานเกษตรจงัหวัดเชียงใหม่": "013",
    "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดเชียงใหม่": "007",
    "สำนักงานส่งเสริมการปกครองส่วนท้องถิ่นจังหวัดเชียงใหม่": "007",
    "เรือนจำกลางเชียงใหม่": "023",
    "เรือนจำจังหวัดเชียงใหม่": "023",
    "สนง.จังหวัดเชียงใหม่": "002",
}


def test_an_agency_is_found_in_every_spelling():
    assert {text: YEAR.find_agency(text).code for text in SPELLINGS} == SPELLINGS
    for other in ("", "จังหวัดเชียงใหม่", "สำนักงานอวกาศจังหวัด", "999"):
        assert YEAR.find_agency(other) is None, other


def test_a_name_that_two_agencies_go_by_is_neither():
    first, second, *others = YEAR.agencies
    doubled = replace(YEAR, agencies=(first, replace(second, aliases=first.aliases), *others))
    assert doubled.find_agency(first.aliases[0]) is None


def test_a_round_is_found_by_its_months():
    assert YEAR.round(12).months == 12
    with pytest.raises(UnknownRound):
        YEAR.round(9)


def test_an_exempt_agency_is_not_expected_in_its_round_only():
    assert YEAR.exemption("021", 6) is not None
    assert YEAR.exemption("021", 12) is None
    assert "021" not in {agency.code for agency in YEAR.expected(6)}
    assert len(YEAR.expected(12)) == len(YEAR.agencies) == 35
    assert YEAR.filtered(agency_codes=["021"]).expected(6) == ()


def test_a_name_is_its_gloss_in_english_where_it_has_one():
    assert localized("การใช้งบประมาณ", "Use of budget") == "การใช้งบประมาณ"
    with language_context("en"):
        assert localized("การใช้งบประมาณ", "Use of budget") == "Use of budget"
        assert localized("การใช้งบประมาณ", "") == "การใช้งบประมาณ"


def test_a_year_is_filtered_by_agencies_or_by_a_measure():
    by_agency = YEAR.filtered(agency_codes=["013", "001"])
    assert [agency.code for agency in by_agency.agencies] == ["001", "013"]
    assert by_agency.measures == YEAR.measures
    assert YEAR.filtered(agency_codes=[]).expected(12) == ()
    by_measure = YEAR.filtered(measure_no=4)
    assert set(by_measure.steps) == {no for no in YEAR.steps if no[0] == "4"}
    assert by_measure.agencies == YEAR.agencies
    assert YEAR.filtered() == YEAR


def test_a_measure_is_found_by_its_number():
    assert YEAR.measure(3) is YEAR.measures[2]
    assert YEAR.measure(99) is None


def test_a_short_name_leaves_out_the_province_at_the_end():
    short_names = {
        "สำนักงานเกษตรจังหวัดเชียงใหม่": "สำนักงานเกษตร",
        "ที่ทำการปกครองจังหวัดเชียงใหม่": "ที่ทำการปกครอง",
        "เรือนจำกลางเชียงใหม่": "เรือนจำกลาง",
        "สำนักงานจังหวัดเชียงใหม่": "สำนักงานจังหวัดเชียงใหม่",
        "จังหวัดเชียงใหม่": "จังหวัดเชียงใหม่",
        "สำนักงานเจ้าท่าภูมิภาค": "สำนักงานเจ้าท่าภูมิภาค",
    }
    assert {name: YEAR.short_name(name) for name in short_names} == short_names
    assert len({YEAR.short_name(agency.name) for agency in YEAR.agencies}) == len(YEAR.agencies)
