from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from itadata.framework import (
    Adjustment,
    AdjustmentKind,
    Minimum,
    SubIndicator,
    computed_total,
    find_level_rule,
    indicator_means,
    instrument_means,
    level_rule,
    rounded,
)
from tests.frameworks import framework

CODES = ("IIT", "EIT", "OIT")
REAL = ("93.50", "95.80", "96.90")  # an illustration that gives the published total of 2567
IIT, EIT, OIT = (95.10, 92.80, 93.40, 91.70, 94.50), (96.50, 95.70, 95.20), (95.30, 98.50)
INDICATORS = [str(score) for score in (*IIT, *EIT, *OIT)]
SCORES = st.decimals(0, 100, places=2)
FINE_SCORES = st.decimals(0, 100, places=6)


def _level(total, instruments=(), year=2567):
    known = {code: Decimal(s) for code, s in zip(CODES, instruments, strict=False) if s}
    rule = level_rule(framework(year), Decimal(total), known)
    return None if rule is None else rule.level


# --- rounding ------------------------------------------------------------------------------


def test_scores_are_rounded_half_up():
    for score, expected in {
        "84.995": "85.00",
        "84.994999": "84.99",
        "84.985": "84.99",
        "95": "95.00",
        "0.005": "0.01",
    }.items():
        assert rounded(Decimal(score)) == Decimal(expected)


@given(FINE_SCORES)
def test_rounding_moves_a_score_by_half_a_hundredth_at_most(score):
    assert abs(rounded(score) - score) <= Decimal("0.005")


@given(FINE_SCORES)
def test_rounding_twice_changes_nothing_more(score):
    assert rounded(rounded(score)) == rounded(score)


# --- means and totals ----------------------------------------------------------------------


def _means(indicators):
    return instrument_means(framework(), indicators)


def _indicators():
    return {no: Decimal(score) for no, score in enumerate(INDICATORS, start=1)}


def test_an_instrument_is_the_mean_of_its_indicators():
    assert _means(_indicators()) == {code: Decimal(s) for code, s in zip(CODES, REAL, strict=True)}


def test_a_mean_is_not_rounded():
    indicators = {**_indicators(), 6: Decimal("96.51")}
    assert _means(indicators)["EIT"] * 3 != rounded(_means(indicators)["EIT"]) * 3


def test_a_missing_indicator_leaves_its_instrument_unknown():
    indicators = _indicators()
    del indicators[9]
    assert set(_means(indicators)) == {"IIT", "EIT"}


def test_no_indicators_give_no_instruments():
    assert _means({}) == {}


def test_the_total_is_weighted():
    assert computed_total(framework(), _means(_indicators())) == Decimal("95.55")


def test_the_total_is_rounded_once_from_unrounded_means():
    # Rounded first, the instruments would give 0.3·85.01 + 0.3·85.01 + 0.4·85.00 = 85.006 → 85.01.
    means = {"IIT": Decimal("85.005"), "EIT": Decimal("85.005"), "OIT": Decimal("85.001")}
    assert computed_total(framework(), means) == Decimal("85.00")


def test_an_unknown_instrument_leaves_the_total_unknown():
    means = _means(_indicators())
    for code in CODES:
        assert computed_total(framework(), {k: v for k, v in means.items() if k != code}) is None


@given(SCORES)
def test_instruments_that_are_alike_give_a_total_that_is_the_same(score):
    assert computed_total(framework(), dict.fromkeys(CODES, score)) == score


@given(st.lists(SCORES, min_size=10, max_size=10))
def test_a_total_lies_between_the_lowest_and_the_highest_indicator(scores):
    total = computed_total(framework(), _means(dict(enumerate(scores, start=1))))
    assert min(scores) <= total <= max(scores)


# --- levels from 2566 ----------------------------------------------------------------------


LEVELS = [
    ("95.55", REAL, "ผ่านดี"),
    ("95.00", ("95.00", "95.00", "95.00"), "ผ่านดีเยี่ยม"),
    ("94.99", ("95.00", "95.00", "95.00"), "ผ่านดี"),
    ("95.55", ("94.99", "96.00", "96.00"), "ผ่านดี"),
    ("85.00", ("85.00", "85.00", "85.00"), "ผ่านดี"),
    ("95.55", ("84.99", "99.00", "99.00"), "ผ่าน"),
    ("85.00", ("84.99", "90.00", "90.00"), "ผ่าน"),
    ("84.99", ("95.00", "95.00", "95.00"), "ต้องปรับปรุง"),
    ("70.00", ("70.00", "70.00", "70.00"), "ต้องปรับปรุง"),
    ("69.99", ("70.00", "70.00", "70.00"), "ต้องปรับปรุงโดยด่วน"),
    ("0", ("0", "0", "0"), "ต้องปรับปรุงโดยด่วน"),
    # total and instruments are rounded first
    ("84.995", ("90", "90", "90"), "ผ่านดี"),
    ("95.55", ("94.995", "96", "96"), "ผ่านดีเยี่ยม"),
    # without instruments, only a total below 85 has a level
    ("85.00", (), None),
    ("95.55", (), None),
    ("84.995", (), None),
    ("84.99", (), "ต้องปรับปรุง"),
    ("69.99", (), "ต้องปรับปรุงโดยด่วน"),
    # one instrument below 85 decides, one above does not
    ("90", ("84.99", None, None), "ผ่าน"),
    ("90", ("93.50", None, None), None),
]


def test_levels_begin_at_their_lower_bounds():
    assert [(*given, _level(*given)) for *given, _ in LEVELS] == LEVELS


@given(SCORES, st.lists(SCORES, min_size=3, max_size=3))
def test_every_score_with_its_instruments_has_a_level(total, instruments):
    assert _level(total, [str(score) for score in instruments]) is not None


@given(SCORES, st.lists(SCORES, min_size=3, max_size=3), st.sampled_from(range(8)))
def test_a_level_known_from_some_instruments_is_that_of_all(total, instruments, hidden):
    known = [str(s) for s in instruments]
    some = [None if hidden >> n & 1 else score for n, score in enumerate(known)]
    some_level = _level(total, some)
    assume(some_level is not None)
    assert some_level == _level(total, known)


# --- levels to 2565 ------------------------------------------------------------------------


def test_letters_need_no_instruments():
    letters = {"95": "AA", "94.99": "A", "85": "A", "84.99": "B", "75": "B", "65": "C"}
    letters |= {"55": "D", "50": "E", "49.99": "F", "0": "F"}
    assert {total: _level(total, year=2565) for total in letters} == letters
    assert _level("95.55", REAL, year=2566) == "ผ่านดี"


# --- levels as published -------------------------------------------------------------------


def test_a_published_level_is_known_in_every_spelling():
    def found(text):
        rule = find_level_rule(framework(), text)
        return rule and rule.level

    for text in ("ผ่านดี", "ระดับผ่านดี", "ระดับ ผ่านดี", "ผา่นดี", " ผ่าน ดี "):
        assert found(text) == "ผ่านดี", text
    for rule in framework().level_rules:
        assert (found(rule.level), found(rule.level_en.upper())) == (rule.level, rule.level)
    assert [found(text) for text in ("AA", "ดีมาก", "")] == [None] * 3


def test_a_level_is_known_by_the_english_name_of_before_whichever_the_framework_has():
    now = framework()
    before = replace(
        now,
        level_rules=tuple(
            replace(rule, level_en="Pass - good") if rule.level == "ผ่านดี" else rule
            for rule in now.level_rules
        ),
    )
    for each in (now, before):
        for text in ("Good pass", "Pass - good", "PASS – GOOD"):
            rule = find_level_rule(each, text)
            assert rule and rule.level == "ผ่านดี", text


# --- weights, sub-indicators, adjustments and own minima -------------------------------------


def _weighted():
    year = framework()
    shares = {9: Decimal("0.25"), 10: Decimal("0.75")}
    top = replace(year.level_rules[0], minima=(Minimum("instrument:OIT", Decimal(97)),))
    good = replace(year.level_rules[1], minima=(Minimum("indicator:9", Decimal(95)),))
    return replace(
        year,
        indicators=tuple(replace(i, weight=shares.get(i.no)) for i in year.indicators),
        subindicators=(
            SubIndicator("9.1", 9, "หนึ่ง", Decimal(1)),
            SubIndicator("9.2", 9, "สอง", Decimal(3)),
            SubIndicator("10.1", 10, "หนึ่ง"),
            SubIndicator("10.2", 10, "สอง"),
        ),
        adjustments=(
            Adjustment("B1", "นวัตกรรม", AdjustmentKind.BONUS, Decimal(2)),
            Adjustment("D1", "ร้องเรียน", AdjustmentKind.DEDUCTION, Decimal(3)),
        ),
        level_rules=(top, good, *year.level_rules[2:]),
    )


def _decimals(**values):
    return {name: Decimal(value) for name, value in values.items()}


def test_an_indicator_is_the_mean_of_its_parts_weighted_where_weights_stand():
    parts = {"9.1": Decimal(80), "9.2": Decimal(100), "10.1": Decimal(90), "10.2": Decimal(91)}
    assert indicator_means(_weighted(), parts) == {9: Decimal(95), 10: Decimal("90.5")}
    assert indicator_means(_weighted(), {"9.1": Decimal(80)}) == {}


def test_an_instrument_is_the_mean_of_its_indicators_by_their_shares():
    means = instrument_means(_weighted(), {9: Decimal(80), 10: Decimal(100)})
    assert means == {"OIT": Decimal(95)}


def test_bonuses_and_deductions_count_up_to_their_maximum_and_the_total_stays_within_bounds():
    year, ninety = _weighted(), _decimals(IIT="90", EIT="90", OIT="90")
    totals = {
        ("0", "0"): "90.00",
        ("1.255", "0"): "91.26",
        ("9", "0"): "92.00",
        ("0", "2.5"): "87.50",
        ("1", "10"): "88.00",
    }
    for (bonus, deduction), total in totals.items():
        points = _decimals(B1=bonus, D1=deduction)
        assert computed_total(year, ninety, points) == Decimal(total)
    full, none = _decimals(IIT="100", EIT="100", OIT="100"), _decimals(IIT="0", EIT="0", OIT="0")
    assert computed_total(year, full, _decimals(B1="2", D1="0")) == 100
    assert computed_total(year, none, _decimals(B1="0", D1="3")) == 0


def test_an_adjustment_that_is_unknown_leaves_the_total_unknown():
    ninety = _decimals(IIT="90", EIT="90", OIT="90")
    assert computed_total(_weighted(), ninety, _decimals(B1="1")) is None
    assert computed_total(_weighted(), ninety) is None


def test_a_level_needs_its_own_minima_beside_that_of_each_instrument():
    def level(total, oit, ninth=None):
        scores = _decimals(IIT="96", EIT="96", OIT=oit)
        known = {} if ninth is None else {9: Decimal(ninth)}
        rule = level_rule(_weighted(), Decimal(total), scores, known)
        return rule and rule.level

    assert level("96", "97") == "ผ่านดีเยี่ยม"
    assert level("96", "96.99", "95") == "ผ่านดี"
    assert level("96", "96.995") == "ผ่านดีเยี่ยม"  # rounded before it is compared
    assert level("96", "96", "94.99") == "ผ่าน"
    assert level("96", "96") is None  # it depends on an indicator that is unknown
    assert level("84", "96") == "ต้องปรับปรุง"
