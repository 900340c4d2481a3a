import pytest

from itadata.analysis import DEFINITIONS
from itadata.language import gettext_in
from tests.builders import framework
from tests.pages.conftest import Opened, listings, texts

LANGUAGES = ("th", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_is_explained(seen: Opened, lang: str) -> None:
    page = texts(seen("help", lang))
    assert all(gettext_in(definition.text, lang) in page for definition in DEFINITIONS.values())


def test_the_levels_of_every_year_are_listed_in_the_language_in_use(seen: Opened) -> None:
    thai, english = (listings(seen("help", lang))[0] for lang in LANGUAGES)
    assert all(str(year) in thai for year in range(2563, 2569))
    assert "ผ่านดีเยี่ยม" in thai and "Excellent pass" in english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_has_no_levels(empty_app: Opened, lang: str) -> None:
    expected = {"th": "ยังไม่", "en": "No framework is loaded yet"}
    assert expected[lang] in texts(empty_app("help", lang))


def test_one_year_has_its_levels(app_of) -> None:
    (table,) = listings(app_of(framework())("help"))
    assert table.count("<tr>") == 1 + 5


def test_the_contact_of_the_installation_is_shown_as_text(
    app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_CONTACT", "กลุ่มงานยุทธศาสตร์ [x](http://h.example)")
    page = texts(app("help"))
    assert "กลุ่มงานยุทธศาสตร์" in page and r"\[x\]\(http" in page
