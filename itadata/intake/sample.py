"""An empty database → the sample: every workbook of `sample_data/`, by the one path in, and what
the province would have decided of them.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from itadata.access import Actor, Role
from itadata.errors import AlreadyStarted
from itadata.intake import Upload, ValidationResult, receive
from itadata.intake.decisions import RoundKey, add_note, decide, extend
from itadata.language import N_
from itadata.store import SAMPLE, Store
from itadata.thai import parse_time, today
from itadata.workflow import ReviewRequest, State, Transition

SAMPLE_FOLDER = Path(__file__).parents[2] / "sample_data"

_LOADER = Actor(SAMPLE, Role.ADMINISTRATOR)
_DAYS_TO_MEND = 14


def load_sample(store: Store, on_progress: Callable[[float], None]) -> None:
    """Fill an empty store, or finish one that was left in the middle.

    Raises AlreadyStarted where the store holds anything that is not of the sample.
    """
    with store.transaction() as transaction:
        if not transaction.is_sample():
            if transaction.revision():
                raise AlreadyStarted(
                    N_("This database already holds data, so the sample was not loaded into it.")
                )
            transaction.mark_as_sample()
    files, decisions = list(_files()), _decisions()
    steps = len(files) + len(decisions)
    for number, (path, received_at) in enumerate(files, start=1):
        upload = Upload(path.relative_to(SAMPLE_FOLDER).as_posix(), path.read_bytes())
        _expect_accepted(receive(store, _LOADER, upload, received_at=received_at))
        on_progress(number / steps)
    for number, told in enumerate(decisions, start=len(files) + 1):
        _decide(store, told)
        on_progress(number / steps)


def _files() -> Iterator[tuple[Path, datetime | None]]:
    """The workbooks in the order in which they build on each other."""
    for path in sorted(SAMPLE_FOLDER.glob("framework_*.xlsx")):
        yield path, None
    yield SAMPLE_FOLDER / "scores.xlsx", None
    with (SAMPLE_FOLDER / "received.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield SAMPLE_FOLDER / row["file"], parse_time(row["received_at"])


def _expect_accepted(result: ValidationResult) -> None:
    if not result.accepted:
        faults = "; ".join(finding.full_message("en") for finding in result.findings)
        raise AssertionError(f"{result.upload.name}: {faults}")


def _decisions() -> list[dict[str, Any]]:
    """The decisions in order; their keys are arguments of `itadata.intake.decisions`."""
    found: list[dict[str, Any]] = json.loads(
        (SAMPLE_FOLDER / "decisions.json").read_text(encoding="utf-8")
    )
    return found


def _decide(store: Store, told: Mapping[str, Any]) -> None:
    of_round = RoundKey(told["fiscal_year"], told["round"])
    if told["decision"] == "extend":
        due_on = date.fromisoformat(told["due_on"])
        extend(store, _LOADER, of_round, told["agencies"], due_on=due_on, reason=told["reason"])
    elif told["decision"] == "note":
        on = date.fromisoformat(told["contacted_on"])
        for code in told["agencies"]:
            add_note(store, _LOADER, of_round, code, told["text"], on)
    else:
        _review(store, of_round, told)


def _review(store: Store, of_round: RoundKey, told: Mapping[str, Any]) -> None:
    """Decide of every return that still waits, or of those that are named."""
    with store.snapshot() as snapshot:
        versions = snapshot.versions(of_round.fiscal_year)
        codes = {*versions.loc[versions["round"] == of_round.months, "agency_code"]}
        if told["agencies"] != "all":
            codes &= {*told["agencies"]}
        standing = {
            code: snapshot.return_status(of_round.fiscal_year, of_round.months, code)
            for code in sorted(codes)
        }
    transition = Transition(told["decision"])
    mend_by = today() + timedelta(days=_DAYS_TO_MEND)
    for code, of_agency in standing.items():
        if of_agency.counting and of_agency.counting.state is State.SUBMITTED:
            wish = ReviewRequest(
                transition,
                of_agency.counting.number,
                told.get("reason", ""),
                told.get("steps", {}),
                mend_by if transition is Transition.SEND_BACK else None,
            )
            decide(store, _LOADER, of_round, code, wish)
