from dataclasses import replace
from itertools import combinations

import pytest

from itadata.analysis import scores
from itadata.analysis.columns import LEVEL_SCALE, level_colour
from itadata.charts import trend
from itadata.language import LANGUAGES, language_context
from tests.analysis.frames import LETTERS, UNIT, framework, score_values, scored
from tests.charts.languages import in_each_language, titles

MEAN = "ค่าเฉลี่ยทั้งประเทศ"
FRAMEWORKS = {
    **{year: framework(year, LETTERS) for year in range(2556, 2566)},
    **{year: framework(year) for year in range(2566, 2570)},
}
REAL = scored(2567, 95.55, published="ผ่านดี")
YEARS = (
    scored(2565, 90.73, total_illustrated=True),
    scored(2566, 92.93, published="ผ่านดี", total_illustrated=True),
    REAL,
)
MEANS = (scored(2566, 90.19, unit=MEAN), scored(2567, 93.05, unit=MEAN))


def _year_before(total):
    return scored(2566, total, published="ผ่านดี")


def _trend(*units):
    frame = scores(score_values(*units), FRAMEWORKS)
    return trend(frame[frame["unit"] == UNIT], frame[frame["unit"] == MEAN], FRAMEWORKS)


def _points(chart):
    """The traces of the unit's points, one a level."""
    return [t for t in chart.figure.data if t.mode == "markers" and t.marker.size != 6]


def _lines(chart):
    """The dash of each line of the unit, with its name in the legend."""
    lines = [t for t in chart.figure.data if t.mode == "lines" and t.showlegend]
    return {line.line.dash: line.name for line in lines}


def _notes(chart):
    return {note.text for note in chart.figure.layout.annotations}


# --- titles --------------------------------------------------------------------------------


def test_the_title_says_whether_the_score_rose_or_fell():
    assert titles(lambda: _trend(_year_before(92.93), REAL)) == (
        "คะแนนเพิ่มขึ้นเป็น 95.55 ในปี 2567 ระดับผ่านดี",
        "The score rose to 95.55 in 2567, level Good pass",
    )
    assert titles(lambda: _trend(_year_before(96.0), REAL)) == (
        "คะแนนลดลงเป็น 95.55 ในปี 2567 ระดับผ่านดี",
        "The score fell to 95.55 in 2567, level Good pass",
    )
    unchanged = (
        "คะแนนปี 2567 คือ 95.55 ระดับผ่านดี",
        "The score of 2567 is 95.55, level Good pass",
    )
    assert titles(lambda: _trend(REAL)) == unchanged
    assert titles(lambda: _trend(_year_before(95.55), REAL)) == unchanged
    assert titles(_trend) == ("ยังไม่มีคะแนนในระบบ", "No score has been loaded yet")


def test_the_title_says_what_rests_on_an_illustration():
    thai, english = titles(lambda: _trend(scored(2567, 95.55, total_illustrated=True)))
    assert thai.endswith("(ข้อมูลตัวอย่าง)") and english.endswith("(illustration)")
    thai, english = titles(lambda: _trend(*YEARS))
    assert thai.endswith("(ปีก่อนเป็นข้อมูลตัวอย่าง)")
    assert english.endswith("(change against an illustration)")


def test_the_alternative_text_of_the_trend_holds_every_year_and_number():
    expected = ("2565", "2566", "2567", "90.73", "92.93", "95.55", "90.19", "93.05")
    for chart in in_each_language(lambda: _trend(*YEARS, *MEANS)):
        assert [number for number in expected if number not in chart.alt_text] == []


def test_the_title_tells_the_gap_to_the_national_mean_of_the_year():
    assert titles(lambda: _trend(REAL, *MEANS)) == (
        "คะแนนปี 2567 คือ 95.55 ระดับผ่านดี สูงกว่าค่าเฉลี่ยทั้งประเทศ 2.50",
        "The score of 2567 is 95.55, level Good pass, 2.50 above the national mean",
    )
    assert "ต่ำกว่าค่าเฉลี่ยทั้งประเทศ 3.05" in _trend(scored(2567, 90.0), *MEANS).title


# --- points --------------------------------------------------------------------------------


def test_each_point_has_its_score_beside_it_and_its_level_in_the_legend():
    thai, english = in_each_language(lambda: _trend(*YEARS, *MEANS))
    assert {"<b>90.73</b>", "<b>92.93</b>", "<b>95.55</b>"} <= _notes(thai)
    assert [trace.name for trace in _points(thai)] == ["A, ผ่านดี"]
    assert list(_points(english)[0].customdata) == [
        "A (illustration)",
        "Good pass (illustration)",
        "Good pass (published)",
    ]


def test_a_point_of_unknown_level_says_so():
    charts = in_each_language(lambda: _trend(scored(2565, 90.73), scored(2567, 95.55)))
    assert [_points(chart)[1].name for chart in charts] == ["ไม่ทราบระดับ", "level unknown"]


def test_levels_differ_in_colour_and_in_shape():
    levels = ("ผ่านดี", "ต้องปรับปรุงโดยด่วน")
    good, bad = _points(
        _trend(
            *(
                scored(y, 90.0, published=level)
                for y, level in zip((2566, 2567), levels, strict=True)
            )
        )
    )
    assert good.marker.color[0] == LEVEL_SCALE[1] and bad.marker.color[0] == LEVEL_SCALE[-1]
    assert good.marker.symbol[0] != bad.marker.symbol[0]


def test_lines_and_markers_of_illustrations_are_dotted_and_hollow_others_solid_and_filled():
    later = scored(2568, 96.0, published="ผ่านดี")
    chart = _trend(*YEARS, later)
    symbols = [symbol.endswith("-open") for t in _points(chart) for symbol in t.marker.symbol]
    assert symbols == [True, True, False, False]
    assert _lines(chart) == {"dot": "ข้อมูลตัวอย่าง", "solid": "ตามประกาศ"}
    (dotted,) = [t for t in chart.figure.data if t.line.dash == "dot"]
    assert list(dotted.x) == [2565, 2566, None, 2566, 2567, None]
    assert list(_lines(_trend(_year_before(92.93), REAL))) == ["solid"]


def test_the_best_and_the_worst_level_have_the_same_colour_every_year():
    assert [level_colour(position, 5) for position in range(5)] == [*LEVEL_SCALE]
    for count in (2, 5, 7):
        assert level_colour(0, count) == LEVEL_SCALE[0]
        assert level_colour(count - 1, count) == LEVEL_SCALE[-1]
    assert level_colour(0, 1) == LEVEL_SCALE[0]


def test_the_national_mean_is_a_line_of_its_own_with_other_markers():
    for units in ((*YEARS, *MEANS), MEANS):
        (mean,) = [trace for trace in _trend(*units).figure.data if trace.name == MEAN]
        assert (list(mean.y), mean.marker.symbol[0]) == ([90.19, 93.05], "diamond-tall")


def test_little_data_is_drawn_too():
    assert not any(list(trace.x or ()) for trace in _trend().figure.data)
    without_total = scored(2566, None, instruments=[90.0])
    assert [list(trace.x) for trace in _points(_trend(without_total, REAL))] == [[2567]]


# --- labels --------------------------------------------------------------------------------

SERIES = {
    "rising": [86.48, 88.84, 91.58, 93.64, 95.55],
    "falling": [95.55, 93.64, 91.58, 88.84, 70.1],
    "level": [90.0, 90.0, 90.0, 90.0],
    "zigzag": [95.0, 70.0, 95.0, 70.0, 95.0],
    "on the mean": [90.0, 93.05],
    "one": [95.55],
    "twelve years": [80.0 + n for n in range(12)],
}


@pytest.mark.parametrize("width", [320, 358, 570, 900])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SERIES)
def test_no_two_labels_overlap(name, language, width):
    totals = SERIES[name]
    units = [
        scored(2568 - len(totals) + n, total, published="ต้องปรับปรุงโดยด่วน")
        for n, total in enumerate(totals)
    ]
    with language_context(language):
        chart = _trend(*units, *MEANS)
    boxes = [_box(chart, note, width) for note in chart.figure.layout.annotations]
    assert len(boxes) > 1
    assert [pair for pair in combinations(boxes, 2) if _overlap(*pair)] == []
    assert all(box[1] <= width + 1 for box in boxes)


def _box(chart, note, width):
    """Left, right, bottom, top of a label in pixels; a letter is 7 wide, a line 17 high."""
    layout = chart.figure.layout
    left, right, below = 52, layout.margin.r, 130  # the axis and its title, the legend
    height = layout.height - layout.margin.t - below
    x0, x1 = layout.xaxis.range
    y0, y1 = (0, 1) if note.yref == "paper" else layout.yaxis.range
    x = left + (note.x - x0) / (x1 - x0) * (width - left - right) + (note.xshift or 0)
    y = (note.y - y0) / (y1 - y0) * height + (note.yshift or 0)
    lines = note.text.replace("<b>", "").replace("</b>", "").split("<br>")
    wide, high = 7 * max(_letters(line) for line in lines), 17 * len(lines)
    x -= {"left": 0, "right": wide}.get(note.xanchor, wide / 2)
    y -= {"bottom": 0, "top": high}.get(note.yanchor, high / 2)
    return x, x + wide, y, y + high


def _letters(text):
    return sum(letter not in "ัิีึืุู็่้๊๋์ํ" for letter in text)


def _overlap(one, other):
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


# --- thresholds of the levels --------------------------------------------------------------


def _thresholds(chart):
    return sorted(shape.y0 for shape in chart.figure.layout.shapes if shape.y0 == shape.y1)


def test_the_thresholds_of_each_year_are_drawn_and_labelled():
    assert _thresholds(_trend(REAL)) == [70, 85, 95]
    assert _thresholds(_trend(scored(2565, 90.73))) == [75, 85, 95]
    assert list(_trend(REAL).figure.layout.yaxis.tickvals) == [70, 85, 95]


def test_a_threshold_runs_over_the_years_whose_rules_have_it():
    (line,) = [s for s in _trend(*YEARS).figure.layout.shapes if s.y0 == s.y1 == 70]
    assert (line.x0, line.x1) == (2565.55, 2567.45)


def test_no_coloured_band_is_drawn():
    for units in ((), (REAL,), (*YEARS, *MEANS)):
        assert {shape.type for shape in _trend(*units).figure.layout.shapes} <= {"line"}


def test_the_change_of_rules_is_marked_where_the_rules_change():
    thai, english = in_each_language(lambda: _trend(*YEARS))
    assert "ใช้เกณฑ์ระดับใหม่ตั้งแต่ปี 2566" in _notes(thai)
    assert "new level rules from 2566" in _notes(english)
    unchanged = _trend(*YEARS[1:]).figure.layout.shapes
    assert not [shape for shape in unchanged if shape.x0 == shape.x1]


def test_the_name_of_a_level_is_text():
    rules = tuple(replace(rule, level="<a>ดี</a>") for rule in framework(2567).level_rules[:1])
    years = {2567: framework(2567, rules)}
    frame = scores(score_values(scored(2567, 99.0, published="<a>ดี</a>")), years)
    (points,) = _points(trend(frame, frame.head(0), years))
    assert (points.name, "<a>" in points.customdata[0]) == ("&lt;a&gt;ดี&lt;/a&gt;", False)
