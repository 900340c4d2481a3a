"""What begins in a template and does not end, or ends and has not begun, is told."""

import re

import pytest

from itadata.documents.conditions import check_ends
from itadata.documents.package import inspect
from itadata.errors import WrongTemplate
from tests.documents.templates import edited, saying

NAME = "ต้นแบบ.docx"
IF, ELSE, ENDIF = "{% if overdue %}", "{% else %}", "{% endif %}"
ROWS, ENDFOR = "{%tr for measure in measures %}", "{%tr endfor %}"


def refused(*expressions: str) -> str:
    with pytest.raises(WrongTemplate) as found:
        check_ends(expressions, NAME)
    sentences = [found.value.translated(language) for language in ("th", "en")]
    assert all(NAME in said for said in sentences)
    assert not re.search("[a-z]{3}", re.sub(r"\{%.*?%\}", "", sentences[0].replace(NAME, "")))
    return sentences[1]


@pytest.mark.parametrize(
    "expressions",
    [
        (),
        ("{{ year }}", "{# note #}"),
        (IF, ENDIF, IF, ELSE, ENDIF),
        (IF, "{% elif sent_back %}", ELSE, ENDIF),
        (ROWS, IF, ENDIF, ENDFOR),
        ("{%- if overdue -%}", "{%p endif %}"),
    ],
)
def test_what_begins_and_ends_passes(expressions: tuple[str, ...]) -> None:
    check_ends(expressions, NAME)


@pytest.mark.parametrize(
    ("expressions", "said", "lacking"),
    [
        ((IF,), IF, ENDIF),
        ((IF, ELSE), IF, ENDIF),
        ((IF, IF, ENDIF), IF, ENDIF),
        ((ROWS,), ROWS, ENDFOR),
        ((ROWS, IF, ENDFOR), IF, ENDIF),
        ((IF,) * 150, IF, ENDIF),
    ],
)
def test_what_has_no_end_is_named_with_the_end_to_write(
    expressions: tuple[str, ...], said: str, lacking: str
) -> None:
    told = refused(*expressions)
    assert f"says “{said}” and never where that ends. Write {lacking} after" in told


@pytest.mark.parametrize(
    ("expressions", "said", "lacking"),
    [
        ((ENDIF,), ENDIF, "{% if … %}"),
        ((ELSE,), ELSE, "{% if … %}"),
        ((IF, ENDIF, ENDIF), ENDIF, "{% if … %}"),
        ((IF, ELSE, ELSE, ENDIF), ELSE, "{% if … %}"),
        ((ENDFOR,), ENDFOR, ROWS),
        ((IF, ENDFOR), ENDFOR, ROWS),
    ],
)
def test_what_has_no_beginning_is_named_with_the_beginning_to_write(
    expressions: tuple[str, ...], said: str, lacking: str
) -> None:
    told = refused(*expressions)
    assert f"says “{said}” where nothing has begun. Write {lacking} before" in told


def test_a_condition_may_run_over_several_paragraphs() -> None:
    inspect(saying(IF, "ก", ENDIF), NAME)


def test_a_condition_ends_in_the_part_of_the_document_that_it_began_in() -> None:
    def edit(document) -> None:
        document.sections[0].header.paragraphs[0].text = IF
        document.add_paragraph(ENDIF)

    with pytest.raises(WrongTemplate):
        inspect(edited(edit), NAME)
