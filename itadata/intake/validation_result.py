"""An uploaded file and the result of validating it."""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from itadata.findings import CELLS_NOT_READ, Code, Findings
from itadata.framework import Framework
from itadata.intake.scores import ScoreLoad
from itadata.language import N_
from itadata.returns import Return
from itadata.scores import DetectedTable, UnitScore
from itadata.thai import strip_control_characters
from itadata.workbook.coverage import Note

# Each names a sheet, table, column or range that was not read.
_UNREAD = (
    *CELLS_NOT_READ,
    Code.SHEET_HIDDEN,
    Code.PICTURE_NOT_READ,
    Code.FORM_NOT_READ,
    Code.FORM_DOUBLED,
    Code.TABLE_DOUBLED,
    Code.COLUMN_DOUBLED,
)


class WorkbookKind(StrEnum):
    """The three kinds of workbook."""

    FRAMEWORK = N_("framework")
    SCORES = N_("scores")
    RETURN = N_("return")


@dataclass(frozen=True)
class Upload:
    """An uploaded file: its name and its bytes."""

    name: str
    content: bytes

    def __post_init__(self) -> None:
        # A name made by another system may have characters that no database stores.
        object.__setattr__(self, "name", strip_control_characters(self.name))

    @cached_property
    def sha256(self) -> str:
        """The hash that identifies the file."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class ValidationResult:
    """The findings of a file and what it contains.

    `tables` are those detected in score workbooks, `notes` texts that stay in the file.
    `receipt` is None for a dry run and for a rejected file; `received_at`, to the second, is None
    for a dry run. `unconfirmed` warnings are those for which the file was not recorded;
    `changes_unconfirmed` says that it was not because the stored scores have changed meanwhile.
    `failure` is the sentence why it could not be recorded, blank where it could.
    `basis` is what the result rests on in the store (`intake.basis`).
    """

    upload: Upload
    kind: WorkbookKind | None
    findings: Findings
    document: Framework | tuple[UnitScore, ...] | Return | None = None
    agency_code: str | None = None
    fiscal_year: int | None = None
    round: int | None = None
    version: int | None = None
    tables: tuple[DetectedTable, ...] = ()
    notes: tuple[Note, ...] = ()
    receipt: str | None = None
    received_at: datetime | None = None
    repeated: bool = False
    unconfirmed: Findings = field(default_factory=Findings)
    score_load: ScoreLoad | None = None
    changes_unconfirmed: bool = False
    failure: str = ""
    basis: object = field(default=None, compare=False, repr=False)

    @property
    def accepted(self) -> bool:
        """Whether no finding is an error."""
        return self.findings.errors == 0

    def as_json(self) -> dict[str, Any]:
        """The fields of `check --json`."""
        reading = {"reading": self.score_load.as_json()} if self.score_load else {}
        return {
            "file": self.upload.name,
            "kind": self.kind.value if self.kind else None,
            "accepted": self.accepted,
            "agency_code": self.agency_code,
            "fiscal_year": self.fiscal_year,
            "round": self.round,
            "version": self.version if self.accepted else None,
            "findings": [finding.as_json() for finding in self.findings],
            "left_out": self.findings.left_out_as_json(),
            "not_read": [
                {"sheet": finding.sheet, "cell": finding.cell, "text": finding.value}
                for finding in self.findings
                if finding.code in _UNREAD
            ],
            "notes": [asdict(note) for note in self.notes],
            **reading,
        }

    def receipt_as_json(self) -> dict[str, Any]:
        """The fields of `submit --json`."""
        return {
            **self.as_json(),
            "receipt": self.receipt,
            "sha256": self.upload.sha256,
            "received_at": iso_time(self.received_at) if self.received_at else None,
            "repeated": self.repeated,
        }


def iso_time(moment: datetime) -> str:
    """A time in ISO 8601, to the second as it is stored."""
    return moment.isoformat(timespec="seconds")
