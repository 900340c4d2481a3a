from itadata import analysis
from itadata.charts import contributions, indicators
from tests.analysis.frames import framework, score_values, scored
from tests.charts.languages import title, titles

FRAMEWORKS = {2566: framework(2566), 2567: framework(2567)}
EARLIER = [90.0] * 10
LATER = [91.0, *[90.0] * 4, 88.0, 90.0, 90.0, 90.0, 95.0]
LOW = [84.0, *[90.0] * 9]


def _indicators_of(later, **changes):
    values = score_values(
        scored(2566, indicators=EARLIER), scored(2567, indicators=later, **changes)
    )
    return analysis.indicators(values, FRAMEWORKS)


def _contributions(later=LATER, stated=0.86, name=None, **changes):
    frame = analysis.contributions(_indicators_of(later, **changes), FRAMEWORKS)
    frame = frame if name is None else frame.assign(indicator=name)
    return contributions(frame, analysis.score_change(frame, stated, framework()))


def _indicators(later=LATER, name=None, **changes):
    frame = _indicators_of(later, **changes)
    frame = frame if name is None else frame.assign(indicator=name)
    of_year = frame[frame["fiscal_year"] == 2567]
    weakest = analysis.weakest_indicator(of_year, framework())
    return indicators(of_year, weakest, analysis.pass_threshold(framework()), 2567)


def _points(chart):
    (points,) = [t for t in chart.figure.data if "2567" in t.name]
    return points


def _labels(chart):
    return [note.text for note in chart.figure.layout.annotations]


# --- what changed the score ----------------------------------------------------------------


def test_the_title_names_what_raised_or_lowered_the_score_most():
    assert titles(_contributions) == (
        "คะแนนเพิ่มขึ้น 0.86 มาจาก 10. ตัวชี้วัด 10 มากที่สุด (+1.00)",
        "The score rose by 0.86, most by 10. indicator 10, +1.00",
    )
    fall = [*[90.0] * 5, 80.0, *[90.0] * 4]
    assert "6. ตัวชี้วัด 6" in _contributions(fall, stated=-1.0).title
    ties = title(lambda: _contributions([*[90.0] * 8, 95.0, 95.0], stated=2.0))
    assert ties == "The score rose by 2.00, most by 9. indicator 9 (and 1 more equal), +1.00"
    assert _contributions([], None).title == "ยังบอกไม่ได้ว่าคะแนนเปลี่ยนเพราะตัวชี้วัดใด"


def test_the_greatest_rise_is_on_top_and_every_bar_says_its_points():
    chart = _contributions()
    assert chart.figure.data[0].x[-1] == 1.0
    assert sum("<b>" in label for label in _labels(chart)) == 10
    assert "10. ตัวชี้วัด 10 +1.00" in chart.alt_text


def test_bars_that_rest_on_an_illustration_are_hollow_and_the_title_says_so():
    hollow = "rgba(0,0,0,0)"
    chart = _contributions(rest_illustrated=True)
    assert chart.title.endswith("(ข้อมูลตัวอย่าง)")
    assert set(chart.figure.data[0].marker.color) == {hollow}
    assert hollow not in _contributions().figure.data[0].marker.color


# --- the indicators against their thresholds -----------------------------------------------


def test_the_title_names_the_furthest_below_its_threshold():
    assert _indicators().title == ("ต่ำกว่าเกณฑ์มากที่สุด: 6. ตัวชี้วัด 6 88.00 ต่ำกว่า 95 อยู่ 7.00 คะแนน")
    ties = title(lambda: _indicators([88.0, 88.0, 88.0, *[90.0] * 7]))
    assert ties.startswith("Furthest below its threshold: 1. indicator 1 88.00 (and 2 more equal)")
    assert _indicators([84.0, 80.0, *[90.0] * 8]).title.startswith("มี 2 ตัวชี้วัดต่ำกว่า 85")
    assert _indicators([96.0] * 10).title == "ทุกตัวชี้วัดถึงเกณฑ์ 95"
    assert _indicators([]).title == "ยังไม่มีคะแนนรายตัวชี้วัดในระบบ"


def test_an_indicator_below_the_pass_threshold_has_words_and_a_shape_of_its_own():
    chart = _indicators(LOW)
    assert any("ต่ำกว่า 85" in label for label in _labels(chart))
    assert set(_points(chart).marker.symbol) == {"circle", "triangle-down"}
    assert "1. ตัวชี้วัด 1 84.00 ต่ำกว่า 85" in chart.alt_text


def test_illustrations_are_hollow():
    assert set(_points(_indicators(rest_illustrated=True)).marker.symbol) == {"circle-open"}


def test_each_threshold_is_drawn_beside_every_marker_and_not_through_the_names():
    chart = _indicators()
    assert {"เกณฑ์ 85", "เกณฑ์ 95"} <= set(_labels(chart))
    paths = [shape.path for shape in chart.figure.layout.shapes]
    assert [path.count("M") for path in paths] == [10, 10]
    assert paths[0].startswith("M85,-0.30V0.12M85,0.70V1.12")


def test_the_year_before_is_a_stroke_where_there_is_one():
    assert any("2566" in trace.name for trace in _indicators().figure.data)
    frame = analysis.indicators(score_values(scored(2566, indicators=EARLIER)), FRAMEWORKS)
    weakest = analysis.weakest_indicator(frame, framework())
    assert len(indicators(frame, weakest, 85.0, 2566).figure.data) == 1


def test_the_name_of_an_indicator_is_text():
    for chart in (_contributions(name="<a>ก</a>"), _indicators(name="<a>ก</a>")):
        named = [label for label in _labels(chart) if "ก</a>" in label or "&lt;/a" in label]
        assert len(named) == 10
        assert all("&lt;a&gt;ก&lt;/a&gt;" in label for label in named)
