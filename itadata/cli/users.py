"""Users: list, add, change, load and export; the first administrator is added here."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from itadata.access import Role, User, UserRecord, normalise_email, operator
from itadata.access.user_workbook import write_users
from itadata.access.users import unknown_user
from itadata.cli import options
from itadata.cli.command import main, open_store, write_file
from itadata.intake import users as intake_users
from itadata.intake.erasure import erase_person
from itadata.language import N_, _
from itadata.thai import format_date, now

_ROLES = click.Choice([role.name.lower() for role in Role])
_email = click.argument("email")


def _user_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of what is said of a user; None leaves it as it is."""
    for option in (
        options.by("Who does this, for the log."),
        click.option("--until", "ends_on", type=options.DAY, help="Last day, included."),
        click.option("--from", "starts_on", type=options.DAY, help="First day, included."),
        click.option("--active/--inactive", "active", default=None, help="May sign in, or not."),
        click.option(
            "--agency", "codes", multiple=True, help="Code of an officer's agency; repeatable."
        ),
        click.option("--name", "user_name", help="Name of the person."),
    ):
        command = option(command)
    return command


@main.group()
def users() -> None:
    """Who may sign in, and in which role."""


@users.command("list")
@options.as_json("One JSON object a line and user.")
def list_users(as_json: bool) -> None:
    """List every user."""
    with open_store() as store, store.snapshot() as snapshot:
        for user in intake_users.users(snapshot, operator()):
            click.echo(json.dumps(_as_json(user), ensure_ascii=False) if as_json else _line(user))


@users.command()
@_email
@click.option("--role", type=_ROLES, required=True, help="Role of the user.")
@_user_options
def add(
    email: str,
    role: str,
    user_name: str | None,
    codes: tuple[str, ...],
    active: bool | None,
    starts_on: date | None,
    ends_on: date | None,
    by: str,
) -> None:
    """Add a user; the first one is an administrator, as a rule."""
    record = UserRecord(
        email,
        user_name or email,
        Role[role.upper()],
        codes,
        active is not False,
        starts_on,
        ends_on,
    )
    with open_store() as store:
        user = intake_users.add_user(store, options.actor(store, by), record)
    click.echo(_line(user))


@users.command("set")
@_email
@click.option("--role", type=_ROLES, help="Role of the user.")
@click.option("--always", is_flag=True, help="Without a first and a last day.")
@_user_options
def set_user(
    email: str,
    role: str | None,
    always: bool,
    user_name: str | None,
    codes: tuple[str, ...],
    active: bool | None,
    starts_on: date | None,
    ends_on: date | None,
    by: str,
) -> None:
    """Change a user: what is not given stays."""
    given: dict[str, Any] = {
        "name": user_name,
        "role": Role[role.upper()] if role else None,
        "agency_codes": codes or (() if role and role != "officer" else None),
        "active": active,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    if always:
        changes = {"starts_on": None, "ends_on": None} | changes
    with open_store() as store:
        with store.snapshot() as snapshot:
            user = snapshot.user_by_email(normalise_email(email))
        if user is None:
            raise unknown_user(email)
        record = replace(user.record, **changes)
        user = intake_users.change_user(store, options.actor(store, by), record)
    click.echo(_line(user))


@users.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@options.by("Who does this, for the log.")
def load(file: Path, dry_run: bool, by: str) -> None:
    """Add and change the users of a workbook: all of them, or none. Nobody is removed."""
    content = file.read_bytes()
    with open_store() as store:
        actor = options.actor(store, by)
        if dry_run:
            with store.snapshot() as snapshot:
                result = intake_users.validate_users(snapshot, actor, content)
        else:
            result = intake_users.load_users(store, actor, content)
    for finding in result.findings:
        click.echo(f"[{_(finding.severity.value)}] {finding.full_message()}")
    click.echo(result.summary, err=not result.accepted)
    if not result.accepted:
        sys.exit(1)


@users.command()
@click.argument("email", default="")
@click.option("--name", "names", multiple=True, help="Another name to erase; repeatable.")
@click.option("--telephone", "telephones", multiple=True, help="A number; repeatable.")
@options.by("Who does this, for the log.")
def erase(email: str, names: tuple[str, ...], telephones: tuple[str, ...], by: str) -> None:
    """Erase a person: the user, and names and telephones in returns, files and notes."""
    with open_store() as store:
        result = erase_person(
            store, options.actor(store, by), email=email, names=names, telephones=telephones
        )
    message = _("{texts} texts lost the mention of the person, and {files} files their content.")
    click.echo(message.format(texts=result.texts, files=len(result.files)))
    for numbers, text in (
        (result.left, N_("Frameworks and scores that mention the person stay; correct them: {n}")),
        (result.unread, N_("Files that could not be searched: {n}")),
    ):
        if numbers:
            click.echo(_(text).format(n=", ".join(map(str, numbers))), err=True)


@users.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write every user into a workbook, which can be changed and loaded."""
    with open_store() as store, store.snapshot() as snapshot:
        records = [user.record for user in intake_users.users(snapshot, operator())]
    write_file(file, write_users(records, now()))


def _line(user: User) -> str:
    record = user.record
    parts = [
        str(user.id),
        record.email,
        record.name,
        _(record.role.value),
        ", ".join(record.agency_codes),
        "" if record.active else _("not active"),
        _days(record),
    ]
    return " · ".join(filter(None, parts))


def _days(record: UserRecord) -> str:
    first, last = record.starts_on, record.ends_on
    if not first and not last:
        return ""
    return f"{format_date(first) if first else ''} – {format_date(last) if last else ''}".strip()


def _as_json(user: User) -> dict[str, Any]:
    record = user.record
    return {
        "id": user.id,
        "email": record.email,
        "name": record.name,
        "role": record.role.name.lower(),
        "agency_codes": record.agency_codes,
        "active": record.active,
        "from": record.starts_on.isoformat() if record.starts_on else None,
        "until": record.ends_on.isoformat() if record.ends_on else None,
    }
