from dataclasses import replace

import pytest

from itadata.analysis import steps as steps_of
from itadata.charts import steps
from itadata.framework import Step
from itadata.language import using
from tests.analysis.frames import answered, answers, framework

# 1.1 is done at 2 of 3, 1.2 at 1 of 2 (it does not apply to one), 2.1 at none of 3
WORK = (
    answered("001", "done", "done", "in_progress"),
    answered("002", "done", "not_applicable", "not_started"),
)


def _picture(*returns, year=None, **scheme):
    return steps(steps_of(year or framework(**scheme), 12, answers(*returns)))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "ขั้นตอนที่ 2.1"),
        ("en", "Step 2.1 is furthest behind: done at 0 of 3 agencies"),
    ],
)
def test_the_title_names_the_step_furthest_behind(language, title):
    with using(language):
        assert _picture(*WORK).title.startswith(title)


def test_steps_that_are_as_far_behind_are_told():
    with using("en"):
        title = _picture(answered("001", "done", None, None)).title
    assert title == "Step 1.2 (and 1 more alike) is furthest behind: done at 0 of 3 agencies"


def test_those_to_which_a_step_does_not_apply_are_not_counted_in_the_title():
    done = answered("001", "done", "done", "done")
    with using("en"):
        title = _picture(done, answered("002", "done", "not_applicable", "done")).title
    assert title == "Step 1.2 is furthest behind: done at 1 of 2 agencies"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "ไม่มีขั้นตอนที่ส่วนราชการต้องดำเนินการ"),
        ("en", "No step is asked of any agency here"),
    ],
)
def test_where_nobody_is_expected_the_title_says_so(language, title):
    with using(language):
        assert _picture(agencies=["001"], exempt=[("001", 12)]).title == title


def test_no_steps_are_a_picture_too():
    with using("en"):
        title = _picture(year=framework().filtered(measure_no=9)).title
    assert title == "No step is asked of any agency here"


def test_the_first_step_stands_on_top():
    bars = _picture(*WORK).figure.data[0]
    assert bars.customdata[max(bars.y)] == "1.1"


def test_each_state_is_a_part():
    found = _picture(*WORK).figure.data
    assert [part.x[1] for part in found] == [1, 0, 0, 1, 1]  # of step 1.2


def test_the_states_have_colours_of_their_own():
    assert len({part.marker.color for part in _picture(*WORK).figure.data}) == 5


@pytest.mark.parametrize(
    ("language", "names"),
    [("th", "ดำเนินการแล้ว"), ("en", "done")],
)
def test_the_first_state_is_done(language, names):
    with using(language):
        assert _picture(*WORK).figure.data[0].name == names


def test_every_bar_says_its_completion():
    notes = [note.text for note in _picture(*WORK).figure.layout.annotations]
    assert notes[-1] == "1.1 · <b>66.67%</b> · ทำคู่มือ"


def test_an_unknown_completion_is_a_dash():
    notes = _picture(agencies=["001"], exempt=[("001", 12)]).figure.layout.annotations
    assert all("<b>–</b>" in note.text for note in notes)


def _worded(text):
    year = framework()
    first = replace(year.measures[0], steps=(Step("1.1", text),))
    return _picture(year=replace(year, measures=(first,))).figure.layout.annotations[0].text


def test_a_long_step_is_cut():
    assert "ก" * 36 + "…" in _worded("ก" * 37)


def test_a_step_that_has_room_is_whole():
    assert "…" not in _worded("ก" * 36)


def test_a_step_is_text():
    assert "&lt;a href=x&gt;" in _worded("<a href=x>")


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_alternative_text_names_every_step(language):
    with using(language):
        text = _picture(*WORK).alternative
    assert all(f"{no}: " in text for no in ("1.1", "1.2", "2.1"))


def test_the_alternative_text_counts_every_state():
    with using("en"):
        text = _picture(*WORK).alternative
    assert "1.2: done 1, in progress 0, not started 0, not applicable 1, no answer 1" in text


def test_a_click_asks_for_a_step():
    assert _picture(*WORK).clickable
