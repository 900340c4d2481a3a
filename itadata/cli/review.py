"""Decisions on a return: accept, send back, withdraw, reopen."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

import click

from itadata.cli import options
from itadata.cli.command import main, open_store
from itadata.framework import RoundKey
from itadata.intake.decisions import decide
from itadata.language import _
from itadata.store import Decision
from itadata.thai import format_date
from itadata.workflow import ReviewRequest, Transition


@dataclass(frozen=True)
class _Return:
    """The version that is decided on, by whom, and how the decision is printed."""

    year: int | None
    months: int | None
    agency_code: str
    version: int
    by: str
    as_json: bool


def _return_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a `_Return`, and pass it as the first argument."""

    @wraps(command)
    def run(
        year: int | None,
        months: int | None,
        code: str,
        version: int,
        by: str,
        as_json: bool,
        **rest: Any,
    ) -> None:
        command(_Return(year, months, code, version, by, as_json), **rest)

    for option in (
        options.as_json("The decision as one JSON object."),
        options.by("Who decides, for the log."),
        click.option("--version", type=int, required=True, help="The version that was reviewed."),
        click.option("--agency", "code", required=True, help="Code of the agency."),
        options.of_round,
    ):
        run = option(run)
    return run


_reason = click.option("--reason", default="", help="Why, for the whole return.")
_revise_by = click.option(
    "--mend-by", "revise_by", type=options.DAY, help="The resubmission deadline."
)


def _step_reasons(
    context: click.Context, option: click.Parameter, values: Sequence[str]
) -> dict[str, str]:
    """Reasons by step number, each given as NO=TEXT."""
    pairs = [value.partition("=") for value in values]
    if not all(separator for _no, separator, _text in pairs):
        raise click.BadParameter(_("a step is needed with its reason, for example 4.2=TEXT"))
    reasons = {no.strip(): text for no, _separator, text in pairs}
    if len(reasons) < len(pairs):
        raise click.BadParameter(_("each step takes one reason"))
    return reasons


@main.command()
@_return_options
@click.option("--accept", is_flag=True, help="Accept the version.")
@click.option("--send-back", is_flag=True, help="Send it back for revision, with reasons.")
@_reason
@click.option(
    "--step",
    "steps",
    multiple=True,
    metavar="NO=TEXT",
    callback=_step_reasons,
    help="Why, for a single step; may be repeated.",
)
@_revise_by
def review(
    target: _Return,
    accept: bool,
    send_back: bool,
    reason: str,
    steps: dict[str, str],
    revise_by: date | None,
) -> None:
    """Accept a version of a return, or send it back."""
    if accept == send_back:
        raise click.UsageError(_("Give either --accept or --send-back."))
    if accept and (reason or steps or revise_by):
        message = _("Give --reason, --step and --mend-by only with --send-back.")
        raise click.UsageError(message)
    transition = Transition.ACCEPT if accept else Transition.SEND_BACK
    _decide(target, ReviewRequest(transition, target.version, reason, steps, revise_by))


@main.command()
@_return_options
@_reason
def withdraw(target: _Return, reason: str) -> None:
    """Withdraw a version of a return before anybody has decided on it."""
    _decide(target, ReviewRequest(Transition.WITHDRAW, target.version, reason))


@main.command()
@_return_options
@_reason
@_revise_by
def reopen(target: _Return, reason: str, revise_by: date | None) -> None:
    """Reopen an accepted return, so that a new version is taken."""
    _decide(target, ReviewRequest(Transition.REOPEN, target.version, reason, revise_by=revise_by))


def _decide(target: _Return, request: ReviewRequest) -> None:
    with open_store() as store:
        key = options.round_key(store, target.year, target.months)
        actor = options.actor(store, target.by)
        decision = decide(store, actor, key, target.agency_code, request)
    if target.as_json:
        click.echo(json.dumps(_as_json(target, key, decision), ensure_ascii=False))
    else:
        click.echo(_sentence(target, key, decision))


def _as_json(target: _Return, key: RoundKey, decision: Decision) -> dict[str, Any]:
    return {
        "agency_code": target.agency_code,
        "fiscal_year": key.fiscal_year,
        "round": key.months,
        "version": decision.version,
        "transition": decision.transition,
        "state": decision.state.value,
        "reason": decision.reason or None,
        "steps": dict(decision.steps),
        "mend_by": decision.revise_by and decision.revise_by.isoformat(),
        "at": decision.at.isoformat(),
        "by": decision.by,
    }


def _sentence(target: _Return, key: RoundKey, decision: Decision) -> str:
    sentence = _("{year}/{months} {agency}, version {version}: {state}").format(
        year=key.fiscal_year,
        months=key.months,
        agency=target.agency_code,
        version=decision.version,
        state=_(decision.state.label),
    )
    if decision.revise_by is None:
        return sentence
    deadline = _("to be revised by {date}").format(date=format_date(decision.revise_by))
    return f"{sentence} · {deadline}"
