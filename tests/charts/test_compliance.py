from datetime import date

import pytest

from itadata.analysis import agencies, measures
from itadata.charts import completion, reporting
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
    [("th", "ยังไม่มีรายงานในรอบนี้"), ("en", "No return has been received yet")],
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
