"""What a framework that is loaded again may not take away: whatever already has answers.

Nor may it exempt who has reported.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from itadata.findings import Code, Finding, shortened
from itadata.framework import forms
from itadata.framework.checks import step_order
from itadata.framework.model import Framework
from itadata.thai import matching_key
from itadata.workbook.sheets import Position
from itadata.workbook.tables import Cell

_Key = TypeVar("_Key", int, str)


@dataclass(frozen=True)
class Answered:
    """What agencies have already answered in a year: step numbers, rounds and agency codes.

    `reported` are rounds (months) with the codes of those who have a version that counts there,
    without those of whom the province decided itself whether they are exempt: that holds whatever
    a workbook says.
    """

    steps: Collection[str] = ()
    rounds: Collection[int] = ()
    agency_codes: Collection[str] = ()
    reported: Collection[tuple[int, str]] = ()


@dataclass(frozen=True)
class KeptStep:
    """A step as a workbook has it: its text, None where it cannot be read, and its cells."""

    text: str | None
    number_cell: Cell | None = None
    text_cell: Cell | None = None


@dataclass(frozen=True)
class Kept:
    """What a new framework has of what agencies answer.

    Of a table in `untold` (by the title of its form) it is not known what it lacks. `exemptions`
    are its own, by round (months) and code of the agency, with the cell of the code.
    """

    steps: Mapping[str, KeptStep]
    rounds: Collection[int]
    agency_codes: Collection[str]
    untold: Collection[str] = ()
    exemptions: Mapping[tuple[int, str], Cell | None] = field(default_factory=dict)


def kept_by(framework: Framework) -> Kept:
    """What a framework that was understood has of what agencies answer."""
    return Kept(
        steps={no: KeptStep(step.text) for no, (_, step) in framework.steps.items()},
        rounds={r.months for r in framework.rounds},
        agency_codes={a.code for a in framework.agencies},
        exemptions={(e.months, e.agency_code): None for e in framework.exemptions},
    )


def refused_changes(
    before: Framework, after: Framework | Kept, answered: Answered
) -> list[Finding]:
    """An error for each answered step, round or agency that the new framework no longer has, and
    for each that it newly exempts from a round in which it has reported.

    A step is the same while its text is; mending its spelling is a change of text, so a step that
    has answers keeps its text to the letter but for space and marks.
    """
    kept = kept_by(after) if isinstance(after, Framework) else after
    return [
        *_steps(before, kept, answered),
        *_taken(Code.ROUND_ANSWERED, forms.ROUNDS.title, kept, answered.rounds, kept.rounds),
        *_taken(
            Code.AGENCY_ANSWERED,
            forms.AGENCIES.title,
            kept,
            answered.agency_codes,
            kept.agency_codes,
        ),
        *_exempted(before, kept, answered),
    ]


def _steps(before: Framework, kept: Kept, answered: Answered) -> Iterator[Finding]:
    for no in [no for no in before.steps if no in answered.steps]:
        old = before.steps[no][1].text
        new = kept.steps.get(no)
        if new is None:
            if forms.STEPS.title in kept.untold:
                continue
            cell = _where_dropped(no, old, kept.steps)
        elif new.text is None or matching_key(new.text) == matching_key(old):
            continue
        else:
            cell = new.text_cell
        yield Finding(
            Code.STEP_ANSWERED,
            cell.sheet.name if cell else forms.STEPS.title,
            cell.address if cell else None,
            value=no,
            expected=shortened(old),
        )


def _where_dropped(no: str, text: str, steps: Mapping[str, KeptStep]) -> Cell | None:
    """The number that the step's text stands beside now, else the cell under the step before."""
    for step in steps.values():
        if step.text is not None and matching_key(step.text) == matching_key(text):
            return step.number_cell
    earlier = [other for other in steps if step_order(other) < step_order(no)]
    if earlier:
        above = steps[max(earlier, key=step_order)].number_cell
        return above and Cell(above.sheet, Position(above.place.row + 1, above.place.column))
    return steps[min(steps, key=step_order)].number_cell if steps else None


def _taken(
    code: Code, title: str, kept: Kept, answered: Collection[_Key], there: Collection[_Key]
) -> Iterator[Finding]:
    if title not in kept.untold:
        for key in sorted(set(answered) - set(there)):
            yield Finding(code, title, value=str(key))


def _exempted(before: Framework, kept: Kept, answered: Answered) -> Iterator[Finding]:
    """Who has reported in a round and is exempt from it by now. Who was so already stays so."""
    for (months, code), cell in kept.exemptions.items():
        if (months, code) in answered.reported and before.exemption(code, months) is None:
            yield Finding(
                Code.EXEMPT_ANSWERED,
                cell.sheet.name if cell else forms.EXEMPTIONS.title,
                cell.address if cell else None,
                value=code,
                details={"months": str(months)},
            )
