"""The round that is meant when none is named: every rule of the order, and its ties."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from itadata.framework import (
    Extension,
    Framework,
    Round,
    RoundKey,
    RoundPhase,
    current_round,
    missing_rounds,
    round_phase,
)
from itadata.thai import today
from tests.frameworks import framework, read_after

SIX = Round(6, date(2025, 3, 1), date(2025, 4, 18), date(2025, 6, 30))
TWELVE = Round(12, date(2025, 9, 1), date(2025, 10, 15), date(2025, 11, 30))
ENDLESS = replace(SIX, lock_on=None)
NEXT_SIX = Round(6, date(2026, 3, 1), date(2026, 4, 18), date(2026, 6, 30))


def years(**rounds: list[Round]) -> Mapping[int, Framework]:
    """Frameworks of years with these rounds: `years(y2568=[SIX])`."""
    by_year = {int(name[1:]): tuple(each) for name, each in rounds.items()}
    base = framework()
    return {
        year: replace(base, fiscal_year=year, rounds=each, exemptions=())
        for year, each in by_year.items()
    }


BOTH = years(y2568=[SIX, TWELVE])


@pytest.mark.parametrize(
    ("frameworks", "day", "key"),
    [
        pytest.param(BOTH, date(2025, 3, 1), (2568, 6), id="its first day"),
        pytest.param(BOTH, date(2025, 6, 30), (2568, 6), id="its last day"),
        pytest.param(BOTH, date(2025, 8, 31), (2568, 6), id="none open: the last that opened"),
        pytest.param(BOTH, date(2025, 9, 1), (2568, 12), id="the next opens"),
        pytest.param(BOTH, date(2030, 1, 1), (2568, 12), id="after all of them"),
        pytest.param(BOTH, date(2025, 2, 28), (2568, 6), id="before all of them: the first"),
        pytest.param(
            years(y2568=[ENDLESS, TWELVE]), date(2025, 9, 1), (2568, 12), id="two open: the later"
        ),
        pytest.param(
            years(y2568=[ENDLESS, TWELVE]), date(2026, 1, 1), (2568, 6), id="one never closes"
        ),
        pytest.param(
            years(y2568=[ENDLESS], y2569=[NEXT_SIX]),
            date(2026, 2, 28),
            (2568, 6),
            id="the day before the next year opens",
        ),
        pytest.param(
            years(y2568=[ENDLESS], y2569=[NEXT_SIX]), date(2026, 3, 1), (2569, 6), id="next year"
        ),
        pytest.param(
            years(y2568=[SIX], y2567=[SIX]), date(2025, 3, 1), (2568, 6), id="a tie: later year"
        ),
        pytest.param(
            years(y2568=[SIX, replace(SIX, months=12)]),
            date(2025, 3, 1),
            (2568, 12),
            id="a tie: more months",
        ),
        pytest.param(
            years(y2567=[replace(SIX, months=12)], y2568=[SIX]),
            date(2025, 7, 1),
            (2568, 6),
            id="a tie of what is past",
        ),
        pytest.param(
            years(y2567=[SIX], y2568=[SIX]), date(2025, 1, 1), (2568, 6), id="a tie to come"
        ),
        pytest.param(
            years(y2568=[SIX], y2569=[]), date(2025, 12, 1), (2568, 6), id="a year without rounds"
        ),
        pytest.param(
            years(y2568=[SIX]) | {2569: replace(framework(2565), fiscal_year=2569)},
            date(2025, 12, 1),
            (2568, 6),
            id="a year without measures",
        ),
    ],
)
def test_the_round_that_is_meant(
    frameworks: Mapping[int, Framework], day: date, key: tuple[int, int]
) -> None:
    assert current_round(frameworks, day) == RoundKey(*key)


def test_without_rounds_none_is_meant() -> None:
    assert current_round({}, date(2025, 3, 1)) is None
    assert current_round(years(y2568=[]), date(2025, 3, 1)) is None


def test_of_named_months_the_year_follows_the_same_order() -> None:
    frameworks = years(y2568=[SIX, TWELVE], y2569=[NEXT_SIX])
    assert current_round(frameworks, date(2026, 4, 1), months=12) == RoundKey(2568, 12)


def test_an_extension_of_one_agency_changes_nothing() -> None:
    (year,) = BOTH.values()
    late = Extension(6, "001", date(2025, 12, 31), date(2025, 12, 31), "น้ำท่วม")
    extended = {2568: replace(year, extensions=(late,))}
    assert current_round(extended, date(2025, 12, 15)) == RoundKey(2568, 12)


@pytest.mark.parametrize(
    ("moment", "months"),
    [
        ("2025-08-31T23:59:59+07:00", 6),
        ("2025-09-01T00:00:00+07:00", 12),
        ("2025-08-31T16:59:59Z", 6),
        ("2025-08-31T17:00:00Z", 12),
    ],
)
def test_a_day_ends_with_its_last_second_in_bangkok(
    monkeypatch: pytest.MonkeyPatch, moment: str, months: int
) -> None:
    monkeypatch.setenv("ITA_NOW", moment)
    assert current_round(BOTH, today()) == RoundKey(2568, months)


@pytest.mark.parametrize(
    ("reporting_round", "day", "phase"),
    [
        (SIX, date(2025, 2, 28), RoundPhase.NOT_OPEN),
        (SIX, date(2025, 3, 1), RoundPhase.OPEN),
        (SIX, date(2025, 4, 18), RoundPhase.OPEN),
        (SIX, date(2025, 4, 19), RoundPhase.PAST_DUE),
        (SIX, date(2025, 6, 30), RoundPhase.PAST_DUE),
        (SIX, date(2025, 7, 1), RoundPhase.LOCKED),
        (ENDLESS, date(2099, 1, 1), RoundPhase.PAST_DUE),
    ],
)
def test_each_date_belongs_to_the_phase_that_it_names(
    reporting_round: Round, day: date, phase: RoundPhase
) -> None:
    assert round_phase(reporting_round, day) is phase


def test_a_round_without_a_due_date_is_refused_with_its_cell() -> None:
    def without(book):  # type: ignore[no-untyped-def]
        book["รอบรายงาน"]["C3"] = None

    result = read_after(without)
    assert result.framework is None
    assert [(f.sheet, f.cell) for f in result.findings] == [("รอบรายงาน", "C3")]


@pytest.mark.parametrize(
    ("months", "missing"),
    [([6, 12], []), ([6], [12]), ([], [6, 12]), ([3, 6, 12], [9]), ([3, 6, 9, 12], [])],
)
def test_the_usual_rounds_that_a_year_lacks(months: list[int], missing: list[int]) -> None:
    (year,) = years(y2568=[replace(SIX, months=each) for each in months]).values()
    assert missing_rounds(year) == missing
