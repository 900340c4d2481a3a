"""What a return is judged by: the framework, the day, and what was received before it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from itadata.findings import Finding
from itadata.framework import Framework, StepStatus
from itadata.returns.rules.draft import ReturnDraft
from itadata.thai import fiscal_year_end, fiscal_year_start, normalise

# Up to here every text of a round is compared letter by letter; above, only the same is found.
MOST_COMPARED = 500


@dataclass(frozen=True)
class EarlierText:
    """A text that was received before, normalised, and where it stands.

    `measure_no` is that of the framework that judges; `agency` is a name; `place` is a sheet and a
    cell. The text itself is for comparing alone and is shown to nobody.
    """

    measure_no: int
    text: str
    own: bool
    agency: str
    fiscal_year: int
    round: int
    place: str


@dataclass(frozen=True)
class EarlierAnswer:
    """What an agency said of a step in an earlier round."""

    status: StepStatus | None
    done_on: date | None
    evidence: str
    note: str


@dataclass(frozen=True)
class EarlierReturn:
    """What an agency said in the round before, of the same fiscal year.

    Answers go by the number of their step; results and outcomes by that of their measure.
    """

    round: int
    answers: Mapping[str, EarlierAnswer]
    results: Mapping[int, str]
    outcomes: Mapping[int, str]


@dataclass(frozen=True)
class History:
    """What was received before a return that it is held against."""

    texts: tuple[EarlierText, ...] = ()
    before: EarlierReturn | None = None


HistoryLookup: TypeAlias = Callable[[Framework, int, str, Collection[str]], History]
"""What was received before the return of a year's framework, a round (months) and an agency (its
code), given the long texts that the return has.
"""


def nothing_earlier(
    framework: Framework, months: int, agency_code: str, texts: Collection[str]
) -> History:
    """Where nothing is known of what was received before."""
    return History()


@dataclass(frozen=True)
class Context:
    """What a return is judged by.

    `year_known` is False where the return names no year that has measures: then its dates are not
    held against a year that may not be its own.
    """

    framework: Framework
    today: date
    year_known: bool = True
    earlier: History = field(default_factory=History)

    @property
    def example_day(self) -> date:
        """A day to show how dates are typed: today, or the day of the year next to it."""
        year = self.framework.fiscal_year
        return min(max(self.today, fiscal_year_start(year)), fiscal_year_end(year))


Rule: TypeAlias = Callable[[ReturnDraft, Context], Iterator[Finding]]


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same word for word."""
    return one == other or normalise(one) == normalise(other)
