"""Options that several commands share, and the types of their values."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from itadata.access import Actor, normalise_email, operator
from itadata.access.users import is_email, unknown_user
from itadata.framework import RoundKey
from itadata.language import N_, _
from itadata.store import Store
from itadata.tables import TableQuery, query_framework, query_round
from itadata.thai import parse_date, parse_time, parse_year, today

Decorator = Callable[..., Any]


class ParsedType(click.ParamType[Any]):
    """The type of a value that `parse` reads; of any other the message gives an example."""

    def __init__(self, name: str, parse: Callable[[str], Any], message: str) -> None:
        self.name, self.parse, self.message = name, parse, message

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The parsed value. Raises BadParameter where `parse` gives None or a ValueError."""
        try:
            parsed = self.parse(value)
        except ValueError:
            parsed = None
        if parsed is None:
            self.fail(_(self.message), param, ctx)
        return parsed


YEAR = ParsedType("year", parse_year, N_("a fiscal year is needed, for example 2567"))
DAY = ParsedType("date", parse_date, N_("a day is needed, for example 2025-05-31 or 31/5/2568"))
TIME = ParsedType(
    "time", parse_time, N_("a time is needed in ISO 8601, for example 2025-04-18T16:30")
)


def year(*, required: bool = False) -> Decorator:
    """`--year`, in the Buddhist era."""
    return click.option("--year", type=YEAR, required=required, help="Fiscal year, B.E.")


_DEFAULT = "else of the round that is open"


def of_round(command: Any) -> Any:
    """`--year` and `--round`, as `year` and `months`; None means the current round."""
    year = click.option("--year", type=YEAR, help=f"Fiscal year, B.E.; {_DEFAULT}.")
    months = click.option("--round", "months", type=int, help=f"Round, in months; {_DEFAULT}.")
    return year(months(command))


def round_key(store: Store, year: int | None, months: int | None) -> RoundKey:
    """The round of the options, by default the current one. Raises NoFramework, UnknownRound."""
    if year is not None and months is not None:
        return RoundKey(year, months)
    query = TableQuery(today(), year, months)
    with store.snapshot() as snapshot:
        framework = query_framework(snapshot, query)
    return RoundKey(framework.fiscal_year, query_round(framework, query).months)


def place(help: str) -> Decorator:
    """`--place`: the province where a unit lies."""
    return click.option("--place", help=help)


def by(help: str) -> Decorator:
    """`--by`, as the parameter `by`: a user's e-mail, blank for the command line."""
    return click.option("--by", "by", default="", help=f"{help} A user's e-mail.")


def actor(store: Store, email: str) -> Actor:
    """The operator under the id of the user with an e-mail, for the log. Raises WrongUser.

    A name that is no e-mail stays out of the log, which holds nothing of a person but the id.
    """
    if not email:
        return operator()
    with store.snapshot() as snapshot:
        user = snapshot.user_by_email(normalise_email(email))
    if user is not None:
        return operator(user.actor_name)
    if is_email(email):
        raise unknown_user(email)
    message = _("“{name}” is not a user's e-mail, so the log says that the command line did it.")
    click.echo(message.format(name=email), err=True)
    return operator()


def as_json(help: str = "One JSON object a line and file.") -> Decorator:
    """`--json`, as the parameter `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help=help)


def output(help: str = "FILE", *, required: bool = True) -> Decorator:
    """`-o`, as the parameter `output`: the path of a file."""
    path = click.Path(dir_okay=False, path_type=Path)
    return click.option("-o", "output", required=required, type=path, help=help)


def enum(option: str, values: type[StrEnum], *names: str, **settings: Any) -> Decorator:
    """An option that takes the values of an enum, as texts."""
    return click.option(option, *names, type=click.Choice([*map(str, values)]), **settings)
