"""Any text, number or name goes into a spreadsheet and a CSV without harm."""

import csv
import io
import json
import math
from datetime import UTC, date, datetime

import openpyxl
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from itadata.exports import Context, to_csv, to_json, to_xlsx
from itadata.exports.spreadsheet import _sheet_name
from itadata.thai import BANGKOK, strip_control_characters
from itadata.workbook.text import first_link
from itadata.workbook.xlsx_writer import WorkbookWriter

NOW = datetime(2025, 5, 20, 10, 0, tzinfo=BANGKOK)
FORMULA_SIGNS = "=+-@＝＋－＠"
INVISIBLE = " \n\t\r\u200b\ufeff\u2060"
any_text = st.text(st.characters(codec="utf-8"), max_size=60)
dangerous = st.builds(
    lambda before, sign, text: before + sign + text,
    st.sampled_from(["", " ", "\n", "\u200b", "\x00", "\ufeff"]),
    st.sampled_from([*FORMULA_SIGNS, "\t", "\r"]),
    any_text,
)
texts = st.lists(st.one_of(any_text, dangerous), min_size=1, max_size=8)
moderate = settings(max_examples=60, deadline=None)
few = settings(max_examples=20, deadline=None)  # of many values each


def _xlsx(**columns: object) -> bytes:
    return to_xlsx(
        "answers", pd.DataFrame(columns, dtype=object), Context("ตาราง", NOW, "1 จาก 1")
    )


def _cells(content: bytes) -> list[openpyxl.cell.cell.Cell]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [row[0] for row in sheet.iter_rows(min_row=2)]


@moderate
@given(texts)
def test_two_readers_read_each_text_as_it_was_and_never_as_a_formula(values):
    content = _xlsx(note=values)
    cells = _cells(content)
    expected = [strip_control_characters(text) for text in values]
    # openpyxl leaves the escapes of an inline text to its reader, and takes "" for nothing.
    assert [unescape(cell.value or "") for cell in cells] == expected
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)[1:]
    assert [unescape(row[0]) for row in rows] + [""] * (len(expected) - len(rows)) == expected


@moderate
@given(texts)
def test_a_csv_holds_every_text_and_none_begins_like_a_formula(values):
    content = to_csv("answers", pd.DataFrame({"note": values})).decode("utf-8-sig")
    rows = ["".join(row) for row in csv.reader(io.StringIO(content, newline=""))][1:]
    assert not [row for row in rows if row[:1] in {"\t", "\r"}]
    assert not [row for row in rows if row.lstrip(INVISIBLE)[:1] in {*FORMULA_SIGNS}]
    assert [row.removeprefix("'") for row in rows] == [
        strip_control_characters(text).removeprefix("'") for text in values
    ]


@few
@given(st.lists(st.floats(), min_size=1, max_size=24))
def test_a_number_is_itself_or_nothing(numbers):
    frame = pd.DataFrame({"total": numbers}, dtype=object)
    expected = [number if math.isfinite(number) else None for number in numbers]
    cells = _cells(to_xlsx("scores", frame, Context("ตาราง", NOW, "x")))
    values = [None if cell.value is None else float(cell.value) for cell in cells]
    assert values == expected
    assert [row["total"] for row in json.loads(to_json("scores", frame))] == expected


@few
@given(
    st.lists(
        st.datetimes(
            datetime(1900, 3, 2), datetime(2600, 1, 1), timezones=st.sampled_from([UTC, BANGKOK])
        ),
        min_size=1,
        max_size=24,
    )
)
def test_a_time_of_any_zone_is_that_of_bangkok(moments):
    frame = pd.DataFrame({"submitted_at": moments}, dtype=object)
    cells = _cells(to_xlsx("agencies", frame, Context("ตาราง", NOW, "x")))
    for cell, moment in zip(cells, moments, strict=True):
        expected = moment.astimezone(BANGKOK).replace(tzinfo=None)
        assert abs((cell.value - expected).total_seconds()) < 1


@few
@given(st.lists(st.dates(), min_size=1, max_size=24))
def test_any_day_is_a_day_or_its_text(days):
    for cell, day in zip(_cells(_xlsx(done_on=days)), days, strict=True):
        assert isinstance(cell.value, str) == (day < date(1900, 3, 1))


@given(any_text, st.lists(any_text, max_size=3))
def test_excel_accepts_the_name_of_a_sheet_whatever_its_title(title, others):
    taken: list[str] = []
    for text in (*others, title, title):
        taken.append(_sheet_name(text, taken))
        assert 0 < len(taken[-1]) <= 31
        assert not set(taken[-1]) & set("[]:*?/\\") and taken[-1][0] != "'" != taken[-1][-1]
    assert len({name.casefold() for name in taken}) == len(taken)


def test_a_name_that_excel_forbids_becomes_another():
    for title in ("History", "HISTORY", "เกี่ยวกับตาราง", "", "'", "\x00", "🙂" * 40):
        workbook = WorkbookWriter(NOW)
        workbook.sheet(_sheet_name(title, ["เกี่ยวกับตาราง"]))
        assert openpyxl.load_workbook(io.BytesIO(workbook.finish())).sheetnames, title


@given(any_text.map(lambda text: f"https://{text}"))
def test_a_link_has_only_characters_that_every_spreadsheet_accepts(text):
    target = first_link(text)
    assert target is None or (
        target.startswith("https://") and not set(target) & set(' "<>{}|\\^`')
    )
