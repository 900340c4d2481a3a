from itadata.ui import agency


def test_a_place_names_the_sheet_and_the_cell() -> None:
    assert agency.cell_reference({"sheet": "แบบรายงาน", "cell": "E4"}, "cell") == "แบบรายงาน!E4"


def test_a_cell_that_names_its_own_sheet_is_shown_as_it_is() -> None:
    row = {"sheet": "แบบรายงาน", "results_cell": "ต่อ!G13"}
    assert agency.cell_reference(row, "results_cell") == "ต่อ!G13"


def test_what_was_not_answered_stands_nowhere() -> None:
    assert agency.cell_reference({"sheet": None, "cell": None}, "cell") is None
