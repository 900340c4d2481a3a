from dataclasses import replace
from datetime import date

import pytest

from itadata.charts import rounds
from itadata.framework import Extension, Round
from itadata.language import language_context
from tests.frameworks import framework

FIRST = Round(6, date(2024, 3, 1), date(2024, 4, 18), date(2024, 5, 30))
SECOND = Round(12, date(2024, 9, 1), date(2024, 10, 15), date(2024, 12, 31))
YEAR = replace(framework(2567), rounds=(FIRST, SECOND), extensions=())


def drawn(today: date, **changes: object):
    return rounds(replace(YEAR, **changes), today)


def days(chart) -> list[str]:
    """The days that are marked, as a reader sees them when pointing at them."""
    return [
        trace.hovertemplate.removesuffix("<extra></extra>")
        for trace in chart.figure.data
        if trace.mode == "markers"
    ]


@pytest.mark.parametrize(
    ("today", "title"),
    [
        (date(2024, 2, 1), "The 6-month round opens on 1 Mar B.E. 2567"),
        (date(2024, 3, 1), "The 6-month round is open: due on 18 Apr B.E. 2567, 48 days left"),
        (date(2024, 4, 18), "The 6-month round is open: due on 18 Apr B.E. 2567, 0 days left"),
        (date(2024, 4, 19), "The 12-month round opens on 1 Sep B.E. 2567"),
        (
            date(2024, 12, 31),
            "Every round is past its due date; returns are still accepted, as late",
        ),
        (date(2025, 1, 1), "Every round of fiscal year 2567 is closed"),
    ],
)
def test_the_title_says_what_the_year_asks_for(today: date, title: str) -> None:
    with language_context("en"):
        assert drawn(today).title == title


def test_every_date_of_a_round_is_marked() -> None:
    with language_context("en"):
        assert days(drawn(date(2024, 4, 1)))[:3] == [
            "Opens 1 Mar B.E. 2567",
            "Due 18 Apr B.E. 2567",
            "Closes 30 May B.E. 2567",
        ]


def test_a_round_that_never_closes_says_so() -> None:
    with language_context("en"):
        chart = drawn(date(2024, 4, 1), rounds=(replace(FIRST, lock_on=None),))
    assert not [day for day in days(chart) if day.startswith("Closes")]
    assert "no closing date" in chart.figure.layout.annotations[0].text


def test_an_extension_has_a_mark_and_is_counted() -> None:
    extensions = tuple(
        Extension(6, code, date(2024, 5, 10), date(2024, 5, 30), "น้ำท่วม")
        for code in ("001", "002")
    )
    with language_context("en"):
        chart = drawn(date(2024, 4, 1), extensions=extensions)
    assert "Extended 10 May B.E. 2567" in days(chart)
    assert "2 extended, to 10 May B.E. 2567" in chart.figure.layout.annotations[0].text


def test_today_is_marked_where_it_is_near() -> None:
    with language_context("en"):
        notes = [note.text for note in drawn(date(2024, 4, 1)).figure.layout.annotations]
    assert "today 1 Apr B.E. 2567" in notes


def test_a_day_years_later_does_not_stretch_the_line() -> None:
    chart = drawn(date(2030, 1, 1))
    assert chart.figure.layout.xaxis.range[1] < date(2025, 3, 1).toordinal()


def test_the_months_are_thai() -> None:
    assert "เม.ย. 67" in drawn(date(2024, 4, 1)).figure.layout.xaxis.ticktext


def test_the_alternative_text_tells_every_round() -> None:
    with language_context("en"):
        alt_text = drawn(date(2024, 4, 1)).alt_text
    assert (
        "6-month round" in alt_text
        and "12-month round" in alt_text
        and "closes 31 Dec B.E. 2567" in alt_text
    )


def test_a_year_of_one_round_is_drawn() -> None:
    assert drawn(date(2024, 4, 1), rounds=(FIRST,)).figure.layout.height > 100
