"""Nothing in a return is dropped in silence: it is read, kept as a note, or named."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from itadata.findings import Code
from itadata.returns import ReturnParseResult, parse_return
from itadata.returns.coverage import cover
from itadata.returns.identity import read_labels
from itadata.returns.parser import find_form_tables
from itadata.returns.rules.filled_form import ANSWER_COLUMNS, match_rows
from itadata.workbook import Position, Workbook, cell_range
from tests.builders import (
    COLUMNS,
    FORM,
    HEADER_ROW,
    IDENTITY,
    YEAR,
    framework,
    opened,
    places,
    return_workbook,
    row_of,
    typed_at,
)

TODAY = date(2024, 10, 10)
LAST_ROW = row_of("8.2")
ROW_CODES = {Code.ROW_WITHOUT_STEP, Code.STEP_UNKNOWN}
Mutilation = Callable[[Any, random.Random], None]


def parsed(workbook: Workbook) -> ReturnParseResult:
    result = parse_return(workbook, {YEAR: framework()}, TODAY)
    assert result is not None
    return result


def after(*edits: Callable[[Any], object]) -> ReturnParseResult:
    return parsed(opened(return_workbook(*edits)))


# --- one kind of loss at a time ------------------------------------------------------------


def test_a_valid_return_leaves_nothing_unread() -> None:
    assert after().findings == []


@pytest.mark.parametrize(
    ("state", "code"), [("visible", "not-read"), ("hidden", "hidden-not-read")]
)
def test_a_sheet_that_is_none_of_ours_is_named_whole(state: str, code: str) -> None:
    def with_sheet(book: Any) -> None:
        book.create_sheet("สรุป").append(["แผนงาน", 5])
        book["สรุป"].sheet_state = state

    [finding] = after(with_sheet).findings
    assert (finding.code, finding.sheet, finding.cell) == (code, "สรุป", "A1:B1")
    assert finding.value == "แผนงาน · 5"


def test_what_stands_beside_the_form_and_the_identity_is_named() -> None:
    def beside_the_identity(book: Any) -> None:
        book[IDENTITY]["D2"] = "เบอร์มือถือ"

    findings = after(typed_at(f"L{row_of('3.1')}", "โทรถามแล้ว"), beside_the_identity).findings
    assert places(findings) == [("not-read", "D2"), ("not-read", f"L{row_of('3.1')}")]


def test_a_text_in_a_row_that_answers_no_step_is_named() -> None:
    def inserted(book: Any) -> None:
        sheet = book[FORM]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(merge.coord)
        sheet.insert_rows(row_of("3.2"))
        sheet[f"{COLUMNS['results']}{row_of('3.2')}"] = "ผลอีกข้อหนึ่ง"

    assert places(after(inserted).findings) == [("not-read", f"G{row_of('3.2')}")]


def test_texts_above_and_below_the_form_are_notes_and_numbers_are_named() -> None:
    edits = (
        typed_at(f"B{LAST_ROW + 2}", "ลงชื่อ ............ ผู้รายงาน"),
        typed_at(f"B{LAST_ROW + 3}", date(2024, 10, 1)),
        typed_at(f"B{LAST_ROW + 4}", 4711),
    )
    assert places(after(*edits).findings) == [("not-read", f"B{LAST_ROW + 4}")]


def test_a_link_under_a_cell_that_is_no_text_is_named() -> None:
    def linked(book: Any) -> None:
        book[FORM]["A4"].hyperlink = "https://www.example.go.th/ita"

    [finding] = after(linked).findings
    assert (finding.code, finding.cell, finding.value) == (
        "not-read",
        "A4",
        "https://www.example.go.th/ita",
    )


# --- mutilated returns ---------------------------------------------------------------------


def _column(rng: random.Random) -> str:
    return rng.choice(list(COLUMNS.values()))


def _unmerge(book: Any) -> None:
    for merge in list(book[FORM].merged_cells.ranges):
        book[FORM].unmerge_cells(merge.coord)


def rename_a_column(book: Any, rng: random.Random) -> None:
    book[FORM][f"{_column(rng)}{HEADER_ROW}"] = f"หัวใหม่ {rng.random()}"


def double_a_column(book: Any, rng: random.Random) -> None:
    letter = _column(rng)
    for row in range(HEADER_ROW, LAST_ROW + 1):
        book[FORM][f"L{row}"] = book[FORM][f"{letter}{row}"].value


def move_a_column(book: Any, rng: random.Random) -> None:
    _unmerge(book)
    letter = _column(rng)
    for row in range(HEADER_ROW, LAST_ROW + 1):
        book[FORM][f"N{row}"] = book[FORM][f"{letter}{row}"].value
        book[FORM][f"{letter}{row}"] = None


def add_a_sheet(book: Any, rng: random.Random) -> None:
    sheet = book.create_sheet(f"เพิ่ม {rng.randrange(1000)}")
    sheet.append(["หัวข้อ", rng.random(), "รายละเอียด"])
    sheet.sheet_state = rng.choice(["visible", "hidden"])


def scatter_values(book: Any, rng: random.Random) -> None:
    for sheet in (book[FORM], book[IDENTITY]):
        for _ in range(6):
            cell = sheet.cell(rng.randrange(1, LAST_ROW + 6), rng.randrange(1, 15))
            if cell.__class__.__name__ != "MergedCell" and cell.value is None:
                cell.value = rng.choice([rng.random(), f"ข้อความ {rng.random()}"])


def insert_a_row(book: Any, rng: random.Random) -> None:
    _unmerge(book)
    place = rng.randrange(HEADER_ROW + 1, LAST_ROW)
    book[FORM].insert_rows(place)
    for letter in rng.sample(list(COLUMNS.values()), 3):
        book[FORM][f"{letter}{place}"] = f"แทรก {rng.random()}"


MUTILATIONS: tuple[Mutilation, ...] = (
    rename_a_column,
    double_a_column,
    move_a_column,
    add_a_sheet,
    scatter_values,
    insert_a_row,
)


def mutilated(seed: int) -> Workbook:
    rng = random.Random(seed)
    mutilations = rng.sample(MUTILATIONS, rng.randrange(1, 4))
    return opened(
        return_workbook(*(lambda book, m=m: m(book, rng) for m in mutilations))  # type: ignore[misc]
    )


def values(workbook: Workbook) -> Iterator[tuple[str, Position, str]]:
    for sheet in workbook.sheets:
        for row, cells in enumerate(sheet.rows, start=1):
            for column, value in enumerate(cells, start=1):
                if value is not None:
                    yield sheet.name, Position(row, column), str(value)


def in_a_finding(result: ReturnParseResult, sheet: str, cell: Position) -> bool:
    """Whether a finding names a cell, or its row as one that answers no step."""
    areas = [
        (finding.code in ROW_CODES, cell_range(finding.cell))
        for finding in result.findings
        if finding.sheet == sheet and finding.cell
    ]
    return any(cell in area or (row and area.first.row == cell.row) for row, area in areas)


def read_and_notes(workbook: Workbook) -> tuple[str, set[tuple[str, str]]]:
    """The texts that a return is made of, and the cells that are kept as notes."""
    labels = read_labels(workbook)
    by_name = {name: label.value for name, label in labels.items()}
    form = match_rows(by_name, find_form_tables(workbook.visible()), framework())
    cells = [row.cell(column) for row in form.rows for column in ("no", "step", *ANSWER_COLUMNS)]
    texts = [cell.text for cell in [*cells, *by_name.values()] if cell]
    coverage = cover(workbook, form, labels.values())
    return "\n".join(texts), {(note.sheet, note.cell) for note in coverage.notes()}


@pytest.mark.parametrize("seed", range(30))
def test_nothing_that_was_put_into_a_return_is_lost_in_silence(seed: int) -> None:
    plain = {(sheet, text) for sheet, _, text in values(opened(return_workbook()))}
    workbook = mutilated(seed)
    result, (read, kept) = parsed(workbook), read_and_notes(workbook)
    lost = [
        (sheet, cell.address, text)
        for sheet, cell, text in values(workbook)
        if (sheet, text) not in plain
        and text not in read
        and not in_a_finding(result, sheet, cell)
        and (sheet, cell.address) not in kept
    ]
    assert lost == []
