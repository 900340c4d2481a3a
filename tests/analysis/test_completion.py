from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from itadata.analysis import (
    answers_of_round,
    evidence_coverage,
    matrix,
    measures,
    reporting_completion,
    round_completion,
    side_by_side,
    step_agencies,
    steps,
)
from itadata.framework import Step
from itadata.language import language_context
from tests.analysis.frames import answered, answers, cell, framework, without_steps

STATUSES = ("done", "in_progress", "not_started", "not_applicable")


def _steps(*returns, **scheme):
    return steps(framework(**scheme), 12, answers(*returns))


def _measures(*returns, **scheme):
    return measures(framework(**scheme), 12, answers(*returns))


# --- steps ---------------------------------------------------------------------------------


def test_every_step_has_a_row_in_order():
    assert list(_steps()["step_no"]) == ["1.1", "1.2", "2.1"]


def test_sub_items_are_shown_with_their_step():
    assert cell(_steps(), "step", step_no="1.2") == "รายงานผล (1) เรื่อง (2) ผล"


def test_each_status_is_counted():
    found = _steps(
        answered("001", "done", None, None),
        answered("002", "done", None, None),
        answered("003", "in_progress", None, None),
    )
    counted = [cell(found, status, step_no="1.1") for status in STATUSES]
    assert counted == [2, 1, 0, 0]


def test_a_return_that_did_not_come_counts_as_missing():
    found = _steps(answered("001", "done", "done", "done"))
    assert cell(found, "missing", step_no="2.1") == 2


def test_a_blank_status_counts_as_missing():
    found = _steps(
        answered("001", None, "done", "done"),
        answered("002", "done", "done", "done"),
        answered("003", "done", "done", "done"),
    )
    assert cell(found, "missing", step_no="1.1") == 1


def test_an_exempt_agency_is_not_missing():
    assert cell(_steps(exempt=[("003", 12)]), "missing", step_no="1.1") == 2


def test_the_answers_of_an_exempt_agency_are_not_counted():
    found = _steps(answered("003", "done", "done", "done"), exempt=[("003", 12)])
    assert cell(found, "done", step_no="1.1") == 0


def test_the_answers_of_another_round_are_not_counted():
    found = _steps(answered("001", "done", "done", "done", months=6))
    assert cell(found, "done", step_no="1.1") == 0


def test_the_completion_of_a_step_is_done_of_expected():
    found = _steps(answered("001", "done", "done", "done"))
    assert cell(found, "completion", step_no="1.1") == 33.33


def test_those_to_which_a_step_does_not_apply_are_not_asked():
    found = _steps(
        answered("001", "done", "done", "done"), answered("002", "not_applicable", None, None)
    )
    assert cell(found, "completion", step_no="1.1") == 50


def test_a_step_that_applies_to_nobody_has_no_completion():
    found = _steps(*(answered(code, "not_applicable", None, None) for code in _CODES))
    assert cell(found, "completion", step_no="1.1") is None


def test_a_step_that_nobody_is_expected_to_do_has_no_completion():
    found = _steps(agencies=["001"], exempt=[("001", 12)])
    assert cell(found, "completion", step_no="1.1") is None


_CODES = ("001", "002", "003")
_status = st.sampled_from([*STATUSES, None])
_returns = st.dictionaries(
    st.sampled_from(["001", "002", "003", "004", "099"]), st.tuples(_status, _status, _status)
)


@settings(max_examples=40)
@given(returns=_returns, exempt=st.sets(st.sampled_from(["001", "002", "003", "004"])))
def test_the_states_of_a_step_add_up_to_expected(returns, exempt):
    found = _steps(
        *(answered(code, *statuses) for code, statuses in returns.items()),
        agencies=["001", "002", "003", "004"],
        exempt=[(code, 12) for code in exempt],
    )
    assert (found[[*STATUSES, "missing"]].sum(axis=1) == found["expected"]).all()


@settings(max_examples=40)
@given(returns=_returns)
def test_no_state_of_a_step_is_counted_below_0(returns):
    found = _steps(*(answered(code, *statuses) for code, statuses in returns.items()))
    assert (found[[*STATUSES, "missing"]] >= 0).all(axis=None)


# --- measures ------------------------------------------------------------------------------


def test_every_measure_has_a_row_in_order():
    assert list(_measures()["measure_no"]) == [1, 2]


def test_a_measure_speaks_thai():
    assert cell(_measures(), "measure", measure_no=1) == "มาตรการ 1"


def test_a_measure_speaks_english_when_asked():
    with language_context("en"):
        found = _measures()
    assert cell(found, "measure", measure_no=1) == "Measure 1"


def test_a_measure_counts_its_steps():
    assert cell(_measures(), "steps", measure_no=1) == 2


def test_the_expected_agencies_of_a_measure_leave_out_the_exempt():
    assert cell(_measures(exempt=[("003", 12)]), "expected_agencies", measure_no=1) == 2


def test_the_reporting_agencies_are_those_whose_return_counts():
    found = _measures(answered("001", "done", None, None), answered("002", None, None, None))
    assert cell(found, "reporting_agencies", measure_no=1) == 2


def test_the_return_of_an_exempt_agency_does_not_count():
    found = _measures(answered("003", "done", "done", "done"), exempt=[("003", 12)])
    assert cell(found, "reporting_agencies", measure_no=1) == 0


def test_the_completion_of_a_measure_is_done_of_expected_times_steps():
    # 3 agencies × 2 steps asked, 3 of them done
    found = _measures(
        answered("001", "done", "done", None), answered("002", "done", "in_progress", None)
    )
    assert cell(found, "completion", measure_no=1) == 50


def test_what_does_not_apply_is_taken_from_what_is_asked():
    # 3 × 2 − 1 asked, 3 done
    found = _measures(
        answered("001", "done", "done", None), answered("002", "done", "not_applicable", None)
    )
    assert cell(found, "completion", measure_no=1) == 60


def test_a_missing_return_counts_as_not_done():
    found = _measures(answered("001", "done", "done", "done"))
    assert cell(found, "completion", measure_no=1) == 33.33


def test_the_completion_of_those_that_reported_leaves_out_the_missing():
    found = _measures(
        answered("001", "done", "done", None), answered("002", "done", "in_progress", None)
    )
    assert cell(found, "completion_of_reporting", measure_no=1) == 75


def test_the_completion_of_those_that_reported_leaves_out_what_does_not_apply():
    # 2 × 2 − 1 asked, 2 done
    found = _measures(
        answered("001", "done", "done", None),
        answered("002", "not_started", "not_applicable", None),
    )
    assert cell(found, "completion_of_reporting", measure_no=1) == 66.67


def test_a_blank_status_of_one_that_reported_counts_as_not_done():
    found = _measures(answered("001", "done", None, None))
    assert cell(found, "completion_of_reporting", measure_no=1) == 50


def test_where_nobody_reported_completion_is_0():
    assert cell(_measures(), "completion", measure_no=1) == 0


def test_where_nobody_reported_the_completion_of_those_that_did_is_none():
    assert cell(_measures(), "completion_of_reporting", measure_no=1) is None


def test_a_measure_without_steps_has_no_completion():
    found = measures(without_steps(), 12, answers(answered("001", "done", "done", "done")))
    assert cell(found, "completion", measure_no=2) is None


def test_evidence_coverage_is_done_steps_with_evidence_of_done_steps():
    found = _measures(
        answered("001", "done", "done", None, evidence="ชม 0017/ว 1"),
        answered("002", "done", "in_progress", None),
    )
    assert cell(found, "evidence_coverage", measure_no=1) == 66.67


def test_evidence_of_what_is_not_done_is_not_counted():
    found = _measures(
        answered("001", "in_progress", "not_started", None, evidence="ชม 0017/ว 1"),
        answered("002", "done", None, None),
    )
    assert cell(found, "evidence_coverage", measure_no=1) == 0


def test_a_measure_of_which_nothing_is_done_has_no_evidence_coverage():
    found = _measures(answered("001", "not_started", "not_started", "done"))
    assert cell(found, "evidence_coverage", measure_no=1) is None


@settings(max_examples=40)
@given(returns=_returns)
def test_the_steps_of_a_measure_add_up_to_the_measure(returns):
    given_answers = [answered(code, *statuses) for code, statuses in returns.items()]
    of_steps = _steps(*given_answers).groupby("measure_no")[["done", "not_applicable"]].sum()
    of_measures = _measures(*given_answers).set_index("measure_no")[["done", "not_applicable"]]
    assert (of_steps == of_measures).all(axis=None)


# --- a round -------------------------------------------------------------------------------


def test_a_round_says_done_asked_and_completion_over_all_measures():
    # 3 agencies × 3 steps, one of which does not apply to one agency; 4 done
    found = _measures(
        answered("001", "done", "done", "done"), answered("002", "done", "not_applicable", None)
    )
    assert round_completion(found) == (4, 8)


def test_a_round_that_expects_nobody_has_no_completion():
    found = _measures(agencies=["001"], exempt=[("001", 12)])
    assert round_completion(found) == (0, 0)


def test_a_round_of_those_that_reported_leaves_out_the_missing():
    # 2 agencies × 3 steps, one of which does not apply to one of them; 4 done
    found = _measures(
        answered("001", "done", "done", "done"), answered("002", "done", "not_applicable", None)
    )
    assert reporting_completion(found) == (4, 5)


def test_where_nobody_reported_nothing_is_asked_of_those_that_did():
    assert reporting_completion(_measures()) == (0, 0)


def test_the_evidence_of_a_round_is_of_done_steps():
    found = answers(
        answered("001", "done", "in_progress", "done", evidence="ชม 0017/ว 1"),
        answered("002", "done", None, None),
    )
    assert evidence_coverage(found) == (2, 3)


def test_a_round_without_answers_has_no_evidence():
    assert evidence_coverage(answers()) == (0, 0)


def test_another_round_stands_beside_under_its_name():
    found = side_by_side(_measures(), _measures(answered("001", "done", "done", None)), "ปี 2566")
    assert list(found["ปี 2566"]) == [33.33, 0]


def test_a_measure_that_the_other_round_has_not_has_nothing_beside():
    other = measures(framework().filtered(measure_no=1), 12, answers())
    found = side_by_side(_measures(), other, "ปี 2566")
    assert cell(found, "ปี 2566", measure_no=2) is None


# --- agency and measure --------------------------------------------------------------------


def _matrix(*returns, **scheme):
    return matrix(framework(**scheme), 12, answers(*returns))


def _at(found, column, code="001", measure=1):
    return cell(found, column, agency_code=code, measure_no=measure)


def test_the_matrix_has_each_agency_at_each_measure():
    assert len(_matrix()) == 3 * 2


def test_the_matrix_leaves_out_the_exempt():
    assert set(_matrix(exempt=[("003", 12)])["agency_code"]) == {"001", "002"}


def test_the_matrix_is_in_thai_order():
    found = _matrix(names=["สกลนคร", "เลย", "กาฬสินธุ์"])
    assert list(dict.fromkeys(found["agency"])) == ["กาฬสินธุ์", "เลย", "สกลนคร"]


def test_the_matrix_counts_what_is_done():
    assert _at(_matrix(answered("001", "done", "in_progress", None)), "done") == 1


def test_the_matrix_asks_what_applies():
    assert _at(_matrix(answered("001", "done", "not_applicable", None)), "asked") == 1


def test_the_matrix_has_the_completion_of_the_agency():
    assert _at(_matrix(answered("001", "done", "in_progress", None)), "completion") == 50


def test_where_nothing_applies_the_matrix_has_no_completion():
    found = _matrix(answered("001", "not_applicable", "not_applicable", None))
    assert _at(found, "completion") is None


def test_the_matrix_knows_who_reported():
    found = _matrix(answered("001", None, None, None))
    assert (_at(found, "reported"), _at(found, "reported", "002")) == (True, False)


def test_the_matrix_names_a_measure_in_short():
    assert _at(_matrix(), "measure") == "ชื่อย่อ 1"


@settings(max_examples=20)
@given(returns=_returns)
def test_the_matrix_adds_up_to_the_measures(returns):
    given_answers = [answered(code, *statuses) for code, statuses in returns.items()]
    of_agencies = _matrix(*given_answers).groupby("measure_no")["done"].sum()
    assert list(of_agencies) == list(_measures(*given_answers)["done"])


# --- step and agency -----------------------------------------------------------------------


def _step_agencies(*returns, **scheme):
    return step_agencies(framework(**scheme), 12, answers(*returns))


def test_every_step_is_known_of_every_agency():
    assert len(_step_agencies()) == 3 * 3


def test_the_state_of_a_step_is_that_of_the_answer():
    found = _step_agencies(answered("001", "in_progress", "done", None))
    assert cell(found, "status", agency_code="001", step_no="1.1") == "in_progress"


def test_a_step_of_a_return_that_did_not_come_is_missing():
    assert cell(_step_agencies(), "status", agency_code="001", step_no="1.1") == "missing"


def test_a_step_that_was_left_blank_is_missing():
    found = _step_agencies(answered("001", None, "done", None))
    assert cell(found, "status", agency_code="001", step_no="1.1") == "missing"


def test_the_agencies_of_a_step_are_in_thai_order():
    found = _step_agencies(names=["สกลนคร", "เลย", "กาฬสินธุ์"])
    assert list(found["agency"])[:3] == ["กาฬสินธุ์", "เลย", "สกลนคร"]


def test_the_steps_are_in_their_order():
    assert list(dict.fromkeys(_step_agencies()["step_no"])) == ["1.1", "1.2", "2.1"]


def test_the_exempt_are_not_behind_a_count():
    assert set(_step_agencies(exempt=[("003", 12)])["agency_code"]) == {"001", "002"}


@settings(max_examples=20)
@given(returns=_returns)
def test_the_names_behind_a_count_are_as_many_as_it_says(returns):
    given_answers = [answered(code, *statuses) for code, statuses in returns.items()]
    names = _step_agencies(*given_answers).groupby("step_no")["status"].value_counts()
    counts = _steps(*given_answers).set_index("step_no")[[*STATUSES, "missing"]].stack()
    assert names.to_dict() == {place: n for place, n in counts.to_dict().items() if n}


# --- answers -------------------------------------------------------------------------------


def test_answers_stand_in_order_of_agency_and_step():
    given_answers = answers(
        answered("002", "done", "done", "done"), answered("001", "done", "done", "done")[::-1]
    )
    found = answers_of_round(framework(), 12, given_answers)
    assert list(zip(found["agency_code"], found["step_no"], strict=True)) == [
        ("001", "1.1"),
        ("001", "1.2"),
        ("001", "2.1"),
        ("002", "1.1"),
        ("002", "1.2"),
        ("002", "2.1"),
    ]


def test_an_answer_says_the_name_of_its_agency():
    found = answers_of_round(framework(), 12, answers(answered("002", "done", None, None)))
    assert set(found["agency"]) == {"ข"}


def test_an_answer_keeps_its_cell():
    found = answers_of_round(framework(), 12, answers(answered("002", "done", None, None)))
    assert cell(found, "cell", step_no="1.2") == "E5"


def test_the_answers_of_another_round_stay_out():
    found = answers_of_round(
        framework(), 12, answers(answered("001", "done", "done", "done", months=6))
    )
    assert len(found) == 0


def test_a_step_that_the_tenth_place_holds_comes_after_the_ninth():
    scheme = _with_ten_steps()
    row = answered("001", "done", None, None)[0]
    unordered = [{**row, "step_no": no} for no in ("1.10", "1.9", "1.2")]
    found = answers_of_round(scheme, 12, answers(unordered))
    assert list(found["step_no"]) == ["1.2", "1.9", "1.10"]


def _with_ten_steps():
    whole = framework()
    many = tuple(Step(f"1.{no}", "ขั้นตอน") for no in range(1, 11))
    return replace(whole, measures=(replace(whole.measures[0], steps=many),))
