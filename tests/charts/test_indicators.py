import pytest

from itadata import analysis
from itadata.charts import contributions, indicators
from itadata.language import using
from tests.analysis.frames import figures, framework, scored

FRAMEWORKS = {2566: framework(2566), 2567: framework(2567)}
EARLIER = [90.0] * 10
LATER = [91.0, *[90.0] * 4, 88.0, 90.0, 90.0, 90.0, 95.0]


def _of(later, **changes):
    found = figures(scored(2566, indicators=EARLIER), scored(2567, indicators=later, **changes))
    return analysis.indicators(found, FRAMEWORKS)


def _moved(later=LATER, stated=0.86, **changes):
    found = analysis.contributions(_of(later, **changes), FRAMEWORKS)
    return contributions(found, analysis.score_change(found, stated, framework()))


def _held(later=LATER, **changes):
    frame = _of(later, **changes)
    of_year = frame[frame["fiscal_year"] == 2567]
    weakest = analysis.weakest(of_year, framework())
    return indicators(of_year, weakest, analysis.pass_line(framework()), 2567)


def _points(picture):
    (points,) = [t for t in picture.figure.data if "2567" in t.name]
    return points


def _labels(picture):
    return [note.text for note in picture.figure.layout.annotations]


# --- what moved the score ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "คะแนนเพิ่มขึ้น 0.86 มาจาก 10. ตัวชี้วัด 10 มากที่สุด (+1.00)"),
        ("en", "The score rose by 0.86, most by 10. indicator 10, +1.00"),
    ],
)
def test_the_title_names_what_raised_the_score(language, title):
    with using(language):
        assert _moved().title == title


def test_the_title_names_what_lowered_the_score():
    assert "6. ตัวชี้วัด 6" in _moved([*[90.0] * 5, 80.0, *[90.0] * 4], stated=-1.0).title


def test_a_conclusion_that_rests_on_an_illustration_says_so():
    assert _moved(rest_illustrated=True).title.endswith("(ข้อมูลตัวอย่าง)")


def test_the_greatest_rise_is_on_top():
    assert _moved().figure.data[0].x[-1] == 1.0


def test_real_bars_are_filled():
    assert "rgba(0,0,0,0)" not in _moved().figure.data[0].marker.color


def test_bars_that_rest_on_an_illustration_are_hollow():
    assert set(_moved(rest_illustrated=True).figure.data[0].marker.color) == {"rgba(0,0,0,0)"}


def test_every_bar_says_its_points():
    assert sum("<b>" in label for label in _labels(_moved())) == 10


def test_the_alternative_text_says_its_points():
    assert "10. ตัวชี้วัด 10 +1.00" in _moved().alternative


def test_without_contributions_the_title_says_so():
    found = analysis.contributions(_of([]), FRAMEWORKS)
    picture = contributions(found, analysis.score_change(found, None, framework()))
    assert picture.title == "ยังบอกไม่ได้ว่าคะแนนเปลี่ยนเพราะตัวชี้วัดใด"


def test_indicators_that_moved_the_score_as_much_are_told():
    with using("en"):
        title = _moved([*[90.0] * 8, 95.0, 95.0], stated=2.0).title
    assert title == "The score rose by 2.00, most by 9. indicator 9 (and 1 more alike), +1.00"


# --- the indicators against their lines ----------------------------------------------------


def test_the_title_names_the_furthest_under_its_line():
    assert _held().title == "ต่ำกว่าเกณฑ์มากที่สุด: 6. ตัวชี้วัด 6 88.00 ต่ำกว่า 95 อยู่ 7.00 คะแนน"


def test_indicators_that_are_as_low_are_told():
    with using("en"):
        title = _held([88.0, 88.0, 88.0, *[90.0] * 7]).title
    assert title.startswith("Furthest under its line: 1. indicator 1 88.00 (and 2 more alike)")


def test_the_title_counts_what_is_under_the_pass_line():
    assert _held([84.0, 80.0, *[90.0] * 8]).title.startswith("มี 2 ตัวชี้วัดต่ำกว่า 85")


def test_the_title_says_that_all_is_well():
    assert _held([96.0] * 10).title == "ทุกตัวชี้วัดถึงเกณฑ์ 95"


def test_what_is_under_the_pass_line_is_said_in_words():
    assert any("ต่ำกว่า 85" in label for label in _labels(_held([84.0, *[90.0] * 9])))


def test_what_is_under_the_pass_line_has_a_shape_of_its_own():
    assert set(_points(_held([84.0, *[90.0] * 9])).marker.symbol) == {"circle", "triangle-down"}


def test_illustrations_are_hollow():
    symbols = _points(_held(rest_illustrated=True)).marker.symbol
    assert set(symbols) == {"circle-open"}


def test_the_lines_are_those_of_the_year():
    assert {"เกณฑ์ 85", "เกณฑ์ 95"} <= set(_labels(_held()))


def test_each_line_is_drawn_beside_every_mark_and_not_through_the_names():
    paths = [shape.path for shape in _held().figure.layout.shapes]
    assert [path.count("M") for path in paths] == [10, 10]
    assert paths[0].startswith("M85,-0.30V0.12M85,0.70V1.12")


def test_the_year_before_is_a_stroke():
    assert any("2566" in trace.name for trace in _held().figure.data)


def test_a_first_year_has_no_strokes():
    frame = analysis.indicators(figures(scored(2566, indicators=EARLIER)), FRAMEWORKS)
    picture = indicators(frame, analysis.weakest(frame, framework()), 85.0, 2566)
    assert len(picture.figure.data) == 1


def test_the_alternative_text_flags_in_words():
    assert "1. ตัวชี้วัด 1 84.00 ต่ำกว่า 85" in _held([84.0, *[90.0] * 9]).alternative


def test_without_indicators_the_title_says_so():
    assert _held([]).title == "ยังไม่มีคะแนนรายตัวชี้วัดในระบบ"


# --- text from a framework -----------------------------------------------------------------


def test_a_name_in_the_contributions_is_text():
    found = analysis.contributions(_of(LATER), FRAMEWORKS).assign(indicator="<a>ก</a>")
    picture = contributions(found, analysis.score_change(found, 0.86, framework()))
    assert all("&lt;a&gt;ก&lt;/a&gt;" in label for label in _labels(picture))


def test_a_name_beside_its_score_is_text():
    frame = _of(LATER).assign(indicator="<a>ก</a>")
    of_year = frame[frame["fiscal_year"] == 2567]
    weakest = analysis.weakest(of_year, framework())
    picture = indicators(of_year, weakest, analysis.pass_line(framework()), 2567)
    named = [label for label in _labels(picture) if "ก" in label and "<b>" in label]
    assert len(named) == 10 and not any("<a>" in label for label in named)
