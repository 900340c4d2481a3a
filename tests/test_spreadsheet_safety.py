"""Whatever a text, a number or a name is, a spreadsheet and a CSV hold it without harm."""

import csv
import io
import json
import math
from datetime import UTC, date, datetime

import openpyxl
import pandas as pd
import pytest
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
UNSEEN = " \n\t\r\u200b\ufeff\u2060"
any_text = st.text(st.characters(codec="utf-8"), max_size=60)
dangerous = st.builds(
    lambda before, sign, text: before + sign + text,
    st.sampled_from(["", " ", "\n", "\u200b", "\x00", "\ufeff"]),
    st.sampled_from([*FORMULA_SIGNS, "\t", "\r"]),
    any_text,
)
texts = st.lists(st.one_of(any_text, dangerous), min_size=1, max_size=8)
moderate = settings(max_examples=60, deadline=None)


def _xlsx(**columns: object) -> bytes:
    return to_xlsx(
        "answers", pd.DataFrame(columns, dtype=object), Context("ตาราง", NOW, "1 จาก 1")
    )


def _cells(content: bytes) -> list[openpyxl.cell.cell.Cell]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    return [row[0] for row in sheet.iter_rows(min_row=2)]


@moderate
@given(texts)
def test_text_comes_back_as_it_was_and_is_never_a_formula(written):
    cells = _cells(_xlsx(note=written))
    wanted = [strip_control_characters(text) for text in written]
    # openpyxl leaves the escapes of an inline text to its reader, and takes "" for nothing.
    assert [unescape(cell.value or "") for cell in cells] == wanted
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}


@moderate
@given(texts)
def test_another_reader_reads_the_same_texts(written):
    book = CalamineWorkbook.from_filelike(io.BytesIO(_xlsx(note=written)))
    rows = book.get_sheet_by_index(1).to_python(skip_empty_area=False)[1:]
    wanted = [strip_control_characters(text) for text in written]
    assert [unescape(row[0]) for row in rows] + [""] * (len(wanted) - len(rows)) == wanted


@moderate
@given(texts)
def test_no_text_of_a_csv_begins_like_a_formula(written):
    content = to_csv("answers", pd.DataFrame({"note": written})).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))[1:]
    begun = [row[0] for row in rows if row and row[0]]
    assert not [text for text in begun if text[0] in "\t\r"]
    assert not [text for text in begun if text.lstrip(UNSEEN)[:1] in {*FORMULA_SIGNS}]


@moderate
@given(texts)
def test_a_csv_holds_every_text_but_for_the_guard(written):
    content = to_csv("answers", pd.DataFrame({"note": written})).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))[1:]
    wanted = [strip_control_characters(text) for text in written]
    assert [("".join(row)).removeprefix("'") for row in rows] == [
        text.removeprefix("'") for text in wanted
    ]


@moderate
@given(st.lists(st.floats(), min_size=1, max_size=8))
def test_a_number_is_itself_or_nothing(numbers):
    frame = pd.DataFrame({"total": numbers}, dtype=object)
    content = to_xlsx("scores", frame, Context("ตาราง", NOW, "x"))
    for cell, number in zip(_cells(content), numbers, strict=True):
        assert cell.value is None if not math.isfinite(number) else float(cell.value) == number


@moderate
@given(st.lists(st.floats(), min_size=1, max_size=8))
def test_json_knows_no_number_without_end(numbers):
    text = to_json("scores", pd.DataFrame({"total": numbers}, dtype=object))
    assert [row["total"] for row in json.loads(text)] == [
        number if math.isfinite(number) else None for number in numbers
    ]


@moderate
@given(
    st.datetimes(
        datetime(1900, 3, 2), datetime(2600, 1, 1), timezones=st.sampled_from([UTC, BANGKOK])
    )
)
def test_a_time_of_any_zone_is_that_of_bangkok(moment):
    frame = pd.DataFrame({"submitted_at": [moment]}, dtype=object)
    (cell,) = _cells(to_xlsx("agencies", frame, Context("ตาราง", NOW, "x")))
    wanted = moment.astimezone(BANGKOK).replace(tzinfo=None)
    assert abs((cell.value - wanted).total_seconds()) < 1


@moderate
@given(st.dates())
def test_any_day_is_a_day_or_its_text(day):
    (cell,) = _cells(_xlsx(done_on=[day]))
    assert isinstance(cell.value, str) == (day < date(1900, 3, 1))


@given(any_text, st.lists(any_text, max_size=3))
def test_whatever_the_title_excel_takes_the_name(title, others):
    taken: list[str] = []
    for wanted in (*others, title, title):
        taken.append(_sheet_name(wanted, taken))
        assert 0 < len(taken[-1]) <= 31
        assert not set(taken[-1]) & set("[]:*?/\\") and taken[-1][0] != "'" != taken[-1][-1]
    assert len({name.casefold() for name in taken}) == len(taken)


@pytest.mark.parametrize(
    "title", ["History", "HISTORY", "เกี่ยวกับตาราง", "", "'", "\x00", "🙂" * 40]
)
def test_a_name_that_excel_forbids_becomes_another(title):
    book = WorkbookWriter(NOW)
    book.sheet(_sheet_name(title, ["เกี่ยวกับตาราง"]))
    assert openpyxl.load_workbook(io.BytesIO(book.finish())).sheetnames


@given(any_text.map(lambda text: f"https://{text}"))
def test_a_link_is_written_in_letters_that_every_spreadsheet_takes(text):
    target = first_link(text)
    assert target is None or (
        target.startswith("https://") and not set(target) & set(' "<>{}|\\^`')
    )
