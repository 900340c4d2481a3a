from datetime import date
from decimal import Decimal

import pytest

from itadata.findings import Code, Finding
from itadata.workbook.records import (
    Column,
    InvalidValue,
    RecordSchema,
    boolean,
    date_value,
    lines,
    number,
    read_records,
    text,
    whole_number,
)
from itadata.workbook.sheets import Sheet, Workbook, cell_range, position
from itadata.workbook.tables import Cell
from tests.workbooks import sheet_of

FORM = RecordSchema(
    "เครื่องมือ",
    {
        "code": Column(("รหัสเครื่องมือ",), text, required=True),
        "name": Column(("ชื่อเครื่องมือ",), text, required=True),
        "weight": Column(("น้ำหนัก",), number),
    },
    key_columns=("code", "weight"),
)
HEADER = ["รหัสเครื่องมือ", "ชื่อเครื่องมือ", "น้ำหนัก"]


def _read(*rows, header=HEADER, **sheet):
    return read_records(Workbook((Sheet("ข้อมูล", [header, *rows], **sheet),)), FORM)


def _cell(value):
    return Cell(sheet_of([[value]]), position("A1"))


def _fault(parse, value):
    with pytest.raises(InvalidValue) as unusable:
        parse(_cell(value))
    return unusable.value.finding


def test_a_row_becomes_its_values():
    assert _read(["IIT", "ภายใน", 0.3]).rows[0].values == {
        "code": "IIT",
        "name": "ภายใน",
        "weight": Decimal("0.3"),
    }


def test_a_value_knows_its_cell():
    assert _read(["IIT", "ภายใน", 0.3]).rows[0].cells["weight"].address == "C2"


def test_a_good_table_has_no_findings():
    assert _read(["IIT", "ภายใน", 0.3]).findings == []


def test_a_book_without_the_table_says_so():
    assert not read_records(Workbook((sheet_of([["อื่น"]]),)), FORM).exists


def test_a_table_without_rows_is_found():
    assert _read().exists


def test_a_value_that_need_not_be_there_is_none():
    assert _read(["IIT", "ภายใน", None]).rows[0].values["weight"] is None


def test_a_column_that_need_not_be_there_is_none():
    form = RecordSchema("x", FORM.columns, key_columns=("code",))
    book = Workbook((sheet_of([HEADER[:2], ["IIT", "ภายใน"]]),))
    assert read_records(book, form).rows[0].values["weight"] is None


def test_a_required_value_that_is_blank_is_a_finding():
    assert _read(["IIT", "-", 0.3]).findings == [
        Finding(Code.VALUE_MISSING, "ข้อมูล", "B2", "", None, {"name": "ชื่อเครื่องมือ"})
    ]


def test_a_required_column_that_is_missing_is_a_finding_at_the_headings():
    found = _read(["IIT", 0.3], header=[HEADER[0], HEADER[2]]).findings
    assert found == [Finding(Code.COLUMN_MISSING, "ข้อมูล", "A1", "", None, {"name": "ชื่อเครื่องมือ"})]


def test_a_row_with_an_unusable_cell_is_left_out():
    records = _read(["IIT", "ภายใน", "มาก"], ["EIT", "ภายนอก", 0.3])
    assert [record.values["code"] for record in records.rows] == ["EIT"]


def test_one_fault_hides_no_other_in_its_row():
    found = _read(["IIT", None, "มาก"]).findings
    assert [(finding.code, finding.cell) for finding in found] == [
        (Code.VALUE_MISSING, "B2"),
        (Code.NUMBER_UNREADABLE, "C2"),
    ]


def test_a_trouble_is_a_finding():
    found = _read(["IIT", "ภายใน", None], cell_errors={position("C2"): "#REF!"}).findings
    assert found == [Finding(Code.CELL_ERROR, "ข้อมูล", "C2", "#REF!")]


def test_a_merged_cell_gives_its_value_to_every_row():
    records = _read(["IIT", "แบบวัด", 0.3], ["EIT", None, 0.3], merges=(cell_range("B2:B3"),))
    assert [record.values["name"] for record in records.rows] == ["แบบวัด", "แบบวัด"]


def test_a_form_names_the_headings_that_find_it():
    assert FORM.headings == "รหัสเครื่องมือ · น้ำหนัก"


def test_text_is_as_typed_without_the_space_around_it():
    assert text(_cell("  ภายใน  ")) == "ภายใน"


def test_lines_are_one_text_each():
    assert lines(_cell("ชม 0017\n\n  ชม 0018 ")) == ("ชม 0017", "ชม 0018")


@pytest.mark.parametrize("value", [0.3, "0.3", "๐.๓"])
def test_a_number_is_read(value):
    assert number(_cell(value)) == Decimal("0.3")


@pytest.mark.parametrize("value", ["มาก", "-"])
def test_what_is_no_number_is_a_finding(value):
    assert _fault(number, value) == Finding(
        Code.NUMBER_UNREADABLE, "ข้อมูล", "A1", value, "0.30, 85, 95.55"
    )


@pytest.mark.parametrize("value", [6, 6.0, "6", "๖", "6.0"])
def test_a_whole_number_is_read(value):
    assert whole_number(_cell(value)) == 6


def test_a_number_that_is_not_whole_is_a_finding():
    assert _fault(whole_number, 6.5).code is Code.NUMBER_UNREADABLE


def test_a_day_is_read():
    assert date_value(_cell("30 ก.ย. 2567")) == date(2024, 9, 30)


def test_what_is_no_day_is_a_finding():
    assert _fault(date_value, "31/4/67") == Finding(
        Code.DATE_UNREADABLE, "ข้อมูล", "A1", "31/4/67", "30 ก.ย. 2567"
    )


@pytest.mark.parametrize("value", ["ใช่", "yes", "TRUE", True, 1, 1.0, "๑", "x", "อนุมาน"])
def test_a_cell_may_say_yes(value):
    assert boolean(_cell(value))


@pytest.mark.parametrize("value", ["ไม่ใช่", "no", False, 0])
def test_a_cell_may_say_no(value):
    assert not boolean(_cell(value))


def test_a_tick_says_yes():
    assert boolean(_cell("✓"))


@pytest.mark.parametrize("value", ["✗", "?", "…", None])
def test_another_sign_is_no_tick(value):
    assert not boolean(_cell(value))
