"""Trying the links of evidence, and the hosts at which that is allowed."""

import json

import click

from itadata.audit.evidence import Visitor, begin, carry_out
from itadata.cli import options
from itadata.cli.command import main, open_store, progress_bar
from itadata.intake.evidence import set_host
from itadata.language import _

_by = options.by("Who does it, for the log.")


@main.command()
@options.of_round
@_by
def evidence(year: int | None, months: int | None, by: str) -> None:
    """Try every link of evidence of a round; what was broken off goes on."""
    with open_store() as store:
        actor = options.actor(store, by)
        key = options.round_key(store, year, months)
        run = begin(store, actor, key)
        with progress_bar() as on_progress:
            tried = carry_out(store, actor, run, Visitor(), on_progress)
    click.echo(_("Links tried: {n}").format(n=f"{tried:,}"))


@main.command("evidence-hosts")
@click.option("--allow", multiple=True, metavar="HOST", help="Allow a host; may be repeated.")
@click.option("--remove", multiple=True, metavar="HOST", help="Allow it no more; may be repeated.")
@options.as_json("The hosts as one JSON list.")
@_by
def evidence_hosts(
    allow: tuple[str, ...], remove: tuple[str, ...], as_json: bool, by: str
) -> None:
    """List the hosts whose links may be tried, after changes; none is allowed at first."""
    with open_store() as store:
        actor = options.actor(store, by)
        for host in allow:
            set_host(store, actor, host, allowed=True)
        for host in remove:
            set_host(store, actor, host, allowed=False)
        with store.snapshot() as snapshot:
            hosts = sorted(snapshot.evidence_hosts())
    if as_json:
        click.echo(json.dumps(hosts))
        return
    for host in hosts:
        click.echo(host)
