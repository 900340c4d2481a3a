"""The reasons for sending a return back: as a table, and as findings at the cells to revise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from itadata import analysis
from itadata.analysis.columns import value_label
from itadata.findings import Code, Finding
from itadata.store import Decision, Snapshot
from itadata.thai import format_date
from itadata.workflow import Transition


@dataclass(frozen=True)
class ReturnedVersion:
    """A version that was sent back: the decision, its reasons as `analysis.reasons` gives them,
    and the name and hash of the file that it came in.
    """

    decision: Decision
    reasons: pd.DataFrame
    file: str
    sha256: str


def returned_version(
    snapshot: Snapshot, fiscal_year: int, months: int, agency_code: str, version: int
) -> ReturnedVersion | None:
    """The reasons for sending a version back; None where it was not sent back."""
    decision = snapshot.last_decision(fiscal_year, months, agency_code, version)
    if decision is None or decision.transition != Transition.SEND_BACK:
        return None
    answers = snapshot.answers_of_version(fiscal_year, months, agency_code, version)
    framework = snapshot.frameworks()[fiscal_year]
    of_year = snapshot.versions(fiscal_year)
    [row] = of_year[
        (of_year["round"] == months)
        & (of_year["agency_code"] == agency_code)
        & (of_year["version"] == version)
    ].to_dict("records")
    return ReturnedVersion(
        decision,
        analysis.return_reasons(framework, answers, decision.steps, decision.reason),
        str(row["file"]),
        str(row["sha256"]),
    )


def as_findings(returned: ReturnedVersion) -> list[Finding]:
    """The reason for the whole without a cell, that for a step at the cell of its status."""
    deadline = format_date(returned.decision.revise_by) if returned.decision.revise_by else ""
    return [_finding(row, deadline) for row in returned.reasons.to_dict("records")]


def _finding(row: Mapping[Any, Any], deadline: str) -> Finding:
    details = {"reason": row["reason"]}
    if row["step_no"] is None:
        return Finding(Code.RETURN_SENT_BACK, expected=deadline, details=details)
    return Finding(
        Code.STEP_SENT_BACK,
        row["sheet"],
        row["cell"],
        value_label("status", row["status"]),
        deadline,
        details | {"step": row["step_no"]},
    )
