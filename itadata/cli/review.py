"""What becomes of a return that came: accepted, sent back, withdrawn, reopened."""

import getpass
import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from typing import Any

import click

from itadata.access import operator
from itadata.cli.command import day, main, opened, year
from itadata.intake.decisions import RoundKey, decide
from itadata.language import N_, _
from itadata.store import Decision
from itadata.thai import format_date
from itadata.workflow import Transition, Wish

_Command = Callable[..., Any]


def _options(*options: _Command) -> _Command:
    return lambda command: reduce(lambda decorated, option: option(decorated), options, command)


_of_return = _options(
    click.option("--json", "as_json", is_flag=True, help="The decision as one JSON object."),
    click.option("--by", "name", default=getpass.getuser, help="Who decides, for the log."),
    click.option("--version", type=int, required=True, help="The version that was looked at."),
    click.option("--agency", "code", required=True, help="Code of the agency."),
    click.option("--round", "months", type=int, required=True, help="Round, in months."),
    click.option("--year", callback=year, required=True, help="Fiscal year, B.E."),
)
_reason = click.option("--reason", default="", help="Why, for the whole return.")
_mend_by = click.option(
    "--mend-by", callback=day, help="The day by which a mended version is to come."
)


def _step_reasons(
    context: click.Context, option: click.Parameter, values: Sequence[str]
) -> dict[str, str]:
    """Reasons by the number of the step, each given as NO=TEXT."""
    pairs = [value.partition("=") for value in values]
    if not all(equals for _, equals, _ in pairs):
        said = N_("a step is needed with its reason, for example 4.2=TEXT")
        raise click.BadParameter(_(said))
    numbers = [no.strip() for no, _, _ in pairs]
    if len(set(numbers)) < len(numbers):
        raise click.BadParameter(_("each step takes one reason"))
    return dict(zip(numbers, (text for _, _, text in pairs), strict=True))


@main.command()
@_of_return
@click.option("--accept", is_flag=True, help="Accept the version.")
@click.option("--send-back", is_flag=True, help="Send it back to be mended, with reasons.")
@_reason
@click.option(
    "--step",
    "steps",
    multiple=True,
    metavar="NO=TEXT",
    callback=_step_reasons,
    help="Why, for a single step; may be repeated.",
)
@_mend_by
def review(
    year: int,
    months: int,
    code: str,
    version: int,
    name: str,
    accept: bool,
    send_back: bool,
    reason: str,
    steps: dict[str, str],
    mend_by: date | None,
    as_json: bool,
) -> None:
    """Accept a version of a return, or send it back."""
    if accept == send_back:
        raise click.UsageError(_("Give either --accept or --send-back."))
    if accept and (reason or steps or mend_by):
        said = N_("Give --reason, --step and --mend-by only with --send-back.")
        raise click.UsageError(_(said))
    transition = Transition.ACCEPT if accept else Transition.SEND_BACK
    wish = Wish(transition, version, reason, steps, mend_by)
    _decide(RoundKey(year, months), code, name, wish, as_json)


@main.command()
@_of_return
@_reason
def withdraw(
    year: int, months: int, code: str, version: int, name: str, reason: str, as_json: bool
) -> None:
    """Withdraw a version of a return, while nobody has decided of it."""
    wish = Wish(Transition.WITHDRAW, version, reason)
    _decide(RoundKey(year, months), code, name, wish, as_json)


@main.command()
@_of_return
@_reason
@_mend_by
def reopen(
    year: int,
    months: int,
    code: str,
    version: int,
    name: str,
    reason: str,
    mend_by: date | None,
    as_json: bool,
) -> None:
    """Reopen a return that was accepted, so that a new version is taken."""
    wish = Wish(Transition.REOPEN, version, reason, mend_by=mend_by)
    _decide(RoundKey(year, months), code, name, wish, as_json)


def _decide(of_round: RoundKey, code: str, name: str, wish: Wish, as_json: bool) -> None:
    with opened() as store:
        decision = decide(store, operator(name), of_round, code, wish)
    if as_json:
        click.echo(json.dumps(_as_json(of_round, code, decision), ensure_ascii=False))
    else:
        click.echo(_told(of_round, code, decision))


def _as_json(of_round: RoundKey, code: str, decision: Decision) -> dict[str, Any]:
    return {
        "agency_code": code,
        "fiscal_year": of_round.fiscal_year,
        "round": of_round.months,
        "version": decision.version,
        "transition": decision.transition,
        "state": decision.state.value,
        "reason": decision.reason or None,
        "steps": dict(decision.steps),
        "mend_by": decision.mend_by and decision.mend_by.isoformat(),
        "at": decision.at.isoformat(),
        "by": decision.by,
    }


def _told(of_round: RoundKey, code: str, decision: Decision) -> str:
    said = _("{year}/{months} {agency}, version {version}: {state}").format(
        year=of_round.fiscal_year,
        months=of_round.months,
        agency=code,
        version=decision.version,
        state=_(decision.state.label),
    )
    if decision.mend_by is None:
        return said
    until = _("to be mended by {date}").format(date=format_date(decision.mend_by))
    return f"{said} · {until}"
