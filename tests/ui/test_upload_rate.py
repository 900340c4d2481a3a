"""How many files a user may have checked in an hour."""

import pytest

from itadata.ui import upload_rate
from itadata.ui.upload_rate import Buckets, files_per_hour


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(upload_rate.time, "monotonic", lambda: now[0])
    return now


def test_a_bucket_that_is_empty_fills_evenly_and_is_of_one_user(clock: list[float]) -> None:
    buckets = Buckets()
    assert [buckets.seconds_to_wait("user:1", 1, 60) for _ in range(60)] == [0.0] * 60
    assert buckets.seconds_to_wait("user:1", 1, 60) == pytest.approx(60)
    assert buckets.seconds_to_wait("user:2", 1, 60) == 0.0
    clock[0] = 61
    assert buckets.seconds_to_wait("user:1", 1, 60) == 0.0
    assert buckets.seconds_to_wait("user:1", 1, 60) > 0


def test_one_large_file_is_never_too_much_for_a_full_bucket(clock: list[float]) -> None:
    buckets = Buckets()
    assert buckets.seconds_to_wait("user:1", 10, 3) == 0.0
    assert buckets.seconds_to_wait("user:1", 10, 3) > 0
    clock[0] = 3601
    assert buckets.seconds_to_wait("user:3", 1, 3) == 0.0
    assert [*buckets._levels] == ["user:3"]  # those of the past are forgotten


@pytest.mark.parametrize(("single", "text", "n"), [("1", "5", 0), ("", "5", 5), ("", "five", 600)])
def test_a_setting_limits_whoever_signs_in(
    monkeypatch: pytest.MonkeyPatch, single: str, text: str, n: int
) -> None:
    monkeypatch.setenv("ITA_SINGLE_USER", single)
    monkeypatch.setenv("ITA_FILES_PER_HOUR", text)
    assert files_per_hour() == n
