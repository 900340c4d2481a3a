"""A difference says what it is about, what is there, what should be, and what to do."""

import string
from dataclasses import fields

import pytest

from itadata.language import using
from itadata.verification import Difference, Kind
from itadata.verification.texts import SENTENCES

EDITED = Difference(
    Kind.ROW_DIFFERS,
    submission=57,
    receipt="2567-06-001-1",
    file="แบบรายงาน.xlsx",
    event=57,
    row="answer",
    key="4.2",
    field="status",
    stored="not_started",
    expected="done",
)


def test_every_kind_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_a_sentence_fills_what_a_difference_has(kind: Kind) -> None:
    named = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[kind]) if name}
    assert named <= {field.name for field in fields(Difference)} | {"place"}


def test_a_sentence_says_where_what_and_what_to_do() -> None:
    assert EDITED.sentence("en") == (
        "Submission 57 (2567-06-001-1, file “แบบรายงาน.xlsx”): The answer to step 4.2 · Status is "
        "recorded as “not_started”, but the file says “done”. The file counts: put the row back "
        "from a backup."
    )


def test_a_sentence_speaks_the_language_in_use() -> None:
    with using("th"):
        assert EDITED.sentence().startswith("การส่งลำดับที่ 57 (2567-06-001-1 ไฟล์ “แบบรายงาน.xlsx”): ")


def test_nothing_is_shown_as_a_dash() -> None:
    told = Difference(
        Kind.ROW_DIFFERS, row="answer", key="1.1", field="note", stored="", expected="x"
    )
    assert "“–”" in told.sentence("en")


def test_long_texts_are_quoted_from_where_they_part() -> None:
    stored, expected = "ก" * 200 + "ข" + "ค" * 200, "ก" * 200 + "ง" + "ค" * 200
    told = Difference(Kind.ROW_DIFFERS, stored=stored, expected=expected)
    assert "“…" + "ก" * 20 + "ข" in told.message() and "“…" + "ก" * 20 + "ง" in told.message()


def test_json_gives_both_languages_and_the_values_in_full() -> None:
    assert EDITED.as_json() == {
        "kind": "row-differs",
        "submission": 57,
        "receipt": "2567-06-001-1",
        "file": "แบบรายงาน.xlsx",
        "event": 57,
        "row": "answer",
        "key": "4.2",
        "field": "status",
        "stored": "not_started",
        "expected": "done",
        "message_th": EDITED.sentence("th"),
        "message_en": EDITED.sentence("en"),
    }
