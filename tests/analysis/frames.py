"""A small year and small frames, made by hand, whose answers can be computed by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import cycle

import pandas as pd

from itadata.framework import (
    Agency,
    Exemption,
    Framework,
    Indicator,
    Instrument,
    LevelRule,
    Link,
    Measure,
    Round,
    Step,
)
from itadata.thai import BANGKOK, sort_key

UNIT = "จังหวัดเชียงใหม่"
DUE = date(2024, 10, 15)

LETTERS = (
    LevelRule("AA", "AA", Decimal("95"), None),
    LevelRule("A", "A", Decimal("85"), None),
    LevelRule("B", "B", Decimal("75"), None),
    LevelRule("C", "C", Decimal("65"), None),
    LevelRule("D", "D", Decimal("55"), None),
    LevelRule("E", "E", Decimal("50"), None),
    LevelRule("F", "F", Decimal("0"), None),
)
FIVE_LEVELS = (
    LevelRule("ผ่านดีเยี่ยม", "Pass - excellent", Decimal("95"), Decimal("95")),
    LevelRule("ผ่านดี", "Good pass", Decimal("85"), Decimal("85")),
    LevelRule("ผ่าน", "Pass", Decimal("85"), None),
    LevelRule("ต้องปรับปรุง", "Needs improvement", Decimal("70"), None),
    LevelRule("ต้องปรับปรุงโดยด่วน", "Needs urgent improvement", Decimal("0"), None),
)
_MEMBERS = {"IIT": range(1, 6), "EIT": range(6, 9), "OIT": range(9, 11)}


def framework(
    year: int = 2567,
    rules: Sequence[LevelRule] = FIVE_LEVELS,
    agencies: Sequence[str] = ("001", "002", "003"),
    exempt: Iterable[tuple[str, int]] = (),
    names: Sequence[str] = "กขคงจ",
    bodies: Sequence[str] = ("กระทรวง",),
    links: Iterable[Link] = (),
) -> Framework:
    """Agencies named ก ข ค ง จ, measure 1 with steps 1.1 and 1.2, measure 2 with step 2.1.

    The 12-month round is due on 15 October 2567. `exempt` are (agency, round); the agencies are
    under the parent bodies in turn.
    """
    return Framework(
        fiscal_year=year,
        unit=UNIT,
        target=None,
        illustration="",
        source="",
        instruments=(
            Instrument("IIT", "ภายใน", "internal", Decimal("0.3")),
            Instrument("EIT", "ภายนอก", "external", Decimal("0.3")),
            Instrument("OIT", "เปิดเผย", "open data", Decimal("0.4")),
        ),
        indicators=tuple(
            Indicator(no, code, f"ตัวชี้วัด {no}", f"indicator {no}")
            for code, members in _MEMBERS.items()
            for no in members
        ),
        level_rules=tuple(rules),
        measures=(
            _measure(1, Step("1.1", "ทำคู่มือ"), Step("1.2", "รายงานผล", ("(1) เรื่อง", "(2) ผล"))),
            _measure(2, Step("2.1", "เปิดเผยข้อมูล")),
        ),
        agencies=tuple(
            Agency(code, name, (), body)
            for code, name, body in zip(agencies, names, cycle(bodies), strict=False)
        ),
        rounds=(
            Round(6, date(2024, 3, 1), date(2024, 4, 18), date(2024, 6, 30)),
            Round(12, date(2024, 9, 1), DUE, date(2024, 11, 30)),
        ),
        links=tuple(links),
        exemptions=tuple(Exemption(months, code, "ย้ายที่ทำการ") for code, months in exempt),
    )


def _measure(no: int, *steps: Step) -> Measure:
    return Measure(
        no=no,
        title=f"มาตรการ {no}",
        short=f"ชื่อย่อ {no}",
        title_en=f"Measure {no}",
        short_en=f"short {no}",
        responsible="ทุกส่วนราชการ",
        time_frame="",
        follow_up="",
        steps=steps,
    )


def without_steps() -> Framework:
    """The same year, measure 2 without any step."""
    whole = framework()
    return replace(whole, measures=(whole.measures[0], replace(whole.measures[1], steps=())))


# --- who reported --------------------------------------------------------------------------

_VERSION_COLUMNS = (
    "fiscal_year",
    "round",
    "agency_code",
    "version",
    "received_at",
    "file",
    "sha256",
    "receipt",
    "warnings",
    "state",
    "decided_at",
    "decided_by",
    "mend_by",
)


def version(
    code: str,
    received: str,
    number: int = 1,
    months: int = 12,
    state: str = "submitted",
    mend_by: date | None = None,
    warnings: int = 0,
) -> dict[str, object]:
    """A version of a return, received at a time in Bangkok ("2024-10-15T23:59:59")."""
    return {
        "fiscal_year": 2567,
        "round": months,
        "agency_code": code,
        "version": number,
        "received_at": datetime.fromisoformat(received).replace(tzinfo=BANGKOK),
        "file": f"{code}-{number}.xlsx",
        "sha256": f"{number:064x}",
        "receipt": f"2567-{months}-{code}-{number}",
        "warnings": warnings,
        "state": state,
        "mend_by": mend_by,
    }


def versions(*rows: Mapping[str, object]) -> pd.DataFrame:
    """As `Snapshot.versions` gives them."""
    return pd.DataFrame(list(rows), columns=[*_VERSION_COLUMNS])


# --- what they answered --------------------------------------------------------------------

_ANSWER_COLUMNS = (
    "fiscal_year",
    "round",
    "agency_code",
    "version",
    "state",
    "measure_no",
    "step_no",
    "status",
    "done_on",
    "evidence",
    "note",
    "results",
    "outcomes",
    "file",
    "sheet",
    "cell",
    "results_cell",
    "outcomes_cell",
)
_STEPS = ("1.1", "1.2", "2.1")


def answered(
    code: str,
    *statuses: str | None,
    evidence: str = "",
    months: int = 12,
    state: str = "submitted",
) -> list[dict[str, object]]:
    """An agency's answers to steps 1.1, 1.2 and 2.1, all with the same evidence."""
    return [
        {
            "fiscal_year": 2567,
            "round": months,
            "agency_code": code,
            "version": 1,
            "state": state,
            "measure_no": int(step[0]),
            "step_no": step,
            "status": status,
            "done_on": None,
            "evidence": evidence,
            "note": "",
            "results": "",
            "outcomes": "",
            "file": f"{code}.xlsx",
            "sheet": "แบบรายงาน",
            "cell": f"E{row}",
            "results_cell": "G4",
            "outcomes_cell": "H4",
        }
        for row, (step, status) in enumerate(zip(_STEPS, statuses, strict=True), start=4)
    ]


def answers(*returns: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """As `Snapshot.answers` gives them."""
    rows = [row for each in returns for row in each]
    return pd.DataFrame(rows, columns=[*_ANSWER_COLUMNS])


# --- scores --------------------------------------------------------------------------------

_SCORE_COLUMNS = (
    "fiscal_year",
    "unit",
    "unit_sort_key",
    "name",
    "value",
    "illustration",
    "level_published",
    "source",
    "surveyed_from",
    "surveyed_to",
    "announced_on",
)


def scored(
    year: int,
    total: float | None = None,
    *,
    unit: str = UNIT,
    instruments: Sequence[float | None] = (),
    indicators: Sequence[float | None] = (),
    published: str = "",
    total_illustrated: bool = False,
    rest_illustrated: bool = False,
) -> list[dict[str, object]]:
    """The scores of a unit and year: total, IIT EIT OIT, indicators from 1; None is none."""
    named = {
        "total": (total, total_illustrated),
        **{
            f"instrument:{code}": (value, rest_illustrated)
            for code, value in zip(_MEMBERS, instruments, strict=False)
        },
        **{
            f"indicator:{no}": (value, rest_illustrated)
            for no, value in enumerate(indicators, start=1)
        },
    }
    return [
        {
            "fiscal_year": year,
            "unit": unit,
            "unit_sort_key": sort_key(unit),
            "name": name,
            "value": value,
            "illustration": illustrated,
            "level_published": published,
            "source": f"ประกาศ {year}",
            "surveyed_from": None,
            "surveyed_to": None,
            "announced_on": None,
        }
        for name, (value, illustrated) in named.items()
        if value is not None
    ]


def score_values(*units: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """As `Snapshot.score_values` gives them."""
    rows = [row for each in units for row in each]
    return pd.DataFrame(rows, columns=[*_SCORE_COLUMNS])


def cell(frame: pd.DataFrame, column: str, **where: object) -> object:
    """The value of a column in the one row that matches; None where pandas has none."""
    return cells(frame, column, **where)[0]


def cells(frame: pd.DataFrame, *columns: str, **where: object) -> tuple[object, ...]:
    """The values of columns in the one row that matches; None where pandas has none."""
    for name, value in where.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1, frame
    row = frame.iloc[0]
    return tuple(None if pd.isna(row[column]) else row[column] for column in columns)
