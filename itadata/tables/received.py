"""The tables of every file received, accepted or not, and of every event."""

from collections.abc import Iterable

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.framework import current_round
from itadata.store import Snapshot
from itadata.tables.query import Table, TableQuery


def attempts(snapshot: Snapshot, query: TableQuery) -> Table:
    """Every file received, of one agency or of all, of one year or of all."""
    names = {
        (year, agency.code): agency.name
        for year, framework in snapshot.frameworks().items()
        for agency in framework.agencies
    }
    received = snapshot.attempts(agency_code=query.agency_code, fiscal_year=query.fiscal_year)
    states = _states(snapshot, {attempt.fiscal_year for attempt in received if attempt.version})
    rows = [
        {
            "attempt": attempt.number,
            "received_at": attempt.received_at,
            "at": attempt.at,
            "by": attempt.by,
            "kind_of_file": attempt.kind,
            "agency_code": attempt.agency_code,
            "agency": names.get((attempt.fiscal_year or 0, attempt.agency_code or "")),
            "fiscal_year": attempt.fiscal_year,
            "round": attempt.round,
            "version": attempt.version,
            "outcome": attempt.outcome,
            "state": states.get(attempt.receipt or ""),
            "errors": attempt.errors,
            "warnings": attempt.warnings,
            "receipt": attempt.receipt,
            "file": attempt.file_name,
            "sha256": attempt.sha256,
        }
        for attempt in received
    ]
    frame = pd.DataFrame(rows, columns=schemas.ATTEMPTS.columns, dtype=object)
    return Table(frame, query.fiscal_year)


def _states(snapshot: Snapshot, years: Iterable[int | None]) -> dict[str, str]:
    """The state of each version of a return by its receipt."""
    return {
        receipt: state
        for year in years
        if year is not None
        for versions in [snapshot.versions(year)]
        for receipt, state in zip(versions["receipt"], versions["state"], strict=True)
    }


def events(snapshot: Snapshot, query: TableQuery) -> Table:
    """The events of a year, by default that of the current round, and those of no year."""
    frame = snapshot.events()
    current = current_round(snapshot.frameworks(), query.today)
    year = query.fiscal_year or (current.fiscal_year if current else None)
    if year is not None:
        # An event of no year, such as a file that could not be read, belongs to every year.
        frame = frame[(frame["fiscal_year"] == year) | frame["fiscal_year"].isna()]
    if query.round is not None:
        frame = frame[frame["round"] == query.round]
    return Table(frame.reset_index(drop=True), year, query.round)
