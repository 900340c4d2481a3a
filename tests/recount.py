"""An independent count of the sample, from its workbooks, without anything of `itadata`.

The definitions are those of the README's glossary. Every row is a dict with the fields of
`python -m itadata table NAME --format json`.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl

DONE = "ดำเนินการแล้ว"
IN_PROGRESS = "อยู่ระหว่างดำเนินการ"
NOT_STARTED = "ยังไม่ดำเนินการ"
NOT_APPLICABLE = "ไม่เกี่ยวข้อง"

Row = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """The answer of a return to one step; a blank status is None."""

    status: str | None
    evidence: str | None


@dataclass(frozen=True)
class Received:
    """One return as received: `answers` by the number of the step."""

    agency_code: str
    at: datetime
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Round:
    """A round of a year: its measures, steps and agencies, and the returns in order of receipt."""

    fiscal_year: int
    months: int
    due_on: date
    extended: Mapping[str, date]
    states: Mapping[str, str]
    measures: Mapping[int, str]
    steps: Mapping[str, str]
    agencies: Mapping[str, Row]
    received: tuple[Received, ...]

    def versions(self, agency_code: str) -> list[Received]:
        """The returns of an agency; in the sample none is withdrawn."""
        return [one for one in self.received if one.agency_code == agency_code]

    def counting(self) -> dict[str, Received]:
        """The counting version of each agency that reported."""
        return {code: self.versions(code)[-1] for code in self.agencies if self.versions(code)}

    def without_sent_back(self) -> dict[str, Received]:
        """The same without returns sent back, which count as missing."""
        return {code: one for code, one in self.counting().items() if not self.sent_back(code)}

    def sent_back(self, agency_code: str) -> bool:
        """Whether the agency's return was sent back."""
        return self.states.get(agency_code) == "returned"

    def due_on_of(self, agency_code: str) -> date:
        """The due date of the agency."""
        return self.extended.get(agency_code, self.due_on)

    def steps_of(self, measure_no: int) -> list[str]:
        """The numbers of the steps of a measure."""
        return [no for no in self.steps if measure_of(no) == measure_no]


# --- the workbooks ---------------------------------------------------------------------------


def rounds(folder: Path) -> list[Round]:
    """Every round of every year that has measures, in order of time."""
    received = _received(folder)
    decisions = json.loads((folder / "decisions.json").read_text(encoding="utf-8"))
    result = []
    for path in sorted(folder.glob("framework_*.xlsx")):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        if "มาตรการ" not in book.sheetnames:
            continue
        year = int(dict(book["ข้อมูลทั่วไป"].iter_rows(max_col=2, values_only=True))["ปีงบประมาณ"])
        for row in _records(book["รอบรายงาน"]):
            months = int(row["รอบรายงาน"])
            came = tuple(received.get((year, months), ()))
            round_decisions = [
                d for d in decisions if (d["fiscal_year"], d["round"]) == (year, months)
            ]
            result.append(
                Round(
                    fiscal_year=year,
                    months=months,
                    due_on=row["วันครบกำหนด"].date(),
                    extended=_extended(round_decisions),
                    states=_states(round_decisions, {one.agency_code for one in came}),
                    measures={int(m["มาตรการที่"]): m["มาตรการ"] for m in _records(book["มาตรการ"])},
                    steps={str(s["ลำดับ"]): _step_text(s) for s in _records(book["ขั้นตอน"])},
                    agencies=_expected_agencies(book, months),
                    received=came,
                )
            )
    return sorted(result, key=lambda one: (one.fiscal_year, one.months))


def measure_of(step_no: str) -> int:
    """Step 4.2 belongs to measure 4."""
    return int(step_no.split(".", maxsplit=1)[0])


def _expected_agencies(book: Any, months: int) -> dict[str, Row]:
    exempted = {
        str(row["รหัสส่วนราชการ"])
        for row in _records(book["ยกเว้น"])
        if int(row["รอบรายงาน"]) == months
    }
    return {
        str(row["รหัสส่วนราชการ"]): row
        for row in _records(book["ส่วนราชการ"])
        if str(row["รหัสส่วนราชการ"]) not in exempted
    }


def _extended(decisions: list[Row]) -> dict[str, date]:
    return {
        code: date.fromisoformat(one["due_on"])
        for one in decisions
        if one["decision"] == "extend"
        for code in one["agencies"]
    }


def _states(decisions: list[Row], reported: set[str]) -> dict[str, str]:
    state_after = {"accept": "accepted", "send-back": "returned"}
    return {
        code: state_after[one["decision"]]
        for one in decisions
        if one["decision"] in state_after
        for code in (reported if one["agencies"] == "all" else one["agencies"])
    }


def _received(folder: Path) -> dict[tuple[int, int], list[Received]]:
    with (folder / "received.csv").open(encoding="utf-8", newline="") as stream:
        receipts = [
            (datetime.fromisoformat(row["received_at"]), folder / row["file"])
            for row in csv.DictReader(stream)
        ]
    by_round: dict[tuple[int, int], list[Received]] = {}
    for at, path in sorted(receipts):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        about = dict(book["ข้อมูลส่วนราชการ"].iter_rows(max_col=2, values_only=True))
        answers = {
            str(row["ลำดับ"]): Answer(_text(row["สถานะ"]), _text(row["หลักฐาน"]))
            for row in _records(book["แบบรายงาน"], heading_row=3)
        }
        key = (int(about["ปีงบประมาณ"]), int(about["รอบรายงาน"]))
        by_round.setdefault(key, []).append(Received(str(about["รหัสส่วนราชการ"]), at, answers))
    return by_round


def _records(sheet: Any, heading_row: int = 1) -> list[Row]:
    headings, *rows = sheet.iter_rows(min_row=heading_row, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows if row[0] is not None]


def _step_text(row: Row) -> str:
    """A step with its sub-items, which are not answered apart."""
    return " ".join([row["ขั้นตอนหรือวิธีการ"], *(_text(row["รายการย่อย"]) or "").splitlines()])


def _text(value: Any) -> str | None:
    return str(value).strip() or None if value is not None else None


# --- the counting ----------------------------------------------------------------------------


def percentage(part: int, whole: int) -> Decimal | None:
    """0–100 with two decimals, rounded half up; a share of nobody is none."""
    if whole == 0:
        return None
    exact = Decimal(100 * part) / Decimal(whole)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def rates(of: Round) -> Row:
    """The expected agencies, those that reported, and those on time."""
    reported = [code for code in of.agencies if of.versions(code)]
    on_time = [code for code in reported if of.versions(code)[0].at.date() <= of.due_on_of(code)]
    return {
        "fiscal_year": of.fiscal_year,
        "round": of.months,
        "expected": len(of.agencies),
        "actual": len(reported),
        "on_time": len(on_time),
        "reporting_rate": percentage(len(reported), len(of.agencies)),
        "on_time_rate": percentage(len(on_time), len(of.agencies)),
    }


def reporting(of: Round, today: date) -> Row:
    """The expected agencies on time, late, missing past their due date, and not yet due."""
    on_time = rates(of)["on_time"]
    reported = rates(of)["actual"]
    missing = [c for c in of.agencies if not of.versions(c) and today > of.due_on_of(c)]
    return {
        **{name: value for name, value in rates(of).items() if name != "actual"},
        "late": reported - on_time,
        "missing": len(missing),
        "not_due": len(of.agencies) - reported - len(missing),
    }


def times_behind(rounds: list[Round], code: str, today: date) -> Row:
    """The rounds in which an agency was missing, late or sent back, and any of them."""
    ways: dict[str, set[tuple[int, int]]] = {"missing": set(), "late": set(), "sent_back": set()}
    for of in rounds:
        if code not in of.agencies:
            continue
        versions, due_on, at = of.versions(code), of.due_on_of(code), (of.fiscal_year, of.months)
        if not versions and today > due_on:
            ways["missing"].add(at)
        if versions and versions[0].at.date() > due_on:
            ways["late"].add(at)
        if of.sent_back(code):
            ways["sent_back"].add(at)
    return {name: len(at) for name, at in ways.items()} | {
        "behind": len(set().union(*ways.values()))
    }


def signals(of: Round, code: str) -> tuple[int, int]:
    """Of a return that counts: done steps without evidence, and the most steps with one link."""
    answers = list(of.counting()[code].answers.values())
    links = [link for answer in answers for link in set(_links(answer.evidence or ""))]
    most = max((links.count(link) for link in links), default=0)
    done = _with_status(answers, DONE)
    return len(done) - len(_with_evidence(done)), most if most >= 5 else 0


def _links(text: str) -> list[str]:
    return [word.rstrip("/") for word in text.split() if word.startswith("http")]


def measures(of: Round) -> list[Row]:
    """One row a measure: the answers of all agencies to all its steps."""
    return [_measure(of, no, title) for no, title in of.measures.items()]


def _measure(of: Round, measure_no: int, title: str) -> Row:
    steps = of.steps_of(measure_no)
    counting = of.without_sent_back().values()
    answers = [one.answers[step] for one in counting for step in steps]
    done = _with_status(answers, DONE)
    not_applicable = len(_with_status(answers, NOT_APPLICABLE))
    return {
        "fiscal_year": of.fiscal_year,
        "round": of.months,
        "measure_no": measure_no,
        "measure": title,
        "expected_agencies": len(of.agencies),
        "reporting_agencies": len(counting),
        "steps": len(steps),
        "done": len(done),
        "not_applicable": not_applicable,
        "completion": percentage(len(done), len(of.agencies) * len(steps) - not_applicable),
        "completion_of_reporting": percentage(
            len(done), len(counting) * len(steps) - not_applicable
        ),
        "evidence_coverage": percentage(len(_with_evidence(done)), len(done)),
    }


def steps(of: Round) -> list[Row]:
    """One row a step: the number of agencies by status."""
    return [_step(of, no, title) for no, title in of.steps.items()]


def _step(of: Round, step_no: str, title: str) -> Row:
    counting = of.without_sent_back()
    unanswered = Answer(None, None)
    answers = [
        counting[code].answers[step_no] if code in counting else unanswered for code in of.agencies
    ]
    done, in_progress, not_started, not_applicable = (
        len(_with_status(answers, status))
        for status in (DONE, IN_PROGRESS, NOT_STARTED, NOT_APPLICABLE)
    )
    return {
        "fiscal_year": of.fiscal_year,
        "round": of.months,
        "measure_no": measure_of(step_no),
        "step_no": step_no,
        "step": title,
        "expected": len(of.agencies),
        "done": done,
        "in_progress": in_progress,
        "not_started": not_started,
        "not_applicable": not_applicable,
        "missing": len([answer for answer in answers if answer.status is None]),
        "completion": percentage(done, len(of.agencies) - not_applicable),
    }


def agencies(of: Round, today: date) -> list[Row]:
    """One row an expected agency: its receipts and its answers."""
    return [_agency(of, code, today) for code in of.agencies]


def _agency(of: Round, code: str, today: date) -> Row:
    versions = of.versions(code)
    first_on = versions[0].at.date() if versions else today
    submitted = list(versions[-1].answers.values()) if versions else []
    answers = [] if of.sent_back(code) else submitted
    due_on = of.due_on_of(code)
    done = _with_status(answers, DONE)
    not_applicable = len(_with_status(answers, NOT_APPLICABLE))
    stated = len([answer for answer in submitted if answer.status])
    return {
        "fiscal_year": of.fiscal_year,
        "round": of.months,
        "agency_code": code,
        "agency": of.agencies[code]["ส่วนราชการ"],
        "parent_body": of.agencies[code]["สังกัด"],
        "state": of.states.get(code, "submitted") if versions else "missing",
        "first_submitted_at": versions[0].at.isoformat() if versions else None,
        "submitted_at": versions[-1].at.isoformat() if versions else None,
        "on_time": _on_time(first_on, due_on, reported=bool(versions)),
        "days_late": max((first_on - due_on).days, 0),
        "version": len(versions) or None,
        "completeness": percentage(stated, len(of.steps)) if versions else None,
        "done": len(done),
        "not_applicable": not_applicable,
        "completion": percentage(len(done), len(of.steps) - not_applicable),
        "evidence_coverage": percentage(len(_with_evidence(done)), len(done)),
    }


def _on_time(first_on: date, due_on: date, *, reported: bool) -> bool | None:
    """None while the return may still come on time; `first_on` is today then."""
    if first_on <= due_on:
        return True if reported else None
    return False


def _with_status(answers: list[Answer], status: str) -> list[Answer]:
    return [answer for answer in answers if answer.status == status]


def _with_evidence(answers: list[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.evidence]
