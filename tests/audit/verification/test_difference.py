"""A difference says what it is about, what is there, what should be, and what to do."""

import re
import string
from dataclasses import fields, replace

from itadata.audit.verification import Difference, DifferenceCode
from itadata.audit.verification.codes import FIELDS
from itadata.audit.verification.log import event_facts
from itadata.language import language_context

EDITED = Difference(
    DifferenceCode.ROW_DIFFERS,
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


def test_every_sentence_fills_what_a_difference_has() -> None:
    names = {field.name for field in fields(Difference)} | {"place"}
    unknown = {
        code: {name for _, name, _, _ in string.Formatter().parse(code.value) if name} - names
        for code in DifferenceCode
    }
    assert {code: left for code, left in unknown.items() if left} == {}


def test_a_sentence_says_where_what_and_what_to_do() -> None:
    assert EDITED.sentence("en") == (
        "Submission 57 (2567-06-001-1, file “แบบรายงาน.xlsx”): The answer to step 4.2 · Status is "
        "recorded as “not started”, but the file says “done”. The file counts: put the row back "
        "from a backup."
    )


def test_a_sentence_speaks_the_language_in_use() -> None:
    with language_context("th"):
        assert EDITED.sentence().startswith("การส่งลำดับที่ 57 (2567-06-001-1 ไฟล์ “แบบรายงาน.xlsx”): ")


def test_nothing_is_shown_as_a_dash() -> None:
    difference = Difference(
        DifferenceCode.ROW_DIFFERS, row="answer", key="1.1", field="note", stored="", expected="x"
    )
    assert "“–”" in difference.sentence("en")


def test_long_texts_are_quoted_from_where_they_part() -> None:
    stored, expected = "ก" * 200 + "ข" + "ค" * 200, "ก" * 200 + "ง" + "ค" * 200
    difference = Difference(DifferenceCode.ROW_DIFFERS, stored=stored, expected=expected)
    assert (
        "“…" + "ก" * 20 + "ข" in difference.message()
        and "“…" + "ก" * 20 + "ง" in difference.message()
    )


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


def test_values_are_labels() -> None:
    labels = [
        ("status", "not_applicable", "ไม่เกี่ยวข้อง"),
        ("state", "returned", "ส่งกลับแก้ไข"),
        ("transition", "reopen", "เปิดให้แก้ไข"),
        ("action", "return-rejected", "แบบรายงาน · ไม่ผ่านการตรวจ"),
        ("action", "nonsense", "nonsense"),
        ("done_on", "2024-09-30", "30 ก.ย. 2567"),
        ("done_on", "yesterday", "yesterday"),
        ("received_at", "2024-09-30T16:30:00+07:00", "30 ก.ย. 2567 16:30 น."),
        ("telephone", "20240930", "20240930"),
        ("exempt", True, "ใช่"),
    ]
    for field, value, label in labels:
        difference = replace(EDITED, field=field, stored=value, expected="x")
        assert f"“{label}”" in difference.sentence("th"), field


def test_times_that_differ_by_seconds_are_distinguished() -> None:
    times = {"stored": "2024-09-30T16:30:00+07:00", "expected": "2024-09-30T16:30:01+07:00"}
    difference = Difference(DifferenceCode.ROW_DIFFERS, row="answer", field="at", **times)
    assert all(time in difference.sentence("th") for time in times.values())


def test_every_field_has_a_thai_name() -> None:
    names = {*FIELDS, *event_facts({"detail": {}, "at": "", "by": "", "action": ""})}
    thai = {name: replace(EDITED, row="", field=name).field_name("th") for name in names}
    untranslated = {name for name, label in thai.items() if re.search("[a-z]", label.lower())}
    assert {name for name in untranslated if not name.endswith("sha256")} == set()


def test_nothing_in_a_thai_sentence_sticks_to_a_number() -> None:
    for kind in DifferenceCode:
        difference = Difference(kind, row="answer", key="4.2", stored="a", expected="b", event=3)
        assert not re.search(r"4\.2[ก-๛]", difference.sentence("th")), kind
