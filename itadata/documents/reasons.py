"""Why a return was sent back: as a table, and as findings at the cells to revise."""

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
    """What the province asks to revise in a version; None where it was not sent back."""
    decision = snapshot.last_decision(fiscal_year, months, agency_code, version)
    if decision is None or decision.transition != Transition.SEND_BACK:
        return None
    answers = snapshot.answers_of_version(fiscal_year, months, agency_code, version)
    framework = snapshot.frameworks()[fiscal_year]
    of_year = snapshot.versions(fiscal_year)
    [own] = of_year[
        (of_year["round"] == months)
        & (of_year["agency_code"] == agency_code)
        & (of_year["version"] == version)
    ].to_dict("records")
    return ReturnedVersion(
        decision,
        analysis.return_reasons(framework, answers, decision.steps, decision.reason),
        str(own["file"]),
        str(own["sha256"]),
    )


def as_findings(returned: ReturnedVersion) -> list[Finding]:
    """The reason for the whole without a cell, that for a step at the cell of its status."""
    until = format_date(returned.decision.mend_by) if returned.decision.mend_by else ""
    return [_finding(row, until) for row in returned.reasons.to_dict("records")]


def _finding(row: Mapping[Any, Any], until: str) -> Finding:
    details = {"reason": row["reason"]}
    if row["step_no"] is None:
        return Finding(Code.RETURN_SENT_BACK, expected=until, details=details)
    return Finding(
        Code.STEP_SENT_BACK,
        row["sheet"],
        row["cell"],
        value_label("status", row["status"]),
        until,
        details | {"step": row["step_no"]},
    )
