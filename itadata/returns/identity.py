"""The agency, fiscal year and round of a return, by their labels."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from itadata.findings import Code, Finding
from itadata.framework import Agency, Framework
from itadata.returns.fields import IDENTITY_LABELS, IDENTITY_SHEET
from itadata.thai import normalise, parse_year
from itadata.workbook import Workbook
from itadata.workbook.sheets import LONGEST_HEADING
from itadata.workbook.tables import Cell, Label, find_labels, labels_of

_REQUIRED = ("agency_code", "fiscal_year", "round")
_MONTHS = range(1, 13)
_OF_MONTHS = re.compile(r"((?:\d+ ?(?:[,/–-]|และ) ?)*\d+) ?เดือน")
_LAST_MONTHS = re.compile(r"\d ?เดือน ?(?:หลัง|สุดท้าย)")
_QUARTER = re.compile(r"(?:ไตรมาส(?: ?ที่)?|\bq) ?(\d+)")
_MONTHS_OF_QUARTER = 3
_ORDINAL = re.compile(r"(?:รอบ|ครั้ง|งวด) ?ที่ ?(\d+)")


@dataclass
class Identity:
    """The agency, year and round as far as they are known, and the findings about them.

    `hidden_sheet` is the sheet that should say them, where it is hidden.
    """

    fiscal_year: int | None = None
    framework: Framework | None = None
    agency: Agency | None = None
    round: int | None = None
    hidden_sheet: str | None = None
    findings: list[Finding] = field(default_factory=list)


def read_labels(workbook: Workbook) -> dict[str, Label]:
    """The labels of the visible sheets, with the values beside them."""
    labels: dict[str, Label] = {}
    of_sheets = [labels_of(sheet, IDENTITY_LABELS) for sheet in workbook.visible()]
    # The sheet with the most labels takes precedence over a note elsewhere.
    for of_sheet in sorted(of_sheets, key=len, reverse=True):
        labels = {**of_sheet, **labels}
    return labels


def identify(
    labels: Mapping[str, Cell], workbook: Workbook, frameworks: Mapping[int, Framework]
) -> Identity:
    """The identity of a return; where the year is unknown, by the newest framework."""
    required = _RequiredLabels(labels)
    identity = Identity()
    _identify_year(identity, required, frameworks)
    framework = identity.framework or frameworks[max(frameworks)]
    _identify_agency(identity, required, framework)
    _identify_round(identity, required, framework)
    if any(label in labels for label in _REQUIRED):
        identity.findings = [*required.missing, *identity.findings]
    else:
        lost = _sheet_not_read(workbook)
        identity.findings.append(lost)
        identity.hidden_sheet = lost.sheet if lost.code == Code.SHEET_HIDDEN else None
    return identity


class _RequiredLabels:
    """The labels, and the findings about required ones that are blank."""

    def __init__(self, labels: Mapping[str, Cell]) -> None:
        self.labels = labels
        self.missing: list[Finding] = []

    def require(self, label: str) -> Cell | None:
        """The cell of a required label, None where it is blank or unusable."""
        cell = self.labels.get(label)
        name = IDENTITY_LABELS[label][0]
        if cell is None:
            sheet = next((other.sheet.name for other in self.labels.values()), None)
            self.missing.append(Finding(Code.VALUE_MISSING, sheet, details={"name": name}))
            return None
        if cell.error:
            return None
        if cell.missing:
            self.missing.append(cell.finding(Code.VALUE_MISSING, value="", name=name))
            return None
        return cell


def _sheet_not_read(workbook: Workbook) -> Finding:
    """The reason why no identity was found: its sheet is hidden, or missing."""
    for sheet in workbook.sheets:
        if sheet.hidden and any(
            label in find_labels(sheet, IDENTITY_LABELS) for label in _REQUIRED
        ):
            return Finding(Code.SHEET_HIDDEN, sheet.name, value=sheet.name)
    expected = ", ".join(IDENTITY_LABELS[label][0] for label in _REQUIRED)
    return Finding(Code.SHEET_MISSING, IDENTITY_SHEET, value=IDENTITY_SHEET, expected=expected)


def _identify_year(
    identity: Identity, required: _RequiredLabels, frameworks: Mapping[int, Framework]
) -> None:
    cell = required.require("fiscal_year")
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


def _identify_agency(identity: Identity, required: _RequiredLabels, framework: Framework) -> None:
    name = required.labels.get("agency")
    matches = framework.find_agencies(name.text) if name and not name.missing else ()
    code = required.labels.get("agency_code")
    if (code is None or code.missing) and len(matches) == 1:
        identity.agency = matches[0]
        return
    code = required.require("agency_code")
    if code is None:
        return
    identity.agency = framework.find_agency(code.text)
    if identity.agency is None:
        example = f"{framework.agencies[0].code} {framework.agencies[0].name}"
        identity.findings.append(
            code.finding(Code.AGENCY_UNKNOWN, expected=example, year=str(framework.fiscal_year))
        )
    elif name and not name.missing and identity.agency not in matches:
        code_of_name = Code.AGENCY_CONTRADICTS if matches else Code.AGENCY_NAME_UNKNOWN
        identity.findings.append(name.finding(code_of_name, expected=identity.agency.name))


def _identify_round(identity: Identity, required: _RequiredLabels, framework: Framework) -> None:
    cell = required.require("round")
    if cell is None:
        return
    text = normalise(cell.text[:LONGEST_HEADING])
    months = _possible_months(text, sorted(r.months for r in framework.rounds))
    identity.round = months.pop() if len(months) == 1 else None
    # Without its year a round may exist, but no year has one of 99 months.
    may_exist = identity.framework is None and any(int(n) in _MONTHS for n in _digits(text))
    if identity.round is None and not may_exist:
        rounds = ", ".join(str(r.months) for r in framework.rounds)
        identity.findings.append(cell.finding(Code.ROUND_UNKNOWN, expected=rounds))


def _possible_months(text: str, rounds: Sequence[int]) -> set[int]:
    """The rounds of the year that a text may mean: "6", "รอบ 6 เดือนแรก", "ไตรมาสที่ 2".

    A contradiction gives both: "รอบที่ 1 (12 เดือน)", and "6 เดือนหลัง" of a longer round.
    """
    if months := months_named(text, rounds):
        return months if months <= {*rounds} else set()
    # A number without a unit.
    return {int(number) for number in _digits(text)} & {*rounds}


def months_named(text: str, rounds: Sequence[int]) -> set[int]:
    """The months that a normalised text names with their unit, or by the order of the rounds."""
    months = {int(number) for many in _OF_MONTHS.findall(text) for number in _digits(many)}
    if _LAST_MONTHS.search(text):
        months.add(rounds[-1])
    for number in map(int, _ORDINAL.findall(text)):
        months.add(rounds[number - 1] if 0 < number <= len(rounds) else number)
    return months | {int(quarter) * _MONTHS_OF_QUARTER for quarter in _QUARTER.findall(text)}


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)
