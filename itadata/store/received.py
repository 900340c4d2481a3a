"""A file that came: what is kept of it, and what its sender can be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Received:
    """A file that was submitted, and what became of it."""

    at: datetime
    received_at: datetime
    by: str
    kind: str | None
    sha256: str
    size: int
    content: bytes | None
    file_name: str
    accepted: bool
    receipt: str | None
    fiscal_year: int | None
    round: int | None
    agency_code: str | None
    findings: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Receipt:
    """What was recorded for a file that was taken before."""

    receipt: str
    fiscal_year: int | None
    round: int | None
    agency_code: str | None
    received_at: datetime
    version: int | None
