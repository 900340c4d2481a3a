import inspect

import pytest

from itadata.analysis import DEFINITIONS, meaning
from itadata.language import gettext_in, using


def _plain(text):
    """The text on one line, without the marks of what is defined."""
    return " ".join(text.replace("**", "").split())


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_stands_beside_its_formula(name):
    definition = DEFINITIONS[name]
    assert _plain(definition.text) in _plain(inspect.getdoc(definition.source))


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_has_a_thai_text(name):
    assert gettext_in(DEFINITIONS[name].text, "th") != DEFINITIONS[name].text


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_term_has_a_thai_text(name):
    assert gettext_in(DEFINITIONS[name].term, "th") != DEFINITIONS[name].term


def test_no_two_definitions_are_of_one_term():
    assert len({definition.term for definition in DEFINITIONS.values()}) == len(DEFINITIONS)


@pytest.mark.parametrize(
    ("language", "text"),
    [("th", gettext_in("on time ÷ expected", "th")), ("en", "on time ÷ expected")],
)
def test_a_meaning_is_in_the_language_in_use(language, text):
    with using(language):
        assert meaning("on_time_rate") == text
