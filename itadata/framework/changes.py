"""What a framework that is loaded again may not take away: whatever already has answers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from itadata.findings import Code, Finding, shortened
from itadata.framework import forms
from itadata.framework.model import Framework
from itadata.thai import matching_key
from itadata.workbook.tables import Cell


@dataclass(frozen=True)
class Answered:
    """What agencies have already answered in a year: step numbers, rounds and agency codes."""

    steps: Collection[str] = ()
    rounds: Collection[int] = ()
    agency_codes: Collection[str] = ()


def refused_changes(
    before: Framework,
    after: Framework,
    answered: Answered,
    step_cells: Mapping[str, Cell] = MappingProxyType({}),
) -> list[Finding]:
    """An error for each answered step, round or agency that the new framework no longer has.

    A step is the same while its text is; mending its spelling is a change of text, so a step that
    has answers keeps its text to the letter but for space and marks. `step_cells` says where the
    new workbook has each step.
    """
    findings = []
    for no in [no for no in before.steps if no in answered.steps]:
        old = before.steps[no][1]
        new = after.steps.get(no)
        if new is None or matching_key(new[1].text) != matching_key(old.text):
            cell = step_cells.get(no)
            findings.append(
                Finding(
                    Code.STEP_ANSWERED,
                    cell.sheet.name if cell else forms.STEPS.title,
                    cell.address if cell else None,
                    value=no,
                    expected=shortened(old.text),
                )
            )
    for months in sorted(set(answered.rounds) - {r.months for r in after.rounds}):
        findings.append(Finding(Code.ROUND_ANSWERED, forms.ROUNDS.title, value=str(months)))
    for code in sorted(set(answered.agency_codes) - {a.code for a in after.agencies}):
        findings.append(Finding(Code.AGENCY_ANSWERED, forms.AGENCIES.title, value=code))
    return findings
