"""Downloads of files with personal data, from the button to the bytes."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from itadata.ui.components import original_name
from itadata.ui.personal_files import PersonalFile, file_of
from tests.pages.conftest import Opened

ONE = {"year": 2567, "round": 12, "agency": "001"}


def clicked(test: AppTest, key: str) -> PersonalFile:
    """The file that the browser is sent to by a button."""
    test.button(key=key).click().run()
    assert not test.exception
    (address,) = re.findall(
        r'\?key=([^"]+)"', "".join(each.proto.body for each in test.get("html"))
    )
    return file_of(address)


@pytest.mark.parametrize(
    ("page", "key", "query"),
    [
        ("agency", "original", ONE),
        ("submit", "original_of_attempt", {"year": 2568, "attempt": 148}),
        ("submit", "print_attempt", {"year": 2568, "attempt": 148}),
        ("follow_up", "letters_zip", {"year": 2568, "round": 6}),
        ("follow_up", "download_follow_up", {"year": 2568, "round": 6}),
    ],
)
def test_a_button_leads_to_the_file(
    app: Opened, page: str, key: str, query: dict[str, object]
) -> None:
    test = app(page, **query)
    if key.startswith("letters"):
        test.button(key="follow_letters").click().run()
    assert clicked(test, key).make()


@pytest.mark.parametrize(
    ("sent", "given"),
    [
        ("แบบรายงาน.xlsx", "แบบรายงาน.xlsx"),
        ("A.XLSX", "A.XLSX"),
        ("page.html", "page.html.xlsx"),
        ("run.exe", "run.exe.xlsx"),
    ],
)
def test_a_file_that_was_sent_is_given_as_a_workbook_and_nothing_that_runs(
    sent: str, given: str
) -> None:
    assert original_name(sent) == given


def test_no_download_of_streamlits_own_holds_telephones(app: Opened) -> None:
    page = app("follow_up", year=2568, round=6)
    streamlits = [button.proto.id for button in page.get("download_button")]
    assert not [each for each in streamlits if "follow_up" in each]
