import pytest

from itadata.findings import Code, Finding
from itadata.workbook import (
    AnnotatedWorkbook,
    annotate,
    annotated_name,
    annotated_workbook,
    limits,
    open_workbook,
)
from itadata.workbook.annotation.original_fills import STYLE_NAME, shade_number
from tests import workbooks
from tests.builders import FORM, IDENTITY, return_workbook, score_workbook, sheet_of
from tests.hostile import parts
from tests.workbook.annotation.annotated import (
    LIST,
    OF_LIBREOFFICE,
    annotated,
    finding,
    lines,
    read,
    rows_of_list,
    warning,
)


def _cell(content, address, sheet=FORM):
    return read(content)[sheet][address]


# --- cells ---------------------------------------------------------------------------------


def test_a_faulty_cell_has_the_named_style_and_a_fill():
    cell = _cell(annotated(return_workbook(), finding("E4")), "E4")
    assert (cell.style, cell.fill.patternType) == (STYLE_NAME, "solid")
    assert shade_number(cell.fill.fgColor.rgb) is not None


def test_nothing_but_the_fill_of_a_faulty_cell_changes():
    content = return_workbook()
    before, after = _cell(content, "F5"), _cell(annotated(content, finding("F5")), "F5")
    properties = ("number_format", "font", "border", "alignment", "protection", "value")
    changed = [p for p in properties if repr(getattr(after, p)) != repr(getattr(before, p))]
    assert not changed


def test_other_cells_keep_their_fill():
    content = return_workbook()
    after = _cell(annotated(content, finding("E4")), "E5")
    assert repr(after.fill) == repr(_cell(content, "E5").fill)


def test_a_cell_that_was_never_written_is_filled():
    assert _cell(annotated(return_workbook(), finding("M60")), "M60").style == STYLE_NAME


def test_a_finding_inside_a_merge_is_annotated_at_the_cell_that_carries_the_value():
    cell = _cell(annotated(return_workbook(), finding("G5")), "G4")
    assert (cell.style, cell.comment is not None) == (STYLE_NAME, True)


def test_every_cell_of_a_range_is_filled_and_the_first_has_the_comment():
    sheet = read(annotated(return_workbook(), finding("E4:F5")))[FORM]
    cells = [sheet[address] for address in ("E4", "F4", "E5", "F5")]
    assert {cell.style for cell in cells} == {STYLE_NAME}
    assert [cell.coordinate for cell in cells if cell.comment] == ["E4"]


def test_a_finding_without_a_real_cell_annotates_none():
    cells = [None, "", "E0", "ZZZZ1", "XFE1", "A1048577", "1.1", "E4:x"]
    copy = annotated(return_workbook(), *map(finding, cells))
    assert not any(cell.comment for row in read(copy)[FORM].iter_rows() for cell in row)


def test_a_finding_on_a_sheet_that_is_gone_is_listed():
    assert rows_of_list(annotated(return_workbook(), finding("E4", "หายไป")))[0][1:3] == [
        "หายไป",
        "E4",
    ]


# --- comments ------------------------------------------------------------------------------


def test_a_comment_says_what_to_do_in_the_language_of_the_copy():
    for language in ("th", "en"):
        content = annotated(return_workbook(), finding("E4"), language=language)
        assert finding("E4").message(language) in _cell(content, "E4").comment.text


def test_several_findings_of_a_cell_are_in_one_comment():
    text = _cell(annotated(return_workbook(), finding("E4"), warning("E4")), "E4").comment.text
    assert finding("E4").message("th") in text and warning("E4").message("th") in text


def test_the_comments_of_an_officer_stay_and_stand_first():
    content = workbooks.small(lambda _, sheet: sheet.write_comment("B2", "ถามหัวหน้าก่อน"))
    text = _cell(annotated(content, finding("B2", "ข้อมูล")), "B2", "ข้อมูล").comment.text
    assert text.startswith("ถามหัวหน้าก่อน\n\n") and finding("B2").message("th") in text
    other = _cell(annotated(content, finding("C3", "ข้อมูล")), "B2", "ข้อมูล")
    assert other.comment.text == "ถามหัวหน้าก่อน"


# --- the list ------------------------------------------------------------------------------


def test_the_list_is_the_first_sheet_and_the_workbook_opens_on_it():
    book = read(annotated(return_workbook(), finding("E4")))
    selected = [s.title for s in book if s.sheet_view.tabSelected]
    assert (book.sheetnames[0], book.active.title, selected) == (LIST, LIST, [LIST])
    english = read(annotated(return_workbook(), finding("E4"), language="en"))
    assert english.sheetnames[0] == "Check results"


def test_a_row_says_how_much_where_what_and_what_to_do():
    assert rows_of_list(annotated(return_workbook(), finding("E4"))) == [
        ["ต้องแก้ไข", FORM, "E4", "ทำแล้ว", finding("E4").message("th")]
    ]


def test_errors_come_first_then_the_order_of_the_workbook():
    findings = [warning("E4"), finding("E5"), finding("B1", IDENTITY), finding("E4"), finding()]
    rows = rows_of_list(annotated(return_workbook(), *findings))
    assert [(row[1], row[2]) for row in rows] == [
        (IDENTITY, "B1"),
        (FORM, None),
        (FORM, "E4"),
        (FORM, "E5"),
        (FORM, "E4"),
    ]


def _links(content):
    sheet = read(content).worksheets[0]
    return [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_a_cell_of_the_list_leads_to_the_faulty_cell():
    assert _links(annotated(return_workbook(), finding("E4"))) == [f"'{FORM}'!E4"]
    assert _links(annotated(return_workbook(), finding())) == []
    content = score_workbook(sheet_of(["ก"], name="ก'ข & ค"))
    assert _links(annotated(content, finding("A1", "ก'ข & ค"))) == ["'ก''ข & ค'!A1"]


def test_the_list_says_how_many_must_be_corrected():
    texts = lines(annotated(return_workbook(), finding("E4"), finding("E5"), warning("E6")))
    assert "ต้องแก้ไข 2 ข้อ · ข้อสังเกต 1 ข้อ" in texts


def test_text_in_the_list_stays_text():
    texts = ["=1+1", "+66", "@SUM", "<b>&", "_x0041_", "ก\x07ข\nค", "ก\uffffข"]
    copy = annotated(return_workbook(), *(finding("E4", value=text) for text in texts))
    cells = [cell for cell in read(copy).worksheets[0]["D"] if cell.value and cell.row > 5]
    assert len(cells) == len(texts)
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_the_list_is_read_as_it_was_told():
    content = annotated(return_workbook(), finding("E4", value="_x0041_ <b>&"))
    assert rows_of_list(content)[0][3] == "_x005F_x0041_ <b>&"


def test_the_list_prints_on_a4_with_its_headings_on_each_page():
    sheet = read(annotated(return_workbook(), finding("E4"))).worksheets[0]
    header = sheet.freeze_panes.replace("A", "")
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.print_title_rows == f"${int(header) - 1}:${int(header) - 1}"


def test_a_sheet_of_the_same_name_keeps_it():
    content = score_workbook(sheet_of(["ก"], name=LIST))
    assert read(annotated(content, finding("A1", LIST))).sheetnames == [f"{LIST} (2)", LIST]


# --- much, and bad -------------------------------------------------------------------------


def test_more_findings_than_cells_can_be_annotated_are_listed():
    content = workbooks.of_rows([[0]] * 2100)
    findings = [finding(f"A{row}", "ข้อมูล") for row in range(1, 2101)]
    copy = annotated(content, *findings)
    more = "ระบายสีไว้ 2,000 เซลล์ อีก 100 รายการปรากฏในตารางด้านล่างเท่านั้น"
    assert more in lines(copy) and len(rows_of_list(copy)) == 2100


def test_a_giant_range_is_annotated_in_part():
    content = annotated(return_workbook(), finding("A1:XFD1048576"), finding("E4"))
    assert _cell(content, "E4").style == STYLE_NAME


def test_a_list_has_an_end(monkeypatch):
    monkeypatch.setattr(annotated_workbook, "FINDINGS_LISTED", 2)
    content = annotated(return_workbook(), warning("E6"), finding("E4"), finding("E5"))
    assert "แสดง 2 รายการแรก จากทั้งหมด 3 รายการ" in lines(content)
    assert [row[2] for row in rows_of_list(content)] == ["E4", "E5"]


def test_many_findings_of_one_cell_leave_its_comment_readable():
    content = annotated(return_workbook(), *[finding("E4", value=str(n)) for n in range(500)])
    assert len(_cell(content, "E4").comment.text) < 5_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.FILE_EMPTY),
        (workbooks.ENCRYPTED, Code.FILE_ENCRYPTED),
        (return_workbook()[:-300], Code.FILE_TRUNCATED),
        (bytes(limits.MAX_BYTES + 1), Code.FILE_TOO_LARGE),
        (workbooks.with_part(return_workbook(), "xl/vbaProject.bin", b"x"), Code.FILE_MACRO),
        (workbooks.without_part(return_workbook(), "xl/worksheets/sheet2.xml"), None),
        (parts.hundred_thousand_tags_inside_one_another(), Code.FILE_UNREADABLE),
        (workbooks.with_part(return_workbook(), "xl/styles.xml", b"<styleSheet"), None),
        (workbooks.with_part(return_workbook(), "xl/styles.xml", b"<x/>"), None),
        (workbooks.with_part(return_workbook(), "xl/workbook.xml", b"<workbook/>"), None),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(content, code):
    done = annotate(content, [finding("E4")])
    if code is not None:
        assert isinstance(done, Finding) and done.code is code
    else:
        assert isinstance(done, (AnnotatedWorkbook, Finding))


def test_the_worker_opens_workbooks_after_a_bad_one_was_to_be_annotated():
    annotate(workbooks.with_part(return_workbook(), "xl/styles.xml", b"<x/>"), [finding("E4")])
    assert not isinstance(open_workbook(return_workbook()), Finding)


@pytest.mark.parametrize("content", [return_workbook(), OF_LIBREOFFICE], ids=["excel", "libre"])
def test_an_annotated_workbook_is_read_like_the_one_before(content):
    assert open_workbook(annotated(content, finding("E4"), finding("F5"))) == open_workbook(
        content
    )


# --- its name ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("แบบรายงาน.xlsx", "แบบรายงาน (ผลการตรวจ).xlsx"),
        ("แบบรายงาน (ผลการตรวจ).xlsx", "แบบรายงาน (ผลการตรวจ).xlsx"),
        ("report (checked).XLSX", "report (ผลการตรวจ).xlsx"),
        ("ไม่มีนามสกุล", "ไม่มีนามสกุล (ผลการตรวจ).xlsx"),
        (".xlsx", " (ผลการตรวจ).xlsx"),
    ],
)
def test_an_annotated_copy_is_named_after_its_file(name, expected):
    assert annotated_name(name, "th") == expected


def test_the_name_of_a_copy_is_in_the_language_chosen():
    assert annotated_name("report.xlsx", "en") == "report (checked).xlsx"
