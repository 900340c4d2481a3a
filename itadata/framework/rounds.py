"""The round that is meant when none is named, and whether a round accepts returns on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from itadata.framework.model import Framework, Round

_EVERY_YEAR = (6, 12)
_QUARTERS = (3, 9)


@dataclass(frozen=True)
class RoundKey:
    """A round (months) of a fiscal year (B.E.)."""

    fiscal_year: int
    months: int


class RoundPhase(Enum):
    """The phases of a round, in the order of its dates."""

    NOT_OPEN = auto()
    OPEN = auto()
    PAST_DUE = auto()
    LOCKED = auto()

    @property
    def accepts_returns(self) -> bool:
        """Whether returns are accepted."""
        return self in (RoundPhase.OPEN, RoundPhase.PAST_DUE)


def round_phase(reporting_round: Round, today: date) -> RoundPhase:
    """The phase of a round on a day; each of its dates is the last or first day of one."""
    if today < reporting_round.opens_on:
        return RoundPhase.NOT_OPEN
    if reporting_round.lock_on is not None and today > reporting_round.lock_on:
        return RoundPhase.LOCKED
    return RoundPhase.OPEN if today <= reporting_round.due_on else RoundPhase.PAST_DUE


def is_closed(framework: Framework, months: int, today: date) -> bool:
    """Whether a round of the framework accepts no more returns on a day."""
    rounds = {each.months: each for each in framework.rounds}
    return months in rounds and round_phase(rounds[months], today) is RoundPhase.LOCKED


def with_rounds(frameworks: Mapping[int, Framework]) -> dict[int, Framework]:
    """The years that agencies report on: those with measures and rounds."""
    return {year: f for year, f in frameworks.items() if f.measures and f.rounds}


def current_round(
    frameworks: Mapping[int, Framework], today: date, months: int | None = None
) -> RoundKey | None:
    """The round that is meant where none is named; None where no year has rounds.

    Of the rounds that accept returns today the one that opened last, else of all that have
    opened, else the first to open. Of several that open on one day, the later year counts, then
    more months. With `months` it is one of those rounds.
    """
    rounds = {
        key: framework.round(key.months)
        for framework in with_rounds(frameworks).values()
        for key in round_keys(framework)
        if months in (None, key.months)
    }
    opened = [key for key, each in rounds.items() if each.opens_on <= today]
    accepting = [key for key in opened if round_phase(rounds[key], today).accepts_returns]
    latest = max(
        accepting or opened,
        key=lambda key: (rounds[key].opens_on, key.fiscal_year, key.months),
        default=None,
    )
    return latest or min(
        rounds,
        key=lambda key: (rounds[key].opens_on, -key.fiscal_year, -key.months),
        default=None,
    )


def accepting_rounds(frameworks: Mapping[int, Framework], today: date) -> list[RoundKey]:
    """The rounds that accept returns on a day, in the order of year and months."""
    return [
        key
        for _year, framework in sorted(with_rounds(frameworks).items())
        for key in round_keys(framework)
        if round_phase(framework.round(key.months), today).accepts_returns
    ]


def round_keys(framework: Framework) -> list[RoundKey]:
    """The rounds of a year, in its order."""
    return [RoundKey(framework.fiscal_year, each.months) for each in framework.rounds]


def missing_rounds(framework: Framework) -> list[int]:
    """The months of the usual rounds that a year lacks: of 6 and 12, or of the quarters."""
    present = {each.months for each in framework.rounds}
    usual = {*_EVERY_YEAR, *(_QUARTERS if present & {*_QUARTERS} else ())}
    return sorted(usual - present)
