from dataclasses import replace

from itadata.analysis import Gap, gaps, scores
from itadata.analysis.columns import LEVEL_SCALE, level_colour
from itadata.charts import instruments, trend
from tests.analysis.frames import LETTERS, UNIT, framework, score_values, scored
from tests.charts.languages import in_each_language, titles

MEAN = "ค่าเฉลี่ยทั้งประเทศ"
FRAMEWORKS = {
    2564: framework(2564, LETTERS),
    2565: framework(2565, LETTERS),
    2566: framework(2566),
    2567: framework(2567),
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
    """The trace that holds the unit's points, which are the labelled ones."""
    (points,) = [trace for trace in chart.figure.data if "text" in trace.mode]
    return points


def _labels(chart):
    """The two lines of the label of each point: its score and its level."""
    return [tuple(label.split("<br>")) for label in _points(chart).text]


def _dashes(chart):
    return {trace.line.dash for trace in chart.figure.data if trace.line.dash}


def _notes(chart):
    return {note.text for note in chart.figure.layout.annotations}


def _mean_line(chart):
    (mean,) = [trace for trace in chart.figure.data if trace.name == MEAN]
    return mean


# --- titles --------------------------------------------------------------------------------


def test_the_title_says_whether_the_score_rose_or_fell():
    assert titles(lambda: _trend(_year_before(92.93), REAL)) == (
        "คะแนนเพิ่มขึ้นเป็น 95.55 ในปี 2567 ระดับ ผ่านดี",
        "The score rose to 95.55 in 2567, level Pass - good",
    )
    assert titles(lambda: _trend(_year_before(96.0), REAL)) == (
        "คะแนนลดลงเป็น 95.55 ในปี 2567 ระดับ ผ่านดี",
        "The score fell to 95.55 in 2567, level Pass - good",
    )
    unchanged = (
        "คะแนนปี 2567 คือ 95.55 ระดับ ผ่านดี",
        "The score of 2567 is 95.55, level Pass - good",
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


# --- points --------------------------------------------------------------------------------


def test_each_point_is_labelled_with_its_score_and_the_level_of_its_own_year():
    thai, english = in_each_language(lambda: _trend(*YEARS, *MEANS))
    assert list(_points(thai).y) == [90.73, 92.93, 95.55]
    totals = ("<b>90.73</b>", "<b>92.93</b>", "<b>95.55</b>")
    assert _labels(thai) == list(zip(totals, ("A", "ผ่านดี", "ผ่านดี"), strict=True))
    assert _labels(english) == list(zip(totals, ("A", "Pass - good", "Pass - good"), strict=True))


def test_a_point_of_unknown_level_says_so():
    charts = in_each_language(lambda: _trend(scored(2565, 90.73), scored(2567, 95.55)))
    assert [_labels(chart)[1][1] for chart in charts] == ["ไม่ทราบระดับ", "level unknown"]


def test_illustrated_points_are_hollow_and_say_so():
    chart = in_each_language(lambda: _trend(*YEARS))[1]
    assert list(_points(chart).marker.symbol) == ["circle-open", "circle-open", "circle"]
    assert list(_points(chart).customdata) == ["illustration", "illustration", "published"]


def test_a_line_is_dotted_where_it_rests_on_an_illustration():
    assert _dashes(_trend(*YEARS)) == {"dot"}
    assert _dashes(_trend(_year_before(92.93), REAL)) == {"solid"}


def test_a_label_goes_below_the_point_where_a_line_would_cross_it():
    sides = [_points(_trend(scored(2567, total))).textposition[0] for total in (95.55, 93.0)]
    assert sides == ["top center", "bottom center"]


def test_a_point_has_the_colour_of_its_level():
    assert list(_points(_trend(REAL)).marker.color) == [LEVEL_SCALE[1]]  # the second of five


def test_the_best_and_the_worst_level_have_the_same_colour_every_year():
    assert [level_colour(position, 5) for position in range(5)] == [*LEVEL_SCALE]
    for count in (2, 5, 7):
        assert level_colour(0, count) == LEVEL_SCALE[0]
        assert level_colour(count - 1, count) == LEVEL_SCALE[-1]
    assert level_colour(0, 1) == LEVEL_SCALE[0]


def test_the_national_mean_is_a_line_of_its_own_with_other_markers():
    for units in ((*YEARS, *MEANS), MEANS):
        mean = _mean_line(_trend(*units))
        assert (list(mean.y), mean.marker.symbol) == ([90.19, 93.05], "diamond")


def test_little_data_is_drawn_too():
    assert not any(list(trace.x or ()) for trace in _trend().figure.data)
    without_total = scored(2566, None, instruments=[90.0])
    assert list(_points(_trend(without_total, REAL)).x) == [2567]


# --- thresholds of the levels --------------------------------------------------------------


def _thresholds(chart):
    return sorted(shape.y0 for shape in chart.figure.layout.shapes if shape.y0 == shape.y1)


def test_the_thresholds_of_each_year_are_drawn_and_labelled():
    assert _thresholds(_trend(REAL)) == [70, 85, 95]
    assert _thresholds(_trend(scored(2565, 90.73))) == [75, 85, 95]
    assert {"70", "85", "95"} <= _notes(_trend(REAL))


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


# --- instruments ---------------------------------------------------------------------------


def _instruments(*values, illustrated=False):
    score = scored(2567, 95.55, instruments=values, rest_illustrated=illustrated)
    return instruments(gaps(scores(score_values(score), FRAMEWORKS), UNIT, 2567, FRAMEWORKS))


def test_the_title_names_every_instrument_below_its_threshold():
    assert titles(lambda: _instruments(93.5, 95.8, 96.9)) == (
        "IIT 93.50 ต่ำกว่าเกณฑ์ 95",
        "IIT 93.50 below the threshold of 95",
    )
    assert _instruments(93.5, 94.0, 96.9).title == "IIT 93.50, EIT 94.00 ต่ำกว่าเกณฑ์ 95"
    assert titles(lambda: _instruments(95.0, 95.8, 96.9)) == (
        "ทุกเครื่องมือถึงเกณฑ์ 95",
        "Every instrument reaches 95",
    )
    assert titles(_instruments) == (
        "ยังไม่มีคะแนนรายเครื่องมือในระบบ",
        "The scores of the instruments have not been loaded",
    )


def test_illustrated_instruments_are_hollow_and_the_title_says_so():
    charts = in_each_language(lambda: _instruments(93.5, 95.8, 96.9, illustrated=True))
    assert charts[0].title.endswith("(ข้อมูลตัวอย่าง)")
    assert charts[1].title.endswith("(illustration)")
    assert set(_points(charts[0]).marker.symbol) == {"circle-open"}
    assert set(_points(_instruments(93.5, 95.8, 96.9)).marker.symbol) == {"circle"}


def test_the_alternative_text_of_the_instruments_holds_every_number():
    expected = ("93.50", "95.80", "96.90", "-1.50", "+0.80", "+1.90")
    for chart in in_each_language(lambda: _instruments(93.5, 95.8, 96.9)):
        assert [number for number in expected if number not in chart.alt_text] == []


def test_an_instrument_below_its_threshold_has_another_colour_than_one_above():
    below, above = (
        _points(instruments([Gap("IIT", "", "", score, 95.0, False)])).marker.color[0]
        for score in (94.99, 95.0)
    )
    assert below != above


def test_the_worst_instrument_stands_on_top_beside_the_threshold():
    chart = _instruments(93.5, 95.8, 96.9)
    # Plotly draws the first category at the bottom.
    assert list(_points(chart).y) == ["OIT", "EIT", "IIT"]
    (line,) = chart.figure.layout.shapes
    assert (line.type, line.x0, line.x1) == ("line", 95, 95)
    assert list(_points(instruments([])).x or ()) == []


# --- text from a framework -----------------------------------------------------------------


def test_the_names_of_levels_and_instruments_are_text():
    rules = tuple(replace(rule, level="<a>ดี</a>") for rule in framework(2567).level_rules[:1])
    years = {2567: framework(2567, rules)}
    frame = scores(score_values(scored(2567, 99.0, published="<a>ดี</a>")), years)
    (label,) = _points(trend(frame, frame.head(0), years)).text
    assert label == "<b>99.00</b><br>&lt;a&gt;ดี&lt;/a&gt;"
    points = _points(instruments([Gap("<a>IIT</a>", "<a>ใน</a>", "", 90.0, 95.0, False)]))
    assert "<a>" not in f"{points.y} {points.customdata}"
