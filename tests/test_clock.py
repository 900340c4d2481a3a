"""The time of a process: `ITA_NOW`, else that of the sample in use, else that of the machine."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from itadata.access import operator
from itadata.audit.verification import verify
from itadata.errors import UserError
from itadata.exports.records import to_records
from itadata.intake import Upload, receive
from itadata.intake import sample as sample_module
from itadata.intake.sample import SAMPLE_DAY, load_sample
from itadata.store import Event, Store, schema
from itadata.tables import TableQuery, read_table
from itadata.thai import BANGKOK, clock, now, today

REAL_DAYS = ("2019-01-31T23:30", "2026-12-01T00:10", "2031-02-28T12:00")
TABLES = ("rates", "agencies", "follow_up", "queue")
Opened = Callable[[str], Store]


def is_real(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """It is this time in Bangkok, as the clock of the machine says."""
    real = datetime.fromisoformat(moment).replace(tzinfo=BANGKOK)
    monkeypatch.setattr(clock, "real_now", lambda: real.astimezone(UTC))


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test of this module has `ITA_NOW` from the start, and none leaves a clock."""
    monkeypatch.delenv("ITA_NOW", raising=False)
    yield
    clock.set_clock(None)


@pytest.fixture
def beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is its last framework, the first returns of its open round, and a decision."""
    framework = [each for each in sample_module._files() if "framework_2568" in each[0].name]
    returns = [each for each in sample_module._files() if "2568-06" in each[0].parts]
    monkeypatch.setattr(sample_module, "_files", lambda: [*framework, *returns[:3]])
    decisions = [each for each in sample_module._decisions() if each["fiscal_year"] == 2568]
    monkeypatch.setattr(sample_module, "_decisions", lambda: [decisions[0], *decisions[-3:]])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Opened]:
    """A database by its name, opened anew each time."""
    stores: list[Store] = []

    def opened(name: str) -> Store:
        stores.append(Store.open(f"sqlite:///{tmp_path / name}.db"))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def sample_at(monkeypatch: pytest.MonkeyPatch, beginning: None, database: Opened) -> Opened:
    """The sample as it is loaded at a real time."""

    def loaded(moment: str) -> Store:
        is_real(monkeypatch, moment)
        store = database(moment.replace(":", ""))
        load_sample(store, lambda fraction: None)
        return store

    return loaded


def event_times(store: Store) -> list[datetime]:
    with store.snapshot() as snapshot:
        return [*snapshot.events()["at"]]


def send(store: Store) -> datetime:
    """Send a file that is none, and say when it was received."""
    receive(store, operator("cli:malee"), Upload("notes.xlsx", b"notes"))
    return event_times(store)[-1]


# --- the sample ----------------------------------------------------------------------------


def tables_of(store: Store) -> dict[str, object]:
    query, actor = TableQuery(today(), 2568, 6), operator("cli:malee")
    with store.snapshot() as snapshot:
        return {
            name: to_records(name, read_table(snapshot, name, query, actor).frame)
            for name in TABLES
        }


def test_a_sample_is_the_same_on_whatever_day_it_is_loaded(sample_at: Opened) -> None:
    first, *others = [tables_of(sample_at(day)) for day in REAL_DAYS]
    assert others == [first, first]


def test_nobody_in_it_is_late_by_more_than_two_weeks(sample_at: Opened) -> None:
    with sample_at(REAL_DAYS[1]).snapshot() as snapshot:
        rows = read_table(snapshot, "agencies", TableQuery(today(), 2568, 6)).frame
    assert set(rows["days_late"].dropna()) == {0, 14}


def test_its_days_go_by_as_real_days_do_also_for_who_opens_it_anew(
    sample_at: Opened, database: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample_at("2026-12-01T09:00")
    is_real(monkeypatch, "2026-12-04T16:30")
    assert send(database("2026-12-01T0900")).isoformat() == "2025-05-05T16:30:00+07:00"
    assert list(verify(database("2026-12-01T0900"))) == []


def test_ita_now_wins_over_it(sample_at: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    sample_at("2026-12-01T09:00")
    monkeypatch.setenv("ITA_NOW", "2025-06-03T10:00")
    assert now().isoformat() == "2025-06-03T10:00:00+07:00"


def test_loaded_at_a_fixed_time_it_goes_on_from_there(
    sample_at: Opened, database: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2025-05-20T10:00")
    sample_at("2026-12-01T09:00")
    monkeypatch.delenv("ITA_NOW")
    is_real(monkeypatch, "2026-12-02T11:00")
    assert send(database("2026-12-01T0900")).isoformat() == "2025-05-21T11:00:00+07:00"


def test_a_clock_that_is_set_back_does_not_go_backwards(
    sample_at: Opened, database: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = sample_at("2026-12-01T09:00")
    is_real(monkeypatch, "2026-12-05T09:00")
    latest = send(store)
    is_real(monkeypatch, "2026-12-02T09:00")
    assert now() == latest
    assert send(database("2026-12-01T0900")) == latest
    is_real(monkeypatch, "2026-12-05T09:01")
    assert now() == latest + timedelta(minutes=1)


@pytest.mark.usefixtures("beginning")
def test_a_fixed_time_that_is_too_early_leaves_nothing(
    database: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2025-04-05T10:00")
    store = database("early")
    with pytest.raises(UserError, match="28 เม"):
        load_sample(store, lambda fraction: None)
    with store.snapshot() as snapshot:
        assert (snapshot.revision(), snapshot.is_sample()) == (0, False)


def test_everything_in_the_sample_has_happened_on_its_day() -> None:
    received = [each for _, each in sample_module._files() if each]
    contacts = [each.get("contacted_on", "") for each in sample_module._decisions()]
    assert max(received).date() < SAMPLE_DAY
    assert max(contacts) < SAMPLE_DAY.isoformat()


# --- other databases -----------------------------------------------------------------------


def test_a_real_database_has_real_time_also_beside_a_sample(
    sample_at: Opened, database: Opened
) -> None:
    sample = sample_at("2026-12-01T09:00")
    real = database("real")
    assert now().date().isoformat() == "2026-12-01"
    assert send(real).date().isoformat() == "2026-12-01"
    with sample.snapshot():
        assert today() == SAMPLE_DAY
    with real.snapshot():
        assert today().isoformat() == "2026-12-01"


def test_a_sample_of_an_earlier_version_has_real_time(sample_at: Opened, database: Opened) -> None:
    with sample_at("2026-12-01T09:00").transaction() as transaction:
        clock_of_sample = schema.setting.c.name == "sample-clock"
        transaction._connection.execute(delete(schema.setting).where(clock_of_sample))
    with database("2026-12-01T0900").snapshot() as snapshot:
        assert (snapshot.is_sample(), snapshot.sample_clock()) == (True, None)
    assert today().isoformat() == "2026-12-01"


def test_a_clock_in_a_database_that_is_no_sample_does_not_count(database: Opened) -> None:
    with database("real").transaction() as transaction:
        transaction.add_sample_clock(-500)
        transaction.add_event(Event(now(), "cli:malee", "file-rejected"))
    with database("real").snapshot() as snapshot:
        assert snapshot.sample_clock() is None


def test_a_server_follows_a_sample_that_another_process_loads(
    beginning: None, database: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_real(monkeypatch, "2026-12-01T09:00")
    served = database("served")
    load_sample(database("served"), lambda fraction: None)
    clock.set_clock(None)  # as in another process
    with served.snapshot():
        assert today() == SAMPLE_DAY
