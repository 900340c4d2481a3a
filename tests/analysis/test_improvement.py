"""The improvement loop of the small year, whose rows can be written by hand."""

from dataclasses import replace
from datetime import date

from itadata.analysis import improvement, indicators, levels, measures, scores
from itadata.framework import Link
from tests.analysis.frames import answered, answers, cells, framework, score_values, scored

ANSWERS = answers(
    answered("001", "done", "done", "not_started", evidence="ลิงก์"),
    answered("002", "done", "in_progress", "not_applicable"),
)
LINKS = (Link(1, 4, inferred=True), Link(1, 2, inferred=False))


def _loop(*units, links=LINKS, months=12, year=None):
    year = year or framework(links=links)
    frameworks = {2566: framework(2566), 2567: year}
    values = score_values(*units)
    return improvement(
        year,
        months,
        measures(year, months, ANSWERS),
        indicators(values, frameworks),
        levels(scores(values, frameworks), frameworks),
    )


def test_each_indicator_has_its_measures_and_measures_without_one_come_last():
    frame = _loop(links=(*LINKS, Link(2, 4, inferred=False)))
    pairs = [*zip(frame["indicator_no"], frame["measure_no"], frame["inferred"], strict=True)]
    assert pairs[:5] == [
        (1, None, None),
        (2, 1, False),
        (3, None, None),
        (4, 1, True),
        (4, 2, False),
    ]
    assert len(_loop()) == 11  # ten indicators, and measure 2 alone
    assert cells(_loop(), "indicator_no", "indicator", "inferred", measure_no=2) == (
        None,
        None,
        None,
    )


def test_completion_and_evidence_are_those_of_the_round():
    columns = ("completion", "completion_of_reporting", "evidence_coverage")
    # Measure 1: 3 of 2 steps × 3 agencies are done, of 2 × 2 that reported, 2 with evidence.
    assert cells(_loop(), *columns, indicator_no=4) == (50.0, 75.0, 66.67)
    assert cells(_loop(months=6), *columns, indicator_no=4) == (0.0, None, None)


def test_scores_stand_around_with_their_change_and_the_dates_of_both_years():
    before = scored(2566, 90, indicators=[80, 81, 82, 83.3], rest_illustrated=True)
    surveyed = {
        "surveyed_from": date(2024, 1, 1),
        "surveyed_to": date(2024, 6, 30),
        "announced_on": date(2024, 7, 30),
    }
    year = [row | surveyed for row in scored(2567, 91, indicators=[79, 81, 82, 85.5])]
    frame = _loop(before, year)
    columns = ("score_before", "illustration_before", "score", "illustration", "change")
    assert cells(frame, *columns, indicator_no=4) == (83.3, True, 85.5, False, 2.2)
    assert cells(frame, *columns, indicator_no=5) == (None,) * 5
    assert cells(frame, *surveyed, indicator_no=4) == tuple(surveyed.values())
    names = [f"{name}_before" for name in surveyed]
    assert cells(frame, *names, "due_on", indicator_no=4) == (None, None, None, date(2024, 10, 15))


def test_a_renumbered_indicator_keeps_its_score_of_the_year_before():
    year = framework(links=LINKS)
    renumbered = [
        replace(each, previous_no=3) if each.no == 4 else each for each in year.indicators
    ]
    year = replace(year, indicators=tuple(renumbered))
    frame = _loop(scored(2566, 90, indicators=[80, 81, 82, 83]), year=year)
    assert cells(frame, "score_before", indicator_no=4) == (82,)


def test_without_links_everything_stands_alone():
    frame = _loop(links=())
    assert frame["indicator_no"].notna().sum() == 10
    assert list(frame["measure_no"].dropna()) == [1, 2]
