"""Agencies over the rounds: how each reported, and one agency against the spread of all."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.compliance import LATE, ON_TIME
from itadata.analysis.numbers import MISSING, RETURNED, WITHDRAWN, none_for_missing, percentage
from itadata.analysis.peers import MIN_UNITS_FOR_QUARTILES
from itadata.framework import Agency, Framework, RoundKey

NOT_DUE = "not_due"
EXEMPT = "exempt"
NOT_LISTED = "not_listed"


def agency_rounds(
    frameworks: Mapping[int, Framework],
    rounds: Sequence[RoundKey],
    versions: pd.DataFrame,
    today: date,
) -> pd.DataFrame:
    """Each agency of a year's register in each of its rounds, in the order of `rounds`.

    `versions` is `Snapshot.versions` of all years. fiscal_year, round int; agency_code, agency,
    parent_body str; reporting str: "on_time" or "late" by the first version that is not withdrawn,
    else "missing" after the due date, "not_due" until then, "exempt"; due_on date of the agency;
    days_late int, None unless it reported; sent_back int, the versions that were sent back.
    """
    first = _by_return(versions[versions["state"] != WITHDRAWN])["received_at"].min()
    sent_back = _by_return(versions[versions["state"] == RETURNED]).size()
    received, returned = first.to_dict(), sent_back.to_dict()
    rows: list[dict[str, Any]] = []
    for key in rounds:
        framework = frameworks[key.fiscal_year]
        for agency in framework.agencies:
            at = (key.fiscal_year, key.months, agency.code)
            row = _round_of_agency(framework, key, agency, received.get(at), today)
            rows.append(row | {"sent_back": int(returned.get(at, 0))})
    return none_for_missing(
        pd.DataFrame(rows, columns=schemas.AGENCY_ROUNDS.columns, dtype=object)
    )


def _by_return(versions: pd.DataFrame) -> Any:
    return versions.groupby(["fiscal_year", "round", "agency_code"])


def _round_of_agency(
    framework: Framework, key: RoundKey, agency: Agency, first: Any, today: date
) -> dict[str, Any]:
    due_on = framework.dates(agency.code, key.months).due_on
    days_late = None if first is None else max((first.date() - due_on).days, 0)
    if framework.exemption(agency.code, key.months):
        reporting, days_late = EXEMPT, None
    elif days_late is None:
        reporting = MISSING if today > due_on else NOT_DUE
    else:
        reporting = LATE if days_late else ON_TIME
    return {
        "fiscal_year": key.fiscal_year,
        "round": key.months,
        "agency_code": agency.code,
        "agency": agency.name,
        "parent_body": agency.parent_body,
        "reporting": reporting,
        "due_on": due_on,
        "days_late": days_late,
    }


def reporting_rounds(agency_rounds: pd.DataFrame) -> pd.DataFrame:
    """The reporting of each round, from `agency_rounds`, in its order.

    fiscal_year, round int; expected, on_time, late, missing, not_due int: agencies without the
    exempt, and how many of them in each way; reporting_rate, on_time_rate 0–100 or None.
    """
    rows = []
    for (year, months), agencies in agency_rounds.groupby(["fiscal_year", "round"], sort=False):
        counts = {
            reporting: int((agencies["reporting"] == reporting).sum())
            for reporting in (ON_TIME, LATE, MISSING, NOT_DUE)
        }
        expected = sum(counts.values())
        rows.append(
            {
                "fiscal_year": year,
                "round": months,
                "expected": expected,
                **counts,
                "reporting_rate": percentage(counts[ON_TIME] + counts[LATE], expected),
                "on_time_rate": percentage(counts[ON_TIME], expected),
            }
        )
    return pd.DataFrame(rows, columns=schemas.REPORTING_ROUNDS.columns)


_SPREAD = {"minimum": 0.0, "quartile_1": 0.25, "median": 0.5, "quartile_3": 0.75, "maximum": 1.0}
_ROUNDED_UP = 1e-9  # the floats of halves lie on either side


def agency_spread(
    agency_code: str, agency_rounds: pd.DataFrame, agencies: Mapping[RoundKey, pd.DataFrame]
) -> pd.DataFrame:
    """One agency in each round against the spread of all, which names no other.

    `agencies` are `analysis.agencies` of each round, in order of time. fiscal_year, round int;
    agency_code str; reporting as in `agency_rounds`, "not_listed" where the register of the year
    lacks it. Of the completion (0–100, of the agencies whose return counts) and of the days late
    (of those that reported), with the prefixes completion and days_late: the value of the agency,
    None without a return; _agencies int, how many have a value; _minimum, _quartile_1, _median,
    _quartile_3, _maximum: quartiles linear between two values, None below
    `MIN_UNITS_FOR_QUARTILES` agencies.
    """
    reporting = {
        RoundKey(row.fiscal_year, row.round): row.reporting
        for row in agency_rounds[agency_rounds["agency_code"] == agency_code].itertuples()
    }
    rows = [
        {
            "fiscal_year": key.fiscal_year,
            "round": key.months,
            "agency_code": agency_code,
            "reporting": reporting.get(key, NOT_LISTED),
            **_spread("completion", frame[~frame["state"].isin([MISSING, RETURNED])], agency_code),
            **_spread("days_late", frame[frame["state"] != MISSING], agency_code),
        }
        for key, frame in agencies.items()
    ]
    return none_for_missing(
        pd.DataFrame(rows, columns=schemas.AGENCY_SPREAD.columns, dtype=object)
    )


def _spread(name: str, agencies: pd.DataFrame, agency_code: str) -> dict[str, Any]:
    values = agencies[agencies[name].notna()].set_index("agency_code")[name].astype(float)
    parts: dict[str, Any] = {name: values.get(agency_code), f"{name}_agencies": len(values)}
    for part, share in _SPREAD.items():
        is_known = len(values) >= (MIN_UNITS_FOR_QUARTILES if part.startswith("quartile") else 1)
        value = round(float(values.quantile(share)) + _ROUNDED_UP, 2) if is_known else None
        parts[f"{name}_{part}"] = value
    return parts
