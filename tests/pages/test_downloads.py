"""Downloads of whole pages."""

from collections.abc import Callable

import pytest
import streamlit as st
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


def names(monkeypatch: pytest.MonkeyPatch, open_page: Callable[[], object]) -> set[str]:
    """The names of the files that a page offers."""
    offered: set[str] = set()

    def download(*_arguments: object, file_name: str, **_options: object) -> None:
        offered.add(file_name)

    monkeypatch.setattr(st, "download_button", download)
    open_page()
    return offered


@pytest.mark.parametrize(
    ("page", "lang", "name"),
    [
        ("submit", "th", "แบบรายงาน_เชียงใหม่_2568-รอบ6เดือน_2พ.ค.2568.zip"),
        ("year", "th", "รอบรายงาน_เชียงใหม่_2568_2พ.ค.2568.ics"),
    ],
)
def test_a_file_is_named_by_kind_scope_year_round_and_day(
    app: Opened, monkeypatch: pytest.MonkeyPatch, page: str, lang: str, name: str
) -> None:
    assert name in names(monkeypatch, lambda: app(page, lang=lang))
