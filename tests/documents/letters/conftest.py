"""Letters made of a real database, and read back as Word documents."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from itadata.access import operator
from itadata.documents import letters
from itadata.documents.letters import LetterFile
from itadata.framework import Agency, Framework
from itadata.intake import Upload, receive
from itadata.intake.decisions import RoundKey
from itadata.store import Store
from tests import builders

OPERATOR = operator("cli:malee")
ROUND = RoundKey(2568, 6)


@pytest.fixture
def sample_store(sample_copy: Path) -> Iterator[Store]:
    """A sample of the test's own."""
    opened = Store.open(f"sqlite:///{sample_copy}")
    yield opened
    opened.close()


def loaded(store: Store, framework: Framework) -> None:
    """A framework loaded, as the province loads it."""
    upload = Upload("framework.xlsx", builders.framework_workbook(framework))
    judgement = receive(store, OPERATOR, upload)
    assert judgement.accepted, judgement.findings


def named(name: str) -> Framework:
    """The year 2568 with one agency, of a name."""
    return replace(
        builders.framework(2568), agencies=(Agency("001", name, (), "กระทรวง"),), exemptions=()
    )


def write(store: Store, *codes: str, **how: Any) -> list[LetterFile]:
    """Letters to agencies, to all that are missing where none is named."""
    if not codes:
        with store.snapshot() as snapshot:
            codes = tuple(agency.code for agency in letters.missing_agencies(snapshot, ROUND))
    return letters.write_letters(store, OPERATOR, ROUND, codes, **how)


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def text(content: bytes) -> str:
    """The text of a letter, a paragraph a line; a space at which no line ends is a space."""
    paragraphs = [paragraph.text for paragraph in opened(content).paragraphs]
    return "\n".join(paragraphs).replace("\u00a0", " ")


def only(store: Store, *codes: str, **how: Any) -> str:
    """The text of the one letter."""
    (letter,) = write(store, *codes, **how)
    return text(letter.content)
