"""The agencies that let several rounds in a row pass without a return."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.numbers import WITHDRAWN
from itadata.framework import Framework, RoundKey
from itadata.thai import sort_key

_AT_LEAST = 2


def repeatedly_missing(
    frameworks: Mapping[int, Framework],
    rounds: Sequence[RoundKey],
    versions: pd.DataFrame,
    today: date,
) -> pd.DataFrame:
    """The agencies without a return in two or more rounds running, the most rounds first.

    `rounds` are those with measures, the earliest first; agencies are those of the last.
    `versions` is `Snapshot.versions` of all years. A round that an agency is not expected in, or
    that is not past its due date, neither counts nor ends a run. fiscal_year, round int of the
    last round; agency_code, agency, parent_body str; rounds_missing int; missing_since date, the
    due date of the first of them.
    """
    last, not_withdrawn = rounds[-1], versions[versions["state"] != WITHDRAWN]
    keys = ["fiscal_year", "round", "agency_code"]
    received = set(not_withdrawn[keys].itertuples(index=False, name=None))
    missed: dict[str, list[date]] = {}
    ended: set[str] = set()
    for key in reversed(rounds):
        framework, months = frameworks[key.fiscal_year], key.months
        for agency in framework.expected(months):
            if (key.fiscal_year, months, agency.code) in received:
                ended.add(agency.code)
            due_on = framework.dates(agency.code, months).due_on
            if agency.code not in ended and today > due_on:
                missed.setdefault(agency.code, []).append(due_on)
    rows: list[dict[str, Any]] = [
        {
            "fiscal_year": last.fiscal_year,
            "round": last.months,
            "agency_code": agency.code,
            "agency": agency.name,
            "parent_body": agency.parent_body,
            "rounds_missing": len(missed[agency.code]),
            "missing_since": missed[agency.code][-1],
        }
        for agency in frameworks[last.fiscal_year].expected(last.months)
        if len(missed.get(agency.code, ())) >= _AT_LEAST
    ]
    rows.sort(key=lambda row: (-row["rounds_missing"], sort_key(row["agency"])))
    return pd.DataFrame(rows, columns=schemas.REPEATEDLY_MISSING.columns)
