"""What a framework that is loaded again may not take away: whatever already has answers.

Nor may it exempt who has reported.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from itadata.findings import Code, Finding, shorten
from itadata.framework import schemas
from itadata.framework.checks import step_order
from itadata.framework.model import Framework
from itadata.thai import matching_key
from itadata.workbook.sheets import Position
from itadata.workbook.tables import Cell

_Key = TypeVar("_Key", int, str)


@dataclass(frozen=True)
class ExistingAnswers:
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
class StepContent:
    """A step as a workbook has it: its text, None where it cannot be read, and its cells."""

    text: str | None
    number_cell: Cell | None = None
    text_cell: Cell | None = None


@dataclass(frozen=True)
class FrameworkContents:
    """What a new framework has of what agencies answer.

    Of a table in `untold` (by the title of its form) it is not known what it lacks. `exemptions`
    are its own, by round (months) and code of the agency, with the cell of the code.
    """

    steps: Mapping[str, StepContent]
    rounds: Collection[int]
    agency_codes: Collection[str]
    unreadable_tables: Collection[str] = ()
    exemptions: Mapping[tuple[int, str], Cell | None] = field(default_factory=dict)


def _contents_of(framework: Framework) -> FrameworkContents:
    """What a framework that was understood has of what agencies answer."""
    return FrameworkContents(
        steps={no: StepContent(step.text) for no, (_, step) in framework.steps.items()},
        rounds={r.months for r in framework.rounds},
        agency_codes={a.code for a in framework.agencies},
        exemptions={(e.months, e.agency_code): None for e in framework.exemptions},
    )


def forbidden_changes(
    before: Framework, after: Framework | FrameworkContents, answered: ExistingAnswers
) -> list[Finding]:
    """An error for each answered step, round or agency that the new framework no longer has, and
    for each that it newly exempts from a round in which it has reported.

    A step is the same while its text is; mending its spelling is a change of text, so a step that
    has answers keeps its text to the letter but for space and marks.
    """
    kept = _contents_of(after) if isinstance(after, Framework) else after
    return [
        *_answered_steps(before, kept, answered),
        *_missing_keys(
            Code.ROUND_ANSWERED, schemas.ROUNDS.title, kept, answered.rounds, kept.rounds
        ),
        *_missing_keys(
            Code.AGENCY_ANSWERED,
            schemas.AGENCIES.title,
            kept,
            answered.agency_codes,
            kept.agency_codes,
        ),
        *_exempted_reporters(before, kept, answered),
    ]


def _answered_steps(
    before: Framework, kept: FrameworkContents, answered: ExistingAnswers
) -> Iterator[Finding]:
    for no in [no for no in before.steps if no in answered.steps]:
        old = before.steps[no][1].text
        new = kept.steps.get(no)
        if new is None:
            if schemas.STEPS.title in kept.unreadable_tables:
                continue
            cell = _dropped_step_cell(no, old, kept.steps)
        elif new.text is None or matching_key(new.text) == matching_key(old):
            continue
        else:
            cell = new.text_cell
        yield Finding(
            Code.STEP_ANSWERED,
            cell.sheet.name if cell else schemas.STEPS.title,
            cell.address if cell else None,
            value=no,
            expected=shorten(old),
        )


def _dropped_step_cell(no: str, text: str, steps: Mapping[str, StepContent]) -> Cell | None:
    """The number that the step's text stands beside now, else the cell under the step before."""
    for step in steps.values():
        if step.text is not None and matching_key(step.text) == matching_key(text):
            return step.number_cell
    earlier = [other for other in steps if step_order(other) < step_order(no)]
    if earlier:
        above = steps[max(earlier, key=step_order)].number_cell
        return above and Cell(above.sheet, Position(above.place.row + 1, above.place.column))
    return steps[min(steps, key=step_order)].number_cell if steps else None


def _missing_keys(
    code: Code,
    title: str,
    kept: FrameworkContents,
    answered: Collection[_Key],
    there: Collection[_Key],
) -> Iterator[Finding]:
    if title not in kept.unreadable_tables:
        for key in sorted(set(answered) - set(there)):
            yield Finding(code, title, value=str(key))


def _exempted_reporters(
    before: Framework, kept: FrameworkContents, answered: ExistingAnswers
) -> Iterator[Finding]:
    """Who has reported in a round and is exempt from it by now. Who was so already stays so."""
    for (months, code), cell in kept.exemptions.items():
        if (months, code) in answered.reported and before.exemption(code, months) is None:
            yield Finding(
                Code.EXEMPT_ANSWERED,
                cell.sheet.name if cell else schemas.EXEMPTIONS.title,
                cell.address if cell else None,
                value=code,
                details={"months": str(months)},
            )
