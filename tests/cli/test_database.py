"""`move`, `backup` and `restore` by the command line, also while others submit."""

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from itadata.cli import main
from itadata.store import Store, schema
from tests.builders import framework, framework_workbook, return_document, return_workbook
from tests.cli.conftest import Run
from tests.soak.submitting import CLOCK, start, submit

TABLES = ("rates", "agencies", "answers", "agency_texts", "scores", "events")


def run(url: str, *arguments: object) -> Result:
    """A command in English on a database."""
    runner = CliRunner(env={"ITA_DATABASE_URL": url, "ITA_NOW": CLOCK})
    return runner.invoke(main, ["--lang", "en", *map(str, arguments)])


def numbers(url: str) -> list[str]:
    """What the tables say."""
    agency = ("--agency", "001")
    return [run(url, "table", name, *agency, "--format", "csv").output for name in TABLES]


@pytest.mark.slow
def test_a_backup_is_restored_with_the_same_numbers(
    on_sample: Run, sample_file: Path, new_url: str, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.db"
    assert on_sample("backup", backup).exit_code == 0
    restored = run(new_url, "restore", backup)
    assert (restored.exit_code, restored.stdout) == (0, "Nothing differs.\n")
    assert numbers(new_url) == numbers(f"sqlite:///{sample_file}")


def test_a_move_ends_with_a_verification(on_sample: Run, new_url: str) -> None:
    moved = on_sample("--lang", "en", "move", "--to", new_url)
    assert (moved.exit_code, moved.stdout) == (0, "Nothing differs.\n")
    again = on_sample("--lang", "en", "move", "--to", new_url)
    assert again.exit_code == 2 and "is not empty" in again.stderr


@pytest.mark.parametrize("url", ["nowhere", "mysql://a/b"])
def test_an_address_that_leads_nowhere_is_told(on_sample: Run, url: str) -> None:
    result = on_sample("--lang", "en", "move", "--to", url)
    assert result.exit_code == 2 and "Check --to" in result.stderr


@pytest.mark.parametrize("url", ["postgresql://127.0.0.1:1/ita", "sqlite:////proc/no/a.db"])
def test_a_server_or_folder_that_does_not_answer_is_told(on_sample: Run, url: str) -> None:
    result = on_sample("--lang", "en", "move", "--to", url)
    assert result.exit_code == 3 and len(result.stderr.splitlines()) == 1


def test_a_backup_into_a_folder_that_is_not_there_is_told(on_sample: Run, tmp_path: Path) -> None:
    result = on_sample("--lang", "en", "backup", tmp_path / "no" / "backup.db")
    assert result.exit_code == 2 and "cannot be written" in result.stderr


@pytest.mark.slow
def test_the_drill_backup_under_load_and_restore_into_an_empty_place(
    new_url: str, tmp_path: Path
) -> None:
    senders = [start(new_url, *files) for files in _files(new_url, tmp_path)]
    backups = []
    while any(sender.poll() is None for sender in senders):
        backups.append(_backup(new_url, tmp_path / f"{len(backups)}.db"))
    for sender in senders:
        output, errors = sender.communicate()
        assert sender.returncode == 0, output + errors
    backups.append(_backup(new_url, tmp_path / "last.db"))
    received = events(new_url)
    for path in backups:
        restored = f"sqlite:///{path.with_suffix('.restored')}"
        assert run(restored, "restore", path).stdout == "Nothing differs.\n"
        assert events(restored) == received[: len(events(restored))]
    assert len({len(events(f"sqlite:///{path}")) for path in backups}) > 1, "there was no load"
    assert events(restored) == received
    assert numbers(restored) == numbers(new_url)


def _files(url: str, folder: Path) -> tuple[list[Path], list[Path]]:
    """The returns of two senders, to a round that is open."""
    scheme = folder / "framework.xlsx"
    scheme.write_bytes(framework_workbook())
    submit(url, scheme)
    paths = []
    for agency in framework().expected(12)[:8]:
        paths.append(folder / f"{agency.code}.xlsx")
        paths[-1].write_bytes(return_workbook(document=return_document(agency.code)))
    return paths[::2], paths[1::2]


def _backup(url: str, path: Path) -> Path:
    assert run(url, "backup", path).exit_code == 0
    return path


def events(url: str) -> list[str]:
    """The hashes of the log."""
    with closing(Store.open(url)) as store, store.snapshot() as snapshot:
        return [record["hash"] for record in snapshot.records().rows(schema.event)]
