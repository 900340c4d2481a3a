"""Fill an empty database with the sample: the workbooks of `sample_data/`, and decisions."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from itadata.access import Actor, Role
from itadata.errors import AlreadyStarted, UserError
from itadata.framework import RoundKey
from itadata.intake import Upload, ValidationResult, receive
from itadata.intake.decisions import add_note, decide, extend
from itadata.language import N_
from itadata.store import SAMPLE, Store
from itadata.thai import BANGKOK, clock, fixed_time, format_time, parse_time, today
from itadata.workflow import ReviewRequest, State, Transition

SAMPLE_FOLDER = Path(__file__).parents[2] / "sample_data"

SAMPLE_DAY = date(2025, 5, 2)
"""The day on which the sample begins: two weeks after its open round was due."""

_LOADER = Actor(SAMPLE, Role.ADMINISTRATOR)
_DAYS_TO_REVISE = 14


def load_sample(store: Store, on_progress: Callable[[float], None]) -> None:
    """Fill an empty store, or finish one that was left in the middle.

    A new sample begins on its day, or at the time of `ITA_NOW`. Raises AlreadyStarted where the
    store holds anything that is not of the sample, and UserError where `ITA_NOW` is too early.
    """
    files, decisions = list(_files()), _decisions()
    _check_fixed_time(files, decisions)
    with store.transaction() as transaction:
        if not transaction.is_sample():
            if transaction.revision():
                raise AlreadyStarted(
                    N_("This database already holds data, so the sample was not loaded into it.")
                )
            transaction.mark_as_sample()
            transaction.add_sample_clock(_days_to_sample())
    steps = len(files) + len(decisions)
    for number, (path, received_at) in enumerate(files, start=1):
        upload = Upload(path.relative_to(SAMPLE_FOLDER).as_posix(), path.read_bytes())
        _expect_accepted(receive(store, _LOADER, upload, received_at=received_at))
        on_progress(number / steps)
    for number, entry in enumerate(decisions, start=len(files) + 1):
        _decide(store, entry)
        on_progress(number / steps)


def _check_fixed_time(
    files: Sequence[tuple[Path, datetime | None]], decisions: Sequence[Mapping[str, Any]]
) -> None:
    """Refuse a fixed time at which not all of the sample has happened yet, before any write."""
    fixed = fixed_time()
    received = [received_at for _, received_at in files if received_at]
    contacts = [parse_time(each["contacted_on"]) for each in decisions if "contacted_on" in each]
    latest = max(received + contacts, default=None)
    if fixed and latest and fixed < latest:
        raise UserError(
            N_(
                "The sample holds entries of up to {latest}, but ITA_NOW sets {time}. Give it a "
                "later time, or leave it out."
            ),
            latest=format_time(latest),
            time=format_time(fixed),
        )


def _days_to_sample() -> int:
    """The days from the day of this machine to that on which the sample begins."""
    fixed = fixed_time()
    begins = fixed.date() if fixed else SAMPLE_DAY
    return (begins - clock.real_now().astimezone(BANGKOK).date()).days


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
    text = (SAMPLE_FOLDER / "decisions.json").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(text)
    return entries


def _decide(store: Store, entry: Mapping[str, Any]) -> None:
    round_key = RoundKey(entry["fiscal_year"], entry["round"])
    if entry["decision"] == "extend":
        due_on = date.fromisoformat(entry["due_on"])
        extend(store, _LOADER, round_key, entry["agencies"], due_on=due_on, reason=entry["reason"])
    elif entry["decision"] == "note":
        on = date.fromisoformat(entry["contacted_on"])
        for code in entry["agencies"]:
            add_note(store, _LOADER, round_key, code, entry["text"], on)
    else:
        _review(store, round_key, entry)


def _review(store: Store, round_key: RoundKey, entry: Mapping[str, Any]) -> None:
    """Decide on every submitted return of the round, or on those of some agencies."""
    with store.snapshot() as snapshot:
        versions = snapshot.versions(round_key.fiscal_year)
        codes = {*versions.loc[versions["round"] == round_key.months, "agency_code"]}
        if entry["agencies"] != "all":
            codes &= {*entry["agencies"]}
        statuses = {
            code: snapshot.return_status(round_key.fiscal_year, round_key.months, code)
            for code in sorted(codes)
        }
    transition = Transition(entry["decision"])
    revise_by = today() + timedelta(days=_DAYS_TO_REVISE)
    for code, status in statuses.items():
        if status.counting_version and status.counting_version.state is State.SUBMITTED:
            request = ReviewRequest(
                transition,
                status.counting_version.number,
                entry.get("reason", ""),
                entry.get("steps", {}),
                revise_by if transition is Transition.SEND_BACK else None,
            )
            decide(store, _LOADER, round_key, code, request)
