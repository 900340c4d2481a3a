from itadata.analysis import indicators, measure_indicators
from itadata.framework import Link
from itadata.language import language_context
from tests.analysis.frames import cell, cells, framework, score_values, scored

TO_FIRST = Link(1, 1, inferred=True)
TO_SIXTH = Link(1, 6, inferred=False)
SCORES = ("score_before", "score_same", "score_after")


def _linked(*units, links=(TO_FIRST,), year=2567):
    frameworks = {y: framework(y, links=links) for y in (2566, 2567, 2568)}
    return measure_indicators(frameworks[year], indicators(score_values(*units), frameworks))


def _three_years(**illustrated):
    return [scored(y, indicators=[y - 2480], **illustrated) for y in (2566, 2567, 2568)]


def test_each_link_has_a_row_in_the_order_of_the_measures():
    frame = _linked(links=(Link(2, 3, False), TO_SIXTH, TO_FIRST))
    columns = ["measure_no", "indicator_no", "inferred"]
    assert frame[columns].values.tolist() == [[1, 1, True], [1, 6, False], [2, 3, False]]
    assert _linked(links=()).empty


def test_a_link_to_a_measure_that_is_filtered_out_has_no_row():
    filtered = framework(links=(TO_FIRST,)).filtered(measure_no=2)
    assert measure_indicators(filtered, indicators(score_values(), {})).empty


def test_a_link_to_an_indicator_that_the_year_has_not_has_no_name():
    assert cell(_linked(links=(Link(1, 11, False),)), "indicator", indicator_no=11) is None


def test_the_scores_are_of_the_year_before_the_same_and_the_year_after():
    assert cells(_linked(*_three_years()), *SCORES) == (86, 87, 88)
    assert cells(_linked(*_three_years(), year=2566), *SCORES) == (None, 86, 87)
    assert cells(_linked(*_three_years(), year=2568), *SCORES) == (87, 88, None)


def test_scores_are_real_illustrations_or_unknown():
    column = "scores_illustration"
    assert cells(_linked(*_three_years(rest_illustrated=True)), column) == (True,)
    assert cells(_linked(*_three_years()), column) == (False,)
    assert cells(_linked(), column) == (None,)


def test_measure_and_indicator_are_in_the_language_in_use():
    assert cells(_linked(), "measure", "indicator") == ("ชื่อย่อ 1", "ตัวชี้วัด 1")
    with language_context("en"):
        assert cells(_linked(), "measure", "indicator") == ("short 1", "indicator 1")
