"""Colours are told apart by those who see no red or no green, and text on them is readable."""

from itertools import combinations

import pandas as pd
import pytest

from itadata.analysis.columns import LEVEL_SCALE
from itadata.charts import parent_bodies, reporting, steps
from itadata.charts.style import TRANSPARENT
from tests.charts import colour_vision

CLEARLY = 25  # about ten differences that can just be noticed
IN_LIGHTNESS = 15  # of 100: told apart on a projector, and on paper without colours
READABLE = 4.5
GROUNDS = {"light": "#FFFFFF", "dark": "#10161D"}


def _steps():
    counts = {"done": 5, "in_progress": 4, "not_started": 3, "not_applicable": 2, "missing": 1}
    row = {"step_no": "1.1", "step": "step", "expected": 15, "completion": 38.46, **counts}
    return steps(pd.DataFrame([row])).figure


def _reporting():
    frame = pd.DataFrame(
        {"state": ["submitted", "submitted", "missing"], "days_late": [0, 3, 32]},
    )
    return reporting(frame).figure


def _parent_bodies():
    row = {"parent_body": "body", "expected": 6, "on_time": 3, "late": 2, "missing": 1}
    return parent_bodies(pd.DataFrame([row])).figure


DRAWN = {"steps": (_steps, 5), "reporting": (_reporting, 3), "parent bodies": (_parent_bodies, 3)}


def _is_distinguishable(one, other, seen_by):
    return (
        colour_vision.difference(one, other, seen_by) >= CLEARLY
        or colour_vision.lightness(one, other, seen_by) >= IN_LIGHTNESS
    )


@pytest.mark.parametrize("seen_by", colour_vision.SIGHTS)
def test_the_levels_are_distinguished(seen_by):
    pairs = combinations(LEVEL_SCALE, 2)
    assert [pair for pair in pairs if not _is_distinguishable(*pair, seen_by)] == []


@pytest.mark.parametrize("seen_by", colour_vision.SIGHTS)
@pytest.mark.parametrize("name", DRAWN)
def test_the_parts_of_a_bar_are_distinguished_by_colour_or_stripes(name, seen_by):
    draw, count = DRAWN[name]
    parts = [(bar.marker.color, _fill(bar.marker)) for bar in draw().data]
    assert len(parts) == count
    assert [
        (one, other)
        for (one, its_fill), (other, other_fill) in combinations(parts, 2)
        if its_fill == other_fill and not _is_distinguishable(one, other, seen_by)
    ] == []


def _fill(marker):
    outlined = "outlined" if marker.color == TRANSPARENT else ""
    return marker.pattern.shape or outlined


def test_a_missing_answer_is_hatched_and_what_does_not_apply_an_outline():
    *answered, not_applicable, missing = (_fill(bar.marker) for bar in _steps().data)
    assert (answered, not_applicable) == (["", "", ""], "outlined")
    assert missing not in ("", "outlined")


def test_late_is_striped_beside_on_time():
    assert [bool(bar.marker.pattern.shape) for bar in _reporting().data] == [False, True, False]


def test_white_is_readable_on_every_bar_that_bears_a_number():
    bars = [bar for bar in _reporting().data if bar.textfont.color == "#FFFFFF"]
    assert len(bars) == 3
    assert all(colour_vision.contrast("#FFFFFF", bar.marker.color) >= READABLE for bar in bars)


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_bar_that_bears_a_number_stands_out_from_the_page(ground):
    bars = _reporting().data
    assert all(colour_vision.contrast(GROUNDS[ground], bar.marker.color) >= 3 for bar in bars)


# --- the sights themselves ------------------------------------------------------------------


def test_a_red_and_a_green_are_alike_to_who_sees_no_green():
    assert colour_vision.difference("#B35C00", "#7A7A00", "deuteranopia") < CLEARLY
    assert colour_vision.difference("#B35C00", "#7A7A00", "full") > CLEARLY


def test_the_contrast_of_black_and_white_is_twenty_one():
    assert colour_vision.contrast("#000000", "#FFFFFF") == pytest.approx(21, abs=0.01)


def test_the_lightness_of_white_is_a_hundred():
    assert colour_vision.lab("#FFFFFF", "full")[0] == pytest.approx(100, abs=0.01)


# --- tooltips ------------------------------------------------------------------------------


def test_the_text_of_every_tooltip_is_readable_whatever_the_colour_of_its_trace():
    label = _steps().layout.hoverlabel
    assert colour_vision.contrast(label.font.color, label.bgcolor) >= READABLE
