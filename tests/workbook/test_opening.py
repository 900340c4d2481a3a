import threading
from datetime import date, datetime

import pytest

from itadata.findings import Code, Finding
from itadata.workbook import limits, open_workbook, worker_pool
from itadata.workbook.sheets import cell_range, position
from tests import workbooks
from tests.workbooks import first_sheet

PLAIN = workbooks.of_rows([["ลำดับ", "สถานะ"], ["1.1", 95.55]])
JOB = {
    "task": "itadata.workbook.reader:read_sheets",
    "arguments": {},
    "seconds": limits.SECONDS,
    "memory": limits.MEMORY_BYTES,
}
SIZES = pytest.mark.parametrize("built", [workbooks.small, workbooks.large])
DOCTYPE = (
    b'<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>\n<worksheet'
)
ODS = workbooks.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})


@pytest.fixture
def pool(monkeypatch):
    """A worker of the test's own."""
    own = worker_pool._Workers(most=1)
    monkeypatch.setattr(worker_pool, "_workers", own)
    yield own
    while not own._idle.empty():
        own._idle.get().close()


def _refused(content):
    finding = open_workbook(content)
    assert isinstance(finding, Finding)
    return finding


def _sparse(_, sheet):
    sheet.write("A1", "ลำดับ")
    sheet.write("XFD20000", "stray")


# --- what is refused -----------------------------------------------------------------------


def test_a_gigabyte_of_spaces_is_a_bomb():
    assert _refused(workbooks.swollen(PLAIN, mebibytes=1024)).code is Code.FILE_BOMB


@pytest.mark.parametrize("part", [workbooks.FIRST_SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_a_document_type_is_never_read(part):
    element = {"xl/workbook.xml": b"<workbook", "xl/styles.xml": b"<styleSheet"}
    old = element.get(part, b"<worksheet")
    content = workbooks.edited(PLAIN, old, DOCTYPE.replace(b"<worksheet", old), part)
    finding = _refused(content)
    assert (finding.code, finding.value) == (Code.FILE_TAMPERED, part)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.FILE_EMPTY),
        (PLAIN[:-200], Code.FILE_TRUNCATED),
        (workbooks.ENCRYPTED, Code.FILE_ENCRYPTED),
        (workbooks.ENCRYPTED[:512], Code.FILE_XLS),
        (workbooks.with_part(PLAIN, "xl/workbook.bin", b"\x83\x01"), Code.FILE_XLSB),
        (ODS, Code.FILE_ODS),
        ("ลำดับ,สถานะ\n".encode(), Code.FILE_CSV),
        (b"<html><body><table></table></body></html>", Code.FILE_HTML),
        (workbooks.with_part(PLAIN, "xl/vbaProject.bin", b"\xd0\xcf"), Code.FILE_MACRO),
        (workbooks.small(_sparse), Code.FILE_SPARSE_CELL),
        (workbooks.with_merges(PLAIN, "A1:Z1048576"), Code.FILE_GIANT_MERGE),
        (b"PK\x03\x04" + bytes(11 * 1024**2), Code.FILE_TOO_LARGE),
        (b"%PDF-1.7", Code.FILE_NOT_WORKBOOK),
        (workbooks.edited(PLAIN, b'r="B2"', b'r="b2"'), Code.FILE_UNREADABLE),
    ],
)
def test_a_file_that_is_no_good_workbook_has_its_own_code(content, code):
    assert _refused(content).code is code


def test_a_value_at_the_sheets_end_is_named():
    finding = _refused(workbooks.small(_sparse))
    assert (finding.sheet, finding.cell) == ("ข้อมูล", "XFD20000")


def test_a_giant_merge_is_named():
    finding = _refused(workbooks.with_merges(PLAIN, "A1:Z1048576"))
    assert (finding.sheet, finding.cell) == ("ข้อมูล", "A1:Z1048576")


def test_a_file_too_large_says_how_large():
    assert _refused(bytes(11 * 1024**2)).value == "11.0 MB"


def test_a_file_of_just_the_largest_size_is_looked_into():
    assert _refused(b"PK" + bytes(limits.MAX_BYTES - 2)).code is Code.FILE_TRUNCATED


def test_a_giant_merge_cannot_hide_behind_one_written_backwards():
    content = workbooks.with_merges(
        workbooks.large(lambda book, sheet: None), "A1048576:XFD1", "A1:Z1048576"
    )
    assert isinstance(open_workbook(content), Finding)


# --- what is read --------------------------------------------------------------------------


@SIZES
def test_text_and_numbers_are_read(built):
    content = built(lambda _, sheet: sheet.write_row("A1", ["ลำดับ", 95.55, True]))
    assert first_sheet(content).rows[0][:3] == ["ลำดับ", 95.55, True]


@SIZES
def test_text_that_looks_like_a_number_stays_text(built):
    content = built(lambda _, sheet: sheet.write_string("A1", "001"))
    assert first_sheet(content).value(position("A1")) == "001"


@SIZES
def test_a_date_is_read(built):
    def fill(book, sheet):
        shape = book.add_format({"num_format": "[$-107041E]d mmm yyyy"})
        sheet.write_datetime("A1", date(2024, 9, 30), shape)

    assert first_sheet(built(fill)).value(position("A1")) == datetime(2024, 9, 30)


@SIZES
def test_a_date_whose_year_is_buddhist_era_is_read(built):
    def fill(book, sheet):
        sheet.write_datetime("A1", date(2567, 9, 30), book.add_format({"num_format": "d/m/yyyy"}))

    assert first_sheet(built(fill)).value(position("A1")) == datetime(2567, 9, 30)


@SIZES
def test_a_merge_is_read(built):
    content = built(lambda _, sheet: sheet.merge_range("B2:B4", "ผลการดำเนินการ"))
    assert first_sheet(content).merges == (cell_range("B2:B4"),)


@SIZES
def test_a_merged_cell_shows_the_value_of_the_first(built):
    content = built(lambda _, sheet: sheet.merge_range("B2:B4", "ผลการดำเนินการ"))
    assert first_sheet(content).merged_value(position("B4")) == "ผลการดำเนินการ"


@SIZES
def test_a_hidden_sheet_is_told_from_the_others(built):
    def fill(book, _):
        book.add_worksheet("ซ่อน").hide()

    assert [sheet.hidden for sheet in workbooks.opened(built(fill)).sheets] == [False, True]


@SIZES
def test_a_sheet_that_is_hidden_very_well_is_hidden(built):
    content = workbooks.edited(
        built(lambda book, _: book.add_worksheet("ซ่อน").hide()),
        b'state="hidden"',
        b'state="veryHidden"',
        "xl/workbook.xml",
    )
    assert workbooks.opened(content).sheets[1].hidden


@SIZES
def test_an_error_cell_is_a_trouble(built):
    content = built(lambda _, sheet: sheet.write_formula("B2", "=A9", None, "#REF!"))
    assert first_sheet(content).cell_errors == {position("B2"): "#REF!"}


@SIZES
def test_a_formula_that_was_never_computed_is_a_trouble(built):
    content = built(lambda _, sheet: sheet.write_formula("B2", "=A9", None, ""))
    assert first_sheet(content).cell_errors == {position("B2"): ""}


@SIZES
def test_a_computed_formula_is_its_value(built):
    content = built(lambda _, sheet: sheet.write_formula("B2", "=A9", None, 95.55))
    assert first_sheet(content).value(position("B2")) == 95.55


@SIZES
def test_a_styled_empty_cell_in_the_last_row_is_harmless(built):
    def fill(book, sheet):
        sheet.write("A1", "ลำดับ")
        sheet.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))

    assert first_sheet(built(fill)).value(position("A1")) == "ลำดับ"


def test_rows_end_with_the_last_value():
    def fill(book, sheet):
        sheet.write("A2", "ลำดับ")
        sheet.write_blank(1_048_575, 0, None, book.add_format({"bold": True}))

    assert first_sheet(workbooks.small(fill)).rows == [[None], ["ลำดับ"]]


def test_an_empty_sheet_has_no_rows():
    assert first_sheet(workbooks.of_rows([])).rows == []


def _percent(value, number_format):
    def fill(book, sheet):
        sheet.write_number("A1", value, book.add_format({"num_format": number_format}))

    return fill


@pytest.mark.parametrize("number_format", ["0.00%", "0%"])
def test_a_percentage_reads_as_it_is_shown(number_format):
    content = workbooks.small(_percent(0.9555, number_format))
    assert first_sheet(content).value(position("A1")) == "95.55%"


def test_a_percentage_of_a_large_workbook_reads_as_it_is_shown():
    content = workbooks.large(_percent(0.9555, "0.00%"))
    assert first_sheet(content).value(position("A1")) == "95.55%"


@pytest.mark.parametrize("number_format", ['0.00"%"', "0.00\\%"])
def test_a_percent_sign_that_is_text_changes_no_number(number_format):
    content = workbooks.small(_percent(95.55, number_format))
    assert first_sheet(content).value(position("A1")) in (95.55, "95.55%")


def test_a_percentage_keeps_all_its_digits():
    content = workbooks.small(_percent(0.8499496, "0.00%"))
    assert first_sheet(content).value(position("A1")) == "84.99496%"


def test_a_percentage_has_no_digits_that_the_arithmetic_of_a_program_left_over():
    content = workbooks.small(_percent(92.8 / 100, "0.00%"))
    assert first_sheet(content).value(position("A1")) == "92.8%"


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
    finding = worker.run(JOB, PLAIN, lambda share: None)
    pool.release(worker)
    assert finding == Finding(Code.FILE_TOO_HEAVY, expected="1,024.0 MB")


def test_a_job_that_takes_too_long_is_stopped(pool, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0)
    assert _refused(PLAIN) == Finding(Code.FILE_TOO_SLOW, expected="0")


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
        worker.run(JOB, PLAIN, lambda share: None)
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


@SIZES
def test_progress_goes_up(built):
    shares = []
    open_workbook(built(lambda book, _: book.add_worksheet("อื่น")), shares.append)
    assert len(shares) >= 2 and shares == sorted(shares)


@SIZES
def test_progress_is_a_share(built):
    shares = []
    open_workbook(built(lambda book, _: book.add_worksheet("อื่น")), shares.append)
    assert all(0 < share <= 1 for share in shares)


def test_a_comment_of_many_megabytes_is_refused_before_a_reader_meets_it():
    comment = b"<!--" + b"ab cd " * 500_000 + b"--><sheetData>"
    content = workbooks.edited(PLAIN, b"<sheetData>", comment)
    assert open_workbook(content).code is Code.FILE_TAMPERED
