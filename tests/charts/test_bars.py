import pytest

from itadata.charts.bars import Before, Series, named_bars
from itadata.charts.look import Chart, escaped

DONE = Series("เสร็จ", "#000000", [1, 2])
LATE = Series("ช้า", "#FFFFFF", [3, 0])


def drawn_bars(*given, **named):
    """The bars as a figure, each part of it checked."""
    return Chart(named_bars(*given, **named), "", "").figure


def _bars(*series, **changes):
    given = {"reach": 5, "keys": ["ก", "ข"], "hover": "%{x}", **changes}
    return drawn_bars(["แรก", "สอง"], series or [DONE], **given)


def test_every_bar_stands_under_its_label():
    notes = _bars().layout.annotations
    assert [(note.text, note.y) for note in notes] == [("แรก", 0), ("สอง", 1)]


def test_a_bar_is_as_long_as_it_is_said():
    assert list(_bars().data[0].x) == [1, 2]


def test_the_bars_reach_as_far_as_they_are_told():
    assert list(_bars().layout.xaxis.range) == [0, 5]


@pytest.mark.parametrize("part", [0, 1])
def test_a_click_on_any_part_stands_for_the_key_of_the_bar(part):
    assert list(_bars(DONE, LATE).data[part].customdata) == ["ก", "ข"]


def test_the_parts_of_a_bar_stand_in_a_row():
    assert _bars(DONE, LATE).layout.barmode == "stack"


def test_one_series_needs_no_legend():
    assert not _bars().layout.showlegend


def test_several_series_are_named_in_a_legend():
    assert _bars(DONE, LATE).layout.showlegend


def test_an_earlier_length_is_named_in_a_legend():
    assert _bars(before=Before("ปีก่อน", [1, 1])).layout.showlegend


def test_an_earlier_length_is_a_mark_across_the_bar():
    earlier = _bars(before=Before("ปีก่อน", [4, None])).data[-1]
    assert (earlier.name, earlier.mode, list(earlier.x)) == ("ปีก่อน", "markers", [4, None])


def test_a_picture_is_as_high_as_its_bars_need():
    one = drawn_bars(["แรก"], [DONE], reach=5, keys=["ก"], hover="")
    assert _bars().layout.height > one.layout.height


def test_no_bars_are_a_picture_too():
    assert not drawn_bars([], [], reach=1, keys=[], hover="").layout.annotations


def test_text_from_a_workbook_is_no_part_of_the_picture():
    assert escaped('<a href="x">1 < 2</a>') == '&lt;a href="x"&gt;1 &lt; 2&lt;/a&gt;'
