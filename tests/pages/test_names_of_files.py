"""Files from the pages: their names state the filters, and their content the author."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.pages.conftest import Files, Opened, opened_tables, page_charts

Names = Callable[..., set[str]]
OF_A_ROUND: list[tuple[str, dict[str, Any]]] = [
    ("measures", {}),
    ("measures", {"step": "1.1"}),
    ("agencies", {}),
    ("follow_up", {}),
    ("report", {}),
    ("agency", {"agency": "002"}),
]


UNITS = ("เชียงใหม่", "จันทบุรี")
TWICE = "012"  # sent back in the last round of 2566, and sent again


@pytest.fixture
def names(app: Opened, files: Files) -> Names:
    """The names of the files that a page gives by its buttons, by those under the tables of its
    charts, and by its charts. A file that came from outside keeps its own name.
    """

    def of_page(page: str, **asked: Any) -> set[str]:
        test = app(page, **asked)
        files.clear()
        test = opened_tables(test)
        assert not test.exception
        found = set(files) | {chart["saved"]["file"] for chart in page_charts(test)}
        return {name for name in found if "/" not in name}

    return of_page


def of_all_rounds(name: str) -> bool:
    """Whether it is the table of everything that an agency ever sent."""
    return "_2566-2568_" in name


@pytest.mark.parametrize(("page", "params"), OF_A_ROUND)
def test_files_of_a_round_are_filed_by_year_and_round_and_share_no_name_with_another(
    names: Names, page: str, params: dict[str, Any]
) -> None:
    of_round = {n for n in names(page, year=2567, round=12, **params) if not of_all_rounds(n)}
    assert of_round
    assert [name for name in of_round if "_2567-รอบ12เดือน_" not in name] == []
    assert not of_round & names(page, year=2567, round=6, **params)


def test_two_agencies_never_share_a_name(names: Names) -> None:
    one, another = (names("agency", year=2567, round=12, agency=code) for code in ("002", "003"))
    assert one and not one & another


def test_a_file_of_an_agency_names_it_by_code_and_in_short(names: Names) -> None:
    file_names = names("agency", year=2567, round=12, agency="002")
    assert [name for name in file_names if "_002-" not in name] == []


def test_two_versions_of_one_return_share_nothing_but_what_is_of_all_of_them(
    names: Names,
) -> None:
    one, another = (
        names("agency", year=2566, round=12, agency=TWICE, version=version) for version in (1, 2)
    )
    shared = {name for name in one & another if not of_all_rounds(name)}
    assert all("หัวหน้าส่วนราชการ" in name for name in shared)
    assert any(f"_{TWICE}-" in name and "_ฉบับที่2_" in name for name in another)


def test_two_years_of_scores_share_nothing_but_the_table_of_all_years(names: Names) -> None:
    shared = names("scores", year=2567) & names("scores", year=2566)
    assert len(shared) == 1 and "_2563-2567_" in shared.pop()


def test_two_units_never_share_a_name(names: Names) -> None:
    one, another = (names("scores", year=2567, unit=f"จังหวัด{unit}") for unit in UNITS)
    assert one and not one & another


def test_the_meeting_pack_is_filed_by_the_round_that_it_is_of(names: Names) -> None:
    file_names = [name for name in names("overview") if "ชุดข้อมูล" in name]
    assert len(file_names) == 1 and "_เชียงใหม่_2568-รอบ6เดือน_" in file_names[0]


def test_the_draft_of_the_next_year_is_filed_like_everything_else(names: Names) -> None:
    file_names = [name for name in names("year", year=2568) if "ร่าง" in name]
    assert len(file_names) == 1 and "_เชียงใหม่_2569_" in file_names[0]


def test_a_spreadsheet_says_who_made_it_as_the_log_says_it(app: Opened, files: Files) -> None:
    app("measures", year=2567, round=12)
    made = next(data for name, data in files.items() if name.endswith(".xlsx"))
    facts = [row[1] for row in load_workbook(BytesIO(made())).worksheets[-1].values]
    assert any(str(value).endswith("· เจ้าหน้าที่จังหวัด") for value in facts)
    assert not any("local:" in str(value) for value in facts)
