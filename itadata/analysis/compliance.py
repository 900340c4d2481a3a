"""Compliance: the agencies expected in a round, and when each reported.

The definitions are those of DHIS2's reporting rates: **expected** are the agencies listed and not
exempt; **actual** have at least one version that is not withdrawn; **on time** are those whose
first such version was received by the end of the agency's due date. Received is when the system
took it. A return that was sent back counts as reported; its answers count as missing. The
**state** is the review state of the version that counts; missing where none has come.
"""

from bisect import bisect_right
from datetime import date, timedelta

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.numbers import MISSING, WITHDRAWN, percentage, without_sent_back
from itadata.framework import Framework, StepStatus
from itadata.thai import sort_key

ON_TIME = "on_time"
LATE = "late"


def rates(framework: Framework, versions: pd.DataFrame) -> pd.DataFrame:
    """The reporting rate and the on-time rate of each round of a year.

    `versions` is `Snapshot.versions`. Gives fiscal_year, round (months), expected, actual,
    on_time int; reporting_rate = actual ÷ expected and on_time_rate = on time ÷ expected, 0–100
    or None.
    """
    rows = []
    for reporting_round in framework.rounds:
        months = reporting_round.months
        expected = [agency.code for agency in framework.expected(months)]
        first = _first_received(versions, months, expected)
        on_time = sum(
            moment.date() <= framework.dates(code, months).due_on for code, moment in first.items()
        )
        rows.append(
            {
                "fiscal_year": framework.fiscal_year,
                "round": months,
                "expected": len(expected),
                "actual": len(first),
                "on_time": on_time,
                "reporting_rate": percentage(len(first), len(expected)),
                "on_time_rate": percentage(on_time, len(expected)),
            }
        )
    return pd.DataFrame(rows, columns=schemas.RATES.columns)


def agencies(
    framework: Framework,
    months: int,
    versions: pd.DataFrame,
    answers: pd.DataFrame,
    today: date,
) -> pd.DataFrame:
    """The expected agencies of a round: the missing first, then the latest, then in Thai order.

    agency_code, agency, parent_body str; state ("missing" or that of the counting version);
    first_submitted_at, submitted_at datetime or None; on_time bool, None while a missing one is
    not yet late; days_late int = first received − due, for the missing today − due, at least 0;
    version int or None; completeness = steps with a status ÷ steps; done, not_applicable int;
    completion = done ÷ (steps − not applicable), 0 for a return that is missing or was sent back
    (whose answers still count in its completeness); evidence_coverage = done
    steps with evidence ÷ done steps. Percentages are 0–100 or None.
    """
    not_withdrawn = _not_withdrawn(versions)
    versions_by_agency = dict(
        tuple(not_withdrawn[not_withdrawn["round"] == months].groupby("agency_code"))
    )
    of_round = (answers["round"] == months) & answers["step_no"].isin(list(framework.steps))
    answers_by_agency = dict(tuple(answers[of_round].groupby("agency_code")))
    rows = []
    for agency in framework.expected(months):
        row: dict[str, object] = {
            "fiscal_year": framework.fiscal_year,
            "round": months,
            "agency_code": agency.code,
            "agency": agency.name,
            "parent_body": agency.parent_body,
        }
        reported = versions_by_agency.get(agency.code)
        due_on = framework.dates(agency.code, months).due_on
        if reported is None:
            row |= _missing_columns(due_on, today)
        else:
            row |= _reported_columns(reported, due_on)
        of_agency = answers_by_agency.get(agency.code, answers.iloc[:0])
        row |= _work_columns(of_agency, len(framework.steps))
        rows.append(row)
    frame = pd.DataFrame(rows, columns=schemas.AGENCIES.columns)
    order = frame.assign(
        _came=frame["state"] != MISSING, _key=[sort_key(name) for name in frame["agency"]]
    ).sort_values(["_came", "days_late", "_key"], ascending=[True, False, True])
    return frame.loc[order.index].reset_index(drop=True)


def in_state(agencies: pd.DataFrame, state: str) -> pd.DataFrame:
    """The agencies (rows of `agencies`) in a state, or those that reported "on_time" or "late"."""
    has_reported = agencies["state"] != MISSING
    if state == ON_TIME:
        return agencies[has_reported & (agencies["days_late"] == 0)]
    if state == LATE:
        return agencies[has_reported & (agencies["days_late"] > 0)]
    return agencies[agencies["state"] == state]


def state_counts(agencies: pd.DataFrame) -> dict[str, int]:
    """The numbers of agencies (rows of `agencies`) on time, late, and missing."""
    return {state: len(in_state(agencies, state)) for state in (ON_TIME, LATE, MISSING)}


def reported(agencies: pd.DataFrame) -> int:
    """The number of agencies (rows of `agencies`) that reported."""
    return int((agencies["state"] != MISSING).sum())


def parent_bodies(agencies: pd.DataFrame) -> pd.DataFrame:
    """The compliance of each parent body, from `agencies`; the most missing first.

    fiscal_year, round int; parent_body str; expected, on_time, late, missing int;
    reporting_rate, on_time_rate 0–100.
    """
    rows = []
    for (year, months, body), members in agencies.groupby(["fiscal_year", "round", "parent_body"]):
        counts = state_counts(members)
        rows.append(
            {
                "fiscal_year": year,
                "round": months,
                "parent_body": body,
                "expected": len(members),
                **counts,
                "reporting_rate": percentage(reported(members), len(members)),
                "on_time_rate": percentage(counts[ON_TIME], len(members)),
            }
        )
    rows.sort(key=lambda row: (-row["missing"], -row["late"], sort_key(row["parent_body"])))
    return pd.DataFrame(rows, columns=schemas.PARENT_BODIES.columns)


def with_single_bodies_folded(bodies: pd.DataFrame) -> pd.DataFrame:
    """The `parent_bodies` of several agencies, and those of one agency as one last row.

    Adds bodies int: the parent bodies of the row; the name of those folded together is "". One of
    a single agency alone stays as it is.
    """
    single = bodies["expected"] == 1
    if single.sum() < 2:
        return bodies.assign(bodies=1)
    counts = bodies[single][["expected", ON_TIME, LATE, MISSING]].sum()
    folded = pd.DataFrame([{"parent_body": "", "bodies": int(single.sum()), **counts}])
    return pd.concat([bodies[~single].assign(bodies=1), folded], ignore_index=True)


_NEVER_CLOSES = timedelta(days=60)  # after which the curve of a round that never closes ends


def curve(framework: Framework, months: int, versions: pd.DataFrame, today: date) -> pd.DataFrame:
    """The number of expected agencies that had reported, for each day of a round.

    From the day that the round opens until today, at the latest until it closes, or until the last
    first receipt: fiscal_year, round int; date; days_to_due int (negative before the due date);
    actual, expected int; reporting_rate 0–100 or None.
    """
    reporting_round = framework.round(months)
    expected = [agency.code for agency in framework.expected(months)]
    days = sorted(moment.date() for moment in _first_received(versions, months, expected).values())
    first = min([reporting_round.opens_on, *days[:1]])
    closes = reporting_round.lock_on or reporting_round.due_on + _NEVER_CLOSES
    last = min(max([closes, *days[-1:]]), today)
    rows = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        actual = bisect_right(days, day)
        rows.append(
            {
                "fiscal_year": framework.fiscal_year,
                "round": months,
                "date": day,
                "days_to_due": (day - reporting_round.due_on).days,
                "actual": actual,
                "expected": len(expected),
                "reporting_rate": percentage(actual, len(expected)),
            }
        )
    return pd.DataFrame(rows, columns=schemas.CURVE.columns)


def _first_received(
    versions: pd.DataFrame, months: int, expected: list[str]
) -> dict[str, pd.Timestamp]:
    """The first receipt of each expected agency that reported."""
    not_withdrawn = _not_withdrawn(versions)
    in_round = (not_withdrawn["round"] == months) & not_withdrawn["agency_code"].isin(expected)
    return dict(not_withdrawn[in_round].groupby("agency_code")["received_at"].min())


def _not_withdrawn(versions: pd.DataFrame) -> pd.DataFrame:
    return versions[versions["state"] != WITHDRAWN]


def _missing_columns(due_on: date, today: date) -> dict[str, object]:
    late = max((today - due_on).days, 0)
    return {
        "state": MISSING,
        "first_submitted_at": None,
        "submitted_at": None,
        "on_time": False if late else None,
        "days_late": late,
        "version": None,
    }


def _reported_columns(versions: pd.DataFrame, due_on: date) -> dict[str, object]:
    counting = versions.loc[versions["version"].idxmax()]
    first = versions["received_at"].min()
    late = max((first.date() - due_on).days, 0)
    return {
        "state": counting["state"],
        "first_submitted_at": first,
        "submitted_at": counting["received_at"],
        "on_time": late == 0,
        "days_late": late,
        "version": int(counting["version"]),
    }


def _work_columns(answers: pd.DataFrame, steps: int) -> dict[str, object]:
    not_sent_back = without_sent_back(answers)
    is_done = not_sent_back["status"] == StepStatus.DONE.value
    done = int(is_done.sum())
    not_applicable = int((not_sent_back["status"] == StepStatus.NOT_APPLICABLE.value).sum())
    answered = int(answers["status"].notna().sum())
    return {
        "completeness": None if answers.empty else percentage(answered, steps),
        "done": done,
        "not_applicable": not_applicable,
        "completion": percentage(done, steps - not_applicable),
        "evidence_coverage": percentage(
            int((is_done & (not_sent_back["evidence"] != "")).sum()), done
        ),
    }
