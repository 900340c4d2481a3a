import csv
import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from itadata.access import operator
from itadata.errors import AlreadyStarted
from itadata.framework import parse_framework
from itadata.intake import Upload, receive, validate
from itadata.intake import sample as sample_module
from itadata.intake.sample import SAMPLE_DAY, SAMPLE_FOLDER, load_sample
from itadata.returns import write_filled
from itadata.store import Store
from itadata.tables import TableQuery, read_table
from itadata.thai import today
from tests import builders, frameworks
from tests.analysis.frames import cell
from tests.chain import chain_is_whole

ROOT = Path(__file__).parents[2]
SOURCE = json.loads((SAMPLE_FOLDER / "source" / "measures_2567.json").read_text(encoding="utf-8"))
BY_NO = {measure["no"]: measure for measure in SOURCE}
STEPS = {step["no"]: step for measure in SOURCE for step in measure["steps"]}
PROVINCE = "จังหวัดเชียงใหม่"


def _received():
    with (SAMPLE_FOLDER / "received.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _committed(year):
    return builders.framework(year)


# --- the framework of 2567 -----------------------------------------------------------------


def test_the_measures_are_eight():
    assert [measure.no for measure in _committed(2567).measures] == [*range(1, 9)]


def test_the_steps_are_twenty_six():
    assert len(_committed(2567).steps) == 26


def test_the_steps_are_numbered_as_in_the_report():
    assert list(_committed(2567).steps) == list(STEPS)


@pytest.mark.parametrize("no", BY_NO)
def test_a_measure_is_that_of_the_report_to_the_letter(no):
    (measure,) = [m for m in _committed(2567).measures if m.no == no]
    assert measure.title == BY_NO[no]["title"]


@pytest.mark.parametrize("no", BY_NO)
def test_who_is_responsible_is_as_in_the_report(no):
    (measure,) = [m for m in _committed(2567).measures if m.no == no]
    assert measure.responsible == BY_NO[no]["responsible"]


@pytest.mark.parametrize("no", STEPS)
def test_a_step_is_that_of_the_report_to_the_letter(no):
    assert _committed(2567).steps[no][1].text == STEPS[no]["text"]


def test_one_step_has_four_sub_items():
    counted = {no: len(step.sub_items) for no, (_, step) in _committed(2567).steps.items()}
    assert {no: count for no, count in counted.items() if count} == {"4.2": 4}


def test_the_sub_items_are_those_of_the_report():
    assert list(_committed(2567).steps["4.2"][1].sub_items) == STEPS["4.2"]["sub_items"]


@pytest.mark.parametrize("no", BY_NO)
@pytest.mark.parametrize("text", ["results", "outcomes"])
def test_results_and_outcomes_are_those_of_the_report(no, text):
    (summary,) = [s for s in _committed(2567).summaries if s.measure_no == no]
    assert getattr(summary, text) == BY_NO[no][text]


@pytest.mark.parametrize("year", [2566, 2567, 2568])
def test_every_link_to_an_indicator_is_marked_as_inferred(year):
    assert {link.inferred for link in _committed(year).links} == {True}


# --- what is real and what is not ----------------------------------------------------------


@pytest.mark.parametrize("year", [2566, 2568])
def test_a_year_that_repeats_another_says_that_it_is_not_real(year):
    assert "มิใช่ข้อมูลจริง" in _committed(year).illustration


def test_2567_says_that_its_measures_are_real():
    assert "ข้อความจริงตามรายงานของจังหวัด" in _committed(2567).illustration


@pytest.mark.parametrize("year", [2563, 2564, 2565])
def test_the_years_before_have_only_the_scheme(year):
    assert _committed(year).measures == ()


def test_the_report_of_2568_is_not_written_yet():
    assert _committed(2568).summaries == ()


@pytest.mark.parametrize("year", [2566, 2567, 2568])
def test_the_agencies_are_thirty_five(year):
    assert len({agency.code for agency in _committed(year).agencies}) == 35


# --- scores --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scores(sample):
    with sample.snapshot() as snapshot:
        return read_table(snapshot, "scores", TableQuery(SAMPLE_DAY)).frame


def test_the_only_real_total_of_the_province_is_that_of_2567(scores):
    real = scores[(scores["unit"] == PROVINCE) & ~scores["illustration"].astype(bool)]
    assert list(zip(real["fiscal_year"], real["total"], strict=True)) == [(2567, 95.55)]


def test_every_instrument_of_the_province_is_an_illustration(scores):
    assert scores[scores["unit"] == PROVINCE]["instruments_illustration"].all()


def test_the_province_has_five_years(scores):
    assert list(scores[scores["unit"] == PROVINCE]["fiscal_year"]) == [*range(2563, 2568)]


@pytest.mark.parametrize(
    ("unit", "year", "total"),
    [
        ("จังหวัดตราด", 2564, 81.45),
        ("จังหวัดตราด", 2563, 75.62),
        ("จังหวัดจันทบุรี", 2564, 80.99),
        ("จังหวัดจันทบุรี", 2563, 67.54),
        ("จังหวัดนครนายก", 2564, 77.85),
    ],
)
def test_the_other_provinces_have_their_published_totals(scores, unit, year, total):
    assert cell(scores, "total", unit=unit, fiscal_year=year) == total


def test_the_rows_of_other_provinces_are_five(scores):
    others = scores["unit"].str.startswith("จังหวัด") & (scores["unit"] != PROVINCE)
    assert others.sum() == 5


def test_the_rows_of_other_provinces_are_real(scores):
    others = scores[scores["unit"].str.startswith("จังหวัด") & (scores["unit"] != PROVINCE)]
    assert not others["illustration"].astype(bool).any()


@pytest.mark.parametrize(
    ("year", "mean"), [(2564, 81.25), (2565, 87.57), (2566, 90.19), (2567, 93.05), (2568, 93.82)]
)
def test_the_national_means_are_as_announced(scores, year, mean):
    assert cell(scores, "total", unit="ค่าเฉลี่ยทั้งประเทศ", fiscal_year=year) == mean


@pytest.mark.parametrize("unit", [PROVINCE, "จังหวัดตราด", "ค่าเฉลี่ยทั้งประเทศ"])
def test_every_score_has_a_source(scores, unit):
    assert (scores[scores["unit"] == unit]["source"] != "").all()


# --- the files -----------------------------------------------------------------------------


@pytest.mark.parametrize("year", range(2563, 2569))
def test_the_source_still_makes_the_committed_framework(year):
    read = parse_framework(
        builders.opened((SAMPLE_FOLDER / f"framework_{year}.xlsx").read_bytes())
    )
    assert read.framework == frameworks.framework(year)


def test_every_return_that_was_received_is_there():
    assert [row["file"] for row in _received() if not (SAMPLE_FOLDER / row["file"]).exists()] == []


def test_every_return_that_is_there_was_received():
    there = {
        p.relative_to(SAMPLE_FOLDER).as_posix() for p in SAMPLE_FOLDER.glob("returns/**/*.xlsx")
    }
    assert there == {row["file"] for row in _received()}


def test_returns_were_received_in_the_order_in_which_they_stand():
    moments = [datetime.fromisoformat(row["received_at"]) for row in _received()]
    assert moments == sorted(moments)


def test_a_return_says_that_its_people_are_made_up():
    sheet = openpyxl.load_workbook(SAMPLE_FOLDER / _received()[0]["file"])["ข้อมูลส่วนราชการ"]
    values = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert "ตัวอย่าง" in values["ผู้รายงาน"]


# --- loading it ----------------------------------------------------------------------------


def test_a_loaded_sample_is_marked_as_one(sample):
    with sample.snapshot() as snapshot:
        assert snapshot.is_sample()


def test_the_log_of_a_loaded_sample_is_whole(sample):
    with sample.snapshot() as snapshot:
        assert chain_is_whole(snapshot)


def test_a_store_that_holds_anything_else_takes_no_sample(store):
    receive(store, operator("cli:test"), Upload("notes.xlsx", b"notes"))
    with pytest.raises(AlreadyStarted):
        load_sample(store, lambda fraction: None)


@pytest.fixture
def beginning(monkeypatch):
    """The sample is its frameworks, its scores, and the first returns with what was decided."""
    files, decisions = list(sample_module._files())[:10], sample_module._decisions()[:2]
    monkeypatch.setattr(sample_module, "_files", lambda: files)
    monkeypatch.setattr(sample_module, "_decisions", lambda: decisions)


@pytest.mark.usefixtures("beginning")
def test_a_sample_that_was_left_in_the_middle_is_finished_and_stays(
    store, tmp_path, migrated_file, monkeypatch
):
    def leave(share: float) -> None:
        if share > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_sample(store, leave)
    left = revision_of(store)
    load_sample(store, lambda fraction: None)
    finished = revision_of(store)
    whole = Store.open(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'whole.db')}")
    load_sample(whole, lambda fraction: None)
    monkeypatch.setenv("ITA_NOW", "2025-06-20T10:00:00+07:00")  # a month later
    load_sample(whole, lambda fraction: None)
    assert left < finished == revision_of(whole)
    whole.close()


def revision_of(store):
    with store.snapshot() as snapshot:
        return snapshot.revision()


def test_the_sample_has_a_return_in_every_state_that_somebody_must_see(sample):
    with sample.snapshot() as snapshot:
        frame = read_table(snapshot, "agencies", TableQuery(today(), 2568, 6)).frame
    assert set(frame["state"]) == {"missing", "submitted", "accepted", "returned"}


LATER_DAYS = ["2026-11-23T10:00:00+07:00", "2031-01-05T10:00:00+07:00"]


def return_sent_in_the_open_round(store):
    """What becomes of a return of an agency that has not reported."""
    scheme = builders.framework(2568)
    content = write_filled(scheme, builders.return_document("003", 6, scheme), builders.CREATED)
    return validate(store, operator("cli:test"), Upload("003.xlsx", content))


@pytest.mark.usefixtures("beginning")
@pytest.mark.parametrize("day", LATER_DAYS)
def test_on_a_later_day_the_beginning_of_the_sample_is_marked_and_open(store, monkeypatch, day):
    monkeypatch.setenv("ITA_NOW", day)
    load_sample(store, lambda fraction: None)
    with store.snapshot() as snapshot:
        assert snapshot.is_sample()
    assert return_sent_in_the_open_round(store).accepted


@pytest.fixture
def loaded_later(request, tmp_path, monkeypatch):
    """The sample as the command line loads it on a later day, which it then is."""
    monkeypatch.setenv("ITA_NOW", request.param)
    monkeypatch.setenv("ITA_DATABASE_URL", f"sqlite:///{tmp_path / 'ita.db'}")
    command = [sys.executable, "-m", "itadata", "init", "--sample"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    opened = Store.open()
    yield opened
    opened.close()


# One test, as the loading takes longer than everything that is asked of it.
@pytest.mark.slow
@pytest.mark.parametrize("loaded_later", LATER_DAYS, indirect=True)
def test_on_a_later_day_the_sample_is_marked_half_reported_and_open(loaded_later):
    result = return_sent_in_the_open_round(loaded_later)
    with loaded_later.snapshot() as snapshot:
        rates = read_table(snapshot, "rates", TableQuery(today())).frame
        facts = (
            snapshot.is_sample(),
            cell(rates, "reporting_rate", fiscal_year=2568, round=6),
            result.accepted,
        )
    assert facts == (True, 51.43, True)
