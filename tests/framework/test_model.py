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


@pytest.mark.parametrize("agency", YEAR.agencies, ids=lambda agency: agency.code)
def test_every_agency_goes_by_its_code_its_name_and_its_aliases(agency):
    called = {YEAR.find_agency(text) for text in (agency.code, agency.name, *agency.aliases)}
    assert called == {agency}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1", "001"),
        ("๐๐๑", "001"),
        ("สำนักงานเกษตรจังหวัด", "013"),
        ("สนง.เกษตรจังหวัดเชียงใหม่", "013"),
        ("สนง. เกษตรจังหวัด", "013"),
        ("สำนักงานเกษตรจงัหวัดเชียงใหม่", "013"),
        ("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดเชียงใหม่", "007"),
        ("สำนักงานส่งเสริมการปกครองส่วนท้องถิ่นจังหวัดเชียงใหม่", "007"),
        ("เรือนจำกลางเชียงใหม่", "023"),
        ("เรือนจำจังหวัดเชียงใหม่", "023"),
        ("สนง.จังหวัดเชียงใหม่", "002"),
    ],
)
def test_an_agency_is_known_however_it_is_written(written, code):
    assert YEAR.find_agency(written) == YEAR.agency(code)


@pytest.mark.parametrize("written", ["", "จังหวัดเชียงใหม่", "สำนักงานอวกาศจังหวัด", "999"])
def test_another_name_is_no_agency(written):
    assert YEAR.find_agency(written) is None


def test_a_name_that_two_agencies_go_by_is_neither():
    first, second, *others = YEAR.agencies
    doubled = replace(YEAR, agencies=(first, replace(second, aliases=first.aliases), *others))
    assert doubled.find_agency(first.aliases[0]) is None


def test_a_round_is_found_by_its_months():
    assert YEAR.round(12).months == 12


def test_a_round_that_the_year_has_not_is_an_error():
    with pytest.raises(UnknownRound):
        YEAR.round(9)


def test_an_exemption_holds_in_its_round():
    assert YEAR.exemption("021", 6) is not None


def test_an_exemption_holds_in_no_other_round():
    assert YEAR.exemption("021", 12) is None


def test_agencies_that_are_exempt_are_not_expected():
    assert "021" not in {agency.code for agency in YEAR.expected(6)}


def test_every_agency_that_is_not_exempt_is_expected():
    assert len(YEAR.expected(12)) == len(YEAR.agencies) == 35


def test_a_name_is_thai_in_thai():
    assert localized("การใช้งบประมาณ", "Use of budget") == "การใช้งบประมาณ"


def test_a_name_is_its_gloss_in_english():
    with language_context("en"):
        assert localized("การใช้งบประมาณ", "Use of budget") == "Use of budget"


def test_a_name_without_a_gloss_stays_thai_in_english():
    with language_context("en"):
        assert localized("การใช้งบประมาณ", "") == "การใช้งบประมาณ"


def test_a_year_narrowed_to_agencies_has_those_alone():
    found = YEAR.filtered(agency_codes=["013", "001"]).agencies
    assert [agency.code for agency in found] == ["001", "013"]


def test_a_year_narrowed_to_nobody_expects_nobody():
    assert YEAR.filtered(agency_codes=[]).expected(12) == ()


def test_a_year_narrowed_to_agencies_keeps_its_measures():
    assert YEAR.filtered(agency_codes=["001"]).measures == YEAR.measures


def test_a_year_narrowed_to_a_measure_has_its_steps_alone():
    assert set(YEAR.filtered(measure_no=4).steps) == {n for n in YEAR.steps if n[0] == "4"}


def test_a_year_narrowed_to_a_measure_keeps_its_agencies():
    assert YEAR.filtered(measure_no=4).agencies == YEAR.agencies


def test_a_year_narrowed_by_nothing_is_the_same():
    assert YEAR.filtered() == YEAR


def test_an_exemption_holds_in_a_narrowed_year():
    assert YEAR.filtered(agency_codes=["021"]).expected(6) == ()


def test_a_measure_is_found_by_its_number():
    assert YEAR.measure(3) is YEAR.measures[2]


def test_a_measure_that_the_year_has_not_is_none():
    assert YEAR.measure(99) is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("สำนักงานเกษตรจังหวัดเชียงใหม่", "สำนักงานเกษตร"),
        ("ที่ทำการปกครองจังหวัดเชียงใหม่", "ที่ทำการปกครอง"),
        ("เรือนจำกลางเชียงใหม่", "เรือนจำกลาง"),
        ("สำนักงานจังหวัดเชียงใหม่", "สำนักงานจังหวัดเชียงใหม่"),
        ("จังหวัดเชียงใหม่", "จังหวัดเชียงใหม่"),
        ("สำนักงานเจ้าท่าภูมิภาค", "สำนักงานเจ้าท่าภูมิภาค"),
    ],
)
def test_a_short_name_leaves_out_the_province_at_the_end(name, short):
    assert YEAR.short_name(name) == short


def test_no_two_agencies_have_the_same_short_name():
    assert len({YEAR.short_name(agency.name) for agency in YEAR.agencies}) == len(YEAR.agencies)
