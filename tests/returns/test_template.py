"""The template: what goes out comes back with the right identity and nothing answered."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from itadata.framework import StepStatus
from itadata.returns import (
    ReturnParseResult,
    parse_return,
    write_filled,
    write_template,
)
from tests.builders import (
    COLUMNS,
    CREATED,
    FORM,
    HEADER_ROW,
    IDENTITY,
    IDENTITY_CELLS,
    YEAR,
    at,
    framework,
    in_excel,
    opened,
    return_document,
    return_workbook,
    row_of,
)

TODAY = date(2024, 10, 10)
AGENCY = framework().agency("023")
TEMPLATE = write_template(framework(), AGENCY, framework().round(6), CREATED)


@pytest.fixture(scope="module")
def reading() -> ReturnParseResult:
    return parse_return(opened(TEMPLATE), {YEAR: framework()}, TODAY)


@pytest.fixture(scope="module")
def form() -> Worksheet:
    return in_excel(TEMPLATE)[FORM]


def test_a_template_knows_its_agency(reading: ReturnParseResult) -> None:
    assert reading.agency_code == "023"


def test_a_template_knows_its_year(reading: ReturnParseResult) -> None:
    assert reading.fiscal_year == YEAR


def test_a_template_knows_its_round(reading: ReturnParseResult) -> None:
    assert reading.round == 6


def test_a_template_without_answers_is_reported_once_as_blank(
    reading: ReturnParseResult,
) -> None:
    assert [(f.code, f.cell) for f in reading.findings] == [
        ("form-blank", at("1.1", "status")),
        ("person-missing", IDENTITY_CELLS["reporter"]),
        ("person-missing", IDENTITY_CELLS["certifier"]),
    ]


def test_a_template_without_answers_reports_nothing(reading: ReturnParseResult) -> None:
    assert reading.document is None


def test_a_template_of_every_agency_names_that_agency() -> None:
    codes = [agency.code for agency in framework().agencies]
    named = [
        parse_return(
            opened(write_template(framework(), agency, framework().round(12), CREATED)),
            {YEAR: framework()},
            TODAY,
        ).agency_code
        for agency in framework().agencies
    ]
    assert named == codes


def test_the_same_template_is_the_same_file() -> None:
    assert write_template(framework(), AGENCY, framework().round(6), CREATED) == TEMPLATE


def test_the_code_is_text_and_keeps_its_zeros() -> None:
    assert in_excel(TEMPLATE)[IDENTITY]["B1"].value == "023"


def test_the_form_has_a_row_for_every_step(form: Worksheet) -> None:
    rows = range(HEADER_ROW + 1, form.max_row + 1)
    assert [form.cell(row, 1).value for row in rows] == list(framework().steps)


def test_sub_items_are_shown_with_their_step(form: Worksheet) -> None:
    text = form[at("4.2", "step")].value
    assert all(item in text for item in framework().steps["4.2"][1].sub_items)


@pytest.mark.parametrize("column", ["measure", "responsible", "results", "outcomes"])
def test_a_measure_has_one_merged_cell_over_its_steps(form: Worksheet, column: str) -> None:
    block = f"{COLUMNS[column]}{row_of('4.1')}:{COLUMNS[column]}{row_of('4.5')}"
    assert block in {merge.coord for merge in form.merged_cells.ranges}


def test_a_status_is_chosen_from_the_four_words(form: Worksheet) -> None:
    choices = {v.formula1 for v in form.data_validations.dataValidation if v.type == "list"}
    assert choices == {'"' + ",".join(status.thai for status in StepStatus) + '"'}


def test_the_choices_reach_over_every_step(form: Worksheet) -> None:
    [choice] = [v for v in form.data_validations.dataValidation if v.type == "list"]
    assert str(choice.sqref) == f"{at('1.1', 'status')}:{at('8.2', 'status')}"


def test_the_headings_stay_in_sight(form: Worksheet) -> None:
    assert form.freeze_panes == "D4"


def test_the_form_prints_on_a4_across(form: Worksheet) -> None:
    assert (form.page_setup.paperSize, form.page_setup.orientation) == (9, "landscape")


def test_the_form_prints_within_the_width_of_the_page(form: Worksheet) -> None:
    # One page wide is what the file format takes for granted; any number of pages is written.
    fit = form.sheet_properties.pageSetUpPr.fitToPage
    assert (fit, form.page_setup.fitToWidth or 1, form.page_setup.fitToHeight) == (True, 1, 0)


def test_the_headings_stand_on_every_page(form: Worksheet) -> None:
    assert form.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


def test_every_page_says_whose_it_is_and_its_number(form: Worksheet) -> None:
    footer = form.oddFooter
    assert AGENCY.name in footer.left.text
    assert footer.center.text == "หน้า &P / &N"
    assert footer.right.text == "ปีงบประมาณ พ.ศ. 2567 รอบ 6 เดือน"


def test_a_long_text_is_given_the_room_to_be_read_in_print() -> None:
    first, *others = return_document().texts
    long = replace(return_document(), texts=(replace(first, results="ก" * 2000), *others))
    form = openpyxl.load_workbook(BytesIO(write_filled(framework(), long, CREATED)))[FORM]
    rows = form.row_dimensions
    assert rows[row_of("1.1")].height > rows[row_of("3.1")].height


def test_no_row_is_taller_than_excel_can_hold() -> None:
    first, *others = return_document().texts
    long = replace(return_document(), texts=(replace(first, results="ก" * 30_000), *others))
    form = openpyxl.load_workbook(BytesIO(write_filled(framework(), long, CREATED)))[FORM]
    assert max(row.height or 0 for row in form.row_dimensions.values()) <= 409


def test_the_form_says_which_cells_are_to_be_filled_in(form: Worksheet) -> None:
    assert form["E2"].value == "ช่องที่กรอก"


def test_the_form_names_the_round_in_its_title(form: Worksheet) -> None:
    assert "รอบ 6 เดือน" in form["A1"].value


def test_a_page_of_instructions_says_when_it_is_due() -> None:
    guide = in_excel(TEMPLATE)["คำแนะนำ"]
    assert "18 เม.ย. 2567" in guide["A2"].value


def test_a_filled_form_comes_back_as_it_was_sent() -> None:
    sent = return_document()
    back = parse_return(opened(return_workbook()), {YEAR: framework()}, TODAY).document
    assert back is not None
    assert [(a.step_no, a.status, a.done_on, a.evidence) for a in back.answers] == [
        (a.step_no, a.status, a.done_on, a.evidence) for a in sent.answers
    ]


def test_the_texts_of_a_filled_form_come_back_as_they_were_sent() -> None:
    sent = return_document()
    back = parse_return(opened(return_workbook()), {YEAR: framework()}, TODAY).document
    assert back is not None
    assert [(t.results, t.outcomes) for t in back.texts] == [
        (t.results, t.outcomes) for t in sent.texts
    ]


def test_the_example_of_a_date_is_a_day_of_the_round() -> None:
    book = in_excel(TEMPLATE)
    guide = "\n".join(str(row[0].value) for row in book["คำแนะนำ"].iter_rows())
    prompts = {each.prompt for each in book[FORM].data_validations.dataValidation}
    assert "เช่น 31 มี.ค. 2567 หรือ 31/3/2567" in guide
    assert "เช่น 31 มี.ค. 2567 อยู่ในช่วง 1 ต.ค. 2566 – 31 มี.ค. 2567" in prompts
