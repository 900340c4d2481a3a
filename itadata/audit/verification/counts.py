"""The counts that the pages show beside the same counts from the files alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from itadata.audit.verification.difference import Difference
from itadata.audit.verification.entries import compare_fields
from itadata.audit.verification.texts import DifferenceCode
from itadata.framework import Framework, StepStatus
from itadata.returns import Return
from itadata.store import Snapshot
from itadata.tables import TableQuery, read_table
from itadata.thai import today
from itadata.workflow import State

Round = tuple[int, int]
"""A fiscal year (B.E.) and the months of a round."""


@dataclass(frozen=True)
class _Version:
    """A version of a return: when it was received, and its steps by measure and status."""

    number: int
    received_at: datetime
    steps: Counter[tuple[int, StepStatus | None]]


@dataclass(frozen=True)
class _Report:
    """What an agency reported: when first, and the steps of the version that counts, None where
    that was sent back.
    """

    first: datetime
    steps: Counter[tuple[int, StepStatus | None]] | None


class Tally:
    """What the files say of each round, counted as they are read.

    A year in which a row differs from its file is doubtful: its counts differ for that reason, if
    they can be made at all. What was decided of a version, or of dates, is not in its file: that
    is taken from the store, whose decisions are held against the log.
    """

    def __init__(self) -> None:
        self._versions: dict[Round, dict[str, list[_Version]]] = {}
        self._doubtful: set[int] = set()

    def add(self, document: Return, said: Mapping[str, Any]) -> None:
        """Count a return that was received as its event says."""
        of_round = self._versions.setdefault((document.fiscal_year, document.round), {})
        received = datetime.fromisoformat(said["received_at"])
        steps = Counter((answer.measure_no, answer.status) for answer in document.answers)
        versions = of_round.setdefault(document.agency_code, [])
        versions.append(_Version(said["version"], received, steps))

    def doubt(self, fiscal_year: int) -> None:
        """Leave a year out."""
        self._doubtful.add(fiscal_year)

    def differences(
        self, snapshot: Snapshot, frameworks: Mapping[int, Framework]
    ) -> Iterator[Difference]:
        """What the tables `rates` and `measures` show otherwise than the files have it."""
        for year, of_files in frameworks.items():
            framework = _as_decided(of_files, snapshot.frameworks().get(year))
            for reporting_round in framework.rounds if year not in self._doubtful else ():
                yield from self._of_round(snapshot, framework, reporting_round.months)

    def _of_round(
        self, snapshot: Snapshot, framework: Framework, months: int
    ) -> Iterator[Difference]:
        year = framework.fiscal_year
        query = TableQuery(today(), year, months)
        reports = self._expected_reports(snapshot, framework, months)
        told = Difference(DifferenceCode.COUNT_DIFFERS, row="rates", key=f"{year}-{months}")
        [shown] = read_table(snapshot, "rates", query).frame.to_dict("records")
        yield from compare_fields(told, _whole(shown), _rates(framework, months, reports))
        for shown in read_table(snapshot, "measures", query).frame.to_dict("records"):
            no = int(shown["measure_no"])
            told = replace(told, row="measures", key=f"{year}-{months} · {no}")
            counted = _measure(framework, months, no, reports)
            yield from compare_fields(told, _whole(shown), counted)

    def _expected_reports(
        self, snapshot: Snapshot, framework: Framework, months: int
    ) -> dict[str, _Report]:
        """What each expected agency reported, by its code."""
        year = framework.fiscal_year
        found = {}
        for agency in framework.expected(months):
            versions = self._versions.get((year, months), {}).get(agency.code, [])
            standing = snapshot.return_status(year, months, agency.code)
            states = {version.number: version.state for version in standing.versions}
            left = [v for v in versions if states.get(v.number) is not State.WITHDRAWN]
            if left:
                counting = max(left, key=lambda version: version.number)
                sent_back = states.get(counting.number) is State.RETURNED
                found[agency.code] = _Report(
                    min(version.received_at for version in left),
                    None if sent_back else counting.steps,
                )
        return found


def _as_decided(of_files: Framework, stored: Framework | None) -> Framework:
    """The framework of the files with the exemptions and extensions that were decided since."""
    if stored is None:
        return of_files
    return replace(of_files, exemptions=stored.exemptions, extensions=stored.extensions)


def _whole(shown: Mapping[Any, Any]) -> dict[str, int]:
    """The whole numbers of a row, out of the types of a frame."""
    return {str(name): int(value) for name, value in shown.items() if hasattr(value, "__index__")}


def _rates(framework: Framework, months: int, reports: Mapping[str, _Report]) -> dict[str, int]:
    return {
        "expected": len(framework.expected(months)),
        "actual": len(reports),
        "on_time": sum(
            report.first.date() <= framework.dates(code, months).due_on
            for code, report in reports.items()
        ),
    }


def _measure(
    framework: Framework, months: int, no: int, reports: Mapping[str, _Report]
) -> dict[str, int]:
    measure = framework.measure(no)
    steps = [report.steps for report in reports.values() if report.steps is not None]
    return {
        "expected_agencies": len(framework.expected(months)),
        "reporting_agencies": len(steps),
        "steps": len(measure.steps) if measure else 0,
        "done": sum(counted[no, StepStatus.DONE] for counted in steps),
        "not_applicable": sum(counted[no, StepStatus.NOT_APPLICABLE] for counted in steps),
    }
