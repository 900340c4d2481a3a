"""Checks of a framework that is loaded again.

It may not remove what already has answers, nor exempt an agency that has reported.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from itadata.findings import Code, Finding, shorten
from itadata.framework import schemas
from itadata.framework.model import Framework, step_order
from itadata.thai import matching_key
from itadata.workbook.sheets import Position
from itadata.workbook.tables import Cell

_Key = TypeVar("_Key", int, str)


@dataclass(frozen=True)
class ExistingAnswers:
    """The answers of agencies in a year: step numbers, rounds and agency codes.

    `reported` has round (months) and agency code of every counting version, without the agencies
    that the province itself exempted or not: its decision stands whatever a workbook says.
    """

    steps: Collection[str] = ()
    rounds: Collection[int] = ()
    agency_codes: Collection[str] = ()
    reported: Collection[tuple[int, str]] = ()


@dataclass(frozen=True)
class StepContent:
    """The text of a step in a workbook, None where it cannot be read, and its cells."""

    text: str | None
    number_cell: Cell | None = None
    text_cell: Cell | None = None


@dataclass(frozen=True)
class FrameworkContents:
    """The steps, rounds, agencies and exemptions of a framework, even of one with faults.

    `unreadable_tables` are the titles of tables that may have more than could be read.
    `exemptions` map round (months) and agency code to the cell of the code.
    """

    steps: Mapping[str, StepContent]
    rounds: Collection[int]
    agency_codes: Collection[str]
    unreadable_tables: Collection[str] = ()
    exemptions: Mapping[tuple[int, str], Cell | None] = field(default_factory=dict)


def forbidden_changes(
    before: Framework, after: FrameworkContents, answers: ExistingAnswers
) -> list[Finding]:
    """An error for each answered step, round or agency that the new framework removes, and for
    each agency that it newly exempts from a round in which it reported.

    An answered step keeps its text to the letter, but for spaces and marks.
    """
    rounds, agencies = schemas.ROUNDS.title, schemas.AGENCIES.title
    codes = set(answers.agency_codes) - set(after.agency_codes)
    return [
        *_changed_steps(before, after, answers),
        *_removed(Code.ROUND_ANSWERED, rounds, after, set(answers.rounds) - set(after.rounds)),
        *_removed(Code.AGENCY_ANSWERED, agencies, after, codes),
        *_exempted(before, after, answers),
    ]


def _changed_steps(
    before: Framework, new: FrameworkContents, answers: ExistingAnswers
) -> Iterator[Finding]:
    for no in [no for no in before.steps if no in answers.steps]:
        text = before.steps[no][1].text
        step = new.steps.get(no)
        if step is None:
            if schemas.STEPS.title in new.unreadable_tables:
                continue
            cell = _cell_of_removed_step(no, text, new.steps)
        elif step.text is None or matching_key(step.text) == matching_key(text):
            continue
        else:
            cell = step.text_cell
        yield _finding(Code.STEP_ANSWERED, schemas.STEPS.title, cell, no, expected=shorten(text))


def _cell_of_removed_step(no: str, text: str, steps: Mapping[str, StepContent]) -> Cell | None:
    """The new number beside the text of the step, else the cell below the step before it."""
    for step in steps.values():
        if step.text is not None and matching_key(step.text) == matching_key(text):
            return step.number_cell
    earlier = [other for other in steps if step_order(other) < step_order(no)]
    if earlier:
        above = steps[max(earlier, key=step_order)].number_cell
        return above and Cell(above.sheet, Position(above.position.row + 1, above.position.column))
    return steps[min(steps, key=step_order)].number_cell if steps else None


def _removed(
    code: Code, title: str, new: FrameworkContents, keys: Collection[_Key]
) -> Iterator[Finding]:
    if title not in new.unreadable_tables:
        for key in sorted(keys):
            yield Finding(code, title, value=str(key))


def _exempted(
    before: Framework, new: FrameworkContents, answers: ExistingAnswers
) -> Iterator[Finding]:
    for (months, code), cell in new.exemptions.items():
        if (months, code) in answers.reported and before.exemption(code, months) is None:
            title, details = schemas.EXEMPTIONS.title, {"months": str(months)}
            yield _finding(Code.EXEMPT_ANSWERED, title, cell, code, details=details)


def _finding(
    code: Code,
    title: str,
    cell: Cell | None,
    value: str,
    expected: str | None = None,
    details: Mapping[str, str] | None = None,
) -> Finding:
    sheet, address = (cell.sheet.name, cell.address) if cell else (title, None)
    return Finding(code, sheet, address, value, expected, details or {})
