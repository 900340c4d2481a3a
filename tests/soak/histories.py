"""Random histories of several processes, compared with a model of the workflow.

The processes act on the same return at the same time. The chain of events says in which order it
happened: each act that left an event must end as the model says at its place in the chain, and
each that left none as it says at some moment between its beginning and its end.
"""

import os
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from multiprocessing import get_context

from itadata.access import operator
from itadata.errors import UserError
from itadata.findings import Code
from itadata.framework import Framework, Round, RoundKey
from itadata.intake import Upload, receive, validate
from itadata.intake.decisions import decide, exempt, extend
from itadata.returns import write_filled
from itadata.store import Store
from itadata.workflow import ReviewRequest, Transition
from tests.builders import (
    CREATED,
    YEAR,
    framework,
    framework_workbook,
    return_document,
    with_comment,
)
from tests.soak.submitting import CLOCK, faults, opened
from tests.soak.workflow_model import DONE, TODAY, Act, Model

ACTS = 6  # of each process on each return
_MONTHS = (6, 12)
_OPEN = date(2024, 10, 15), date(2024, 11, 30)
_LOCKED = date(2024, 10, 1), date(2024, 10, 5)
_KINDS = {"submit": 5, "accept": 2, "send-back": 3, "withdraw": 3, "reopen": 2, "extend": 2} | {
    "exempt": 1,
    "lift": 1,
    "load": 0.3,
}


@dataclass(frozen=True)
class Outcome:
    """How an act ended, and the numbers of the last event before and after it."""

    act: Act
    end: str
    before: int
    after: int


class Disagreement(AssertionError):
    """An act ended otherwise than the model says."""


def run(url: str, histories: int, processes: int, seed: int) -> int:
    """Let processes act on so many returns of an empty database, and count their acts.

    Raises Disagreement; afterwards the verification is clean.
    """
    model, acts = prepare(url), 0
    spawn = get_context("spawn")
    with ProcessPoolExecutor(processes, spawn, _set_clock) as pool:
        for number, (agency, months) in enumerate(_returns()[:histories]):
            names = [f"{seed}-{number}-{process}" for process in range(processes)]
            tasks = [pool.submit(act_on, url, agency, months, name) for name in names]
            outcomes = [outcome for task in tasks for outcome in task.result()]
            compare(url, model, outcomes)
            acts += len(outcomes)
    assert faults(url) == []
    return acts


def prepare(url: str) -> Model:
    """Load the framework into an empty database, and give the model of it."""
    six, twelve = (_framework(_OPEN).round(months) for months in _MONTHS)
    with opened(url) as store:
        receive(store, operator("ground"), Upload("f.xlsx", _framework_file(*_OPEN)))
    return Model({6: (six.due_on, _OPEN[1]), 12: (twelve.due_on, _OPEN[1])})


def in_databases(histories: int) -> list[int]:
    """So many histories, split by the number of returns that a database has."""
    most = len(_returns())
    return [min(most, histories - first) for first in range(0, histories, most)]


def _returns() -> list[tuple[str, int]]:
    return [(agency.code, months) for months in _MONTHS for agency in framework().agencies]


# --- in the processes ----------------------------------------------------------------------


def _set_clock() -> None:
    os.environ["ITA_NOW"] = CLOCK


def act_on(url: str, agency: str, months: int, name: str) -> list[Outcome]:
    """Do random things to a return; the name is the seed. In a process of its own."""
    store, chance = _store(url), random.Random(name)
    return [
        _perform(store, _random_act(chance, store, agency, months, f"{name}-{number}"), chance)
        for number in range(ACTS)
    ]


@cache
def _store(url: str) -> Store:
    return Store.open(url)


def _random_act(chance: random.Random, store: Store, agency: str, months: int, name: str) -> Act:
    kind = chance.choices([*_KINDS], [*_KINDS.values()])[0]
    act = Act(name, kind, agency, months)
    if kind == "load":
        due_on, lock_on = chance.choice((_OPEN, _LOCKED))
        return replace(act, due_on=due_on, lock_on=lock_on)
    if kind == "extend":
        days = [None, *(TODAY + timedelta(days=days) for days in (-8, 2, 10, 40, 60))]
        due_on, lock_on = chance.choice(days), chance.choice(days)
        return replace(act, due_on=due_on, lock_on=lock_on or (TODAY if not due_on else None))
    if kind in ("submit", "exempt", "lift"):
        return act
    with store.snapshot() as snapshot:
        last = snapshot.last_version(YEAR, months, agency)
    if last == 0:
        return replace(act, kind="submit")
    version = max(1, last + chance.choice((0, 0, 0, 0, -1, 1)))
    revise_by = TODAY + timedelta(days=chance.randrange(90))
    with_deadline = kind in ("send-back", "reopen")
    return replace(act, version=version, due_on=revise_by if with_deadline else None)


def _perform(store: Store, act: Act, chance: random.Random) -> Outcome:
    before = _revision(store)
    try:
        end = _end(store, act, chance)
    except UserError as error:
        end = type(error).__name__
    return Outcome(act, end, before, _revision(store))


def _revision(store: Store) -> int:
    with store.snapshot() as snapshot:
        return snapshot.revision()


def _end(store: Store, act: Act, chance: random.Random) -> str:
    actor, round_key, codes = operator(act.name), RoundKey(YEAR, act.months), [act.agency]
    if act.kind in ("submit", "load"):
        return _submit(store, act, validated_before=chance.random() < 0.5)
    if act.kind == "extend":
        dates = {"due_on": act.due_on, "lock_on": act.lock_on}
        extend(store, actor, round_key, codes, reason=act.name, **dates)
    elif act.kind in ("exempt", "lift"):
        exempt(store, actor, round_key, codes, reason=act.name, lifted=act.kind == "lift")
    else:
        transition = Transition(act.kind)
        request = ReviewRequest(transition, act.version, act.name, revise_by=act.due_on)
        decide(store, actor, round_key, act.agency, request)
    return DONE


def _submit(store: Store, act: Act, *, validated_before: bool) -> str:
    """Send a file as a page does, which validated it some time before, or as a command does."""
    actor, upload = operator(act.name), Upload("f.xlsx", _content(act))
    dry_run = validate(store, actor, upload) if validated_before else None
    result = receive(store, actor, upload, dry_run=dry_run)
    if result.accepted:
        return DONE
    return " ".join(sorted(f.code for f in result.findings if f.code in _REFUSALS))


_REFUSALS = {Code.ROUND_LOCKED, Code.AGENCY_EXEMPT, Code.RETURN_ACCEPTED}


def _content(act: Act) -> bytes:
    """A workbook that nobody else sends."""
    if act.kind == "load":
        return with_comment(_framework_file(act.due_on, act.lock_on), act.name)
    return with_comment(_return_file(act.agency, act.months), act.name)


@cache
def _framework_file(due_on: date, lock_on: date) -> bytes:
    return framework_workbook(_framework((due_on, lock_on)))


@cache
def _return_file(agency: str, months: int) -> bytes:
    document = return_document(agency, months)
    return write_filled(_framework(_OPEN), document, CREATED)


def _framework(dates: tuple[date, date]) -> Framework:
    """The framework of the tests without exemptions, with due and lock dates of 12 months."""
    six, twelve = (framework().round(months) for months in _MONTHS)
    rounds = (replace(six, lock_on=_OPEN[1]), Round(12, twelve.opens_on, *dates))
    return replace(framework(), rounds=rounds, exemptions=())


# --- the comparison ------------------------------------------------------------------------


def compare(url: str, model: Model, outcomes: Sequence[Outcome]) -> None:
    """Walk the model along the chain of events, and look how each act ended on the way.

    Raises Disagreement.
    """
    by_name = {outcome.act.name: outcome for outcome in outcomes}
    first = min(outcome.before for outcome in outcomes)
    chain = [by_name[name] for name in _names_of_events(url)[first:]]
    unexplained = [outcome for outcome in outcomes if outcome not in chain]
    for number, outcome in enumerate([*chain, None], start=first):
        unexplained = [other for other in unexplained if not _explained(model, other, number)]
        if outcome is None:
            break
        if model.outcome(outcome.act) != outcome.end:
            raise Disagreement(f"{outcome}, where the model says {model.outcome(outcome.act)}")
        if outcome.end == DONE:
            model.apply(outcome.act)
    if unexplained:
        raise Disagreement(f"at no moment would this end so: {unexplained}")


def _explained(model: Model, outcome: Outcome, number: int) -> bool:
    """Whether an act without an event ends as it did after this many events."""
    in_time = outcome.before <= number <= outcome.after
    return in_time and outcome.end != DONE and model.outcome(outcome.act) == outcome.end


def _names_of_events(url: str) -> list[str]:
    with opened(url) as store, store.snapshot() as snapshot:
        return list(snapshot.events()["by"])
