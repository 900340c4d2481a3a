from dataclasses import replace

import pytest

from itadata.analysis import Gap, gaps, scores
from itadata.analysis.columns import LEVEL_SCALE, level_colour
from itadata.charts import instruments, trend
from itadata.language import using
from tests.analysis.frames import LETTERS, UNIT, figures, framework, scored

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


def _trend(*units):
    found = scores(figures(*units), FRAMEWORKS)
    return trend(found[found["unit"] == UNIT], found[found["unit"] == MEAN], FRAMEWORKS)


def _points(picture):
    """The trace that holds the unit's points, which are the labelled ones."""
    (points,) = [trace for trace in picture.figure.data if "text" in trace.mode]
    return points


def _dashes(picture):
    return {trace.line.dash for trace in picture.figure.data if trace.line.dash}


def _lines_at(picture):
    return sorted(shape.y0 for shape in picture.figure.layout.shapes if shape.y0 == shape.y1)


# --- titles --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "คะแนนเพิ่มขึ้นเป็น 95.55 ในปี 2567 ระดับ ผ่านดี"),
        ("en", "The score rose to 95.55 in 2567, level Pass - good"),
    ],
)
def test_the_title_says_that_the_score_rose(language, title):
    with using(language):
        picture = _trend(scored(2566, 92.93, published="ผ่านดี"), REAL)
    assert picture.title == title


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "คะแนนลดลงเป็น 95.55 ในปี 2567 ระดับ ผ่านดี"),
        ("en", "The score fell to 95.55 in 2567, level Pass - good"),
    ],
)
def test_the_title_says_that_the_score_fell(language, title):
    with using(language):
        picture = _trend(scored(2566, 96.0, published="ผ่านดี"), REAL)
    assert picture.title == title


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "คะแนนปี 2567 คือ 95.55 ระดับ ผ่านดี"),
        ("en", "The score of 2567 is 95.55, level Pass - good"),
    ],
)
def test_the_title_of_a_first_year_says_where_the_score_stands(language, title):
    with using(language):
        assert _trend(REAL).title == title


@pytest.mark.parametrize(("language", "fell"), [("th", "ลดลง"), ("en", "fell")])
def test_a_score_that_stays_the_same_has_not_fallen(language, fell):
    with using(language):
        picture = _trend(scored(2566, 95.55, published="ผ่านดี"), REAL)
    assert fell not in picture.title


@pytest.mark.parametrize(("language", "mark"), [("th", "(ข้อมูลตัวอย่าง)"), ("en", "(illustration)")])
def test_the_title_says_that_the_score_is_an_illustration(language, mark):
    with using(language):
        picture = _trend(scored(2567, 95.55, published="ผ่านดี", total_illustrated=True))
    assert picture.title.endswith(mark)


@pytest.mark.parametrize(
    ("language", "mark"),
    [("th", "(ปีก่อนเป็นข้อมูลตัวอย่าง)"), ("en", "(change against an illustration)")],
)
def test_the_title_says_that_the_change_is_against_an_illustration(language, mark):
    with using(language):
        assert _trend(*YEARS).title.endswith(mark)


@pytest.mark.parametrize(("language", "mark"), [("th", "ข้อมูลตัวอย่าง"), ("en", "illustration")])
def test_the_title_of_real_scores_speaks_of_no_illustration(language, mark):
    with using(language):
        picture = _trend(scored(2566, 92.93, published="ผ่านดี"), REAL)
    assert mark not in picture.title


@pytest.mark.parametrize(
    ("language", "title"),
    [("th", "ยังไม่มีคะแนนในระบบ"), ("en", "No score has been loaded yet")],
)
def test_without_scores_the_title_says_so(language, title):
    with using(language):
        assert _trend().title == title


# --- the text for those who cannot see it --------------------------------------------------


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("number", ["90.73", "92.93", "95.55", "90.19", "93.05"])
def test_the_alternative_text_of_the_trend_holds_every_number(language, number):
    with using(language):
        assert number in _trend(*YEARS, *MEANS).alternative


@pytest.mark.parametrize("year", ["2565", "2566", "2567"])
def test_the_alternative_text_of_the_trend_holds_every_year(year):
    assert year in _trend(*YEARS, *MEANS).alternative


# --- points --------------------------------------------------------------------------------


def test_the_points_are_the_totals():
    assert list(_points(_trend(*YEARS, *MEANS)).y) == [90.73, 92.93, 95.55]


def test_real_points_are_filled_and_illustrated_ones_hollow():
    assert list(_points(_trend(*YEARS)).marker.symbol) == ["circle-open", "circle-open", "circle"]


def test_a_point_says_whether_it_is_published_or_an_illustration():
    with using("en"):
        points = _points(_trend(YEARS[1], REAL))
    assert list(points.customdata) == ["illustration", "published"]


def test_a_line_over_illustrations_is_dotted():
    assert _dashes(_trend(*YEARS)) == {"dot"}


def test_a_line_over_real_scores_is_full():
    picture = _trend(scored(2566, 92.93, published="ผ่านดี"), REAL)
    assert _dashes(picture) == {"solid"}


@pytest.mark.parametrize(
    ("language", "levels"),
    [("th", ["A", "ผ่านดี", "ผ่านดี"]), ("en", ["A", "Pass - good", "Pass - good"])],
)
def test_each_point_is_labelled_with_the_level_of_its_own_year(language, levels):
    with using(language):
        labels = _points(_trend(*YEARS)).text
    assert [label.partition("<br>")[2] for label in labels] == levels


def test_each_point_is_labelled_with_its_score():
    labels = _points(_trend(*YEARS)).text
    assert [label.partition("<br>")[0] for label in labels] == [
        "<b>90.73</b>",
        "<b>92.93</b>",
        "<b>95.55</b>",
    ]


@pytest.mark.parametrize(("language", "label"), [("th", "ไม่ทราบระดับ"), ("en", "level unknown")])
def test_a_point_of_unknown_level_says_so(language, label):
    with using(language):
        found = _points(_trend(scored(2565, 90.73), scored(2567, 95.55))).text[1]
    assert found.partition("<br>")[2] == label


# --- the mean of the nation ----------------------------------------------------------------


def test_the_national_mean_has_a_line_of_its_own():
    (mean,) = [t for t in _trend(*YEARS, *MEANS).figure.data if t.name == MEAN]
    assert list(mean.y) == [90.19, 93.05]


def test_the_national_mean_has_marks_unlike_those_of_the_unit():
    (mean,) = [t for t in _trend(*YEARS, *MEANS).figure.data if t.name == MEAN]
    assert mean.marker.symbol == "diamond"


# --- lines of the levels -------------------------------------------------------------------


def test_the_lines_of_the_five_levels_stand_at_70_85_and_95():
    assert _lines_at(_trend(REAL)) == [70, 85, 95]


def test_the_lines_of_the_letters_stand_at_theirs():
    assert _lines_at(_trend(scored(2565, 90.73))) == [75, 85, 95]


def test_a_line_runs_over_the_years_whose_rules_have_it_alone():
    (line,) = [s for s in _trend(*YEARS).figure.layout.shapes if s.y0 == s.y1 == 70]
    assert (line.x0, line.x1) == (2565.55, 2567.45)


@pytest.mark.parametrize("bound", ["70", "85", "95"])
def test_each_line_is_labelled_with_its_bound(bound):
    assert bound in {note.text for note in _trend(REAL).figure.layout.annotations}


@pytest.mark.parametrize("units", [(), (REAL,), (*YEARS, *MEANS)])
def test_no_coloured_band_is_drawn(units):
    assert {shape.type for shape in _trend(*units).figure.layout.shapes} <= {"line"}


@pytest.mark.parametrize(
    ("language", "text"),
    [("th", "ใช้เกณฑ์ระดับใหม่ตั้งแต่ปี 2566"), ("en", "new level rules from 2566")],
)
def test_the_change_of_rules_is_marked(language, text):
    with using(language):
        notes = {note.text for note in _trend(*YEARS).figure.layout.annotations}
    assert text in notes


def test_where_the_rules_stay_no_change_is_marked():
    picture = _trend(*YEARS[1:])
    assert not [s for s in picture.figure.layout.shapes if s.x0 == s.x1]


# --- colours -------------------------------------------------------------------------------


def test_a_point_has_the_colour_of_its_level():
    colours = _points(_trend(REAL)).marker.color
    assert list(colours) == [LEVEL_SCALE[1]]  # the second of five


def test_the_five_levels_have_five_colours():
    assert [level_colour(place, 5) for place in range(5)] == [*LEVEL_SCALE]


@pytest.mark.parametrize("count", [2, 5, 7])
def test_the_best_level_has_the_same_colour_every_year(count):
    assert level_colour(0, count) == LEVEL_SCALE[0]


@pytest.mark.parametrize("count", [2, 5, 7])
def test_the_worst_level_has_the_same_colour_every_year(count):
    assert level_colour(count - 1, count) == LEVEL_SCALE[-1]


def test_a_year_of_one_level_has_a_colour_too():
    assert level_colour(0, 1) == LEVEL_SCALE[0]


# --- little data ---------------------------------------------------------------------------


def test_without_scores_there_is_still_a_figure():
    assert not any(list(trace.x or ()) for trace in _trend().figure.data)


def test_one_year_is_one_point():
    assert list(_points(_trend(REAL)).x) == [2567]


def test_the_national_mean_alone_is_drawn():
    (mean,) = [t for t in _trend(*MEANS).figure.data if t.name == MEAN]
    assert list(mean.y) == [90.19, 93.05]


def test_a_year_without_a_total_is_no_point():
    picture = _trend(scored(2566, None, instruments=[90.0]), REAL)
    assert list(_points(picture).x) == [2567]


# --- instruments ---------------------------------------------------------------------------


def _gaps(*values, illustrated=False):
    found = scores(
        figures(scored(2567, 95.55, instruments=values, rest_illustrated=illustrated)), FRAMEWORKS
    )
    return gaps(found, UNIT, 2567, FRAMEWORKS)


@pytest.mark.parametrize(
    ("language", "title"),
    [("th", "IIT 93.50 ต่ำกว่าเกณฑ์ 95"), ("en", "IIT 93.50 below the line of 95")],
)
def test_the_title_names_the_instrument_below_its_line(language, title):
    with using(language):
        assert instruments(_gaps(93.5, 95.8, 96.9)).title == title


def test_the_title_names_every_instrument_below_its_line():
    assert instruments(_gaps(93.5, 94.0, 96.9)).title == "IIT 93.50, EIT 94.00 ต่ำกว่าเกณฑ์ 95"


@pytest.mark.parametrize(
    ("language", "title"),
    [("th", "ทุกเครื่องมือถึงเกณฑ์ 95"), ("en", "Every instrument reaches 95")],
)
def test_the_title_says_that_every_instrument_reaches_its_line(language, title):
    with using(language):
        assert instruments(_gaps(95.0, 95.8, 96.9)).title == title


@pytest.mark.parametrize(("language", "mark"), [("th", "(ข้อมูลตัวอย่าง)"), ("en", "(illustration)")])
def test_the_title_says_that_the_instruments_are_an_illustration(language, mark):
    with using(language):
        assert instruments(_gaps(93.5, 95.8, 96.9, illustrated=True)).title.endswith(mark)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "ยังไม่มีคะแนนรายเครื่องมือในระบบ"),
        ("en", "The scores of the instruments have not been loaded"),
    ],
)
def test_without_instruments_the_title_says_so(language, title):
    with using(language):
        assert instruments([]).title == title


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("number", ["93.50", "95.80", "96.90", "-1.50", "+0.80", "+1.90"])
def test_the_alternative_text_of_the_instruments_holds_every_number(language, number):
    with using(language):
        assert number in instruments(_gaps(93.5, 95.8, 96.9)).alternative


@pytest.mark.parametrize(("illustrated", "symbol"), [(True, "circle-open"), (False, "circle")])
def test_illustrated_instruments_are_hollow_and_real_ones_filled(illustrated, symbol):
    points = _points(instruments(_gaps(93.5, 95.8, 96.9, illustrated=illustrated)))
    assert set(points.marker.symbol) == {symbol}


def test_an_instrument_below_its_line_has_another_colour_than_one_above():
    below, above = (
        _points(instruments([Gap("IIT", "", "", score, 95.0, False)])).marker.color[0]
        for score in (94.99, 95.0)
    )
    assert below != above


def test_the_line_of_the_highest_level_is_drawn():
    (line,) = instruments(_gaps(93.5, 95.8, 96.9)).figure.layout.shapes
    assert (line.type, line.x0, line.x1) == ("line", 95, 95)


def test_the_worst_instrument_stands_on_top():
    # Plotly draws the first category at the bottom.
    assert list(_points(instruments(_gaps(93.5, 95.8, 96.9))).y) == ["OIT", "EIT", "IIT"]


def test_without_instruments_there_is_still_a_figure():
    assert list(_points(instruments([])).x or ()) == []


# --- text from a framework -----------------------------------------------------------------


def test_the_name_of_a_level_is_text():
    rules = tuple(replace(rule, level="<a>ดี</a>") for rule in framework(2567).level_rules[:1])
    years = {2567: framework(2567, rules)}
    found = scores(figures(scored(2567, 99.0, published="<a>ดี</a>")), years)
    (label,) = _points(trend(found, found.head(0), years)).text
    assert label == "<b>99.00</b><br>&lt;a&gt;ดี&lt;/a&gt;"


def test_the_code_of_an_instrument_is_text():
    found = instruments([Gap("<a>IIT</a>", "<a>ใน</a>", "", 90.0, 95.0, False)])
    (points,) = [trace for trace in found.figure.data if trace.mode == "markers+text"]
    assert "<a>" not in f"{points.y} {points.customdata}"
