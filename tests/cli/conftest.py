"""A command on a database, and files to submit."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from itadata.cli import main
from itadata.returns import write_filled
from tests import builders

Run = Callable[..., Result]


def run_on(database: Path) -> Run:
    """A function that runs a command on a database."""

    def run(*arguments: object) -> Result:
        runner = CliRunner(env={"ITA_DATABASE_URL": f"sqlite:///{database}"})
        return runner.invoke(main, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def on_sample(sample_file: Path) -> Run:
    """Commands on the sample; they must not write."""
    return run_on(sample_file)


@pytest.fixture
def on_copy(sample_copy: Path) -> Run:
    """Commands on a sample of the test's own."""
    return run_on(sample_copy)


@pytest.fixture
def empty(migrated_file: Path, tmp_path: Path) -> Path:
    """An empty database."""
    return Path(shutil.copy(migrated_file, tmp_path / "empty.db"))


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return that agency 003 of the sample has not sent yet."""
    scheme = builders.framework(2568)
    path = tmp_path_factory.mktemp("files") / "แบบรายงาน 003.xlsx"
    document = builders.return_document("003", 6, scheme)
    path.write_bytes(write_filled(scheme, document, builders.CREATED))
    return path


@pytest.fixture(scope="session")
def bad(good: Path) -> Path:
    """The same from an agency that no framework lists."""
    content = builders.edited(
        good.read_bytes(),
        builders.identified("agency_code", "999"),
        builders.identified("agency", "หน่วยงานที่ไม่มี"),
    )
    path = good.with_name("bad.xlsx")
    path.write_bytes(content)
    return path


@pytest.fixture(scope="session")
def rubbish(good: Path) -> Path:
    """A file that is no workbook."""
    path = good.with_name("rubbish.xlsx")
    path.write_bytes(b"no workbook at all")
    return path
