import pytest

from itadata.analysis import indicators, measure_indicators
from itadata.framework import Link
from itadata.language import using
from tests.analysis.frames import cell, figures, framework, scored

TO_FIRST = Link(1, 1, inferred=True)
TO_SIXTH = Link(1, 6, inferred=False)


def _linked(*units, links=(TO_FIRST,), year=2567):
    frameworks = {y: framework(y, links=links) for y in (2566, 2567, 2568)}
    return measure_indicators(frameworks[year], indicators(figures(*units), frameworks))


def _of_three_years(**illustrated):
    return [scored(y, indicators=[y - 2480], **illustrated) for y in (2566, 2567, 2568)]


def test_each_link_has_a_row_in_the_order_of_the_measures():
    found = _linked(links=(Link(2, 3, False), TO_SIXTH, TO_FIRST))
    assert list(zip(found["measure_no"], found["indicator_no"], strict=True)) == [
        (1, 1),
        (1, 6),
        (2, 3),
    ]


def test_a_year_without_links_has_no_row():
    assert _linked(links=()).empty


def test_a_link_to_a_measure_that_is_not_shown_has_no_row():
    narrowed = framework(links=(TO_FIRST,)).filtered(measure_no=2)
    assert measure_indicators(narrowed, indicators(figures(), {})).empty


def test_a_link_to_an_indicator_that_the_year_has_not_has_no_name():
    assert cell(_linked(links=(Link(1, 11, False),)), "indicator", indicator_no=11) is None


@pytest.mark.parametrize(("link", "inferred"), [(TO_FIRST, True), (TO_SIXTH, False)])
def test_a_link_says_whether_it_was_inferred(link, inferred):
    assert cell(_linked(links=(link,)), "inferred", measure_no=1) == inferred


@pytest.mark.parametrize(
    ("column", "score"), [("score_before", 86), ("score_same", 87), ("score_after", 88)]
)
def test_the_scores_are_of_the_year_before_the_same_and_the_year_after(column, score):
    assert cell(_linked(*_of_three_years()), column, measure_no=1) == score


@pytest.mark.parametrize(("year", "column"), [(2566, "score_before"), (2568, "score_after")])
def test_a_year_without_scores_has_none(year, column):
    assert cell(_linked(*_of_three_years(), year=year), column, measure_no=1) is None


def test_a_score_of_an_illustration_says_so():
    found = _linked(*_of_three_years(rest_illustrated=True))
    assert cell(found, "scores_illustration", measure_no=1) == True  # noqa: E712


def test_real_scores_are_no_illustration():
    assert cell(_linked(*_of_three_years()), "scores_illustration", measure_no=1) == False  # noqa: E712


def test_without_scores_nothing_is_an_illustration_or_real():
    assert cell(_linked(), "scores_illustration", measure_no=1) is None


@pytest.mark.parametrize(
    ("language", "names"), [("th", ("ชื่อย่อ 1", "ตัวชี้วัด 1")), ("en", ("short 1", "indicator 1"))]
)
def test_measure_and_indicator_speak_the_language_in_use(language, names):
    with using(language):
        found = _linked()
    assert (found["measure"].iloc[0], found["indicator"].iloc[0]) == names
