from dataclasses import replace
from datetime import date

from itadata.analysis import agency_answers, agency_returns, agency_texts, answer_counts
from itadata.analysis.agency import AnswerCounts
from itadata.framework import Step
from itadata.language import language_context
from tests.analysis.frames import (
    DUE,
    answered,
    answers,
    cell,
    cells,
    framework,
    version,
    versions,
)

IN_TIME = "2024-10-15T09:00:00"
LATE = "2024-10-20T09:00:00"

# --- returns -------------------------------------------------------------------------------


def _returns(*received, **scheme):
    return agency_returns(framework(**scheme), "001", versions(*received))


def test_the_latest_round_and_the_newest_version_come_first():
    frame = _returns(version("001", IN_TIME), version("001", LATE, 2))
    columns = ["round", "version", "counting", "days_late"]
    rows = frame[columns].values.tolist()
    assert rows == [[12, 2, True, 5], [12, 1, False, 0], [6, None, None, None]]
    assert (
        [type(row[1]) for row in rows] == [type(row[3]) for row in rows] == [int, int, type(None)]
    )


def test_a_round_without_a_return_of_the_agency_is_missing():
    frame = _returns(version("002", IN_TIME))
    assert cells(frame, "state", "due_on", round=12) == ("missing", DUE)


def test_an_exemption_is_given_with_its_reason_unless_a_return_came():
    exempt = [("001", 12)]
    assert cells(_returns(exempt=exempt), "state", "note", round=12) == ("exempt", "ย้ายที่ทำการ")
    with_return = _returns(version("001", IN_TIME), exempt=exempt)
    assert cell(with_return, "state", round=12) == "submitted"


def test_a_version_can_be_traced_to_its_file():
    frame = _returns(version("001", IN_TIME))
    traced = cells(frame, "receipt", "file", "sha256", round=12)
    assert traced == ("2567-12-001-1", "001-1.xlsx", f"{1:064x}")


# --- answers -------------------------------------------------------------------------------


def _year_before(change=lambda measure: measure):
    before = framework(2566)
    return replace(before, measures=(change(before.measures[0]), *before.measures[1:]))


def _answers(now=(), before=(), framework_before=None):
    return agency_answers(framework(), answers(now), framework_before, answers(before))


def test_every_step_has_a_row_with_its_sub_items_and_status():
    frame = _answers(answered("001", "done", None, "in_progress"))
    assert list(frame["step_no"]) == ["1.1", "1.2", "2.1"]
    assert list(frame["status"]) == ["done", "missing", "in_progress"]
    assert cell(frame, "step", step_no="1.2") == "รายงานผล\n(1) เรื่อง\n(2) ผล"


def test_an_answer_has_its_file_sheet_and_cell():
    frame = _answers(answered("001", "done", "done", "done"))
    located = cells(frame, "file", "sheet", "cell", step_no="1.2")
    assert located == ("001.xlsx", "แบบรายงาน", "E5")
    assert cell(_answers(), "cell", step_no="1.1") is None


def test_the_answer_of_the_year_before_stands_beside():
    earlier = answered("001", "done", None, None, evidence="ชม 0017/ว 1")
    earlier[0]["done_on"] = date(2023, 2, 1)
    frame = _answers(before=earlier, framework_before=_year_before())
    columns = ("status_before", "done_on_before", "evidence_before")
    assert cells(frame, *columns, step_no="1.1") == ("done", date(2023, 2, 1), "ชม 0017/ว 1")
    assert cell(frame, "status_before", step_no="1.2") is None
    assert set(_answers(before=earlier)["status_before"]) == {None}


def test_only_a_step_with_the_same_wording_a_year_before_stands_beside():
    def statuses(change):
        done = answered("001", "done", "done", "done")
        frame = _answers(before=done, framework_before=_year_before(change))
        return list(frame["status_before"])

    def reworded(text):
        return lambda m: replace(m, steps=(Step("1.1", text), *m.steps[1:]))

    assert statuses(reworded("ทำแผน")) == [None, "done", "done"]
    assert statuses(reworded("ทำ คู่มือ")) == ["done", "done", "done"]
    assert statuses(lambda m: replace(m, steps=m.steps[:1])) == ["done", None, "done"]


def test_the_answers_of_a_return_are_counted():
    rows = answered("001", "done", "not_applicable", "done")
    rows[0]["evidence"] = "ชม 0017/ว 1"
    assert answer_counts(_answers(rows)) == AnswerCounts(
        steps=3, answered=3, done=2, with_evidence=1, applicable=2
    )
    assert answer_counts(_answers()) == AnswerCounts(3, 0, 0, 0, 3)
    unfinished = answered("001", "in_progress", None, None, evidence="ชม 0017/ว 1")
    assert answer_counts(_answers(unfinished)).with_evidence == 0


# --- texts ---------------------------------------------------------------------------------


def _answers_with_texts(results="ผล", outcomes="ผลลัพธ์"):
    rows = answered("001", "done", "done", "done")
    return [{**row, "results": results, "outcomes": outcomes} for row in rows]


def _texts(now=(), before=(), framework_before=None):
    return agency_texts(framework(), answers(now), framework_before, answers(before))


def test_every_measure_has_its_texts_once_with_their_cells():
    frame = _texts(_answers_with_texts())
    assert list(frame["measure_no"]) == [1, 2]
    assert cells(frame, "results", "outcomes", measure_no=1) == ("ผล", "ผลลัพธ์")
    located = cells(frame, "file", "sheet", "results_cell", "outcomes_cell", measure_no=1)
    assert located == ("001.xlsx", "แบบรายงาน", "G4", "H4")
    assert cell(_texts(), "results", measure_no=1) is None


def test_the_texts_of_the_same_measure_a_year_before_stand_beside():
    def results(framework_before):
        frame = _texts(before=_answers_with_texts(), framework_before=framework_before)
        return list(frame["results_before"])

    assert results(_year_before()) == ["ผล", "ผล"]
    assert results(_year_before(lambda m: replace(m, title="มาตรการอื่น"))) == [None, "ผล"]
    assert results(_year_before().filtered(measure_no=1)) == ["ผล", None]
    assert results(None) == [None, None]


def test_a_measure_with_its_texts_is_in_the_language_in_use():
    assert cell(_texts(), "measure", measure_no=1) == "มาตรการ 1"
    with language_context("en"):
        assert cell(_texts(), "measure", measure_no=1) == "Measure 1"
