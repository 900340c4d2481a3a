import inspect

from itadata.analysis import DEFINITIONS, meaning
from itadata.language import gettext_in, language_context


def _plain(text):
    """The text on one line, without the asterisks around what is defined."""
    return " ".join(text.replace("**", "").split())


def test_every_definition_stands_in_the_docstring_of_its_formula():
    assert [
        name
        for name, definition in DEFINITIONS.items()
        if _plain(definition.text) not in _plain(inspect.getdoc(definition.source))
    ] == []


def test_every_definition_and_term_has_a_thai_text():
    texts = [text for each in DEFINITIONS.values() for text in (each.text, each.term)]
    assert [text for text in texts if gettext_in(text, "th") == text] == []
    assert len({definition.term for definition in DEFINITIONS.values()}) == len(DEFINITIONS)


def test_a_meaning_is_in_the_language_in_use():
    assert meaning("on_time_rate") == gettext_in("on time ÷ expected", "th")
    with language_context("en"):
        assert meaning("on_time_rate") == "on time ÷ expected"
