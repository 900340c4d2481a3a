"""The review queue of the province, and the reasons for returning a return."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.numbers import (
    ACCEPTED,
    MISSING,
    RETURNED,
    SUBMITTED,
    WITHDRAWN,
    none_for_missing,
)
from itadata.framework import Framework

REVIEW_STATES = (SUBMITTED, RETURNED, ACCEPTED)
"""The states of a return, the most urgent for the province first."""


def review_queue(
    framework: Framework, months: int, versions: pd.DataFrame, today: date, state: str = SUBMITTED
) -> pd.DataFrame:
    """The counting versions of a round in a state, the first received first.

    `versions` is `Snapshot.versions` of the year. fiscal_year, round int (months);
    agency_code, agency, parent_body str; version int; received_at datetime; days_waiting int, the
    days since, None in other states than submitted; mended bool, whether an earlier version was
    sent back, reopened or withdrawn; warnings int; state str; and of the last decision
    decided_at datetime, decided_by str, mend_by date, None where none was made; receipt, file str.
    """
    agencies = {agency.code: agency for agency in framework.agencies}
    in_round = (versions["round"] == months) & versions["agency_code"].isin(list(agencies))
    rows = []
    for code, of_agency in versions[in_round].groupby("agency_code"):
        in_order = of_agency.sort_values("version")
        counting = in_order[in_order["state"] != WITHDRAWN].tail(1)
        if counting.empty or counting["state"].item() != state:
            continue
        row = none_for_missing(counting).iloc[0].to_dict()
        earlier = in_order[in_order["version"] < row["version"]]
        is_revision = earlier["mend_by"].notna() | (earlier["state"] == WITHDRAWN)
        waited = (today - row["received_at"].date()).days
        rows.append(
            row
            | {
                "agency": agencies[str(code)].name,
                "parent_body": agencies[str(code)].parent_body,
                "version": int(row["version"]),
                "days_waiting": max(waited, 0) if state == SUBMITTED else None,
                "mended": bool(is_revision.any()),
                "warnings": int(row["warnings"]),
            }
        )
    rows.sort(key=lambda row: (row["received_at"], row["agency_code"]))
    return pd.DataFrame(rows, columns=schemas.QUEUE.columns, dtype=object)


def return_reasons(
    framework: Framework, answers: pd.DataFrame, steps: Mapping[str, str], whole: str
) -> pd.DataFrame:
    """The reasons for returning a return: that for the whole first, then step by step.

    `answers` are those of the version that was sent back (`Snapshot.answers`).
    step_no, step str, None for the whole; status str ("missing" without an answer);
    reason, sheet, cell str.
    """
    answered = {row["step_no"]: row for row in none_for_missing(answers).to_dict("records")}
    rows: list[dict[str, Any]] = [{"reason": whole}] if whole else []
    for no, (_, step) in framework.steps.items():
        if no in steps:
            answer = answered.get(no, {})
            rows.append(
                {
                    "step_no": no,
                    "step": step.text,
                    "status": answer.get("status") or MISSING,
                    "reason": steps[no],
                    "sheet": answer.get("sheet"),
                    "cell": answer.get("cell"),
                }
            )
    frame = pd.DataFrame(rows, columns=[*_REASON_COLUMNS], dtype=object)
    return none_for_missing(frame)


_REASON_COLUMNS = ("step_no", "step", "status", "reason", "sheet", "cell")
