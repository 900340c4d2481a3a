"""A template with the answers of the round before, and the templates of all agencies in one."""

import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from itadata.framework import Agency
from itadata.returns import (
    Return,
    ReturnParseResult,
    parse_return,
    write_all_templates,
    write_template,
)
from itadata.workbook.xlsx_writer import INPUT, PREFILLED
from tests.builders import (
    CREATED,
    FORM,
    IDENTITY,
    YEAR,
    at,
    framework,
    in_excel,
    opened,
    return_document,
)
from tests.returns.rules.test_rules import TODAY

AGENCY = framework().agency("001")
YEARS_END = framework().round(12)


def half_year() -> Return:
    """Round 6, step 2.2 of it without evidence."""
    document = return_document(round=6)
    answers = (replace(a, evidence="") if a.step_no == "2.2" else a for a in document.answers)
    return replace(document, answers=tuple(answers))


TEMPLATE = write_template(framework(), AGENCY, YEARS_END, CREATED, half_year())


@pytest.fixture(scope="module")
def reading() -> ReturnParseResult:
    return parse_return(opened(TEMPLATE), {YEAR: framework()}, TODAY)


@pytest.fixture(scope="module")
def form() -> Worksheet:
    return in_excel(TEMPLATE)[FORM]


@pytest.fixture(scope="module")
def identity() -> Worksheet:
    return in_excel(TEMPLATE)[IDENTITY]


def colour(cell) -> str:
    return f"#{cell.fill.start_color.rgb[2:]}"


def test_the_round_is_the_new_one(reading: ReturnParseResult) -> None:
    assert reading.round == 12


def test_the_answers_stand_in_the_cells(reading: ReturnParseResult) -> None:
    assert reading.document is not None
    assert [(a.step_no, a.status, a.done_on, a.evidence) for a in reading.document.answers] == [
        (a.step_no, a.status, a.done_on, a.evidence) for a in half_year().answers
    ]


def test_the_texts_stand_in_the_cells(reading: ReturnParseResult) -> None:
    assert reading.document is not None
    assert [(t.results, t.outcomes) for t in reading.document.texts] == [
        (t.results, t.outcomes) for t in half_year().texts
    ]


@pytest.mark.parametrize("column", ["status", "done_on", "evidence", "results", "outcomes"])
def test_what_was_prefilled_has_a_colour_of_its_own(form: Worksheet, column: str) -> None:
    assert colour(form[at("1.1", column)]) == PREFILLED


@pytest.mark.parametrize(("step", "column"), [("2.2", "evidence"), ("1.1", "note")])
def test_what_was_blank_is_to_be_filled_in(form: Worksheet, step: str, column: str) -> None:
    assert colour(form[at(step, column)]) == INPUT


def test_the_form_says_what_the_colour_means(form: Worksheet) -> None:
    assert "ยกมาจากปีงบประมาณ 2567 รอบ 6 เดือน" in form["G2"].value
    assert colour(form["G2"]) == PREFILLED


def test_the_identity_says_where_it_was_carried_from(identity: Worksheet) -> None:
    assert (identity["A13"].value, identity["B13"].value) == ("ยกมาจาก", "2567 รอบ 6 เดือน")


def test_the_guide_says_what_to_do_with_it() -> None:
    guide = in_excel(TEMPLATE)["คำแนะนำ"]
    lines = [row[0].value for row in guide.iter_rows()]
    assert any("ยกมาจากปีงบประมาณ 2567 รอบ 6 เดือน" in line for line in lines)


def test_who_reported_and_when_is_not_prefilled(identity: Worksheet) -> None:
    assert [identity[f"B{row}"].value for row in range(5, 12)] == [None] * 7


def test_a_step_of_a_later_framework_is_left_to_be_filled_in() -> None:
    answers = tuple(a for a in half_year().answers if a.step_no != "3.1")
    before = replace(half_year(), answers=answers)
    content = write_template(framework(), AGENCY, YEARS_END, CREATED, before)
    form = openpyxl.load_workbook(BytesIO(content))[FORM]
    assert form[at("3.1", "status")].value is None


def test_without_a_round_before_nothing_is_marked() -> None:
    content = write_template(framework(), AGENCY, YEARS_END, CREATED, None)
    book = openpyxl.load_workbook(BytesIO(content))
    assert (book[IDENTITY]["A13"].value, book[FORM]["G2"].value) == (None, None)


# --- the templates of all agencies ---------------------------------------------------------


def name_of(agency: Agency) -> str:
    return f"แบบรายงาน_{agency.code}"


def archive(**more) -> zipfile.ZipFile:
    content = write_all_templates(framework(), framework().round(6), CREATED, name_of, **more)
    return zipfile.ZipFile(BytesIO(content))


def test_every_expected_agency_has_one() -> None:
    codes = [name[:-5].split("_")[1] for name in archive().namelist()]
    assert codes == [agency.code for agency in framework().expected(6)]


def test_each_is_the_template_of_its_agency() -> None:
    agency = framework().agency("002")
    [name] = [name for name in archive().namelist() if "_002." in name]
    alone = write_template(framework(), agency, framework().round(6), CREATED)
    assert archive().read(name) == alone


def test_only_those_with_a_round_before_carry_it() -> None:
    templates = archive(prefilled={"001": half_year()})
    carried = [
        name
        for name in templates.namelist()
        if openpyxl.load_workbook(BytesIO(templates.read(name)))[IDENTITY]["B13"].value
    ]
    assert [name[:-5].split("_")[1] for name in carried] == ["001"]


def test_progress_is_reported_for_each() -> None:
    shares: list[float] = []
    archive(on_progress=shares.append)
    assert shares == [n / len(shares) for n in range(1, len(framework().expected(6)) + 1)]


def test_the_same_templates_are_the_same_file() -> None:
    twice = [write_all_templates(framework(), YEARS_END, CREATED, name_of) for _ in range(2)]
    assert twice[0] == twice[1]
