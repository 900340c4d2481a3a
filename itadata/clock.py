"""The clock of this process: real time, or that of the sample that it serves.

A process serves one database, and Streamlit runs its pages in many threads, so the clock belongs
to the process: `itadata.store.Store` sets it to that of the database that was used last.
"""

from datetime import UTC, datetime, timedelta


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
    """The time of the sample in use, else of this machine."""
    clock = _Process.sample_clock
    return clock.now() if clock else real_now()
