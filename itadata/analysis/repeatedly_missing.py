"""The agencies that were missing, late or sent back in several rounds."""

from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.compliance import LATE, ON_TIME
from itadata.analysis.numbers import MISSING
from itadata.framework import Framework, RoundKey
from itadata.thai import sort_key

_AT_LEAST = 2


def repeatedly_missing(
    framework: Framework, last: RoundKey, agency_rounds: pd.DataFrame
) -> pd.DataFrame:
    """The agencies without a return in two or more rounds running, the most rounds first.

    `agency_rounds` (`analysis.agency_rounds`) ends with the `last` round, in which `framework`
    expects the agencies. A round that an agency is not expected in, or that is not past its due
    date, neither counts nor ends a run. fiscal_year, round int of the last round; agency_code,
    agency, parent_body str; rounds_missing int; missing_since date, the due date of the first of
    them.
    """
    rows = [row for row in _rows(framework, last, agency_rounds) if _is_missing(row)]
    rows.sort(key=lambda row: (-row["rounds_missing"], sort_key(row["agency"])))
    return pd.DataFrame(rows, columns=schemas.REPEATEDLY_MISSING.columns)


def repeatedly_behind(
    framework: Framework, last: RoundKey, agency_rounds: pd.DataFrame
) -> pd.DataFrame:
    """The agencies missing, late or sent back in two or more rounds, the most rounds first.

    As in `repeatedly_missing`, with rounds int, in which the agency reported or should have by
    now; behind, missing, late, sent_back int: in how many of them it was any of these, each round
    once, and each of these. missing_since is None without a run of two.
    """
    rows = [row for row in _rows(framework, last, agency_rounds) if row["behind"] >= _AT_LEAST]
    for row in rows:
        row["missing_since"] = row["missing_since"] if _is_missing(row) else None
    rows.sort(key=lambda row: (-row["behind"], -row["missing"], sort_key(row["agency"])))
    return pd.DataFrame(rows, columns=schemas.REPEATEDLY_BEHIND.columns)


def _is_missing(row: dict[str, Any]) -> bool:
    return bool(row["rounds_missing"] >= _AT_LEAST)


def _rows(
    framework: Framework, last: RoundKey, agency_rounds: pd.DataFrame
) -> list[dict[str, Any]]:
    is_counted = agency_rounds["reporting"].isin([ON_TIME, LATE, MISSING])
    by_agency = dict(tuple(agency_rounds[is_counted].groupby("agency_code")))
    return [
        {
            "fiscal_year": last.fiscal_year,
            "round": last.months,
            "agency_code": agency.code,
            "agency": agency.name,
            "parent_body": agency.parent_body,
            **_counts(by_agency.get(agency.code, agency_rounds.iloc[:0])),
        }
        for agency in framework.expected(last.months)
    ]


def _counts(rounds: pd.DataFrame) -> dict[str, Any]:
    is_missing, is_late = (rounds["reporting"] == state for state in (MISSING, LATE))
    is_sent_back = rounds["sent_back"] > 0
    # The rounds from the last one back to the newest in which a return came.
    run = rounds[(~is_missing)[::-1].cumsum()[::-1] == 0]
    return {
        "rounds": len(rounds),
        "behind": int((is_missing | is_late | is_sent_back).sum()),
        "missing": int(is_missing.sum()),
        "late": int(is_late.sum()),
        "sent_back": int(is_sent_back.sum()),
        "rounds_missing": len(run),
        "missing_since": run["due_on"].iloc[0] if len(run) else None,
    }
