from dataclasses import replace
from datetime import date

from itadata.analysis import agencies, measures
from itadata.analysis import curve as curve_of
from itadata.analysis import parent_bodies as bodies_of
from itadata.charts import completion, curve, parent_bodies, reporting
from itadata.language import language_context
from tests.analysis.frames import answered, answers, framework, version, versions
from tests.charts.languages import in_each_language, title, titles

# of the two whose answers count measure 1: 4 of 4, measure 2: 1 of 2
WORK = (answered("001", "done", "done", "done"), answered("002", "done", "done", None))
TODAY = date(2024, 10, 25)
FIVE = ["001", "002", "003", "004", "005"]
NOBODY = {"agencies": ["001"], "exempt": [("001", 12)]}


def _completion(*returns, **scheme):
    year = framework(**scheme)
    return completion(measures(year, 12, answers(*returns)), year)


def _reporting(*received, **scheme):
    year = framework(**scheme)
    return reporting(agencies(year, 12, versions(*received), answers(), TODAY))


def _notes(chart):
    return [note.text for note in chart.figure.layout.annotations]


# --- completion ----------------------------------------------------------------------------


def test_the_title_names_the_least_complete_measure():
    assert titles(lambda: _completion(*WORK)) == (
        "แล้วเสร็จน้อยที่สุด: มาตรการที่ 2 ชื่อย่อ 2 ร้อยละ 50 (1 จาก 2 ขั้นตอน)",
        "Least complete: measure 2 short 2, 50% (1 of 2 steps)",
    )


def test_the_title_names_the_first_of_equal_measures_and_how_many_there_are():
    thai, english = titles(lambda: _completion(answered("001", "done", "done", "done")))
    assert "มาตรการที่ 1 " in thai and "(และอีก 1 มาตรการที่เท่ากัน)" in thai
    assert "(and 1 equal measures)" in english


def test_before_any_answer_counts_no_measure_is_called_the_least_complete():
    assert titles(_completion) == ("ยังไม่มีคำตอบที่นับผล", "No answer counts yet")


def test_the_alternative_text_holds_every_percentage_and_count():
    for chart in in_each_language(lambda: _completion(*WORK)):
        assert all(number in chart.alt_text for number in ("100%", "50%", "4/4", "1/2"))


def test_a_bar_is_as_long_as_its_completion_with_the_least_complete_on_top():
    chart = _completion(*WORK)
    (bars,) = chart.figure.data
    assert list(bars.x) == [100.0, 50.0]
    assert bars.x[max(bars.y)] == 50.0
    assert bars.marker.color[0] != bars.marker.color[1]
    assert tuple(chart.figure.layout.xaxis.range) == (0, 100)
    assert [count in note for count, note in zip(("(4/4)", "(1/2)"), _notes(chart), strict=True)]


def test_a_click_on_a_bar_asks_for_its_measure():
    assert list(_completion(*WORK).figure.data[0].customdata) == [1, 2]


def test_where_nobody_is_expected_the_chart_is_empty_and_says_so():
    assert titles(lambda: _completion(**NOBODY)) == (
        "ไม่มีขั้นตอนที่ส่วนราชการต้องดำเนินการ",
        "No step applies to any agency here",
    )
    (bars,) = _completion(**NOBODY).figure.data
    assert list(bars.x) == []


def test_the_title_of_one_measure_does_not_compare_it():
    year = framework().filtered(measure_no=2)
    one = title(lambda: completion(measures(year, 12, answers(*WORK)), year))
    assert one == "Completion of measure 2 short 2: 50% (1 of 2 steps)"


def test_the_name_of_a_measure_is_text():
    year = framework()
    named = replace(year, measures=(replace(year.measures[0], short="<a href=x>"),))
    (note,) = _notes(completion(measures(named, 12, answers(*WORK)), named))
    assert "&lt;a href=x&gt;" in note


# --- completion beside an earlier round ----------------------------------------------------


def _with_earlier_round(*returns, before=(), earlier=None):
    year = framework()
    then = measures(earlier or framework(2566), 6, answers(*before))
    return completion(measures(year, 12, answers(*returns)), year, then)


def test_an_earlier_round_is_named_and_marked_across_the_bars():
    before = (answered("001", "done", "done", "done", months=6),)
    charts = in_each_language(lambda: _with_earlier_round(*WORK, before=before))
    assert list(charts[0].figure.data[-1].x) == [100.0, 100.0]
    assert [chart.figure.data[-1].name for chart in charts] == [
        "ปีงบประมาณ 2566 รอบ 6 เดือน",
        "fiscal year 2566, 6-month round",
    ]


def test_a_measure_that_the_earlier_round_had_not_has_no_marker():
    markers = _with_earlier_round(
        *WORK, earlier=framework(2566).filtered(measure_no=1)
    ).figure.data[-1]
    assert dict(zip(markers.customdata, markers.x, strict=True))[2] is None


def test_without_measures_of_an_earlier_round_there_is_no_marker():
    assert len(_completion(*WORK).figure.data) == 1
    assert (
        len(_with_earlier_round(*WORK, earlier=framework(2566).filtered(measure_no=9)).figure.data)
        == 1
    )


# --- reporting -----------------------------------------------------------------------------

ON_TIME = version("001", "2024-10-15T23:59:59")
LATE = version("002", "2024-10-16T00:00:00")
LATE_TOO = version("003", "2024-10-20T09:00:00")


def test_the_title_says_how_many_have_not_reported():
    assert titles(lambda: _reporting(ON_TIME, LATE)) == (
        "ส่วนราชการที่ยังไม่รายงาน 1 จาก 3 แห่ง",
        "1 of 3 agencies have not reported",
    )
    assert titles(lambda: _reporting(ON_TIME, LATE, LATE_TOO)) == (
        "ส่วนราชการรายงานครบทั้ง 3 แห่ง",
        "All 3 agencies have reported",
    )


def test_the_parts_are_on_time_late_and_missing():
    charts = in_each_language(lambda: _reporting(ON_TIME, LATE, LATE_TOO, agencies=FIVE))
    assert [part.x[0] for part in charts[0].figure.data] == [1, 2, 2]
    assert [chart.alt_text for chart in charts] == [
        "ส่วนราชการ 5 แห่ง รายงานทันกำหนด 1 แห่ง ล่าช้า 2 แห่ง ยังไม่รายงาน 2 แห่ง",
        "Of 5 agencies 1 reported on time, 2 late, 2 not yet.",
    ]
    assert [[part.name for part in chart.figure.data] for chart in charts] == [
        ["ทันกำหนด 1", "ส่งล่าช้า 2", "ยังไม่รายงาน 2"],
        ["On time 1", "Late 2", "Not reported 2"],
    ]


def test_a_click_on_a_part_asks_for_its_state_and_each_has_its_colour():
    parts = _reporting(ON_TIME, LATE).figure.data
    assert [list(part.customdata) for part in parts] == [["on_time"], ["late"], ["missing"]]
    assert len({part.marker.color for part in parts}) == 3


def test_an_empty_part_has_no_text():
    assert not any(_reporting(ON_TIME).figure.data[1].text or ())


def test_where_nobody_is_expected_the_parts_are_empty_and_not_complete():
    thai, english = titles(lambda: _reporting(**NOBODY))
    assert "ครบทั้ง" not in thai and "All" not in english
    assert [part.x[0] for part in _reporting(**NOBODY).figure.data] == [0, 0, 0]


# --- parent bodies -------------------------------------------------------------------------


def _bodies(*received, bodies=("กรม ก", "กรม ข"), **scheme):
    year = framework(bodies=bodies, **scheme)
    return parent_bodies(bodies_of(agencies(year, 12, versions(*received), answers(), TODAY)))


def test_the_title_names_the_parent_body_that_misses_most():
    assert titles(lambda: _bodies(LATE)) == (
        "ยังไม่รายงานมากที่สุด: กรม ก 2 จาก 2 แห่ง",
        "Most missing: กรม ก, 2 of 2 agencies",
    )
    ties = title(lambda: _bodies(ON_TIME))
    assert ties == "Most missing: กรม ก (and 1 equal parent bodies), 1 of 2 agencies"


def test_the_title_says_that_every_parent_body_reported_unless_nobody_is_expected():
    all_of_them = title(lambda: _bodies(ON_TIME, LATE, LATE_TOO))
    assert all_of_them == "Every parent body has reported in full"
    assert title(lambda: _bodies(**NOBODY)) == "No agency is expected in this round"


def test_the_parent_body_that_misses_most_stands_on_top():
    bars = _bodies(LATE).figure.data[0]
    assert bars.customdata[max(bars.y)] == "กรม ก"


def test_every_parent_body_has_its_n_of_n():
    assert "กรม ก · ยังไม่รายงาน <b>1/2</b>" in _notes(_bodies(ON_TIME))
    parts = _bodies(ON_TIME, LATE).figure.data
    assert [sum(part.x[row] for part in parts) for row in (0, 1)] == [1, 2]
    english = in_each_language(lambda: _bodies(ON_TIME, LATE))[1].alt_text
    counts = "กรม ก 1/2, กรม ข 0/1."
    assert english == f"Bar chart of agencies that have not reported by parent body: {counts}"


def test_parent_bodies_of_one_agency_are_one_bar_that_leads_nowhere():
    bodies = ("กรม ก", "กรม ข", "กรม ค", "กรม ก")
    chart = _bodies(ON_TIME, bodies=bodies, agencies=FIVE[:4])
    assert list(chart.figure.data[0].customdata) == ["", "กรม ก"]
    notes = "|".join(_notes(chart))
    assert "กรม ก · ยังไม่รายงาน <b>1/2</b>" in notes
    assert "สังกัดที่มีส่วนราชการแห่งเดียว 2 สังกัด · ยังไม่รายงาน <b>2/2</b>" in notes
    assert chart.title == "ยังไม่รายงานมากที่สุด: กรม ก 1 จาก 2 แห่ง"
    alone = _bodies(ON_TIME, bodies=bodies[:3])
    assert alone.title == "สังกัดที่มีส่วนราชการแห่งเดียว 3 สังกัด ยังไม่รายงาน 2 จาก 3 แห่ง"


def test_the_name_of_a_parent_body_is_text():
    (note,) = _notes(_bodies(bodies=("<b>กรม</b>",)))
    assert "&lt;b&gt;กรม" in note


# --- the curve -----------------------------------------------------------------------------

BEFORE = (
    version("001", "2024-04-10T09:00:00", months=6),
    version("002", "2024-04-20T09:00:00", months=6),
)


def _curve(*received, before=(), today=TODAY, without_before=False, **scheme):
    year = framework(**scheme)
    now = curve_of(year, 12, versions(*received), today)
    then = None if without_before else curve_of(year, 6, versions(*before), today)
    return curve(now, then)


def test_the_title_compares_the_same_day_of_the_round_before():
    # 10 October is five days before the due date; by then one had reported the round before
    compared = title(lambda: _curve(before=BEFORE, today=date(2024, 10, 10)))
    assert (
        compared == "0 of 3 agencies have reported; 1 of 3 had by the same day of the year before"
    )
    alone = title(lambda: _curve(ON_TIME, without_before=True))
    assert alone == "1 of 3 agencies have reported"


def test_a_round_that_has_not_opened_says_so_beside_the_line_of_the_round_before():
    unopened = _curve(before=BEFORE, today=date(2024, 8, 1))
    assert [line.name for line in unopened.figure.data] == ["ปีงบประมาณ 2567 รอบ 6 เดือน"]
    assert titles(lambda: _curve(today=date(2024, 8, 1))) == (
        "ยังไม่ถึงวันเปิดรอบรายงาน",
        "The round has not opened yet",
    )


def test_each_round_is_a_line_that_ends_with_its_share():
    lines = _curve(ON_TIME, before=BEFORE).figure.data
    assert len(lines) == 2
    assert (list(lines[-1].y)[-1], list(lines[-1].customdata)[-1]) == (33.33, "1/3")


def test_the_labels_of_two_lines_that_end_alike_stand_apart():
    labels = _curve(ON_TIME, before=BEFORE[:1], today=TODAY).figure.layout.annotations[:2]
    assert labels[0].y == labels[1].y == 33.33
    assert abs(labels[0].yshift - labels[1].yshift) >= 40


def test_the_due_date_is_marked():
    (line,) = _curve().figure.layout.shapes
    assert (line.x0, line.x1) == (0, 0)


def test_a_share_over_nobody_is_not_written():
    exempt = [("001", 12), ("001", 6)]
    assert not any("%" in note for note in _notes(_curve(agencies=["001"], exempt=exempt)))


def test_the_alternative_text_names_both_rounds():
    english = in_each_language(lambda: _curve(ON_TIME, before=BEFORE))[1].alt_text
    both = "fiscal year 2567, 12-month round 1/3; fiscal year 2567, 6-month round 2/3."
    assert english.endswith(both)


def test_a_return_of_long_after_is_counted_at_the_end_of_the_line():
    years_later = version("003", "2026-05-01T09:00:00")
    with language_context("en"):
        chart = _curve(ON_TIME, years_later, today=date(2026, 6, 1))
    assert max(chart.figure.data[-1].x) == 60
    assert _notes(chart)[1] == "2567/12<br><b>33%</b> (1/3)<br>+1 later"


def test_the_curve_leads_nowhere():
    assert not _curve(ON_TIME).clickable
