from itadata import analysis
from itadata.charts import contributions, indicators
from tests.analysis.frames import framework, score_values, scored
from tests.charts.languages import title, titles

FRAMEWORKS = {2566: framework(2566), 2567: framework(2567)}
EARLIER = [90.0] * 10
LATER = [91.0, *[90.0] * 4, 88.0, 90.0, 90.0, 90.0, 95.0]
LOW = [84.0, *[90.0] * 9]


def _values_of(later, **changes):
    before = scored(2566, 90.0, indicators=EARLIER)
    return score_values(
        before, scored(2567, changes.pop("total", 90.86), indicators=later, **changes)
    )


def _contributions(later=LATER, name=None, **changes):
    values = _values_of(later, **changes)
    indicators_of_both = analysis.indicators(values, FRAMEWORKS)
    frame = analysis.contributions(indicators_of_both, FRAMEWORKS)
    frame = frame if name is None else frame.assign(indicator=name)
    scores = analysis.scores(values, FRAMEWORKS)
    return contributions(frame, analysis.score_change(frame, scores, framework()))


def _indicators(later=LATER, name=None, **changes):
    frame = analysis.indicators(_values_of(later, **changes), FRAMEWORKS)
    frame = frame if name is None else frame.assign(indicator=name)
    of_year = frame[frame["fiscal_year"] == 2567]
    weakest = analysis.weakest_indicator(of_year, framework())
    return indicators(of_year, weakest, analysis.pass_threshold(framework()), 2567)


def _points(chart):
    """The text and the symbol of every score of the year."""
    traces = [trace for trace in chart.figure.data if trace.mode == "markers+text"]
    return [pair for t in traces for pair in zip(t.text, t.marker.symbol, strict=True)]


# --- what changed the score ----------------------------------------------------------------


def test_the_title_names_what_raised_or_lowered_the_score_most():
    assert titles(_contributions) == (
        "คะแนนเพิ่มขึ้น 0.86 คะแนน โดยตัวชี้วัดที่ 10 ตัวชี้วัด 10 มีส่วนมากที่สุด (+1.00)",
        "The score rose by 0.86, most by indicator 10 indicator 10, +1.00",
    )
    fall = [*[90.0] * 5, 80.0, *[90.0] * 4]
    assert "ตัวชี้วัดที่ 6 ตัวชี้วัด 6" in _contributions(fall, total=89.0).title
    ties = title(lambda: _contributions([*[90.0] * 8, 95.0, 95.0], total=92.0))
    assert "indicator 9 indicator 9 (and 1 equal indicators), +1.00" in ties
    assert _contributions([]).title == "ยังบอกไม่ได้ว่าคะแนนเปลี่ยนเพราะตัวชี้วัดใด"


def test_the_bars_lead_from_the_total_before_over_each_instrument_to_the_total():
    chart = _contributions()
    (bars,) = chart.figure.data
    assert list(chart.figure.layout.xaxis.ticktext) == ["2566", "IIT", "EIT", "OIT", "2567"]
    ends = [round(base + y, 4) for base, y in zip(bars.base, bars.y, strict=True)]
    assert ends == [90.0, 90.06, 89.86, 90.86, 90.86]
    assert list(bars.base[1:-1]) == ends[:-2]
    assert "10. ตัวชี้วัด 10 +1.00" in bars.hovertext[3]


def test_what_no_instrument_explains_is_a_bar_of_its_own():
    chart = _contributions(total=90.96)
    assert list(chart.figure.layout.xaxis.ticktext)[-2:] == ["อื่น ๆ", "2567"]
    assert [note.text for note in chart.figure.layout.annotations][-2:] == [
        "<b>+0.10</b>",
        "<b>90.96</b>",
    ]


def test_bars_that_rest_on_an_illustration_are_hollow_and_the_title_says_so():
    hollow = "rgba(0,0,0,0)"
    chart = _contributions(rest_illustrated=True)
    assert chart.title.endswith("(ข้อมูลตัวอย่าง)")
    assert set(chart.figure.data[0].marker.color[1:-1]) == {hollow}
    assert hollow not in _contributions().figure.data[0].marker.color


# --- the indicators against their thresholds -----------------------------------------------


def test_the_title_names_the_furthest_below_its_threshold():
    assert _indicators().title == (
        "ต่ำกว่าเกณฑ์มากที่สุด: ตัวชี้วัดที่ 6 ตัวชี้วัด 6 88.00 ต่ำกว่า 95 อยู่ 7.00 คะแนน"
    )
    ties = title(lambda: _indicators([88.0, 88.0, 88.0, *[90.0] * 7]))
    assert "indicator 1 indicator 1 88.00 (and 2 equal indicators)" in ties
    assert _indicators([84.0, 80.0, *[90.0] * 8]).title.startswith("มี 2 ตัวชี้วัดต่ำกว่า 85")
    assert _indicators([96.0] * 10).title == "ทุกตัวชี้วัดถึงเกณฑ์ 95"
    assert _indicators([]).title == "ยังไม่มีคะแนนรายตัวชี้วัดในระบบ"


def test_what_is_below_a_threshold_has_a_shape_and_words_of_its_own():
    chart = _indicators([84.0, 96.0, *[90.0] * 8])
    assert {symbol for _text, symbol in _points(chart)} == {"circle", "diamond", "triangle-down"}
    names = [trace.name for trace in chart.figure.data]
    assert [any(words in str(name) for name in names) for words in ("ต่ำกว่า 95", "ต่ำกว่า 85")]
    assert "1. ตัวชี้วัด 1 84.00 ต่ำกว่า 85" in chart.alt_text


def test_illustrations_are_hollow():
    points = _points(_indicators(rest_illustrated=True))
    assert points and all(symbol.endswith("-open") for _text, symbol in points)


def test_the_thresholds_of_the_framework_are_whole_lines():
    lines = [s for s in _indicators().figure.layout.shapes if s.type == "line"]
    assert {(line.x0, line.x1, line.y0, line.y1) for line in lines} == {
        (85.0, 85.0, 0, 1),
        (95.0, 95.0, 0, 1),
    }


def test_every_indicator_stands_under_its_instrument_joined_to_the_year_before():
    chart = _indicators()
    rows = list(chart.figure.layout.yaxis.ticktext)
    assert [row.strip() for row in rows if "<b>" in row] == [
        "<b>IIT</b>",
        "<b>EIT</b>",
        "<b>OIT</b>",
    ]
    assert len(rows) == 13
    joints = chart.figure.data[0]
    assert list(joints.x[:3]) == [90.0, 91.0, None]
    assert any("2566" in str(trace.name) for trace in chart.figure.data)
    frame = analysis.indicators(score_values(scored(2566, indicators=EARLIER)), FRAMEWORKS)
    weakest = analysis.weakest_indicator(frame, framework())
    assert len(indicators(frame, weakest, 85.0, 2566).figure.data) == 1


def test_the_name_of_an_indicator_is_text():
    rows = _indicators(name="<a>ก</a>").figure.layout.yaxis.ticktext
    tips = _contributions(name="<a>ก</a>").figure.data[0].hovertext[1:-1]
    assert sum("&lt;a&gt;ก&lt;/a&gt;" in text for text in rows) == 10
    assert all("&lt;a&gt;ก&lt;/a&gt;" in text and "<a>" not in text for text in tips)
