"""Other scores tried out, against a hand calculation that knows the rule alone."""

from random import Random

import pytest

from itadata.analysis import lifted_scores, read_scenario, what_if, write_scenario
from itadata.errors import WrongScenario
from tests.analysis import by_hand
from tests.analysis.frames import framework, score_values, scored

SAMPLE = [float(text) for text in by_hand.SAMPLE_2567]
NUMBERS = range(1, 11)


def _tried(scenario="", target="", unit=None):
    unit = unit or scored(2567, 95.55, indicators=SAMPLE)
    return what_if(score_values(unit), {2567: framework()}, scenario, target)


def _outcome(rows):
    instruments = rows.drop_duplicates("instrument")["instrument_scenario"]
    return [*instruments, rows["total_scenario"].iloc[0]]


def test_instruments_and_total_of_any_scenario_agree_with_the_hand():
    chance = Random(2567)
    for _turn in range(50):
        texts = [f"{chance.randint(7000, 10000) / 100:.2f}" for _no in NUMBERS]
        numbers = chance.sample(NUMBERS, 4)
        scenario = "_".join(f"{no}-{texts[no - 1]}" for no in numbers)
        scores = [
            texts[no - 1] if no in numbers else by_hand.SAMPLE_2567[no - 1] for no in NUMBERS
        ]
        assert _outcome(_tried(scenario)) == by_hand.outcome(scores, by_hand.PARTS)


def test_the_last_hundredth_decides_on_the_level():
    assert _tried("4-99.18")["level_scenario"].iloc[0] == "ผ่านดีเยี่ยม"
    below = _tried("4-99.17")
    assert (below["level"].iloc[0], below["level_scenario"].iloc[0]) == ("ผ่านดี", "ผ่านดี")
    assert below["lift"].sum() == pytest.approx(0.01)


def test_the_lifts_lead_from_the_scenario_to_the_target():
    rows = _tried("8-90", "ผ่านดีเยี่ยม")
    scores = [*by_hand.SAMPLE_2567[:7], "90", *by_hand.SAMPLE_2567[8:]]
    lift = by_hand.least_sum(scores, None, by_hand.PARTS, 95, 95)
    assert round(100 * rows["lift"].sum()) == lift
    for column in ("lift", "lift_fewest"):
        lifted = write_scenario({8: 9000, **lifted_scores(rows, column)})
        assert _tried(lifted)["level_scenario"].iloc[0] == "ผ่านดีเยี่ยม"


def test_scores_with_more_decimals_are_lifted_to_a_hundredth_that_suffices():
    unit = scored(2567, indicators=(94.986, 94.986, 94.99, 94.99, 94.9901, *[96] * 5))
    rows = _tried(unit=unit)
    lifted = write_scenario(lifted_scores(rows, "lift"))
    assert _tried(lifted, unit=unit)["level_scenario"].iloc[0] == "ผ่านดีเยี่ยม"


def test_the_difference_of_a_stated_figure_stays():
    unit = scored(2567, 95.50, instruments=(93.40, 95.80, 96.90), indicators=SAMPLE)
    rows = _tried("1-96.10", unit=unit)  # a point more: 0.20 of IIT, 0.06 of the total
    assert _outcome(rows) == [93.60, 95.80, 96.90, 95.56]


def test_without_instruments_known_scores_move_the_total_and_no_level_is_told():
    unit = scored(2567, 90.00, indicators=(90, None), published="ผ่านดี")
    rows = _tried("1-95", unit=unit)
    assert rows["total_scenario"].iloc[0] == 90.30
    assert rows["level_scenario"].isna().all() and rows["lift"].isna().all()


def test_what_a_scenario_cannot_hold_is_named_and_the_rest_is_read():
    text = "1-95.5_2-101_3-ก_x_11-90_4-95.123_๕-๙๖_6-"
    scores, errors = read_scenario(text, NUMBERS)
    assert scores == {1: 9550, 5: 9600}
    named = [str(error) for error in errors]
    assert len(named) == 6
    assert all(
        part in error
        for part, error in zip(["101", "ก", "x", "11", "95.123", "6-"], named, strict=True)
    )


def test_a_target_that_the_year_does_not_have_is_refused():
    with pytest.raises(WrongScenario):
        _tried(target="AAA")
