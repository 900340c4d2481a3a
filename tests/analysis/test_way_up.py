"""The way to the next level, against a hand calculation that knows the rule alone."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from itadata.analysis import way_up
from itadata.framework import Indicator, Instrument, LevelRule, Minimum
from itadata.intake.sample import SAMPLE_DAY
from itadata.tables import TableQuery, read_table
from tests.analysis import by_hand
from tests.analysis.frames import FIVE_LEVELS, UNIT, framework, score_values, scored

INDICATORS = (95.10, 92.80, 93.40, 91.70, 94.50, 96.50, 95.70, 95.20, 95.30, 98.50)


def _way(*units, rules=FIVE_LEVELS):
    return way_up(score_values(*units), {2567: framework(rules=rules)})


def _lifts(frame, column="lift"):
    return [None if lift != lift else lift for lift in frame[column]]


@pytest.fixture(scope="module")
def table(sample):
    with sample.snapshot() as snapshot:
        return read_table(snapshot, "way_up", TableQuery(SAMPLE_DAY, all_years=True)).frame


# --- by hand ---------------------------------------------------------------------------------


def _sum_of_lifts(table, year, unit):
    rows = table[(table["fiscal_year"] == year) & (table["unit"] == unit)]
    return round(100 * rows["lift"].sum())


def test_the_sample_agrees_with_the_hand(table):
    lift = _sum_of_lifts(table, 2567, UNIT)
    assert lift == by_hand.least_sum(by_hand.SAMPLE_2567, "95.55", by_hand.PARTS, 95, 95) == 748


def test_the_real_provinces_agree_with_the_hand(table):
    lifts = {
        (name, year): _sum_of_lifts(table, year, f"จังหวัด{name}")
        for name, year in by_hand.REAL_PROVINCES
    }
    assert lifts == {
        key: by_hand.least_sum(scores, total, by_hand.PARTS, next_letter, 0)
        for key, (scores, total, next_letter) in by_hand.REAL_PROVINCES.items()
    }


def test_a_made_up_framework_agrees_with_the_hand():
    made_up = replace(
        framework(),
        instruments=(
            Instrument("P", "ก", "P", Decimal("0.25")),
            Instrument("Q", "ข", "Q", Decimal("0.75")),
        ),
        indicators=tuple(
            Indicator(no, code, f"ตัวชี้วัด {no}", "") for no, code in enumerate("PPPQQQQ", start=1)
        ),
        level_rules=(
            LevelRule("ดี", "Good", Decimal(88), Decimal(80)),
            LevelRule("พอใช้", "Fair", Decimal(0), None),
        ),
    )
    scores = ("79.93", "78.41", "80.05", "97.11", "60.20", "88.88", "91.36")
    figures = score_values(scored(2567, indicators=[float(score) for score in scores]))
    parts = [(Fraction(1, 4), (1, 2, 3)), (Fraction(3, 4), (4, 5, 6, 7))]
    lift = round(100 * way_up(figures, {2567: made_up})["lift"].sum())
    assert lift == by_hand.least_sum(scores, None, parts, 88, 80)


def test_the_sample_lacks_7_48_points_in_iit(table):
    rows = table[(table["fiscal_year"] == 2567) & (table["unit"] == UNIT)]
    first = rows.iloc[0]
    assert (first["condition"], first["condition_of"], first["missing"]) == (
        "instrument",
        "IIT",
        1.5,
    )
    assert _lifts(rows) == [0, 2.17, 1.57, 3.27, 0.47, 0, 0, 0, 0, 0]
    assert _lifts(rows, "lift_fewest") == [0, 0, 0, 7.48, 0, 0, 0, 0, 0, 0]
    assert rows["gap"].max() == 3.3 and rows["illustration"].all()
    assert rows["gain"].sum() == pytest.approx(0.06 * 7.48)


def test_every_lifted_unit_reaches_the_next_level_and_not_without_the_last_hundredth(table):
    year = table[(table["fiscal_year"] == 2567) & (table["unit"] == UNIT)]
    for column in ("lift", "lift_fewest"):
        lifted = [s + lift for s, lift in zip(year["score"], year[column], strict=True)]
        assert _level(lifted) == "ผ่านดีเยี่ยม"
        lifted[3] -= 0.01
        assert _level(lifted) == "ผ่านดี"


def _level(scores):
    rounded = [round(score, 2) for score in scores]
    return _way(scored(2567, indicators=rounded))["level"].iloc[0]


# --- what it starts from ---------------------------------------------------------------------


def test_the_difference_of_a_stated_figure_stays():
    # IIT is stated 0.10 below the mean of its indicators, so 5 × 0.10 more is needed.
    unit = scored(2567, 95.55, instruments=(93.40, 95.80, 96.90), indicators=INDICATORS)
    way = _way(unit)
    assert way["level"].iloc[0] == "ผ่านดี"
    assert sum(_lifts(way)) == pytest.approx(7.98)


def test_a_stated_figure_that_is_the_computed_one_rounded_is_no_difference():
    # 3 × 94.995 − 279.80 is 5.185; from the stated 93.27 it would be 5.18, and 94.99 in the end.
    eit = (94.10, 92.65, 93.05)
    unit = scored(2567, 96, instruments=(96, 93.27, 96), indicators=(*[96] * 5, *eit, 96, 96))
    assert sum(_lifts(_way(unit))) == pytest.approx(5.19)


def test_a_stated_total_below_the_bound_is_what_is_missing():
    unit = scored(2567, 94.00, indicators=[96] * 10)
    first = _way(unit).iloc[0]
    assert (first["condition"], first["condition_of"], first["missing"]) == ("total", None, 1)
    assert sum(_lifts(_way(unit))) == pytest.approx(4.98)  # 0.995 ÷ 0.2


def test_the_computed_level_counts_where_the_published_one_differs():
    way = _way(scored(2567, indicators=INDICATORS, published="ผ่าน"))
    assert way["level"].iloc[0] == "ผ่านดี"


def test_without_a_computed_level_there_are_no_lifts():
    way = _way(scored(2567, 95.55, published="ผ่านดี"))
    assert _lifts(way) == [None] * 10
    assert (way["level"].iloc[0], way["next_level"].iloc[0]) == ("ผ่านดี", "ผ่านดีเยี่ยม")
    assert way["condition"].isna().all()  # nothing known is below a bound


def test_a_missing_indicator_of_the_deciding_instrument_leaves_no_lifts():
    stated = {"total": 95.55, "instruments": (93.50, 95.80, 96.90)}
    without_iit = _way(scored(2567, **stated, indicators=(95.10, None, *INDICATORS[2:])))
    assert _lifts(without_iit) == [None] * 10
    assert without_iit["condition_of"].iloc[0] == "IIT"
    without_oit = _way(scored(2567, **stated, indicators=(*INDICATORS[:9], None)))
    assert sum(_lifts(without_oit)) == pytest.approx(7.48)


def test_the_highest_level_needs_nothing():
    way = _way(scored(2567, indicators=[96] * 10))
    assert _lifts(way) == _lifts(way, "lift_fewest") == [0] * 10
    assert way["next_level"].isna().all()


def test_a_rule_that_no_scores_satisfy_has_no_lifts():
    rules = (LevelRule("ก", "A", Decimal(95), None), LevelRule("ข", "B", Decimal(0), None))
    way = _way(scored(2567, 50, indicators=[99.9] * 10), rules=rules)
    assert _lifts(way) == [None] * 10 and way["missing"].iloc[0] == 45


def test_a_national_mean_has_no_way():
    assert _way(scored(2567, 90, unit="ค่าเฉลี่ยประเทศ")).empty


# --- any rule --------------------------------------------------------------------------------


def test_a_minimum_of_one_indicator_is_lifted_alone():
    top = replace(FIVE_LEVELS[0], minima=(Minimum("indicator:9", Decimal("96")),))
    scores = (96, 96, 96, 96, 96, 96, 96, 96, 95.5, 97)
    way = _way(scored(2567, indicators=scores), rules=(top, *FIVE_LEVELS[1:]))
    assert way["condition"].iloc[0] == "indicator" and way["condition_of"].iloc[0] == 9
    assert _lifts(way) == [0] * 8 + [0.5, 0]


def test_an_easier_rule_before_the_next_one_counts():
    rules = (
        LevelRule("ก", "A", Decimal(80), None, (Minimum("indicator:1", Decimal(90)),)),
        LevelRule("ข", "B", Decimal(90), None),
        LevelRule("ค", "C", Decimal(0), None),
    )
    way = _way(scored(2567, indicators=(89, *[85] * 9)), rules=rules)
    assert way["next_level"].iloc[0] == "ข" and way["condition"].iloc[0] == "total"
    assert _lifts(way) == [1, *[0] * 9]  # to 90, where ก is reached


def test_scores_finer_than_a_hundredth_are_exact():
    # 5 × 94.995 − (4 × 94.99 + 94.9901) is 0.0249, so three hundredths.
    scores = (94.99, 94.99, 94.99, 94.99, 94.9901, *[96] * 5)
    assert sum(_lifts(_way(scored(2567, indicators=scores)))) == pytest.approx(0.03)
