"""What waits for the province to look at it, and what the province asked to be mended."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.numbers import ACCEPTED, MISSING, RETURNED, SUBMITTED, WITHDRAWN
from itadata.framework import Framework

REVIEW_STATES = (SUBMITTED, RETURNED, ACCEPTED)
"""The states that a return passes through, in the order in which the province cares for them."""


def review_queue(
    framework: Framework, months: int, versions: pd.DataFrame, today: date, state: str = SUBMITTED
) -> pd.DataFrame:
    """The counting versions of a round that are in a state, the first received first.

    `versions` is `store.frames.versions` of the year. fiscal_year, round int (months);
    agency_code, agency, parent_body str; version int; received_at datetime; days_waiting int, the
    days since, None where nothing is waited for; mended bool, whether an earlier version was sent
    back or reopened; warnings int; state str; and of the last decision decided_at datetime,
    decided_by str, mend_by date, None where none was made; receipt, file str.
    """
    known = {agency.code: agency for agency in framework.agencies}
    own = versions[(versions["round"] == months) & versions["agency_code"].isin(list(known))]
    rows = []
    for code, of_agency in own[own["state"] != WITHDRAWN].groupby("agency_code"):
        in_order = of_agency.sort_values("version")
        row = _plain(in_order.iloc[-1])
        if row["state"] != state:
            continue
        waited = (today - row["received_at"].date()).days
        rows.append(
            row
            | {
                "agency": known[str(code)].name,
                "parent_body": known[str(code)].parent_body,
                "version": int(row["version"]),
                "days_waiting": max(waited, 0) if state == SUBMITTED else None,
                "mended": bool(in_order["mend_by"].iloc[:-1].notna().any()),
                "warnings": int(row["warnings"]),
            }
        )
    rows.sort(key=lambda row: (row["received_at"], row["agency_code"]))
    return pd.DataFrame(rows, columns=schemas.QUEUE.columns, dtype=object)


def return_reasons(
    framework: Framework, answers: pd.DataFrame, steps: Mapping[str, str], whole: str
) -> pd.DataFrame:
    """What the province asks to be mended: of the whole return first, then step by step.

    `answers` are those of the version that was sent back (`store.frames.answers`).
    step_no, step str, None for the whole; status str ("missing" where none was answered);
    reason, sheet, cell str.
    """
    answered = {row["step_no"]: row for row in answers.to_dict("records")}
    rows: list[dict[str, Any]] = [{"reason": whole}] if whole else []
    for no, (_, step) in framework.steps.items():
        if no in steps:
            own = _plain(answered.get(no, {}))
            rows.append(
                {
                    "step_no": no,
                    "step": step.text,
                    "status": own.get("status") or MISSING,
                    "reason": steps[no],
                    "sheet": own.get("sheet"),
                    "cell": own.get("cell"),
                }
            )
    frame = pd.DataFrame(rows, columns=[*_REASONS], dtype=object)
    frame = frame.astype(object).where(frame.notna(), None)
    return frame


_REASONS = ("step_no", "step", "status", "reason", "sheet", "cell")


def _plain(row: Any) -> dict[Any, Any]:
    return {name: None if pd.isna(value) else value for name, value in dict(row).items()}
