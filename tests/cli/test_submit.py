"""`init`, `framework`, `scores`, `check` and `submit`."""

import hashlib
import json
import os
import subprocess
import sys

import openpyxl
import pytest

from itadata import intake
from itadata.errors import DatabaseFailure
from itadata.intake.sample import SAMPLE_FOLDER
from itadata.store import Store
from tests import builders
from tests.cli.conftest import run_on

FRAMEWORK = SAMPLE_FOLDER / "framework_2567.xlsx"
SCORES = SAMPLE_FOLDER / "scores.xlsx"
CHECK_FIELDS = [
    *("file", "kind", "accepted", "agency_code", "fiscal_year", "round", "version", "findings"),
    *("left_out", "not_read", "notes"),
]
SUBMIT_FIELDS = [*CHECK_FIELDS, "receipt", "sha256", "received_at", "repeated", "path"]
FINDING_FIELDS = [
    *("code", "severity", "sheet", "cell", "value", "expected", "message_th", "message_en")
]


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def read(path, reader):
    store = Store.open(f"sqlite:///{path}")
    try:
        with store.snapshot() as snapshot:
            return reader(snapshot)
    finally:
        store.close()


def revision(path):
    return read(path, lambda snapshot: snapshot.revision())


# --- init, framework, scores ---------------------------------------------------------------


def test_init_makes_an_empty_real_database_and_prints_nothing(tmp_path):
    path = tmp_path / "new" / "ita.db"
    assert run_on(path)("init").stdout == ""
    assert read(path, lambda snapshot: (snapshot.revision(), snapshot.is_sample())) == (0, False)


def test_init_leaves_existing_data_alone(on_copy, sample_copy):
    before = revision(sample_copy)
    assert on_copy("init").exit_code == 0
    assert revision(sample_copy) == before


def test_a_framework_is_loaded_and_the_sample_refused_beside_it(empty):
    run = run_on(empty)
    assert run("framework", FRAMEWORK).exit_code == 0
    assert read(empty, lambda snapshot: list(snapshot.frameworks())) == [2567]
    refused = run("init", "--sample")
    assert (refused.exit_code, len(refused.stderr.strip().splitlines())) == (2, 1)


def test_a_workbook_of_another_kind_is_not_loaded(empty, on_copy, good):
    assert run_on(empty)("framework", SCORES).exit_code == 1
    on_copy("submit", good)
    for command in ("framework", "scores"):
        result = on_copy(command, good)
        assert (result.exit_code, "ไฟล์ชนิดอื่น" in result.stdout) == (1, True)


def test_a_failure_names_its_file_and_those_after_it(on_copy, sample_copy, good, bad, monkeypatch):
    receive = intake.receive

    def full(store, actor, upload, **options):
        if upload.name == bad.name:
            raise DatabaseFailure("full")
        return receive(store, actor, upload, **options)

    monkeypatch.setattr(intake, "receive", full)
    result = on_copy("submit", good, bad, good)
    assert (result.exit_code, result.stdout.count("2568-06-003-1")) == (3, 1)
    stopped, rest, sentence = result.stderr.strip().splitlines()[-3:]
    assert bad.name in stopped and good.name in rest and sentence == "full"


def test_a_damaged_database_is_one_sentence_and_no_line_of_the_log(tmp_path, good):
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"no database" * 1_000)
    result = subprocess.run(
        [sys.executable, "-m", "itadata", "check", good],
        env={**os.environ, "ITA_DATABASE_URL": f"sqlite:///{damaged}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, len(result.stderr.strip().splitlines())) == (3, 1)


def test_a_fault_of_the_program_quotes_no_value(on_copy, good, monkeypatch):
    telephone = " ".join(["081", "234", "5678"])

    def fail(*_, **__):
        raise ValueError(telephone)

    monkeypatch.setattr(intake, "receive", fail)
    result = on_copy("submit", good)
    assert result.exit_code == 3
    assert "ValueError" in result.stderr and telephone not in result.stderr


def test_scores_are_loaded_where_there_is_a_framework(empty, on_copy, sample_copy, tmp_path):
    assert run_on(empty)("scores", SCORES).exit_code == 1
    before = revision(sample_copy)
    path = tmp_path / "scores.xlsx"
    path.write_bytes(
        builders.edited(
            SCORES.read_bytes(), lambda book: book.worksheets[0].cell(30, 30, "หมายเหตุ")
        )
    )
    on_copy("scores", path)
    assert revision(sample_copy) == before + 1


# --- check and submit ----------------------------------------------------------------------


def test_check_prints_a_line_a_file_with_its_fields(on_sample, good, bad, rubbish):
    result = on_sample("check", good, bad, rubbish, FRAMEWORK, SCORES, "--json")
    of_good, of_bad, of_rubbish, of_framework, of_scores = lines(result)
    assert list(of_good) == [*CHECK_FIELDS, "path"]
    assert of_good.pop("notes")[0]["cell"] == "A1"
    known = [good.name, "return", True, "003", 2568, 6, 1, [], {}, []]
    assert list(of_good.values()) == [*known, str(good)]
    assert {tuple(finding) for finding in of_bad["findings"]} == {tuple(FINDING_FIELDS)}
    assert {of_rubbish[name] for name in CHECK_FIELDS[3:7]} == {None} == {of_rubbish["kind"]}
    assert (of_framework["kind"], of_scores["kind"]) == ("framework", "scores")


def test_files_of_one_name_in_two_folders_are_told_apart_by_their_path(on_sample, good, tmp_path):
    copy = tmp_path / "another folder" / good.name
    copy.parent.mkdir()
    copy.write_bytes(good.read_bytes())
    paths = [line["path"] for line in lines(on_sample("check", good, copy, "--json"))]
    assert paths == [str(good), str(copy)]


def test_check_stores_nothing(on_copy, sample_copy, good):
    before = revision(sample_copy)
    assert on_copy("check", good).exit_code == 0
    assert revision(sample_copy) == before


@pytest.mark.parametrize("command", ["check", "submit"])
def test_one_bad_return_among_good_ones_exits_1(on_copy, good, bad, command):
    assert on_copy(command, bad, good).exit_code == 1


def test_check_prints_english_on_request(on_sample, good):
    assert "accepted" in on_sample("--lang", "en", "check", good).stdout


def test_submit_stores_the_file_and_prints_its_receipt(on_copy, sample_copy, good, clock):
    result = on_copy("submit", good, "--json", "--by", "somchai")
    [line] = lines(result)
    sha256 = hashlib.sha256(good.read_bytes()).hexdigest()
    assert (result.exit_code, list(line)) == (0, SUBMIT_FIELDS)
    assert line["receipt"] and (line["sha256"], line["received_at"]) == (sha256, clock)
    content, events = read(sample_copy, lambda s: (s.content(sha256), s.events()))
    assert content == good.read_bytes()
    assert events.iloc[-1]["by"] == "cli"  # a name stays out of the log
    assert "somchai" in result.stderr


def test_submit_stores_a_rejected_file_without_a_receipt(on_copy, sample_copy, rubbish):
    assert lines(on_copy("submit", rubbish, "--json"))[0]["receipt"] is None
    sha256 = hashlib.sha256(rubbish.read_bytes()).hexdigest()
    assert read(sample_copy, lambda snapshot: snapshot.content(sha256)) == rubbish.read_bytes()


def test_submitting_twice_gives_the_receipt_of_the_first_time(on_copy, good, tmp_path):
    first, again = (lines(on_copy("submit", good, "--json"))[0] for _ in range(2))
    assert first["receipt"] == again["receipt"]
    assert (first["repeated"], again["repeated"]) == (False, True)
    printed = on_copy("--lang", "en", "submit", good).stdout.splitlines()[1]
    assert printed == f"  This very file was received before. Receipt no. {first['receipt']}"
    later = tmp_path / "later.xlsx"
    later.write_bytes(
        builders.edited(good.read_bytes(), builders.typed("1.1", "note", "ฉบับปรับปรุง"))
    )
    version = lines(on_copy("submit", later, "--json"))[0]["version"]
    printed = on_copy("--lang", "en", "submit", good).stdout.splitlines()[1]
    assert f"· Version {version} has come since, and counts." in printed


def test_an_earlier_time_of_receipt_is_recorded(on_copy, good):
    [line] = lines(on_copy("submit", good, "--json", "--received-at", "2025-04-18T16:30"))
    assert line["received_at"] == "2025-04-18T16:30:00+07:00"


def test_a_time_of_receipt_in_the_future_is_misuse(on_copy, good):
    assert on_copy("submit", good, "--received-at", "2025-05-21T10:00").exit_code == 2


# --- annotated copies ----------------------------------------------------------------------


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "แบบรายงาน.xlsx"
    path.write_bytes(builders.return_workbook(builders.typed("1.1", "status", "เสร็จมั้ง")))
    return path


def test_a_file_with_findings_is_annotated_in_a_folder(on_sample, broken, tmp_path):
    folder = tmp_path / "marked"
    empty = tmp_path / "เปล่า.xlsx"
    empty.write_bytes(b"")
    assert on_sample("check", broken, empty, "--marked", folder).exit_code == 1
    [path] = folder.iterdir()  # a file that cannot be opened has no copy
    cell = openpyxl.load_workbook(path)[builders.FORM][builders.at("1.1", "status")]
    assert (path.name, cell.style) == ("แบบรายงาน (ผลการตรวจ).xlsx", "ita-finding")


def test_files_of_one_name_have_an_annotated_copy_each(on_sample, broken, tmp_path):
    folder, other = tmp_path / "marked", tmp_path / "b" / broken.name
    other.parent.mkdir()
    other.write_bytes(broken.read_bytes())
    assert on_sample("check", broken, other, "--marked", folder).exit_code == 1
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["แบบรายงาน (2) (ผลการตรวจ).xlsx", "แบบรายงาน (ผลการตรวจ).xlsx"]


def test_an_annotated_copy_has_the_findings_of_the_file(on_sample, broken, tmp_path):
    copy = tmp_path / "out.xlsx"
    [first] = lines(on_sample("check", broken, "--json", "--marked", copy))
    [again] = lines(on_sample("check", copy, "--json"))
    assert first["findings"] == again["findings"] != []
    assert openpyxl.load_workbook(copy).sheetnames[0] == "ผลการตรวจ"


def test_where_no_copy_can_be_written_it_is_one_sentence(on_sample, broken):
    result = on_sample("check", broken, "--marked", broken / "x")
    assert result.exit_code == 2 and "Traceback" not in result.output
