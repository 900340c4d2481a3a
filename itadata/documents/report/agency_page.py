"""An agency's page for its head, laid out in `agency_page.docx`: what it had to report, sent and
did, beside the others.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
from docx import Document

from itadata import analysis
from itadata.access import Action, Actor, require
from itadata.analysis.columns import value_label
from itadata.documents.digits import Digits, values_to_digits
from itadata.documents.document_template import fill
from itadata.documents.notices import add_notices
from itadata.documents.page_breaks import allow_tall_rows_to_break
from itadata.documents.style import to_bytes
from itadata.framework import Framework, StepStatus
from itadata.language import _, language_context
from itadata.store import Decision, Snapshot, Store
from itadata.tables import TableQuery, query_framework, query_round, read_table
from itadata.thai import format_date, format_time, now
from itadata.workflow import State

_PATH = Path(__file__).with_name("agency_page.docx")
_UNFINISHED = (StepStatus.IN_PROGRESS.value, StepStatus.NOT_STARTED.value, analysis.MISSING)


def write_agency_page(
    store: Store,
    actor: Actor,
    fiscal_year: int | None,
    agency_code: str,
    *,
    months: int | None = None,
    digits: Digits = Digits.ARABIC,
) -> bytes:
    """The page of an agency in a round, by default the current one, in Thai.

    Raises NotAllowed, NoFramework, UnknownRound and UnknownAgency.
    """
    require(actor, Action.SEE, agency_code)
    with language_context("th"), store.snapshot() as snapshot:
        values = _values(snapshot, fiscal_year, agency_code, months)
        sample = snapshot.is_sample()
    filled = fill(_PATH.read_bytes(), values_to_digits(values, digits))
    document = Document(BytesIO(filled))
    allow_tall_rows_to_break(document)
    return add_notices(to_bytes(document), sample=sample, every_page=True)


def _values(
    snapshot: Snapshot, year: int | None, agency_code: str, months: int | None
) -> dict[str, Any]:
    at = now()
    query = TableQuery(at.date(), year, months)
    framework = query_framework(snapshot, query)
    fiscal_year = framework.fiscal_year
    agency = framework.agency(agency_code)
    of_round = query_round(framework, query)
    status = snapshot.return_status(fiscal_year, of_round.months, agency_code)
    of_all = TableQuery(at.date(), fiscal_year, of_round.months)
    agencies = read_table(snapshot, "agencies", of_all).frame
    matrix = read_table(snapshot, "matrix", of_all).frame
    of_agency = TableQuery(at.date(), fiscal_year, of_round.months, agency_code=agency_code)
    returns = read_table(snapshot, "agency_returns", of_agency).frame
    of_this_round = (returns["fiscal_year"] == fiscal_year) & (returns["round"] == of_round.months)
    version = status.counting_version.number if status.counting_version else 0
    decision = snapshot.last_decision(fiscal_year, of_round.months, agency_code, version)
    return {
        "agency": agency.name,
        "parent_body": agency.parent_body,
        "year": fiscal_year,
        "round": of_round.months,
        "as_of": format_time(at),
        "exemption": status.exemption and status.exemption.reason,
        "measures": len(framework.measures),
        "steps": len(framework.steps),
        "due_on": format_date(status.round.due_on),
        "extended": status.round.due_on > of_round.due_on,
        "lock_on": status.lock_on and format_date(status.lock_on),
        "returns": _returns(returns[of_this_round]),
        "sent_back": _sent_back(decision),
        "same_parent_body": _rates(agencies[agencies["parent_body"] == agency.parent_body]),
        "everyone": _rates(agencies),
        "comparison": _comparison(
            framework, analysis.peer_comparison(agencies, matrix, agency_code)
        ),
        "has_return": status.counting_version is not None,
        "unfinished": _unfinished(read_table(snapshot, "agency_answers", of_agency).frame),
    }


def _returns(returns: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "version": row["version"],
            "submitted_at": format_time(row["submitted_at"]),
            "days_late": row["days_late"] or "–",
            "state": value_label("state", row["state"]),
            "file": row["file"],
        }
        for row in returns.to_dict("records")
        if row["version"] is not None
    ]


def _sent_back(decision: Decision | None) -> dict[str, Any] | None:
    """The reasons for sending the counting version back, if that is the last decision on it."""
    if decision is None or decision.state is not State.RETURNED:
        return None
    return {
        "day": format_date(decision.at.date()),
        "reason": decision.reason or "–",
        "steps": [{"no": no, "reason": reason} for no, reason in decision.steps.items()],
        "mend_by": decision.revise_by and format_date(decision.revise_by),
    }


def _rates(agencies: pd.DataFrame) -> dict[str, int]:
    """The numbers of agencies that are expected, that reported, and that were on time."""
    return {
        "reported": analysis.reported(agencies),
        "expected": len(agencies),
        "on_time": int((agencies["on_time"] == True).sum()),  # noqa: E712
    }


def _comparison(framework: Framework, frame: pd.DataFrame) -> list[dict[str, str]]:
    rows = []
    for row in frame.itertuples():
        measure = framework.measure(row.measure_no)
        rows.append(
            {
                "measure": measure.label if measure else _("All measures"),
                "done": f"{row.done}/{row.asked}",
                "completion": _percent(row.completion),
                "parent_body": _percent(row.parent_body),
                "everyone": _percent(row.everyone),
            }
        )
    return rows


def _percent(value: float | None) -> str:
    return "–" if pd.isna(value) else f"{value:.2f}"


def _unfinished(answers: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "no": row["step_no"],
            "step": row["step"],
            "status": value_label("status", row["status"]),
            "note": row["note"] or "–",
        }
        for row in answers[answers["status"].isin(_UNFINISHED)].to_dict("records")
    ]
