"""Completion: the share of each measure and step that is done.

**Completion** = done ÷ (expected agencies × steps − not applicable). A missing return counts as
not done, and so does one that was sent back, until a new version comes. **Completion of those that
reported** is the same over the agencies whose return is submitted or accepted. The **status** is
the status an agency reported for a step; missing if not reported or if no return counts. For every
step done + in progress + not started + not applicable + missing = expected; a status left blank
counts as missing.
"""

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.numbers import MISSING, percentage, without_sent_back
from itadata.framework import Framework, Step, StepStatus, localized
from itadata.thai import sort_key

_STATES = tuple(status.value for status in StepStatus)


def steps(framework: Framework, months: int, answers: pd.DataFrame) -> pd.DataFrame:
    """The steps of a round.

    fiscal_year, round, measure_no int; step_no, step str; expected, done, in_progress,
    not_started, not_applicable, missing int (agencies); completion 0–100 or None.
    """
    round_answers = _round_answers(framework, months, answers)
    counts = dict(round_answers.groupby(["step_no", "status"]).size())
    expected = len(framework.expected(months))
    rows = []
    for no, (measure, step) in framework.steps.items():
        states = {state: int(counts.get((no, state), 0)) for state in _STATES}
        rows.append(
            {
                "fiscal_year": framework.fiscal_year,
                "round": months,
                "measure_no": measure.no,
                "step_no": no,
                "step": _one_line(step),
                "expected": expected,
                **states,
                "missing": expected - sum(states.values()),
                "completion": percentage(states["done"], expected - states["not_applicable"]),
            }
        )
    return pd.DataFrame(rows, columns=schemas.STEPS.columns)


def measures(framework: Framework, months: int, answers: pd.DataFrame) -> pd.DataFrame:
    """The measures of a round.

    fiscal_year, round, measure_no int; measure str; expected_agencies, reporting_agencies, steps,
    done, not_applicable int; completion, completion_of_reporting, evidence_coverage 0–100 or None.
    """
    round_answers = _round_answers(framework, months, answers)
    counts = dict(round_answers.groupby(["measure_no", "status"]).size())
    proven = (round_answers["status"] == StepStatus.DONE.value) & (round_answers["evidence"] != "")
    with_evidence = dict(round_answers[proven].groupby("measure_no").size())
    expected = len(framework.expected(months))
    reporting = int(round_answers["agency_code"].nunique())
    rows = []
    for measure in framework.measures:
        done = int(counts.get((measure.no, StepStatus.DONE.value), 0))
        not_applicable = int(counts.get((measure.no, StepStatus.NOT_APPLICABLE.value), 0))
        steps_of_measure = len(measure.steps)
        rows.append(
            {
                "fiscal_year": framework.fiscal_year,
                "round": months,
                "measure_no": measure.no,
                "measure": localized(measure.title, measure.title_en),
                "expected_agencies": expected,
                "reporting_agencies": reporting,
                "steps": steps_of_measure,
                "done": done,
                "not_applicable": not_applicable,
                "completion": percentage(done, expected * steps_of_measure - not_applicable),
                "completion_of_reporting": percentage(
                    done, reporting * steps_of_measure - not_applicable
                ),
                "evidence_coverage": percentage(int(with_evidence.get(measure.no, 0)), done),
            }
        )
    return pd.DataFrame(rows, columns=schemas.MEASURES.columns)


def by_completion(measures: pd.DataFrame) -> pd.DataFrame:
    """The measures (`measures`) by their completion of those that reported, the least last.

    Adds applicable int: the steps that apply at the agencies whose answers count.
    """
    applicable = measures["reporting_agencies"] * measures["steps"] - measures["not_applicable"]
    has_answers = measures["completion_of_reporting"].notna()
    ranked = measures.assign(applicable=applicable)[has_answers]
    return ranked.sort_values(["completion_of_reporting", "measure_no"], ascending=[False, False])


def by_answered_completion(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps (`steps`) that agencies answered other than not applicable, the least done last.

    Adds answered int: the agencies that answered done, in progress or not started.
    """
    answered = steps[["done", "in_progress", "not_started"]].sum(axis=1)
    with_answers = steps.assign(answered=answered)[answered > 0]
    order = (with_answers["done"] / with_answers["answered"]).sort_values(
        ascending=False, kind="stable"
    )
    return with_answers.loc[order.index]


def round_completion(measures: pd.DataFrame) -> tuple[int, int]:
    """Steps done and steps that apply, over all measures and expected agencies of a round."""
    applicable = measures["expected_agencies"] * measures["steps"] - measures["not_applicable"]
    return int(measures["done"].sum()), int(applicable.sum())


def reporting_completion(measures: pd.DataFrame) -> tuple[int, int]:
    """The same over the agencies that reported."""
    applicable = measures["reporting_agencies"] * measures["steps"] - measures["not_applicable"]
    return int(measures["done"].sum()), int(applicable.sum())


def counting_agencies(measures: pd.DataFrame) -> tuple[int, int]:
    """Agencies of a round whose answers count, and agencies expected."""
    if measures.empty:
        return 0, 0
    first = measures.iloc[0]
    return int(first["reporting_agencies"]), int(first["expected_agencies"])


def evidence_coverage(answers: pd.DataFrame) -> tuple[int, int]:
    """Done steps with evidence and done steps, over the answers of a round."""
    done = answers["status"] == StepStatus.DONE.value
    return int((done & (answers["evidence"] != "")).sum()), int(done.sum())


def side_by_side(measures: pd.DataFrame, other: pd.DataFrame, name: str) -> pd.DataFrame:
    """The measures with the completion of another round (`measures`) in a column of that name.

    Measures are matched by their number.
    """
    completion = dict(zip(other["measure_no"], other["completion"], strict=True))
    return measures.assign(**{name: [completion.get(no) for no in measures["measure_no"]]})


def matrix(framework: Framework, months: int, answers: pd.DataFrame) -> pd.DataFrame:
    """Each expected agency and measure of a round, agencies in Thai order.

    fiscal_year, round int; agency_code, agency str; measure_no int; measure str (short);
    reported bool; done, asked int (steps, asked = steps − not applicable); completion 0–100,
    None where every step is not applicable.
    """
    round_answers = _round_answers(framework, months, answers)
    counts = dict(round_answers.groupby(["agency_code", "measure_no", "status"]).size())
    reported = set(round_answers["agency_code"])
    rows = []
    for agency in sorted(framework.expected(months), key=lambda a: sort_key(a.name)):
        for measure in framework.measures:
            at = (agency.code, measure.no)
            done = int(counts.get((*at, StepStatus.DONE.value), 0))
            not_applicable = int(counts.get((*at, StepStatus.NOT_APPLICABLE.value), 0))
            applicable = len(measure.steps) - not_applicable
            rows.append(
                {
                    "fiscal_year": framework.fiscal_year,
                    "round": months,
                    "agency_code": agency.code,
                    "agency": agency.name,
                    "measure_no": measure.no,
                    "measure": measure.short_name,
                    "reported": agency.code in reported,
                    "done": done,
                    "asked": applicable,
                    "completion": percentage(done, applicable),
                }
            )
    return pd.DataFrame(rows, columns=schemas.MATRIX.columns)


def by_agency_completion(matrix: pd.DataFrame) -> list[str]:
    """The codes of the agencies of a `matrix`: the most complete first, those missing last."""
    sums = matrix.groupby("agency_code", sort=False)[["reported", "done", "asked"]].sum()
    share = (sums["done"] / sums["asked"].clip(lower=1)).where(sums["reported"] > 0, -1.0)
    return list(share.sort_values(ascending=False, kind="stable").index)


def step_agencies(framework: Framework, months: int, answers: pd.DataFrame) -> pd.DataFrame:
    """The status of each step of a round at each expected agency.

    fiscal_year, round, measure_no int; step_no, agency_code, agency, parent_body str; status str:
    that of the answer, or "missing" where there is none. In order of the step, then in Thai order.
    """
    answered = _round_answers(framework, months, answers).dropna(subset="status")
    statuses = {(row.step_no, row.agency_code): row.status for row in answered.itertuples()}
    agencies = sorted(framework.expected(months), key=lambda a: sort_key(a.name))
    rows = [
        {
            "fiscal_year": framework.fiscal_year,
            "round": months,
            "measure_no": measure.no,
            "step_no": no,
            "agency_code": agency.code,
            "agency": agency.name,
            "parent_body": agency.parent_body,
            "status": statuses.get((no, agency.code), MISSING),
        }
        for no, (measure, _) in framework.steps.items()
        for agency in agencies
    ]
    return pd.DataFrame(rows, columns=schemas.STEP_AGENCIES.columns)


def answers_of_round(framework: Framework, months: int, answers: pd.DataFrame) -> pd.DataFrame:
    """The answers of a round in order of agency and step, without returns sent back.

    The columns of `Snapshot.answers` and agency str, the agency's name.
    """
    round_answers = _round_answers(framework, months, answers)
    names = {agency.code: agency.name for agency in framework.agencies}
    order = {no: position for position, no in enumerate(framework.steps)}
    ordered = round_answers.assign(
        agency=round_answers["agency_code"].map(names), _order=round_answers["step_no"].map(order)
    ).sort_values(["agency_code", "_order"])
    columns = [
        "fiscal_year",
        "round",
        "agency_code",
        "agency",
        *(name for name in answers.columns if name not in ("fiscal_year", "round", "agency_code")),
    ]
    return ordered[columns].reset_index(drop=True)


def _round_answers(framework: Framework, months: int, answers: pd.DataFrame) -> pd.DataFrame:
    expected = [agency.code for agency in framework.expected(months)]
    answers = without_sent_back(answers)
    return answers[
        (answers["round"] == months)
        & answers["agency_code"].isin(expected)
        & answers["step_no"].isin(list(framework.steps))
    ]


def _one_line(step: Step) -> str:
    return " ".join([step.text, *step.sub_items])
