from dataclasses import replace
from datetime import date

import pytest

from itadata.analysis import agencies, measures
from itadata.analysis import curve as curve_of
from itadata.analysis import parent_bodies as bodies_of
from itadata.charts import completion, curve, parent_bodies, reporting
from itadata.language import using
from tests.analysis.frames import answered, answers, framework, version, versions

# measure 1: 4 of 6, measure 2: 1 of 3
WORK = (answered("001", "done", "done", "done"), answered("002", "done", "done", None))


def _completion(*returns, **scheme):
    year = framework(**scheme)
    return completion(measures(year, 12, answers(*returns)), year)


def _reporting(*received, **scheme):
    year = framework(**scheme)
    return reporting(agencies(year, 12, versions(*received), answers(), date(2024, 10, 25)))


# --- completion ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "คืบหน้าน้อยที่สุด: มาตรการที่ 2. ชื่อย่อ 2 ร้อยละ 33.33"),
        ("en", "Least complete: measure 2. short 2, 33.33%"),
    ],
)
def test_the_title_names_the_least_complete_measure(language, title):
    with using(language):
        assert _completion(*WORK).title == title


def test_of_equals_the_title_names_the_first():
    assert "มาตรการที่ 1." in _completion().title


@pytest.mark.parametrize(
    ("language", "told"), [("th", "(และอีก 1 รายการที่เท่ากัน)"), ("en", "(and 1 more alike)")]
)
def test_of_equals_the_title_tells_how_many_there_are(language, told):
    with using(language):
        assert told in _completion().title


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("number", ["66.67%", "33.33%"])
def test_the_alternative_text_holds_every_percentage(language, number):
    with using(language):
        assert number in _completion(*WORK).alternative


@pytest.mark.parametrize("count", ["4/6", "1/3"])
def test_the_alternative_text_holds_every_count(count):
    assert count in _completion(*WORK).alternative


@pytest.mark.parametrize("count", ["(4/6)", "(1/3)"])
def test_every_bar_says_its_n_of_n(count):
    assert any(count in note.text for note in _completion(*WORK).figure.layout.annotations)


def test_a_bar_is_as_long_as_its_completion():
    (bars,) = _completion(*WORK).figure.data
    assert list(bars.x) == [66.67, 33.33]


def test_the_least_complete_stands_on_top():
    (bars,) = _completion(*WORK).figure.data
    assert bars.x[max(bars.y)] == 33.33


def test_the_least_complete_has_another_colour():
    (bars,) = _completion(*WORK).figure.data
    assert bars.marker.color[0] != bars.marker.color[1]


def test_the_bars_run_from_0_to_100():
    assert tuple(_completion(*WORK).figure.layout.xaxis.range) == (0, 100)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "ไม่มีขั้นตอนที่ส่วนราชการต้องดำเนินการ"),
        ("en", "No step is asked of any agency here"),
    ],
)
def test_where_nobody_is_expected_the_title_is_a_sentence(language, title):
    with using(language):
        assert _completion(agencies=["001"], exempt=[("001", 12)]).title == title


def test_where_nobody_is_expected_there_is_still_a_figure():
    (bars,) = _completion(agencies=["001"], exempt=[("001", 12)]).figure.data
    assert list(bars.x) == []


# --- reporting -----------------------------------------------------------------------------

ON_TIME = version("001", "2024-10-15T23:59:59")
LATE = version("002", "2024-10-16T00:00:00")
LATE_TOO = version("003", "2024-10-20T09:00:00")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "ส่วนราชการยังไม่รายงาน 1 จาก 3 แห่ง"),
        ("en", "1 of 3 agencies have not reported"),
    ],
)
def test_the_title_says_how_many_have_not_reported(language, title):
    with using(language):
        assert _reporting(ON_TIME, LATE).title == title


@pytest.mark.parametrize(
    ("language", "title"),
    [("th", "ส่วนราชการรายงานครบทั้ง 3 แห่ง"), ("en", "All 3 agencies have reported")],
)
def test_the_title_says_that_all_have_reported(language, title):
    with using(language):
        assert _reporting(ON_TIME, LATE, LATE_TOO).title == title


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("th", "ส่วนราชการ 5 แห่ง รายงานทันกำหนด 1 แห่ง ล่าช้า 2 แห่ง ยังไม่รายงาน 2 แห่ง"),
        ("en", "Of 5 agencies 1 reported on time, 2 late, 2 not yet."),
    ],
)
def test_the_alternative_text_of_reporting_holds_every_number(language, text):
    with using(language):
        picture = _reporting(ON_TIME, LATE, LATE_TOO, agencies=["001", "002", "003", "004", "005"])
    assert picture.alternative == text


def test_the_parts_are_on_time_late_and_missing():
    parts = _reporting(ON_TIME, LATE, LATE_TOO, agencies=["001", "002", "003", "004", "005"])
    assert [part.x[0] for part in parts.figure.data] == [1, 2, 2]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("th", ["ทันกำหนด 1", "ส่งล่าช้า 1", "ยังไม่รายงาน 1"]),
        ("en", ["On time 1", "Late 1", "Not reported 1"]),
    ],
)
def test_each_part_is_named_with_its_count(language, names):
    with using(language):
        assert [part.name for part in _reporting(ON_TIME, LATE).figure.data] == names


def test_the_parts_have_colours_of_their_own():
    assert len({part.marker.color for part in _reporting(ON_TIME, LATE).figure.data}) == 3


def test_nothing_is_written_into_an_empty_part():
    late = _reporting(ON_TIME).figure.data[1]
    assert not any(late.text or ())


def test_where_nobody_is_expected_the_parts_are_empty():
    parts = _reporting(agencies=["001"], exempt=[("001", 12)]).figure.data
    assert [part.x[0] for part in parts] == [0, 0, 0]


@pytest.mark.parametrize(("language", "all_of_them"), [("th", "ครบทั้ง"), ("en", "All")])
def test_where_nobody_is_expected_the_title_does_not_say_that_all_reported(language, all_of_them):
    with using(language):
        picture = _reporting(agencies=["001"], exempt=[("001", 12)])
    assert all_of_them not in picture.title


@pytest.mark.parametrize(("part", "state"), [(0, "on_time"), (1, "late"), (2, "missing")])
def test_a_click_on_a_part_asks_for_its_state(part, state):
    assert list(_reporting(ON_TIME, LATE).figure.data[part].customdata) == [state]


# --- completion beside an earlier round ----------------------------------------------------


def _beside(*returns, before=None, earlier=None):
    year = framework()
    then = measures(earlier or framework(2566), 6, answers(*(before or ())))
    return completion(measures(year, 12, answers(*returns)), year, then)


def test_an_earlier_round_is_marked_across_the_bars():
    before = (answered("001", "done", "done", "done", months=6),)
    assert list(_beside(*WORK, before=before).figure.data[-1].x) == [33.33, 33.33]


@pytest.mark.parametrize(
    ("language", "name"),
    [("th", "ปีงบประมาณ 2566 รอบ 6 เดือน"), ("en", "fiscal year 2566, 6-month round")],
)
def test_an_earlier_round_is_named(language, name):
    with using(language):
        assert _beside(*WORK).figure.data[-1].name == name


def test_a_measure_that_the_earlier_round_had_not_has_no_mark():
    earlier = framework(2566).filtered(measure_no=1)
    marks = _beside(*WORK, earlier=earlier).figure.data[-1]
    assert dict(zip(marks.customdata, marks.x, strict=True))[2] is None


def test_without_an_earlier_round_there_is_no_mark():
    assert len(_completion(*WORK).figure.data) == 1


def test_an_earlier_round_without_measures_is_no_mark():
    assert len(_beside(*WORK, earlier=framework(2566).filtered(measure_no=9)).figure.data) == 1


def test_the_title_of_one_measure_does_not_compare_it():
    year = framework().filtered(measure_no=2)
    with using("en"):
        title = completion(measures(year, 12, answers(*WORK)), year).title
    assert title == "Completion of measure 2. short 2: 33.33%"


def test_a_click_on_a_bar_asks_for_its_measure():
    assert list(_completion(*WORK).figure.data[0].customdata) == [1, 2]


def test_the_name_of_a_measure_is_text():
    year = framework()
    named = replace(year, measures=(replace(year.measures[0], short="<a href=x>"),))
    (note,) = completion(measures(named, 12, answers()), named).figure.layout.annotations
    assert "&lt;a href=x&gt;" in note.text


# --- parent bodies -------------------------------------------------------------------------


def _bodies(*received, bodies=("กรม ก", "กรม ข"), **scheme):
    year = framework(bodies=bodies, **scheme)
    today = date(2024, 10, 25)
    return parent_bodies(bodies_of(agencies(year, 12, versions(*received), answers(), today)))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "ยังไม่รายงานมากที่สุด: กรม ก 2 จาก 2 แห่ง"),
        ("en", "Most missing: กรม ก, 2 of 2 agencies"),
    ],
)
def test_the_title_names_the_parent_body_that_misses_most(language, title):
    with using(language):
        assert _bodies(LATE).title == title


def test_parent_bodies_that_miss_as_many_are_told():
    with using("en"):
        assert _bodies(ON_TIME).title == "Most missing: กรม ก (and 1 more alike), 1 of 2 agencies"


def test_the_title_says_that_every_parent_body_reported():
    with using("en"):
        title = _bodies(ON_TIME, LATE, LATE_TOO).title
    assert title == "Every parent body has reported in full"


def test_where_nobody_is_expected_no_parent_body_is_said_to_have_reported():
    with using("en"):
        title = _bodies(agencies=["001"], exempt=[("001", 12)]).title
    assert title == "No agency is expected in this round"


def test_the_parent_body_that_misses_most_stands_on_top():
    bars = _bodies(LATE).figure.data[0]
    assert bars.customdata[max(bars.y)] == "กรม ก"


def test_every_parent_body_has_its_n_of_n():
    notes = [note.text for note in _bodies(ON_TIME).figure.layout.annotations]
    assert "กรม ก · <b>1/2</b>" in notes


def test_the_parts_of_a_parent_body_add_up_to_the_expected():
    parts = _bodies(ON_TIME, LATE).figure.data
    assert [sum(part.x[row] for part in parts) for row in (0, 1)] == [1, 2]


def test_the_name_of_a_parent_body_is_text():
    (note,) = _bodies(bodies=("<b>กรม</b>",)).figure.layout.annotations
    assert "&lt;b&gt;กรม" in note.text


def test_the_alternative_text_counts_every_parent_body():
    with using("en"):
        text = _bodies(ON_TIME, LATE).alternative
    assert text == "Bar chart of agencies that reported by parent body: กรม ก 1/2, กรม ข 1/1."


# --- the curve -----------------------------------------------------------------------------


def _curve(*received, before=(), today=date(2024, 10, 25), without_before=False, **scheme):
    year = framework(**scheme)
    now = curve_of(year, 12, versions(*received), today)
    then = None if without_before else curve_of(year, 6, versions(*before), today)
    return curve(now, then)


BEFORE = (
    version("001", "2024-04-10T09:00:00", months=6),
    version("002", "2024-04-20T09:00:00", months=6),
)


def test_the_title_compares_the_same_day_of_the_round_before():
    # 10 October is five days before the due date; by then one had reported the round before
    with using("en"):
        title = _curve(before=BEFORE, today=date(2024, 10, 10)).title
    assert title == "0 of 3 agencies have reported; by then the round before had 1 of 3"


def test_without_a_round_before_the_title_compares_nothing():
    with using("en"):
        assert _curve(ON_TIME, without_before=True).title == "1 of 3 agencies have reported"


@pytest.mark.parametrize(
    ("language", "title"),
    [("th", "ยังไม่ถึงวันเปิดรอบรายงาน"), ("en", "The round has not opened yet")],
)
def test_a_round_that_has_not_opened_says_so(language, title):
    with using(language):
        assert _curve(today=date(2024, 8, 1)).title.startswith(title)


def test_a_round_that_has_not_opened_has_the_line_of_the_round_before():
    lines = _curve(before=BEFORE, today=date(2024, 8, 1)).figure.data
    assert [line.name for line in lines] == ["ปีงบประมาณ 2567 รอบ 6 เดือน"]


def test_the_curve_has_a_line_for_each_round():
    assert len(_curve(ON_TIME, before=BEFORE).figure.data) == 2


def test_the_line_ends_with_its_share():
    assert list(_curve(ON_TIME).figure.data[-1].y)[-1] == 33.33


def test_a_point_of_the_line_says_its_n_of_n():
    assert list(_curve(ON_TIME).figure.data[-1].customdata)[-1] == "1/3"


def test_the_due_date_is_marked():
    (line,) = _curve().figure.layout.shapes
    assert (line.x0, line.x1) == (0, 0)


def test_a_share_over_nobody_is_not_written():
    notes = _curve(agencies=["001"], exempt=[("001", 12), ("001", 6)]).figure.layout.annotations
    assert not any("%" in note.text for note in notes)


def test_the_alternative_text_names_both_rounds():
    with using("en"):
        text = _curve(ON_TIME, before=BEFORE).alternative
    assert text.endswith(
        "fiscal year 2567, 12-month round 1/3; fiscal year 2567, 6-month round 2/3."
    )


def test_a_return_of_long_after_is_told_at_the_end_of_the_line():
    years_later = version("003", "2026-05-01T09:00:00")
    with using("en"):
        figure = _curve(ON_TIME, years_later, today=date(2026, 6, 1)).figure
    assert max(figure.data[-1].x) == 60
    assert figure.layout.annotations[1].text == "2567/12<br><b>33%</b><br>+1 later"


def test_the_curve_leads_nowhere():
    assert not _curve(ON_TIME).clickable
