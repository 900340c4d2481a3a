import pytest

from itadata.analysis import DEFINITIONS
from itadata.language import gettext_in
from tests.builders import framework
from tests.pages.conftest import Opened, listings, texts

LANGUAGES = ("th", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_opens_without_an_exception(app: Opened, lang: str) -> None:
    assert not app("help", lang).exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_is_explained(app: Opened, lang: str) -> None:
    said = texts(app("help", lang))
    assert all(gettext_in(definition.text, lang) in said for definition in DEFINITIONS.values())


def test_the_levels_of_every_year_are_listed(app: Opened) -> None:
    (table,) = listings(app("help"))
    assert all(str(year) in table for year in range(2563, 2569))


@pytest.mark.parametrize(("lang", "level"), [("th", "ผ่านดีเยี่ยม"), ("en", "Pass - excellent")])
def test_a_level_speaks_the_language_in_use(app: Opened, lang: str, level: str) -> None:
    assert level in listings(app("help", lang))[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_has_no_levels(empty_app: Opened, lang: str) -> None:
    expected = {"th": "ยังไม่", "en": "No framework is loaded yet"}
    assert expected[lang] in texts(empty_app("help", lang))


def test_one_year_has_its_levels(app_of) -> None:
    (table,) = listings(app_of(framework())("help"))
    assert table.count("<tr>") == 1 + 5


def test_whom_to_ask_is_named_where_the_installation_names_it(
    app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_CONTACT", "กลุ่มงานยุทธศาสตร์")
    assert "กลุ่มงานยุทธศาสตร์" in texts(app("help"))


def test_whom_to_ask_is_text(app: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_CONTACT", "[x](http://h.example)")
    assert r"\[x\]\(http" in texts(app("help"))
