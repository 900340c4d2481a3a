"""A file as it came, and what is to be said of it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from itadata.findings import Finding, has_errors
from itadata.framework import Framework
from itadata.language import N_
from itadata.returns import Return
from itadata.scores import DetectedTable, UnitScore
from itadata.thai import strip_control_characters


class WorkbookKind(StrEnum):
    """The three kinds of workbook."""

    FRAMEWORK = N_("framework")
    SCORES = N_("scores")
    RETURN = N_("return")


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name and its bytes."""

    name: str
    content: bytes

    def __post_init__(self) -> None:
        # A name that some other system made may hold what no database can.
        object.__setattr__(self, "name", strip_control_characters(self.name))

    @property
    def sha256(self) -> str:
        """The hash by which the file is known."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class ValidationResult:
    """What is to be said of a file. `tables` tells what a score reader took its tables for.

    `receipt` is None for a dry run and for what was not accepted; `received_at`, to the second, is
    None for a dry run. `unconfirmed` are warnings that nobody has confirmed yet, for which the
    file was not recorded.
    """

    upload: Upload
    kind: WorkbookKind | None
    findings: tuple[Finding, ...]
    document: Framework | tuple[UnitScore, ...] | Return | None = None
    agency_code: str | None = None
    fiscal_year: int | None = None
    round: int | None = None
    version: int | None = None
    tables: tuple[DetectedTable, ...] = ()
    receipt: str | None = None
    received_at: datetime | None = None
    repeated: bool = False
    unconfirmed: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether nothing keeps it out."""
        return not has_errors(self.findings)

    def as_json(self) -> dict[str, Any]:
        """The fields of `check --json`."""
        return {
            "file": self.upload.name,
            "kind": self.kind.value if self.kind else None,
            "accepted": self.accepted,
            "agency_code": self.agency_code,
            "fiscal_year": self.fiscal_year,
            "round": self.round,
            "version": self.version if self.accepted else None,
            "findings": [finding.as_json() for finding in self.findings],
        }

    def receipt_as_json(self) -> dict[str, Any]:
        """The fields of `submit --json`."""
        return {
            **self.as_json(),
            "receipt": self.receipt,
            "sha256": self.upload.sha256,
            "received_at": to_the_second(self.received_at) if self.received_at else None,
            "repeated": self.repeated,
        }


def to_the_second(moment: datetime) -> str:
    """A time in ISO 8601, as it is kept."""
    return moment.isoformat(timespec="seconds")
