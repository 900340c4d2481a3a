"""The time in Bangkok: real time, or that of the sample that this process serves.

A process serves one database, and Streamlit runs its pages in many threads, so the clock belongs
to the process: `itadata.store.Store` sets it to that of the database that was used last.
"""

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")


class SampleClock:
    """Real time moved by whole days; it never runs backwards, nor behind the latest event.

    Where the clock of the machine is set back, it stands still until that time comes again.
    """

    def __init__(self, days: int, latest_event: datetime | None) -> None:
        self._offset = timedelta(days=days)
        self._latest = latest_event

    def now(self) -> datetime:
        """The time in the sample."""
        moment = real_now() + self._offset
        if self._latest is None or moment > self._latest:
            self._latest = moment
        return self._latest


class _Process:
    sample_clock: SampleClock | None = None


def real_now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def set_clock(clock: SampleClock | None) -> None:
    """Take the time of a sample for that of this process; None takes real time."""
    _Process.sample_clock = clock


def now() -> datetime:
    """The time in Bangkok: that of `ITA_NOW`, else of the sample in use, else of this machine."""
    fixed = fixed_time()
    if fixed is not None:
        return fixed
    sample_clock = _Process.sample_clock
    return (sample_clock.now() if sample_clock else real_now()).astimezone(BANGKOK)


def stored_now() -> datetime:
    """The time in Bangkok to the second, as the store keeps it."""
    return now().replace(microsecond=0)


def fixed_time() -> datetime | None:
    """The time in the environment variable `ITA_NOW` (ISO 8601), if any. Raises ValueError."""
    text = os.environ.get("ITA_NOW")
    return parse_time(text) if text else None


def today() -> date:
    """The date in Bangkok."""
    return now().date()


def parse_time(text: str) -> datetime:
    """An ISO 8601 time; without a zone it is Bangkok's. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    return moment.replace(tzinfo=BANGKOK) if moment.tzinfo is None else moment.astimezone(BANGKOK)
