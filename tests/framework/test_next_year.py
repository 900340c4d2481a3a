from dataclasses import replace
from datetime import date

import pytest

from itadata.framework import Round, draft_next_year, texts_mentioning_year, write_framework
from itadata.thai import fiscal_year_end, fiscal_year_start
from tests.frameworks import CREATED, framework, read

THIS = framework(2567)
NEXT = draft_next_year(THIS)


@pytest.mark.parametrize("year", range(2563, 2569))
def test_its_workbook_is_read_without_an_error(year: int) -> None:
    snapshot = read(write_framework(draft_next_year(framework(year)), CREATED))
    assert snapshot.findings == []
    assert snapshot.framework == draft_next_year(framework(year))


def test_it_is_of_the_year_after() -> None:
    assert NEXT.fiscal_year == 2568


def test_every_date_is_a_year_later() -> None:
    for own, later in zip(THIS.rounds, NEXT.rounds, strict=True):
        assert later.opens_on == own.opens_on.replace(year=own.opens_on.year + 1)
        assert later.due_on == own.due_on.replace(year=own.due_on.year + 1)


def test_a_round_that_never_closes_stays_so() -> None:
    open_end = Round(6, date(2024, 3, 1), date(2024, 4, 18), None)
    assert draft_next_year(replace(THIS, rounds=(open_end,))).rounds[0].lock_on is None


def test_the_last_of_february_of_a_leap_year_is_the_28th() -> None:
    leap = Round(6, date(2024, 2, 29), date(2024, 4, 18), None)
    assert draft_next_year(replace(THIS, rounds=(leap,))).rounds[0].opens_on == date(2025, 2, 28)


def test_a_round_opens_in_its_year_or_soon_after() -> None:
    for own in NEXT.rounds:
        assert fiscal_year_start(2568) <= own.opens_on
        assert (own.opens_on - fiscal_year_end(2568)).days < 92


def test_what_is_of_this_year_alone_is_left_out() -> None:
    assert (NEXT.exemptions, NEXT.extensions, NEXT.summaries, NEXT.version) == ((), (), (), 0)


def test_measures_agencies_and_links_stay() -> None:
    assert (NEXT.measures, NEXT.agencies, NEXT.links) == (
        THIS.measures,
        THIS.agencies,
        THIS.links,
    )


def test_it_says_that_it_is_a_draft_and_of_which_year() -> None:
    assert NEXT.source.startswith("ร่าง")
    assert "2567" in NEXT.source


def test_what_is_no_real_measure_stays_marked() -> None:
    marked = replace(THIS, illustration="ตัวอย่าง")
    assert draft_next_year(marked).illustration == "ตัวอย่าง"


def with_title(title: str):
    first, *others = THIS.measures
    return replace(THIS, measures=(replace(first, title=title), *others))


@pytest.mark.parametrize("title", ["แผนปี 2599", "แผนปี ๒๕๙๙", "Plan of 2056"])
def test_a_text_that_names_the_year_is_found(title: str) -> None:
    assert texts_mentioning_year(with_title(title), 2599) == [title]


@pytest.mark.parametrize("title", ["หนังสือที่ 125990", "แผน 5 ปี"])
def test_another_number_is_no_year(title: str) -> None:
    assert texts_mentioning_year(with_title(title), 2599) == []
