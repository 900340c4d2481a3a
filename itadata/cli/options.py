"""Options that several commands share, and the types of their values."""

import getpass
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

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
    """`--by`, as the parameter `name`: by default the user of this machine."""
    return click.option("--by", "name", default=getpass.getuser, help=help)


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
