"""Downloads of whole pages."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Opened


def labels(test: AppTest) -> list[str]:
    return [button.label for button in test.get("download_button")]


def test_the_province_takes_the_meeting_pack_from_the_first_page(app: Opened) -> None:
    assert "ดาวน์โหลดชุดข้อมูลประกอบการประชุม (.xlsx)" in labels(app())


def test_the_pack_of_an_earlier_round_is_on_the_page_of_its_report(app: Opened) -> None:
    assert "ดาวน์โหลดชุดข้อมูลประกอบการประชุม (.xlsx)" in labels(app("report", year=2567, round=12))


def test_the_province_takes_the_open_data_from_the_guide(app: Opened) -> None:
    assert "ดาวน์โหลดข้อมูลเปิดปี 2568 (.zip)" in labels(app("help"))


@pytest.mark.parametrize("page", ["overview", "help"])
def test_without_measures_there_is_nothing_to_take(empty_app: Opened, page: str) -> None:
    test = empty_app(page)
    assert not test.exception and not labels(test)
