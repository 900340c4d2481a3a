import threading
from datetime import date, datetime
from io import BytesIO

import pytest

from itadata.findings import Code, Finding
from itadata.workbook import Workbook, limits, open_workbook, worker_pool
from itadata.workbook.annotation.comments import comment_text
from itadata.workbook.coverage import Coverage
from itadata.workbook.sheets import cell_range, position
from tests import workbooks
from tests.browser import ROOT
from tests.workbooks import first_sheet

PLAIN = workbooks.of_rows([["ลำดับ", "สถานะ"], ["1.1", 95.55]])
JOB = {
    "task": "itadata.workbook.reader:read_sheets",
    "arguments": {},
    "seconds": limits.SECONDS,
    "memory": limits.MEMORY_BYTES,
}
DOCTYPE = (
    b'<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>\n<worksheet'
)
ODS = workbooks.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})


@pytest.fixture
def pool(monkeypatch):
    """A worker of the test's own."""
    pool = worker_pool._Workers(max_workers=1)
    monkeypatch.setattr(worker_pool, "_workers", pool)
    yield pool
    pool.close()


def _rejection(content):
    finding = open_workbook(content)
    assert isinstance(finding, Finding)
    return finding


def _sparse(_, sheet):
    sheet.write("A1", "ลำดับ")
    sheet.write("XFD20000", "stray")


# --- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize("part", [workbooks.FIRST_SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_a_document_type_is_never_read(part):
    element = {"xl/workbook.xml": b"<workbook", "xl/styles.xml": b"<styleSheet"}
    old = element.get(part, b"<worksheet")
    content = workbooks.edited(PLAIN, old, DOCTYPE.replace(b"<worksheet", old), part)
    finding = _rejection(content)
    assert (finding.code, finding.value) == (Code.FILE_TAMPERED, part)


def test_a_file_that_is_no_good_workbook_has_its_own_code():
    contents = {
        Code.FILE_EMPTY: b"",
        Code.FILE_TRUNCATED: PLAIN[:-200],
        Code.FILE_ENCRYPTED: workbooks.ENCRYPTED,
        Code.FILE_XLS: workbooks.ENCRYPTED[:512],
        Code.FILE_XLSB: workbooks.with_part(PLAIN, "xl/workbook.bin", b"\x83\x01"),
        Code.FILE_ODS: ODS,
        Code.FILE_CSV: "ลำดับ,สถานะ\n".encode(),
        Code.FILE_HTML: b"<!-- a -->" * 300 + b"<html><body><table></table></body></html>",
        Code.FILE_MACRO: workbooks.with_part(PLAIN, "xl/vbaProject.bin", b"\xd0\xcf"),
        Code.FILE_SPARSE_CELL: workbooks.small(_sparse),
        Code.FILE_GIANT_MERGE: workbooks.with_merges(PLAIN, "A1:Z1048576"),
        Code.FILE_TOO_LARGE: b"PK\x03\x04" + bytes(11 * 1024**2),
        Code.FILE_NOT_WORKBOOK: b"%PDF-1.7",
        Code.FILE_UNREADABLE: workbooks.edited(PLAIN, b'r="B2"', b'r="b2"'),
    }
    findings = {code: _rejection(content) for code, content in contents.items()}
    assert {code: finding.code for code, finding in findings.items()} == {c: c for c in contents}
    cells = {code: (finding.sheet, finding.cell) for code, finding in findings.items()}
    assert cells[Code.FILE_SPARSE_CELL] == ("ข้อมูล", "XFD20000")
    assert cells[Code.FILE_GIANT_MERGE] == ("ข้อมูล", "A1:Z1048576")
    assert findings[Code.FILE_TOO_LARGE].value == "11.1 MB"


def test_a_file_of_just_the_largest_size_is_opened():
    assert _rejection(b"PK" + bytes(limits.MAX_BYTES - 2)).code is Code.FILE_TRUNCATED


def test_a_giant_merge_cannot_hide_behind_one_written_backwards():
    content = workbooks.with_merges(
        workbooks.large(lambda book, sheet: None), "A1048576:XFD1", "A1:Z1048576"
    )
    assert isinstance(open_workbook(content), Finding)


def test_a_comment_of_many_megabytes_is_refused_before_a_reader_meets_it():
    comment = b"<!--" + b"ab cd " * 500_000 + b"--><sheetData>"
    content = workbooks.edited(PLAIN, b"<sheetData>", comment)
    assert open_workbook(content).code is Code.FILE_TAMPERED


# --- what is read, by either reader --------------------------------------------------------


def _everything(book, sheet):
    sheet.write_row("A1", ["ลำดับ", 95.55, True])
    sheet.write_string("A2", "001")
    thai_date = book.add_format({"num_format": "[$-107041E]d mmm yyyy"})
    sheet.write_datetime("A3", date(2024, 9, 30), thai_date)
    sheet.write_datetime("B3", date(2567, 9, 30), book.add_format({"num_format": "d/m/yyyy"}))
    sheet.merge_range("D2:D4", "ผลการดำเนินการ")
    sheet.write_formula("A5", "=A9", None, "#REF!")
    sheet.write_formula("B5", "=A9", None, "")
    sheet.write_formula("C5", "=A9", None, 95.55)
    sheet.write_number("A6", 0.9555, book.add_format({"num_format": "0.00%"}))
    sheet.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))
    book.add_worksheet("ซ่อน").hide()
    book.add_worksheet("ซ่อนมาก").very_hidden()


@pytest.fixture(scope="module", params=["small", "large"])
def everything(request):
    """A workbook with all of it, and the progress of its reading."""
    shares = []
    workbook = open_workbook(getattr(workbooks, request.param)(_everything), shares.append)
    assert isinstance(workbook, Workbook), workbook
    return workbook, shares


def test_values_are_read_as_typed(everything):
    sheet = everything[0].sheets[0]
    assert sheet.rows[0][:3] == ["ลำดับ", 95.55, True]
    values = {cell: sheet.value(position(cell)) for cell in ("A2", "A3", "B3", "C5", "A6")}
    assert values == {
        "A2": "001",
        "A3": datetime(2024, 9, 30),
        "B3": datetime(2567, 9, 30),
        "C5": 95.55,
        "A6": "95.55%",
    }


def test_a_merge_shows_the_value_of_its_first_cell(everything):
    sheet = everything[0].sheets[0]
    assert sheet.merges == (cell_range("D2:D4"),)
    assert sheet.merged_value(position("D4")) == "ผลการดำเนินการ"


def test_errors_and_formulas_that_were_never_computed_are_cell_errors(everything):
    errors = {position("A5"): "#REF!", position("B5"): ""}
    assert everything[0].sheets[0].cell_errors == errors


def test_hidden_sheets_are_distinguished_from_the_others(everything):
    assert [sheet.hidden for sheet in everything[0].sheets] == [False, True, True]


def test_progress_goes_up_to_one(everything):
    shares = everything[1]
    assert len(shares) >= 2 and shares == sorted(shares)
    assert all(0 < share <= 1 for share in shares)


def test_rows_end_with_the_last_value():
    def fill(book, sheet):
        sheet.write("A2", "ลำดับ")
        sheet.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))

    assert first_sheet(workbooks.small(fill)).rows == [[None], ["ลำดับ"]]
    assert first_sheet(workbooks.of_rows([])).rows == []


def test_a_percentage_reads_as_it_is_shown_with_all_its_digits():
    numbers = [
        (0.9555, "0.00%", "95.55%"),
        (0.9555, "0%", "95.55%"),
        (0.8499496, "0.00%", "84.99496%"),
        (92.8 / 100, "0.00%", "92.8%"),
        (95.55, '0.00"%"', 95.55),
        (95.55, "0.00\\%", 95.55),
    ]

    def fill(book, sheet):
        for row, (number, number_format, _) in enumerate(numbers):
            sheet.write_number(row, 0, number, book.add_format({"num_format": number_format}))

    rows = first_sheet(workbooks.small(fill)).rows
    assert [value for [value] in rows] == [shown for _, _, shown in numbers]


def test_a_carriage_return_in_a_cell_is_a_line_break():
    content = workbooks.of_rows([["ชม 0017\r\nชม 0018"]])
    assert first_sheet(content).rows[0][0].splitlines() == ["ชม 0017", "ชม 0018"]


# --- the worker ----------------------------------------------------------------------------


def test_a_hostile_file_leaves_the_next_one_alone():
    open_workbook(workbooks.with_merges(PLAIN, "A1:Z1048576"))
    assert first_sheet(PLAIN).rows == [["ลำดับ", "สถานะ"], ["1.1", 95.55]]


def test_after_a_worker_died_the_next_job_works(pool):
    worker = pool.take()
    pool.release(worker)
    worker._process.kill()
    worker._process.wait()
    assert first_sheet(PLAIN).rows[1] == ["1.1", 95.55]


def test_a_worker_that_dies_at_its_job_refuses_that_job(pool):
    worker = pool.take()
    worker._process.kill()
    finding = worker.run(JOB, PLAIN, lambda fraction: None)
    pool.release(worker)
    assert finding == Finding(Code.FILE_TOO_HEAVY, expected="1,024.0 MB")


def test_a_job_that_takes_too_long_is_stopped(pool, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0)
    assert _rejection(PLAIN) == Finding(Code.FILE_TOO_SLOW, expected="0")


def test_after_a_job_that_took_too_long_the_next_one_works(pool, monkeypatch):
    with monkeypatch.context() as hurried:
        hurried.setattr(limits, "SECONDS", 0)
        open_workbook(PLAIN)
    assert first_sheet(PLAIN).rows[1] == ["1.1", 95.55]


def test_a_worker_that_did_its_share_is_replaced(pool, monkeypatch):
    monkeypatch.setattr(worker_pool, "_JOBS_PER_WORKER", 1)
    workers = []
    for _ in range(2):
        worker = pool.take()
        worker.run(JOB, PLAIN, lambda fraction: None)
        workers.append(worker)
        pool.release(worker)
    assert workers[0] is not workers[1]


def test_a_listener_that_raises_costs_no_worker(pool):
    def leave(share):
        raise KeyboardInterrupt

    worker = pool.take()
    pool.release(worker)
    with pytest.raises(KeyboardInterrupt):
        open_workbook(PLAIN, leave)
    free = pool._slots.acquire(blocking=False)
    worker.close()
    pool._slots.release()
    assert free


def test_several_threads_at_once_get_their_own_answers():
    answers = {}

    def job(number):
        content = workbooks.of_rows([[f"แฟ้ม {number}"]])
        answers[number] = first_sheet(content).rows

    threads = [threading.Thread(target=job, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: [[f"แฟ้ม {number}"]] for number in range(8)}


@pytest.mark.parametrize("program", [workbooks.small, workbooks.large])
@pytest.mark.parametrize("inline", [False, True])
def test_every_kind_of_line_break_is_one(program, inline):
    content = program(lambda _, sheet: sheet.write("A1", "aXb"))
    breaks = b"a&#13;b_x000D_c_x000D_\nd_x000B_e"
    if inline:
        cell = b'<c r="A1" t="inlineStr"><is><t>' + breaks + b"</t></is></c>"
        content = workbooks.edited(content, b'<c r="A1" t="s"><v>0</v></c>', cell)
    else:
        content = workbooks.edited(content, b"aXb", breaks, "xl/sharedStrings.xml")
    assert first_sheet(content).rows[0][0] == "a\nb\nc\nd\ne"


# --- beside the cells, and out of sight ------------------------------------------------------

THREADS = (
    '<ThreadedComments xmlns="x"><threadedComment ref="B2"><text>ขอหลักฐานเพิ่ม</text>'
    '</threadedComment><threadedComment ref="B2"><text>แนบแล้ว</text></threadedComment>'
    "</ThreadedComments>"
).encode()
RELATION = b'<Relationship Id="t" Type="x/threadedComment" Target="../threads.xml"/>'


def _with_remarks(_, sheet):
    sheet.write_row("A1", ["ลำดับ", "สถานะ"])
    sheet.write_comment("A1", "ตัวเลขนี้รอยืนยัน")
    sheet.write_comment("B2", "[Threaded comment] Your version of Excel allows you to read this")
    sheet.write_comment("C3", comment_text("ผลการตรวจ", ["ระบุวันที่"]))
    sheet.insert_textbox("D4", "ผลงานเด่น\nปี 2567")


def test_comments_threads_and_text_boxes_are_notes_and_our_own_comments_are_none():
    content = workbooks.with_part(workbooks.small(_with_remarks), "xl/threads.xml", THREADS)
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    end = b"</Relationships>"
    book = workbooks.opened(workbooks.edited(content, end, RELATION + end, relations))
    assert [(note.cell, note.text) for note in Coverage(book).notes()] == [
        ("A1", "ตัวเลขนี้รอยืนยัน"),
        ("B2", "ขอหลักฐานเพิ่ม แนบแล้ว"),
        (None, "ผลงานเด่น ปี 2567"),
    ]


@pytest.mark.parametrize("program", [workbooks.small, workbooks.large])
def test_a_picture_on_a_sheet_is_named_as_not_read_at_its_cell(program):
    def fill(_, sheet):
        sheet.write_row("A1", ["ลำดับ", "หลักฐาน"])
        picture = (ROOT / "static" / "favicon.png").read_bytes()
        sheet.insert_image("B7", "หลักฐาน.png", {"image_data": BytesIO(picture)})

    [warning] = workbooks.opened(program(fill)).warnings
    assert (warning.code, warning.sheet, warning.cell) == (Code.PICTURE_NOT_READ, "ข้อมูล", "B7")


@pytest.mark.parametrize("program", [workbooks.small, workbooks.large])
def test_hidden_rows_and_columns_that_hold_something_are_read_and_named(program):
    def fill(_, sheet):
        for row in range(4):
            sheet.write_row(row, 0, ["ลำดับ", row, row, row])
        for row in (1, 2, 9):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column("D:XFD", None, None, {"hidden": True})

    book = workbooks.opened(program(fill))
    assert book.sheets[0].rows[2] == ["ลำดับ", 2, 2, 2]
    assert book.warnings == (Finding(Code.HIDDEN_READ, "ข้อมูล", value="2–3, D"),)
