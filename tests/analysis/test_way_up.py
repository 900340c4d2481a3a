"""The way to the next level, against a hand calculation that knows the rule alone."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest

from itadata.analysis import way_up
from itadata.framework import LevelRule, Minimum
from itadata.intake.sample import SAMPLE_DAY
from itadata.tables import TableQuery, read_table
from tests.analysis.frames import FIVE_LEVELS, UNIT, framework, score_values, scored

INDICATORS = (95.10, 92.80, 93.40, 91.70, 94.50, 96.50, 95.70, 95.20, 95.30, 98.50)
HALF = Fraction(1, 200)  # of 0.01: a score this far below a bound rounds up to it


def _way(*units, rules=FIVE_LEVELS):
    return way_up(score_values(*units), {2567: framework(rules=rules)})


def _lifts(frame, column="lift"):
    return [None if lift != lift else lift for lift in frame[column]]


# --- by hand ---------------------------------------------------------------------------------


def _by_hand(scores, total, parts, total_min, each_min):
    """The least sum of lifts, in hundredths.

    `scores` are ten texts; `parts` the share of each instrument and its numbers. What instruments
    lack comes first, then what the total still lacks, where a hundredth brings most.
    """
    exact = [Fraction(text) for text in scores]
    means = [sum(exact[no - 1] for no in numbers) / len(numbers) for _, numbers in parts]
    computed = sum(share * mean for (share, _), mean in zip(parts, means, strict=True))
    hundredths = (computed * 100 + Fraction(1, 2)) // 1
    total = (
        computed + Fraction(total) - Fraction(hundredths, 100)
    )  # a stated one that differs stays so
    lifts = []
    for (share, numbers), mean in zip(parts, means, strict=True):
        lacks = max((each_min - HALF - mean) * len(numbers) * 100, 0) if each_min else 0
        lifts.append(-(-lacks // 1))
        total += share * lifts[-1] / len(numbers) / 100
    room = [
        sum(10_000 - 100 * exact[no - 1] for no in numbers) - lift
        for (_, numbers), lift in zip(parts, lifts, strict=True)
    ]
    for lift in count(sum(lifts)):
        if total >= total_min - HALF:
            return int(lift)
        best = max(
            (at for at in range(len(parts)) if room[at] > 0),
            key=lambda at: parts[at][0] / len(parts[at][1]),
        )
        room[best] -= 1
        total += parts[best][0] / len(parts[best][1]) / 100


PARTS = [
    (Fraction(3, 10), range(1, 6)),
    (Fraction(3, 10), range(6, 9)),
    (Fraction(4, 10), range(9, 11)),
]
LETTERS = {"AA": 95, "A": 85, "B": 75, "C": 65, "D": 55, "E": 50}
LEVELS = {"ผ่านดีเยี่ยม": (95, 95), "ผ่านดี": (85, 85), "ผ่าน": (85, 0), "ต้องปรับปรุง": (70, 0)}


@pytest.fixture(scope="module")
def table(sample):
    with sample.snapshot() as snapshot:
        return read_table(snapshot, "way_up", TableQuery(SAMPLE_DAY, all_years=True)).frame


def test_the_sample_and_the_real_provinces_agree_with_the_hand(sample, table):
    with sample.snapshot() as snapshot:
        scores = read_table(snapshot, "scores", TableQuery(SAMPLE_DAY)).frame
    totals = scores.set_index(["fiscal_year", "unit"])["total"]
    differing, numbers = [], 0
    for key, rows in table.groupby(["fiscal_year", "unit"]):
        next_level = rows["next_level"].iloc[0]
        if next_level is None or rows["lift"].isna().any():
            continue
        bounds = LEVELS.get(next_level) or (LETTERS[next_level], 0)
        figures = [f"{score:.2f}" for score in rows["score"]], f"{totals[key]:.2f}"
        hand = _by_hand(*figures, PARTS, *bounds)
        numbers += 1
        if round(rows["lift"].sum() * 100) != hand:
            differing.append((key, rows["lift"].sum(), hand))
    assert not differing
    assert numbers == 10


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
