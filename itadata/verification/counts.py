"""The counts that the pages show beside the same counts from the files alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from itadata.framework import Framework, Status
from itadata.returns import Return
from itadata.store import Reading
from itadata.tables import Scope, read_table
from itadata.thai import today
from itadata.verification.difference import Difference
from itadata.verification.entries import compare_fields
from itadata.verification.texts import Kind

Round = tuple[int, int]
"""A fiscal year (B.E.) and the months of a round."""


@dataclass(frozen=True)
class _Report:
    """What an agency reported: when first, and its steps by measure and status in the version
    that counts.
    """

    first: datetime
    version: int
    steps: Counter[tuple[int, Status | None]]


class Tally:
    """What the files say of each round, counted as they are read.

    A year in which a row differs from its file is doubtful: its counts differ for that reason, if
    they can be made at all.
    """

    def __init__(self) -> None:
        self._reports: dict[Round, dict[str, _Report]] = {}
        self._doubtful: set[int] = set()

    def add(self, document: Return, said: Mapping[str, Any]) -> None:
        """Count a return that was received as its event says."""
        reports = self._reports.setdefault((document.fiscal_year, document.round), {})
        received = datetime.fromisoformat(said["received_at"])
        before = reports.get(document.agency_code)
        if before is None or said["version"] > before.version:
            steps = Counter((answer.measure_no, answer.status) for answer in document.answers)
            first = min(received, before.first) if before else received
            reports[document.agency_code] = _Report(first, said["version"], steps)
        else:
            earlier = min(received, before.first)
            reports[document.agency_code] = replace(before, first=earlier)

    def doubt(self, fiscal_year: int) -> None:
        """Leave a year out."""
        self._doubtful.add(fiscal_year)

    def differences(
        self, reading: Reading, frameworks: Mapping[int, Framework]
    ) -> Iterator[Difference]:
        """What the tables `rates` and `measures` show otherwise than the files have it."""
        for year, framework in frameworks.items():
            for reporting_round in framework.rounds if year not in self._doubtful else ():
                yield from self._of_round(reading, framework, reporting_round.months)

    def _of_round(
        self, reading: Reading, framework: Framework, months: int
    ) -> Iterator[Difference]:
        year = framework.fiscal_year
        scope = Scope(today(), year, months)
        reports = self._expected_reports(framework, months)
        told = Difference(Kind.COUNT_DIFFERS, row="rates", key=f"{year}-{months}")
        [shown] = read_table(reading, "rates", scope).frame.to_dict("records")
        yield from compare_fields(told, _whole(shown), _rates(framework, months, reports))
        for shown in read_table(reading, "measures", scope).frame.to_dict("records"):
            no = int(shown["measure_no"])
            told = replace(told, row="measures", key=f"{year}-{months} · {no}")
            counted = _measure(framework, months, no, reports)
            yield from compare_fields(told, _whole(shown), counted)

    def _expected_reports(self, framework: Framework, months: int) -> list[_Report]:
        reports = self._reports.get((framework.fiscal_year, months), {})
        codes = [agency.code for agency in framework.expected(months)]
        return [reports[code] for code in codes if code in reports]


def _whole(shown: Mapping[Any, Any]) -> dict[str, int]:
    """The whole numbers of a row, out of the types of a frame."""
    return {str(name): int(value) for name, value in shown.items() if hasattr(value, "__index__")}


def _rates(framework: Framework, months: int, reports: list[_Report]) -> dict[str, int]:
    due_on = framework.round(months).due_on
    return {
        "expected": len(framework.expected(months)),
        "actual": len(reports),
        "on_time": sum(report.first.date() <= due_on for report in reports),
    }


def _measure(framework: Framework, months: int, no: int, reports: list[_Report]) -> dict[str, int]:
    measure = framework.measure(no)
    return {
        "expected_agencies": len(framework.expected(months)),
        "reporting_agencies": len(reports),
        "steps": len(measure.steps) if measure else 0,
        "done": sum(report.steps[no, Status.DONE] for report in reports),
        "not_applicable": sum(report.steps[no, Status.NOT_APPLICABLE] for report in reports),
    }
