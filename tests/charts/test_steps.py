from dataclasses import replace

from itadata.analysis import steps as steps_of
from itadata.charts import steps
from itadata.framework import Step
from tests.analysis.frames import answered, answers, framework
from tests.charts.languages import in_each_language, title, titles

# of the two that answered 1.1 is done at both, 1.2 at the only one it applies to, 2.1 at none
WORK = (
    answered("001", "done", "done", "in_progress"),
    answered("002", "done", "not_applicable", "not_started"),
)
NOBODY = {"agencies": ["001"], "exempt": [("001", 12)]}


def _chart(*returns, year=None, **scheme):
    return steps(steps_of(year or framework(**scheme), 12, answers(*returns)))


def _notes(chart):
    return [note.text for note in chart.figure.layout.annotations]


def test_the_title_names_the_step_furthest_behind():
    thai, english = titles(lambda: _chart(*WORK))
    assert thai == "แล้วเสร็จน้อยที่สุด: ขั้นตอนที่ 2.1 ดำเนินการแล้ว 0 จาก 2 แห่งที่ตอบ"
    assert english == "Least done: step 2.1, at 0 of 2 agencies that answered"


def test_the_title_counts_the_steps_that_are_as_far_behind():
    ties = title(lambda: _chart(answered("001", "done", "not_started", "in_progress")))
    assert "step 2.1 (and 1 equal steps), at 0 of 1" in ties


def test_the_title_leaves_out_agencies_to_which_a_step_does_not_apply():
    returns = [answered("001", "done", "in_progress", "done")]
    returns.append(answered("002", "done", "not_applicable", "done"))
    english = title(lambda: _chart(*returns))
    assert english == "Least done: step 1.2, at 0 of 1 agencies that answered"


def test_who_did_not_report_does_not_make_a_step_less_done():
    one, many = (title(lambda n=n: _chart(WORK[0], agencies=["001", *n])) for n in ([], ["002"]))
    assert one == many
    assert titles(_chart) == ("ยังไม่มีคำตอบที่นับผล", "No answer counts yet")


def test_where_no_step_is_requested_the_title_says_so():
    expected = ("ไม่มีขั้นตอนที่ส่วนราชการต้องดำเนินการ", "No step applies to any agency here")
    assert titles(lambda: _chart(**NOBODY)) == expected
    assert titles(lambda: _chart(year=framework().filtered(measure_no=9))) == expected


def test_each_state_is_a_part_in_its_own_colour_with_the_first_step_on_top():
    charts = in_each_language(lambda: _chart(*WORK))
    parts = charts[0].figure.data
    assert parts[0].customdata[max(parts[0].y)] == "1.1"
    assert [part.x[1] for part in parts] == [1, 0, 0, 1, 1]  # of step 1.2
    assert [chart.figure.data[0].name for chart in charts] == ["ดำเนินการแล้ว", "done"]


def test_every_bar_says_its_completion_and_an_unknown_one_is_a_dash():
    assert _notes(_chart(*WORK))[-1] == "1.1 · <b>100%</b> (2/2) · ทำคู่มือ"
    assert all("<b>–</b>" in note for note in _notes(_chart(**NOBODY)))


def _label(text):
    year = framework()
    first = replace(year.measures[0], steps=(Step("1.1", text),))
    return _notes(_chart(year=replace(year, measures=(first,))))[0]


def test_a_long_step_is_cut_and_markup_in_it_is_text():
    assert "ก" * 26 + "…" in _label("ก" * 27)
    assert "…" not in _label("ก" * 26)
    assert "&lt;a href=x&gt;" in _label("<a href=x>")


def test_the_alternative_text_counts_every_state_of_every_step():
    charts = in_each_language(lambda: _chart(*WORK))
    for chart in charts:
        assert all(f"{no}: " in chart.alt_text for no in ("1.1", "1.2", "2.1"))
    counted = "1.2: done 1, in progress 0, not started 0, not applicable 1, no answer 1"
    assert counted in charts[1].alt_text


def test_a_click_asks_for_a_step():
    assert _chart().clickable
