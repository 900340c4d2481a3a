from itadata.analysis import Gap, gaps, scores
from itadata.charts import instruments
from tests.analysis.frames import UNIT, framework, score_values, scored
from tests.charts.languages import in_each_language, titles

FRAMEWORKS = {2567: framework(2567)}


def _points(chart):
    (points,) = [trace for trace in chart.figure.data if "text" in trace.mode]
    return points


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


def test_the_names_of_instruments_are_text():
    points = _points(instruments([Gap("<a>IIT</a>", "<a>ใน</a>", "", 90.0, 95.0, False)]))
    assert "<a>" not in f"{points.y} {points.customdata}"
