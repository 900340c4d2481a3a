import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from itadata.exports.calendar import calendar
from itadata.framework import Extension, Framework, Round
from itadata.language import language_context
from itadata.thai import BANGKOK
from tests.frameworks import framework

MADE_AT = datetime(2025, 4, 10, 10, 0, tzinfo=BANGKOK)
ROUND = Round(6, date(2025, 3, 1), date(2025, 4, 18), date(2025, 5, 30))
YEAR = replace(framework(2568), rounds=(ROUND,))


def lines(year: Framework = YEAR, made_at: datetime = MADE_AT) -> list[str]:
    """The lines of the file, unfolded as a calendar does it."""
    text = calendar(year, made_at).decode()
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def values(name: str, year: Framework = YEAR, made_at: datetime = MADE_AT) -> list[str]:
    return [
        line.partition(":")[2] for line in lines(year, made_at) if re.match(rf"{name}[;:]", line)
    ]


def test_opening_due_and_closing_are_whole_days() -> None:
    assert values("DTSTART") == ["20250301", "20250418", "20250530"]
    assert values("DTEND") == ["20250302", "20250419", "20250531"]


def test_a_round_that_never_closes_has_no_event_for_it() -> None:
    assert len(values("UID", replace(YEAR, rounds=(replace(ROUND, lock_on=None),)))) == 2


def test_an_extension_is_an_event_of_its_own_with_its_reason() -> None:
    agency = YEAR.agencies[0]
    extension = Extension(6, agency.code, date(2025, 5, 2), None, "น้ำท่วม, ถนนขาด")
    extended = replace(YEAR, extensions=(extension,))
    assert values("DTSTART", extended)[-1] == "20250502"
    assert agency.name in values("SUMMARY", extended)[-1]
    assert values("DESCRIPTION", extended)[-1] == "น้ำท่วม\\, ถนนขาด"
    assert len(set(values("UID", extended))) == 4


@pytest.mark.parametrize("language", ["th", "en"])
def test_lines_end_in_crlf_after_at_most_75_octets_of_whole_characters(language: str) -> None:
    with language_context(language):
        *pieces, end = calendar(framework(2567), MADE_AT).split(b"\r\n")
    assert end == b"" and not any(b"\n" in piece for piece in pieces)
    assert max(len(piece) for piece in pieces) <= 75
    assert all(piece.decode() for piece in pieces)


def test_a_long_line_unfolds_to_what_it_was() -> None:
    (first, *_) = values("SUMMARY")
    assert first == "เปิดรับรายงาน ITA ปีงบประมาณ 2568 รอบ 6 เดือน"


def test_signs_of_the_format_in_a_text_are_escaped() -> None:
    unit = "ก,ข;ค\\ง\nจ\x07"
    for name in ("DESCRIPTION", "X-WR-CALNAME"):
        assert r"ก\,ข\;ค\\ง\nจ" in values(name, replace(YEAR, unit=unit))[0]


def test_an_event_keeps_its_identity_when_its_day_is_moved() -> None:
    moved = replace(YEAR, rounds=(replace(ROUND, due_on=date(2025, 4, 30)),), version=2)
    assert values("UID", moved) == values("UID")
    assert values("SEQUENCE", moved) == ["2", "2", "2"]


def test_an_event_has_the_same_identity_whenever_it_is_made() -> None:
    # Calendars that subscribed earlier know this one.
    assert values("UID")[0] == "b0ed2b93-fd2f-5d97-a7d3-270270c6cf03@ita-rounds"
    assert values("UID") == values("UID", made_at=MADE_AT.replace(year=2026))


def test_no_two_events_are_the_same() -> None:
    uids = [uid for year in (2567, 2568) for uid in values("UID", framework(year))]
    assert len(set(uids)) == len(uids)


def test_the_time_of_making_is_in_universal_time() -> None:
    assert set(values("DTSTAMP")) == {"20250410T030000Z"}


def test_the_calendar_consists_of_events() -> None:
    borders = [line for line in lines() if line.startswith(("BEGIN", "END"))]
    assert borders == [
        "BEGIN:VCALENDAR",
        *["BEGIN:VEVENT", "END:VEVENT"] * 3,
        "END:VCALENDAR",
    ]


def test_titles_are_in_the_current_language() -> None:
    with language_context("en"):
        assert values("SUMMARY")[1] == "Reports are due: fiscal year 2568\\, 6-month round"
