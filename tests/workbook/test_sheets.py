import pytest
from hypothesis import given
from hypothesis import strategies as st

from itadata.workbook.sheets import Position, Range, Sheet, Workbook, cell_range, position
from tests.workbooks import sheet_of

POSITIONS = st.builds(Position, st.integers(1, 1_048_576), st.integers(1, 16_384))


def test_a_position_has_the_address_that_excel_shows():
    addresses = {
        (1, 1): "A1",
        (7, 26): "Z7",
        (7, 27): "AA7",
        (1, 702): "ZZ1",
        (1, 703): "AAA1",
        (1_048_576, 16_384): "XFD1048576",
    }
    assert {cell: Position(*cell).address for cell in addresses} == addresses


@given(POSITIONS)
def test_an_address_gives_its_position_back(cell):
    assert position(cell.address) == cell


@pytest.mark.parametrize(
    "address", ["", "A", "1", "A0", "a1", "$A$1", "ABCD1", "A1:B2", "A01", "ก1"]
)
def test_what_is_no_address_is_an_error(address):
    with pytest.raises(ValueError):
        position(address)


def test_a_range_has_the_address_that_excel_shows():
    assert Range(Position(2, 7), Position(4, 7)).address == "G2:G4"


def test_a_single_cell_is_a_range_of_one():
    assert cell_range("B3").size == 1


def test_the_size_of_a_range_is_its_cells():
    assert cell_range("A1:Z1048576").size == 26 * 1_048_576


def test_a_range_names_every_cell_row_by_row():
    addresses = [cell.address for cell in cell_range("B2:C3").positions()]
    assert addresses == ["B2", "C2", "B3", "C3"]


def test_a_range_contains_its_corners_and_nothing_around_it():
    cells = ["B2", "C2", "B3", "C3", "A2", "D2", "B1", "B4"]
    inside = [cell for cell in cells if position(cell) in cell_range("B2:C3")]
    assert inside == ["B2", "C2", "B3", "C3"]


def test_positions_sort_by_row_then_column():
    assert sorted([position("A2"), position("B1"), position("A1")]) == [
        position("A1"),
        position("B1"),
        position("A2"),
    ]


def test_the_first_value_is_a1():
    assert sheet_of([["a", "b"], ["c"]]).value(position("A1")) == "a"


def test_there_is_no_value_outside_the_rows():
    sheet = sheet_of([["a", "b"], ["c"]])
    assert [sheet.value(position(cell)) for cell in ("B2", "A3", "XFD1048576")] == [None] * 3


def test_a_merged_cell_shows_the_value_of_its_anchor_alone():
    for under in (None, "hidden"):
        sheet = Sheet("s", [["a"], [under], ["b"]], merges=(cell_range("A1:A2"),))
        values = [sheet.merged_value(position(cell)) for cell in ("A1", "A2", "A3")]
        assert values == ["a", "a", "b"]
        assert sheet.anchor(position("A3")) == position("A3")


def test_a_hidden_sheet_is_not_visible():
    visible, hidden = Sheet("visible", []), Sheet("hidden", [], hidden=True)
    assert Workbook((hidden, visible)).visible() == (visible,)
