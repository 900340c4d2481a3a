"""The context in which the rules check a return: the framework, the day, and earlier returns."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from itadata.findings import Finding
from itadata.framework import Framework
from itadata.returns.model import Return
from itadata.returns.rules.filled_form import FilledForm
from itadata.thai import MONTHS_OF_YEAR, fiscal_year_start, last_day_of_months, normalise

# Up to here every text of a round is compared letter by letter; above, only equal texts are found.
MAX_COMPARED_AGENCIES = 500


@dataclass(frozen=True)
class PreviousText:
    """A normalised text of an earlier return, never shown to anybody.

    `measure_no` is the number in the framework of the rules, `agency` a name, `address` a sheet
    and a cell.
    """

    measure_no: int
    text: str
    same_agency: bool
    agency: str
    fiscal_year: int
    round: int
    address: str


@dataclass(frozen=True)
class History:
    """Earlier returns that a return is compared with.

    `previous` is the agency's return of the round before, in the same fiscal year.
    """

    texts: tuple[PreviousText, ...] = ()
    previous: Return | None = None


HistoryLookup: TypeAlias = Callable[[Framework, int, str, Collection[str]], History]
"""Finds the history of a return by the framework, the round (months), the agency's code and the
long texts of the return.
"""


def no_history(
    framework: Framework, months: int, agency_code: str, texts: Collection[str]
) -> History:
    """A `HistoryLookup` that finds nothing."""
    return History()


@dataclass(frozen=True)
class ValidationContext:
    """The framework, day and earlier returns that the rules compare a return with.

    `months` are those of the round, if it is known.
    `year_known` is False where the return names no year that has measures: its dates are then not
    compared with a fiscal year.
    """

    framework: Framework
    today: date
    year_known: bool = True
    history: History = field(default_factory=History)
    months: int | None = None

    @property
    def last_day(self) -> date:
        """The last day that the round covers; of the year where the round is unknown."""
        return last_day_of_months(self.framework.fiscal_year, self.months or MONTHS_OF_YEAR)

    @property
    def example_day(self) -> date:
        """A day that shows how to type dates: today, or the nearest day of the round."""
        first = fiscal_year_start(self.framework.fiscal_year)
        return min(max(self.today, first), self.last_day)


Rule: TypeAlias = Callable[[FilledForm, ValidationContext], Iterator[Finding]]


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same word for word."""
    return one == other or normalise(one) == normalise(other)
