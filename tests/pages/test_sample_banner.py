import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from itadata.intake.sample import SAMPLE_DAY
from itadata.thai import BANGKOK, clock
from tests.pages.conftest import opened

Banner = Callable[..., str]


@pytest.fixture
def banner(monkeypatch: pytest.MonkeyPatch, sample_file: Path, tmp_path: Path) -> Banner:
    """The banner so many days after the day of the sample, after a statement changed it."""
    path = tmp_path / "of the sample.db"
    monkeypatch.setenv("ITA_DATABASE_URL", f"sqlite:///{shutil.copy(sample_file, path)}")
    monkeypatch.delenv("ITA_NOW")

    def shown(days: int, change: str = "SELECT 1", lang: str = "th") -> str:
        with sqlite3.connect(path) as connection:
            [(moved,)] = connection.execute("SELECT value FROM setting WHERE name LIKE '%clock'")
            connection.execute(change)
        later = datetime.combine(SAMPLE_DAY, time(12), BANGKOK) + timedelta(days - int(moved))
        monkeypatch.setattr(clock, "real_now", lambda: later)
        return str(opened(lang=lang).warning[0].value)

    return shown


@pytest.fixture(autouse=True)
def real_time() -> None:
    clock.set_clock(None)


def test_for_three_weeks_it_says_what_is_real_and_no_more(banner: Banner) -> None:
    assert banner(20).endswith("นอกนั้นสมมติขึ้น")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("th", "ข้อมูลตัวอย่างชุดนี้ใช้มาแล้ว 21 วัน"), ("en", "has been running for 21 days")],
)
def test_after_that_it_says_how_to_start_the_sample_anew(
    banner: Banner, tmp_path: Path, lang: str, words: str
) -> None:
    text = banner(21, lang=lang)
    command = f"rm '{tmp_path}/of the sample.db'* && .venv/bin/python -m itadata init --sample"
    assert words in text and f"`{command}`" in text


def test_a_sample_of_an_earlier_version_says_that_it_is_old(banner: Banner) -> None:
    text = banner(0, "DELETE FROM setting WHERE name = 'sample-clock'")
    assert "สร้างจากระบบรุ่นก่อน" in text and "init --sample`" in text


def test_a_database_that_is_no_sqlite_is_not_removed(
    banner: Banner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "itadata.ui.sample_banner.database_url", lambda: "postgresql://localhost/ita"
    )
    text = banner(30)
    assert "rm " not in text and "ฐานข้อมูลว่าง" in text
