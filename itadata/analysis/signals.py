"""Signals of a return that deserve a look: plain counts, neither a score nor a ranking."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.evidence import links
from itadata.analysis.numbers import without_sent_back
from itadata.framework import Framework, StepStatus
from itadata.thai import sort_key

SIGNALS = ("similar_texts", "on_due_day", "without_evidence", "one_link")
"""The columns of `signals` that count one signal each."""

MIN_STEPS_WITH_ONE_LINK = 5
_MIN_STEPS_ON_ONE_DAY = 2  # of a single step the date says nothing


def signals(
    framework: Framework,
    months: int,
    answers: pd.DataFrame,
    similar_texts: Mapping[str, int],
) -> pd.DataFrame:
    """The agencies of a round whose counting return shows a signal, in Thai order.

    `answers` is `Snapshot.answers` of the year; returns that were sent back are left out.
    `similar_texts` counts by agency code the texts found similar when the return was received
    (`returns.rules.similar_text`). fiscal_year, round int; agency_code, agency, parent_body str;
    done int; similar_texts int; on_due_day int: the done steps, where there are at least two and
    every one is dated on the agency's due day; without_evidence int: done steps without evidence;
    one_link int: the most steps with one and the same link, from `MIN_STEPS_WITH_ONE_LINK` on.
    """
    counting = without_sent_back(answers[answers["round"] == months])
    by_agency = dict(tuple(counting.groupby("agency_code")))
    rows: list[dict[str, Any]] = []
    for agency in sorted(framework.expected(months), key=lambda each: sort_key(each.name)):
        if agency.code not in by_agency:
            continue
        of_agency = by_agency[agency.code]
        done = of_agency[of_agency["status"] == StepStatus.DONE.value]
        due_on = framework.dates(agency.code, months).due_on
        is_on_due_day = len(done) >= _MIN_STEPS_ON_ONE_DAY and (done["done_on"] == due_on).all()
        row = {
            "fiscal_year": framework.fiscal_year,
            "round": months,
            "agency_code": agency.code,
            "agency": agency.name,
            "parent_body": agency.parent_body,
            "done": len(done),
            "similar_texts": similar_texts.get(agency.code, 0),
            "on_due_day": len(done) if is_on_due_day else 0,
            "without_evidence": int((done["evidence"] == "").sum()),
            "one_link": _steps_with_one_link(of_agency),
        }
        if any(row[name] for name in SIGNALS):
            rows.append(row)
    return pd.DataFrame(rows, columns=schemas.SIGNALS.columns)


def _steps_with_one_link(answers: pd.DataFrame) -> int:
    counts = Counter(
        link
        for evidence in answers["evidence"]
        for link in {each.rstrip("/") for each in links(evidence)}
    )
    most = max(counts.values(), default=0)
    return most if most >= MIN_STEPS_WITH_ONE_LINK else 0
