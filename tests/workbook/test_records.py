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

SCHEMA = RecordSchema(
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
    return read_records(Workbook((Sheet("ข้อมูล", [header, *rows], **sheet),)), SCHEMA)


def _cell(value):
    return Cell(sheet_of([[value]]), position("A1"))


def _fault(parse, value):
    with pytest.raises(InvalidValue) as error:
        parse(_cell(value))
    return error.value.finding


def test_a_row_becomes_its_values_and_cells():
    records = _read(["IIT", "ภายใน", 0.3])
    values = {"code": "IIT", "name": "ภายใน", "weight": Decimal("0.3")}
    assert (records.findings, records.rows[0].values) == ([], values)
    assert records.rows[0].cells["weight"].address == "C2"


def test_a_workbook_without_the_table_says_so():
    assert not read_records(Workbook((sheet_of([["อื่น"]]),)), SCHEMA).exists


def test_a_table_without_rows_is_found():
    assert _read().exists


def test_an_optional_value_is_none_where_it_is_blank():
    assert _read(["IIT", "ภายใน", None]).rows[0].values["weight"] is None


def test_an_optional_column_is_none_where_it_is_missing():
    schema = RecordSchema("x", SCHEMA.columns, key_columns=("code",))
    workbook = Workbook((sheet_of([HEADER[:2], ["IIT", "ภายใน"]]),))
    assert read_records(workbook, schema).rows[0].values["weight"] is None


def test_a_required_value_that_is_blank_is_a_finding():
    assert _read(["IIT", "-", 0.3]).findings == [
        Finding(Code.VALUE_MISSING, "ข้อมูล", "B2", "", None, {"name": "ชื่อเครื่องมือ"})
    ]


def test_a_required_column_that_is_missing_is_a_finding_at_the_headings():
    findings = _read(["IIT", 0.3], header=[HEADER[0], HEADER[2]]).findings
    assert findings == [
        Finding(Code.COLUMN_MISSING, "ข้อมูล", "A1", "", None, {"name": "ชื่อเครื่องมือ"})
    ]


def test_a_row_with_an_unusable_cell_is_left_out():
    records = _read(["IIT", "ภายใน", "มาก"], ["EIT", "ภายนอก", 0.3])
    assert [record.values["code"] for record in records.rows] == ["EIT"]


def test_one_fault_hides_no_other_in_its_row():
    findings = _read(["IIT", None, "มาก"]).findings
    assert [(finding.code, finding.cell) for finding in findings] == [
        (Code.VALUE_MISSING, "B2"),
        (Code.NUMBER_UNREADABLE, "C2"),
    ]


def test_an_error_in_a_cell_is_a_finding():
    findings = _read(["IIT", "ภายใน", None], cell_errors={position("C2"): "#REF!"}).findings
    assert findings == [Finding(Code.CELL_ERROR, "ข้อมูล", "C2", "#REF!")]


def test_a_merged_cell_gives_its_value_to_every_row():
    records = _read(["IIT", "แบบวัด", 0.3], ["EIT", None, 0.3], merges=(cell_range("B2:B3"),))
    assert [record.values["name"] for record in records.rows] == ["แบบวัด", "แบบวัด"]


def test_a_schema_names_its_key_headings():
    assert SCHEMA.headings == "รหัสเครื่องมือ · น้ำหนัก"


def test_text_is_as_typed_without_the_space_around_it():
    assert text(_cell("  ภายใน  ")) == "ภายใน"


def test_lines_are_one_text_each():
    assert lines(_cell("ชม 0017\n\n  ชม 0018 ")) == ("ชม 0017", "ชม 0018")


def test_numbers_whole_numbers_and_days_are_read():
    values = {
        number: dict.fromkeys([0.3, "0.3", "๐.๓"], Decimal("0.3")),
        whole_number: dict.fromkeys([6, "6", "๖", "6.0"], 6),
        date_value: {"30 ก.ย. 2567": date(2024, 9, 30)},
    }
    for parse, expected in values.items():
        assert {value: parse(_cell(value)) for value in expected} == expected, parse


def test_a_value_that_cannot_be_read_is_a_finding():
    faults = [
        (number, "มาก", Code.NUMBER_UNREADABLE, "85, 95.55"),
        (number, "-", Code.NUMBER_UNREADABLE, "85, 95.55"),
        (whole_number, "6.5", Code.NUMBER_UNREADABLE, "1, 2, 3"),
        (date_value, "31/4/67", Code.DATE_UNREADABLE, "30 ก.ย. 2567"),
    ]
    for parse, value, code, expected in faults:
        assert _fault(parse, value) == Finding(code, "ข้อมูล", "A1", value, expected)


def test_a_cell_says_yes_by_a_known_word_or_a_tick_alone():
    yes = ["ใช่", "yes", "TRUE", True, 1, 1.0, "๑", "x", "อนุมาน", "✓", "Y", "/", "มี"]
    no = ["ไม่ใช่", "no", False, 0, "✗"]
    assert [value for value in yes if not boolean(_cell(value))] == []
    assert [value for value in no if boolean(_cell(value))] == []
    for neither in ("?", "บางส่วน", "2"):
        assert _fault(boolean, neither).code == Code.REFERENCE_UNKNOWN
