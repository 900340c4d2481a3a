"""Whose return a workbook is: agency, fiscal year and round, by the labels that say so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from itadata.findings import Code, Finding
from itadata.framework import Agency, Framework
from itadata.returns.fields import IDENTITY_LABELS, IDENTITY_SHEET
from itadata.thai import normalise, parse_year
from itadata.workbook import Workbook
from itadata.workbook.tables import Cell, find_labels

_NEEDED = ("agency_code", "fiscal_year", "round")
_MONTHS = range(1, 13)
_OF_MONTHS = re.compile(r"((?:\d+ ?(?:[,/–-]|และ) ?)*\d+) ?เดือน")
_LAST_MONTHS = re.compile(r"\d ?เดือน ?(?:หลัง|สุดท้าย)")
_ORDINAL = re.compile(r"(?:รอบ|ครั้ง|งวด) ?ที่ ?(\d+)")


@dataclass
class Identity:
    """What is known of whose return it is, and what was found on the way."""

    fiscal_year: int | None = None
    framework: Framework | None = None
    agency: Agency | None = None
    round: int | None = None
    findings: list[Finding] = field(default_factory=list)


def read_labels(book: Workbook) -> dict[str, Cell]:
    """The values beside the labels of the visible sheets."""
    labels: dict[str, Cell] = {}
    found = [find_labels(sheet, IDENTITY_LABELS) for sheet in book.visible()]
    # The sheet that has most of the labels is the one for them; a note elsewhere does not count.
    for more in sorted(found, key=len, reverse=True):
        labels = {**more, **labels}
    return labels


def identify(
    labels: Mapping[str, Cell], book: Workbook, frameworks: Mapping[int, Framework]
) -> Identity:
    """Whose return it is; where the year is not known, by the newest framework."""
    asked = _Asked(labels)
    identity = Identity()
    _identify_year(identity, asked, frameworks)
    framework = identity.framework or frameworks[max(frameworks)]
    _identify_agency(identity, asked, framework)
    _identify_round(identity, asked, framework)
    if any(label in labels for label in _NEEDED):
        identity.findings = [*asked.missing, *identity.findings]
    else:
        identity.findings.append(_sheet_not_read(book))
    return identity


class _Asked:
    """The labels, and which of those that were needed are not filled in."""

    def __init__(self, labels: Mapping[str, Cell]) -> None:
        self.labels = labels
        self.missing: list[Finding] = []

    def need(self, label: str) -> Cell | None:
        """The cell of a label that must be filled in; a formula in trouble is reported apart."""
        cell = self.labels.get(label)
        name = IDENTITY_LABELS[label][0]
        if cell is None:
            others = iter(self.labels.values())
            sheet = next((other.sheet.name for other in others), None)
            self.missing.append(Finding(Code.VALUE_MISSING, sheet, details={"name": name}))
            return None
        if cell.error:
            return None
        if cell.missing:
            self.missing.append(cell.finding(Code.VALUE_MISSING, value="", name=name))
            return None
        return cell


def _sheet_not_read(book: Workbook) -> Finding:
    """Why nothing at all says whose return it is: the sheet for it is hidden, or gone."""
    for sheet in book.sheets:
        if sheet.hidden and any(label in find_labels(sheet, IDENTITY_LABELS) for label in _NEEDED):
            return Finding(Code.SHEET_HIDDEN, sheet.name, value=sheet.name)
    expected = ", ".join(IDENTITY_LABELS[label][0] for label in _NEEDED)
    return Finding(Code.SHEET_MISSING, IDENTITY_SHEET, value=IDENTITY_SHEET, expected=expected)


def _identify_year(identity: Identity, asked: _Asked, frameworks: Mapping[int, Framework]) -> None:
    cell = asked.need("fiscal_year")
    if cell is None:
        return
    identity.fiscal_year = parse_year(cell.value)
    if identity.fiscal_year is None:
        identity.findings.append(cell.finding(Code.YEAR_UNREADABLE, expected=str(max(frameworks))))
        return
    identity.framework = frameworks.get(identity.fiscal_year)
    if identity.framework is None:
        years = ", ".join(str(year) for year in sorted(frameworks))
        year = str(identity.fiscal_year)
        identity.findings.append(
            cell.finding(Code.YEAR_WITHOUT_FRAMEWORK, value=year, expected=years)
        )


def _identify_agency(identity: Identity, asked: _Asked, framework: Framework) -> None:
    named = asked.labels.get("agency")
    called = framework.find_agencies(named.text) if named and not named.missing else ()
    code = asked.labels.get("agency_code")
    if (code is None or code.missing) and len(called) == 1:
        identity.agency = called[0]
        return
    code = asked.need("agency_code")
    if code is None:
        return
    identity.agency = framework.find_agency(code.text)
    if identity.agency is None:
        example = f"{framework.agencies[0].code} {framework.agencies[0].name}"
        identity.findings.append(
            code.finding(Code.AGENCY_UNKNOWN, expected=example, year=str(framework.fiscal_year))
        )
    elif named and not named.missing and identity.agency not in called:
        unlike = Code.AGENCY_CONTRADICTS if called else Code.AGENCY_NAME_UNKNOWN
        identity.findings.append(named.finding(unlike, expected=identity.agency.name))


def _identify_round(identity: Identity, asked: _Asked, framework: Framework) -> None:
    cell = asked.need("round")
    if cell is None:
        return
    known = {r.months for r in framework.rounds}
    named = _months_named(normalise(cell.text), sorted(known))
    identity.round = named.pop() if len(named) == 1 else None
    numbers = [int(number) for number in _digits(normalise(cell.text))]
    # Only the year can tell its rounds, but no year has one of 99 months.
    told = identity.framework is not None or not any(number in _MONTHS for number in numbers)
    if identity.round is None and told:
        rounds = ", ".join(str(r.months) for r in framework.rounds)
        identity.findings.append(cell.finding(Code.ROUND_UNKNOWN, expected=rounds))


def _months_named(text: str, known: Sequence[int]) -> set[int]:
    """Which of the year's rounds a text may mean: "6", "รอบ 6 เดือนแรก", "รอบที่ 1" of the year.

    What says two things means both: "รอบที่ 1 (12 เดือน)", and "6 เดือนหลัง" of a longer round.
    """
    named = {int(number) for many in _OF_MONTHS.findall(text) for number in _digits(many)}
    if _LAST_MONTHS.search(text):
        named.add(known[-1])
    for number in map(int, _ORDINAL.findall(text)):
        named.add(known[number - 1] if 0 < number <= len(known) else number)
    if named:
        return named if named <= {*known} else set()
    # A number by itself, where nothing says what it is a number of.
    return {int(number) for number in _digits(text)} & {*known}


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)
