"""An annotated workbook that comes back is read, and annotated again, as if it had none."""

import random
from copy import copy
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import GradientFill, PatternFill

from itadata.findings import Finding
from itadata.returns import parse_return
from itadata.workbook import open_workbook
from itadata.workbook.annotation.original_fills import (
    STYLE_NAME,
    OriginalFills,
    StyleBefore,
    shade,
    shade_number,
)
from tests import workbooks
from tests.builders import FORM, edited, frameworks, return_workbook, typed_at
from tests.workbook.annotation.annotated import (
    ANNOTATED_BY_LIBREOFFICE,
    LIST,
    OF_LIBREOFFICE,
    annotated,
    finding,
    read,
    restored,
)

FINDINGS = (finding("E4"), finding("F5"), finding("G4"), finding("J5"), finding("M60"))
TODAY = date(2024, 10, 15)


def _looks(content):
    """Value, fill, named style and comment of every cell."""
    book = read(content)
    return {
        (sheet.title, cell.coordinate): (
            cell.value,
            cell.fill.patternType,
            cell.fill.fgColor.rgb,
            cell.style,
            cell.comment.text if cell.comment else None,
        )
        for sheet in book
        for row in sheet.iter_rows(max_row=40, max_col=12)
        for cell in row
    }


def _shaded(content):
    return [
        cell.coordinate
        for sheet in read(content)
        for row in sheet.iter_rows()
        for cell in row
        if shade_number(str(cell.fill.fgColor.rgb)) is not None or cell.style == STYLE_NAME
    ]


# --- as readers see it ---------------------------------------------------------------------


@pytest.mark.parametrize("content", [return_workbook(), OF_LIBREOFFICE], ids=["excel", "libre"])
def test_the_list_is_no_part_of_the_book(content):
    book = open_workbook(annotated(content, *FINDINGS))
    assert LIST not in [sheet.name for sheet in book.sheets]


def test_the_list_is_no_part_of_the_book_whatever_it_is_called_and_wherever_it_stands():
    def move(book):
        book[LIST].title = "ของฉัน"
        book.move_sheet("ของฉัน", 2)

    book = open_workbook(edited(annotated(return_workbook(), *FINDINGS), move))
    assert "ของฉัน" not in [sheet.name for sheet in book.sheets]


def test_the_list_is_no_return_by_itself():
    def only_the_list(book):
        for name in book.sheetnames[1:]:
            del book[name]

    book = open_workbook(edited(annotated(return_workbook(), *FINDINGS), only_the_list))
    assert parse_return(book, frameworks(), TODAY) is None


def test_an_annotated_and_corrected_return_is_read_right():
    broken = return_workbook(typed_at("E4", "เสร็จมั้ง"))
    first = parse_return(open_workbook(broken), frameworks(), TODAY)
    back = edited(annotated(broken, *first.findings), typed_at("E4", "ดำเนินการแล้ว"))
    again = parse_return(open_workbook(back), frameworks(), TODAY)
    clean = parse_return(open_workbook(return_workbook()), frameworks(), TODAY)
    assert first.findings and again == clean


def test_an_annotated_return_that_libreoffice_saved_is_read_like_the_one_before():
    before, after = open_workbook(OF_LIBREOFFICE), open_workbook(ANNOTATED_BY_LIBREOFFICE)
    values = [(s.name, s.rows, s.merges, s.cell_errors) for s in after.sheets]
    assert values == [(s.name, s.rows, s.merges, s.cell_errors) for s in before.sheets]


# --- taken away ----------------------------------------------------------------------------


@pytest.mark.parametrize("content", [return_workbook(), OF_LIBREOFFICE], ids=["excel", "libre"])
def test_without_findings_a_workbook_is_what_it_was(content):
    assert _looks(restored(annotated(content, *FINDINGS))) == _looks(content)


def test_a_workbook_that_was_never_annotated_stays_as_it_is():
    content = return_workbook()
    assert workbooks._parts(restored(content)) == workbooks._parts(content)


def test_the_named_style_goes():
    assert STYLE_NAME not in read(restored(annotated(return_workbook(), *FINDINGS))).named_styles


def test_the_sheet_that_was_in_front_is_in_front_again():
    content = edited(return_workbook(), lambda book: setattr(book, "active", 1))
    book = read(restored(annotated(content, *FINDINGS)))
    selected = [sheet.title for sheet in book if sheet.sheet_view.tabSelected]
    assert (book.active.title, selected) == (FORM, [FORM])


def test_annotations_that_libreoffice_saved_are_taken_away():
    assert _looks(restored(ANNOTATED_BY_LIBREOFFICE)) == _looks(OF_LIBREOFFICE)


def test_the_words_of_an_officer_stay_when_ours_go():
    content = workbooks.small(lambda _, sheet: sheet.write_comment("B2", "ถามหัวหน้าก่อน"))
    done = restored(annotated(content, finding("B2", "ข้อมูล"), finding("C2", "ข้อมูล")))
    comments = [c.comment and c.comment.text for c in read(done)["ข้อมูล"][2]]
    assert comments == [None, "ถามหัวหน้าก่อน", None]


def test_an_answer_that_an_officer_wrote_under_our_words_stays():
    def answer(book):
        book[FORM]["E4"].comment.text += "\nแก้แล้วค่ะ"

    content = restored(edited(annotated(return_workbook(), *FINDINGS), answer))
    assert read(content)[FORM]["E4"].comment.text == "\nแก้แล้วค่ะ"


def _patterns(book):
    sheet = book[FORM]
    sheet["E4"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["F5"].fill = PatternFill("lightGrid", fgColor="FF0000FF", bgColor="FFFFFF00")
    sheet["J5"].fill = GradientFill(degree=90, stop=("FFFFFFFF", "FF4F81BD"))
    sheet["J6"].style = "Good"


def test_fills_of_every_kind_come_back():
    content = edited(return_workbook(), _patterns)
    done = read(restored(annotated(content, *FINDINGS, finding("J6"))))[FORM]
    before = read(content)[FORM]
    cells = ("E4", "F5", "J5", "J6")
    assert [repr(done[a].fill) + done[a].style for a in cells] == [
        repr(before[a].fill) + before[a].style for a in cells
    ]


def test_more_looks_than_there_are_shades_stay_unfilled():
    def paint(book):
        for row in range(4, 104):
            book[FORM][f"L{row}"].fill = PatternFill("solid", fgColor=f"FF00{row:02X}00")

    content = edited(return_workbook(), paint)
    done = annotated(content, *(finding(f"L{row}") for row in range(4, 104)))
    assert 60 < len(_shaded(done)) < 70
    assert _looks(restored(done)) == _looks(content)


# --- after officers worked on it -----------------------------------------------------------


def test_fills_come_back_after_rows_were_inserted():
    content = edited(annotated(return_workbook(), *FINDINGS), lambda b: b[FORM].insert_rows(1, 3))
    assert not _shaded(restored(content))
    assert read(restored(content))[FORM]["E7"].fill.fgColor.rgb == "FFFFF8E1"


def test_fills_come_back_after_cells_were_copied():
    def paste(book):
        sheet = book[FORM]
        sheet["N9"]._style = sheet["E4"]._style

    assert not _shaded(restored(edited(annotated(return_workbook(), *FINDINGS), paste)))


def test_fills_of_the_template_come_back_though_the_list_was_deleted():
    content = edited(annotated(return_workbook(), *FINDINGS), lambda book: book.remove(book[LIST]))
    assert read(restored(content))[FORM]["E4"].fill.fgColor.rgb == "FFFFF8E1"


def test_other_fills_are_cleared_where_the_list_was_deleted():
    content = annotated(edited(return_workbook(), _patterns), *FINDINGS)
    content = edited(content, lambda book: book.remove(book[LIST]))
    assert read(restored(content))[FORM]["F5"].fill.patternType is None


def test_a_fill_that_an_officer_chose_since_stays():
    def paint(book):
        book[FORM]["E4"].fill = PatternFill("solid", fgColor="FF00FF00")

    cell = read(restored(edited(annotated(return_workbook(), *FINDINGS), paint)))[FORM]["E4"]
    assert (cell.fill.fgColor.rgb, cell.style) == ("FF00FF00", "Normal")


def test_an_annotation_whose_named_style_was_lost_is_known_by_its_shade():
    def lose(book):
        for cell in ("E4", "F5"):
            fill = copy(book[FORM][cell].fill)
            book[FORM][cell].style = "Normal"
            book[FORM][cell].fill = fill

    assert not _shaded(restored(edited(annotated(return_workbook(), *FINDINGS), lose)))


def test_a_list_that_was_copied_goes_with_its_copy():
    def double(book):
        book.copy_worksheet(book[LIST])

    content = edited(annotated(return_workbook(), *FINDINGS), double)
    assert read(restored(content)).sheetnames == read(return_workbook()).sheetnames


def test_a_memory_that_somebody_wrote_into_is_forgotten():
    def scribble(book):
        for row in book[LIST].iter_rows():
            for cell in row:
                if str(cell.value).startswith(STYLE_NAME):
                    cell.value = f"{STYLE_NAME} " + '{"active": -1, "looks": [[1]]'

    content = edited(annotated(return_workbook(), *FINDINGS), scribble)
    assert read(restored(content)).sheetnames == read(return_workbook()).sheetnames


# --- ten rounds ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [return_workbook(), OF_LIBREOFFICE, ANNOTATED_BY_LIBREOFFICE], ids=["a", "b", "c"]
)
def test_ten_rounds_of_annotating_add_nothing(content):
    sizes = []
    for _ in range(10):
        content = annotated(content, *FINDINGS)
        sizes.append(len(content))
    assert len(set(sizes[1:])) == 1


def test_ten_rounds_of_annotating_and_correcting_add_nothing():
    chance = random.Random(7)
    content, sizes = return_workbook(), []
    for number in range(10):
        content = annotated(content, *chance.sample(FINDINGS, 3))
        content = edited(content, typed_at("I4", f"ชม {number}"))
        book = openpyxl.load_workbook(BytesIO(content))
        sizes.append((len(book.sheetnames), len(book._named_styles), len(book._cell_styles)))
    assert set(sizes[3:]) == {sizes[3]}
    assert len(restored(content)) < len(return_workbook()) * 1.2


def test_a_corrected_cell_is_no_longer_annotated_the_next_time():
    content = annotated(annotated(return_workbook(), finding("E4"), finding("F5")), finding("F5"))
    sheet = read(content)[FORM]
    assert (sheet["E4"].style, sheet["E4"].comment, sheet["F5"].style) == (
        "Normal",
        None,
        STYLE_NAME,
    )


def test_annotations_in_another_language_are_replaced():
    content = annotated(annotated(return_workbook(), finding("E4"), language="en"), finding("F5"))
    assert read(content).sheetnames == [LIST, *read(return_workbook()).sheetnames]
    assert read(content)[FORM]["E4"].comment is None


def test_a_bad_file_after_annotating_is_still_refused():
    assert isinstance(open_workbook(annotated(return_workbook(), *FINDINGS)[:-100]), Finding)


# --- the shades ----------------------------------------------------------------------------


def test_a_shade_is_known_again_and_an_ordinary_colour_is_none():
    numbers = [*range(64)]
    assert [shade_number(f"FF{shade(number)}") for number in numbers] == numbers
    assert [shade_number(shade(number).lower()) for number in numbers] == numbers
    colours = ["FFFFFFFF", "FFFFC7CE", "FFC000", "", "00FFC8B8", "FFFFC0C0"]
    assert [colour for colour in colours if shade_number(colour) is not None] == []


def test_a_memory_is_the_same_after_it_was_written():
    fills = OriginalFills(active=2)
    fills.number(StyleBefore("[]", "Good"))
    assert OriginalFills.from_text(fills.as_text()) == fills
