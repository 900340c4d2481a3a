from dataclasses import replace
from datetime import date

import pytest

from itadata.analysis import (
    AnswerCounts,
    agency_answers,
    agency_returns,
    agency_texts,
    answer_counts,
)
from itadata.framework import Step
from itadata.language import using
from tests.analysis.frames import DUE, answered, answers, cell, framework, version, versions

IN_TIME = "2024-10-15T09:00:00"
LATE = "2024-10-20T09:00:00"

# --- returns -------------------------------------------------------------------------------


def _returns(*received, **scheme):
    return agency_returns(framework(**scheme), "001", versions(*received))


def _one(column, *received, **where):
    return cell(_returns(*received), column, **{"round": 12, **where})


def test_every_round_has_a_row_the_latest_first():
    assert list(_returns()["round"]) == [12, 6]


def test_the_newest_version_comes_first():
    found = _returns(version("001", IN_TIME), version("001", LATE, 2))
    assert list(found[found["round"] == 12]["version"]) == [2, 1]


def test_versions_are_whole_numbers_beside_a_round_without_one():
    assert [type(v) for v in _returns(version("001", IN_TIME))["version"]] == [int, type(None)]


def test_days_late_are_whole_numbers_beside_a_round_without_any():
    assert [type(d) for d in _returns(version("001", LATE))["days_late"]] == [int, type(None)]


def test_the_versions_of_others_stay_out():
    assert _one("state", version("002", IN_TIME)) == "missing"


def test_a_round_without_a_return_is_missing():
    assert _one("state") == "missing"


def test_a_round_from_which_the_agency_is_exempt_says_why():
    found = _returns(exempt=[("001", 12)])
    assert (
        cell(found, "state", round=12),
        cell(found, "note", round=12),
    ) == ("exempt", "ย้ายที่ทำการ")


def test_a_return_that_came_in_spite_of_an_exemption_is_shown():
    found = _returns(version("001", IN_TIME), exempt=[("001", 12)])
    assert cell(found, "state", round=12) == "submitted"


def test_every_round_says_when_it_was_due():
    assert _one("due_on") == DUE


@pytest.mark.parametrize(("received", "days"), [(IN_TIME, 0), (LATE, 5)])
def test_a_version_says_how_late_it_came(received, days):
    assert _one("days_late", version("001", received)) == days


@pytest.mark.parametrize(("number", "counting"), [(1, False), (2, True)])
def test_the_last_version_counts(number, counting):
    found = _one("counting", version("001", IN_TIME), version("001", LATE, 2), version=number)
    assert found == counting


@pytest.mark.parametrize(
    ("column", "value"),
    [("receipt", "2567-12-001-1"), ("file", "001-1.xlsx"), ("sha256", f"{1:064x}")],
)
def test_a_version_can_be_traced_to_its_file(column, value):
    assert _one(column, version("001", IN_TIME)) == value


# --- answers -------------------------------------------------------------------------------


def _year_before(change=None):
    before = framework(2566)
    return (
        replace(before, measures=(change(before.measures[0]), *before.measures[1:]))
        if (change)
        else before
    )


def _answers(now=(), before=(), known=None):
    return agency_answers(framework(), answers(now), known, answers(before))


def test_every_step_has_an_answer_in_order():
    assert list(_answers()["step_no"]) == ["1.1", "1.2", "2.1"]


def test_a_step_comes_with_its_sub_items_one_a_line():
    assert cell(_answers(), "step", step_no="1.2") == "รายงานผล\n(1) เรื่อง\n(2) ผล"


def test_an_answer_has_its_status():
    found = _answers(answered("001", "done", None, "in_progress"))
    assert list(found["status"]) == ["done", "missing", "in_progress"]


@pytest.mark.parametrize(
    ("column", "value"), [("file", "001.xlsx"), ("sheet", "แบบรายงาน"), ("cell", "E5")]
)
def test_an_answer_knows_where_it_stands(column, value):
    found = _answers(answered("001", "done", "done", "done"))
    assert cell(found, column, step_no="1.2") == value


def test_a_step_without_an_answer_stands_nowhere():
    assert cell(_answers(), "cell", step_no="1.1") is None


def test_the_year_before_stands_beside():
    found = _answers(before=answered("001", "in_progress", None, None), known=_year_before())
    assert cell(found, "status_before", step_no="1.1") == "in_progress"


def test_without_a_framework_of_the_year_before_nothing_stands_beside():
    found = _answers(before=answered("001", "done", "done", "done"))
    assert set(found["status_before"]) == {None}


def test_what_was_left_blank_a_year_before_is_not_known():
    found = _answers(before=answered("001", None, "done", None), known=_year_before())
    assert cell(found, "status_before", step_no="1.1") is None


def test_a_step_that_was_worded_otherwise_a_year_before_has_nothing_beside():
    known = _year_before(lambda m: replace(m, steps=(Step("1.1", "ทำแผน"), *m.steps[1:])))
    found = _answers(before=answered("001", "done", "done", "done"), known=known)
    assert list(found["status_before"]) == [None, "done", "done"]


def test_a_step_that_differs_by_a_space_alone_is_the_same():
    known = _year_before(lambda m: replace(m, steps=(Step("1.1", "ทำ คู่มือ"), *m.steps[1:])))
    found = _answers(before=answered("001", "done", None, None), known=known)
    assert cell(found, "status_before", step_no="1.1") == "done"


def test_a_step_that_the_year_before_had_not_has_nothing_beside():
    known = _year_before(lambda m: replace(m, steps=m.steps[:1]))
    found = _answers(before=answered("001", "done", "done", "done"), known=known)
    assert cell(found, "status_before", step_no="1.2") is None


def test_the_date_and_evidence_of_the_year_before_stand_beside():
    earlier = answered("001", "done", None, None, evidence="ชม 0017/ว 1")
    earlier[0]["done_on"] = date(2023, 2, 1)
    found = _answers(before=earlier, known=_year_before()).iloc[0]
    assert (found["done_on_before"], found["evidence_before"]) == (
        date(2023, 2, 1),
        "ชม 0017/ว 1",
    )


# --- counts --------------------------------------------------------------------------------


def test_the_answers_of_a_return_are_counted():
    given = answered("001", "done", "not_applicable", "done")
    given[0]["evidence"] = "ชม 0017/ว 1"
    assert answer_counts(_answers(given)) == AnswerCounts(
        steps=3, answered=3, done=2, with_evidence=1, asked=2
    )


def test_a_return_without_answers_is_asked_everything():
    assert answer_counts(_answers()) == AnswerCounts(3, 0, 0, 0, 3)


def test_evidence_of_what_is_not_done_does_not_count():
    given = answered("001", "in_progress", None, None, evidence="ชม 0017/ว 1")
    assert answer_counts(_answers(given)).with_evidence == 0


# --- texts ---------------------------------------------------------------------------------


def _told(code="001", results="ผล", outcomes="ผลลัพธ์"):
    rows = answered(code, "done", "done", "done")
    return [{**row, "results": results, "outcomes": outcomes} for row in rows]


def _texts(now=(), before=(), known=None):
    return agency_texts(framework(), answers(now), known, answers(before))


def test_every_measure_has_its_texts_once():
    assert list(_texts(_told())["measure_no"]) == [1, 2]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("results", "ผล"),
        ("outcomes", "ผลลัพธ์"),
        ("results_cell", "G4"),
        ("outcomes_cell", "H4"),
        ("file", "001.xlsx"),
        ("sheet", "แบบรายงาน"),
    ],
)
def test_a_text_knows_where_it_stands(column, value):
    assert cell(_texts(_told()), column, measure_no=1) == value


def test_a_measure_without_texts_has_none():
    assert cell(_texts(), "results", measure_no=1) is None


def test_the_texts_of_the_year_before_stand_beside():
    found = _texts(before=_told(results="ผลเดิม"), known=_year_before())
    assert cell(found, "results_before", measure_no=1) == "ผลเดิม"


def test_a_measure_that_had_another_title_a_year_before_has_nothing_beside():
    known = _year_before(lambda m: replace(m, title="มาตรการอื่น"))
    found = _texts(before=_told(), known=known)
    assert list(found["results_before"]) == [None, "ผล"]


def test_a_measure_that_the_year_before_had_not_has_nothing_beside():
    known = _year_before().filtered(measure_no=1)
    found = _texts(before=_told(), known=known)
    assert cell(found, "results_before", measure_no=2) is None


def test_without_a_framework_of_the_year_before_no_text_stands_beside():
    assert set(_texts(before=_told())["outcomes_before"]) == {None}


@pytest.mark.parametrize(("language", "name"), [("th", "มาตรการ 1"), ("en", "Measure 1")])
def test_a_measure_with_its_texts_speaks_the_language_in_use(language, name):
    with using(language):
        assert cell(_texts(), "measure", measure_no=1) == name
