from dataclasses import replace
from decimal import Decimal

from itadata.analysis import contributions, indicators, same_structure, score_change, scores
from itadata.framework import Adjustment, AdjustmentKind, Instrument
from tests.analysis.frames import cells, framework, score_values, scored

FRAMEWORKS = {2566: framework(2566), 2567: framework(2567)}
EARLIER = [90.0] * 10
LATER = [91.0, *[90.0] * 4, 88.0, 90.0, 90.0, 90.0, 95.0]
UNITS = (scored(2566, indicators=EARLIER), scored(2567, indicators=LATER))
OTHER_WEIGHTS = replace(
    framework(2566),
    instruments=(
        Instrument("IIT", "ภายใน", "internal", Decimal("0.4")),
        Instrument("EIT", "ภายนอก", "external", Decimal("0.3")),
        Instrument("OIT", "เปิดเผย", "open data", Decimal("0.3")),
    ),
)


def _contributions(*units, frameworks=FRAMEWORKS):
    return contributions(indicators(score_values(*units), frameworks), frameworks)


def _totals(total):
    return scores(score_values(scored(2566, 90.0), scored(2567, total)), FRAMEWORKS)


# --- contributions -------------------------------------------------------------------------


def test_an_indicator_changes_the_total_by_its_share_of_its_change():
    frame = _contributions(*UNITS)
    assert set(frame["fiscal_year"]) == {2567}
    columns = ("share", "change", "contribution")
    expected = {1: (6.0, 1.0, 0.06), 2: (6.0, 0.0, 0.0), 6: (10.0, -2.0, -0.2)}
    for no, values in {**expected, 10: (20.0, 5.0, 1.0)}.items():
        assert cells(frame, *columns, indicator_no=no) == values, no
    assert cells(frame, "score_before", "score", indicator_no=10) == (90.0, 95.0)


def test_without_a_comparable_year_before_there_are_no_contributions():
    gap = {2565: framework(2565), 2567: framework(2567)}
    after_a_gap = (scored(2565, indicators=EARLIER), UNITS[1])
    other_unit = (scored(2566, indicators=EARLIER, unit="จังหวัดแพร่"), UNITS[1])
    assert _contributions(*after_a_gap, frameworks=gap).empty
    assert _contributions(*UNITS, frameworks={**FRAMEWORKS, 2566: OTHER_WEIGHTS}).empty
    assert _contributions(*other_unit).empty
    assert _contributions().empty


def test_an_indicator_that_one_year_lacks_is_left_out():
    fewer = _contributions(scored(2566, indicators=EARLIER[:9]), UNITS[1])
    assert 10 not in set(fewer["indicator_no"])


def test_an_illustration_in_either_year_marks_the_contribution():
    illustrated = scored(2567, indicators=LATER, rest_illustrated=True)
    assert _contributions(UNITS[0], illustrated)["illustration"].all()


# --- structure -----------------------------------------------------------------------------


def test_the_structure_is_the_weights_and_the_indicators_and_not_their_names():
    first, *rest = framework().indicators
    reworded = replace(framework(2566), indicators=(replace(first, name="อื่น"), *rest))
    fewer = replace(framework(2566), indicators=framework().indicators[:9])
    assert same_structure(framework(2566), framework(2567))
    assert same_structure(reworded, framework(2567))
    assert not same_structure(OTHER_WEIGHTS, framework(2567))
    assert not same_structure(fewer, framework(2567))


# --- what they add up to -------------------------------------------------------------------


def test_the_contributions_add_up_and_the_rest_is_unexplained():
    frame = _contributions(*UNITS)
    assert score_change(frame, _totals(90.86), framework()).explained == 0.86
    assert score_change(frame, _totals(90.88), framework()).unexplained == 0.02
    assert score_change(frame, _totals(None), framework()).unexplained is None


def test_the_parts_lead_from_one_total_to_the_other():
    change = score_change(_contributions(*UNITS), _totals(90.88), framework())
    assert [part.code for part in change.parts] == ["IIT", "EIT", "OIT", ""]
    assert round(change.total_before + sum(part.points for part in change.parts), 2) == 90.88


def test_a_deduction_lowers_and_a_bonus_counts_up_to_its_maximum():
    year = replace(
        framework(),
        adjustments=(
            Adjustment("BON", "โบนัส", AdjustmentKind.BONUS, Decimal(1)),
            Adjustment("DED", "หัก", AdjustmentKind.DEDUCTION, Decimal(5)),
        ),
    )
    totals = _totals(90.86).assign(bon=[None, 3.0], ded=[0.5, 2.0])
    change = score_change(_contributions(*UNITS), totals, year)
    parts = {part.code: part.points for part in change.parts}
    assert (parts["BON"], parts["DED"]) == (1.0, -1.5)


def test_with_an_indicator_missing_nothing_is_added_up():
    frame = _contributions(scored(2566, indicators=EARLIER[:9]), UNITS[1])
    change = score_change(frame, _totals(90.86), framework())
    assert (change.explained, change.known_indicators, change.indicators) == (None, 9, 10)
