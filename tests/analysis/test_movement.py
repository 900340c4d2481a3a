from dataclasses import replace
from decimal import Decimal

import pytest

from itadata.analysis import contributions, indicators, same_structure, score_change
from itadata.framework import Instrument
from tests.analysis.frames import cell, figures, framework, scored

FRAMEWORKS = {2566: framework(2566), 2567: framework(2567)}
EARLIER = [90.0] * 10
LATER = [91.0, *[90.0] * 4, 88.0, 90.0, 90.0, 90.0, 95.0]
OTHER_WEIGHTS = replace(
    framework(2566),
    instruments=(
        Instrument("IIT", "ภายใน", "internal", Decimal("0.4")),
        Instrument("EIT", "ภายนอก", "external", Decimal("0.3")),
        Instrument("OIT", "เปิดเผย", "open data", Decimal("0.3")),
    ),
)


def _contributions(*units, frameworks=FRAMEWORKS):
    return contributions(indicators(figures(*units), frameworks), frameworks)


def _moved(earlier=EARLIER, later=LATER, **changes):
    return _contributions(
        scored(2566, indicators=earlier), scored(2567, indicators=later, **changes)
    )


# --- contributions -------------------------------------------------------------------------


@pytest.mark.parametrize(("no", "points"), [(1, 0.06), (2, 0.0), (6, -0.2), (10, 1.0)])
def test_an_indicator_moves_the_total_by_its_share_of_its_change(no, points):
    assert cell(_moved(), "contribution", indicator_no=no) == points


@pytest.mark.parametrize(("no", "share"), [(1, 6.0), (6, 10.0), (9, 20.0)])
def test_the_share_is_the_weight_divided_among_the_indicators(no, share):
    assert cell(_moved(), "share", indicator_no=no) == share


def test_both_scores_stand_beside_the_change():
    row = _moved().iloc[9]
    assert (row["score_before"], row["score"], row["change"]) == (90.0, 95.0, 5.0)


def test_the_first_year_has_no_contributions():
    assert 2566 not in set(_moved()["fiscal_year"])


def test_a_year_after_a_gap_has_no_contributions():
    frameworks = {2565: framework(2565), 2567: framework(2567)}
    units = (scored(2565, indicators=EARLIER), scored(2567, indicators=LATER))
    assert _contributions(*units, frameworks=frameworks).empty


def test_other_weights_have_no_contributions():
    frameworks = {2566: OTHER_WEIGHTS, 2567: framework(2567)}
    units = (scored(2566, indicators=EARLIER), scored(2567, indicators=LATER))
    assert _contributions(*units, frameworks=frameworks).empty


def test_an_indicator_that_one_year_lacks_is_left_out():
    assert 10 not in set(_moved(earlier=EARLIER[:9])["indicator_no"])


def test_an_illustration_in_either_year_marks_the_contribution():
    assert _moved(rest_illustrated=True)["illustration"].all()


def test_nothing_loaded_has_no_contributions():
    assert _contributions().empty


def test_another_unit_is_no_year_before():
    units = (scored(2566, indicators=EARLIER, unit="จังหวัดแพร่"), scored(2567, indicators=LATER))
    assert _contributions(*units).empty


# --- structure -----------------------------------------------------------------------------


def test_years_with_the_same_scheme_have_the_same_structure():
    assert same_structure(framework(2566), framework(2567))


def test_other_weights_are_another_structure():
    assert not same_structure(OTHER_WEIGHTS, framework(2567))


def test_another_indicator_is_another_structure():
    fewer = replace(framework(2566), indicators=framework().indicators[:9])
    assert not same_structure(fewer, framework(2567))


def test_a_reworded_name_is_no_other_structure():
    first, *rest = framework().indicators
    reworded = replace(framework(2566), indicators=(replace(first, name="อื่น"), *rest))
    assert same_structure(reworded, framework(2567))


# --- what they add up to -------------------------------------------------------------------


def test_the_contributions_add_up():
    assert score_change(_moved(), 0.86, framework()).explained == 0.86


def test_what_is_not_explained_is_said():
    assert score_change(_moved(), 0.88, framework()).rest == 0.02


def test_with_an_indicator_missing_nothing_is_added_up():
    moved = score_change(_moved(earlier=EARLIER[:9]), 0.86, framework())
    assert (moved.explained, moved.known, moved.of) == (None, 9, 10)


def test_without_a_stated_change_nothing_is_left_over():
    assert score_change(_moved(), None, framework()).rest is None
