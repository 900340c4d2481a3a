"""Databases that earlier versions made: opened, brought to the present schema, nothing lost.

The archive holds a real database of every schema that ever was, in SQLite and as a dump of
PostgreSQL, made by the version of its time: the framework of 2567, scores, three returns, two
rejected files and, from 0003 on, decisions. 0001-first is of the first migration as it landed.
"""

import hashlib
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from itadata.access import operator
from itadata.audit.verification import verify
from itadata.intake import Upload, receive
from itadata.store import ReportKind, Store, transfer
from itadata.store import engine as engine_module
from itadata.store.schema import metadata
from tests.builders import YEAR, framework, return_document, return_workbook

ARCHIVE = Path(__file__).with_name("earlier_databases.tar.xz")
SCHEMAS = ("0001-first", "0001", "0002", "0003", "0004", "0005", "0006", "0007")
NEW_RETURN = Upload("008.xlsx", return_workbook(document=return_document("008")))
STEPS = len(framework().steps)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the databases, one file each."""
    folder = tmp_path_factory.mktemp("earlier")
    with tarfile.open(ARCHIVE) as files:
        files.extractall(folder, filter="data")
    return folder


@pytest.fixture(
    params=[
        pytest.param(name, marks=[] if name == "0001-first" else pytest.mark.slow)
        for name in SCHEMAS
    ]
)
def earlier(
    request: pytest.FixtureRequest,
    archive: Path,
    tmp_path: Path,
    new_url: str,
    database_kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Store]:
    """A store that an earlier version filled, opened by this one."""
    monkeypatch.setenv("ITA_NOW", "2024-10-12T10:00:00+07:00")
    if database_kind == "sqlite":
        url = f"sqlite:///{shutil.copy(archive / f'{request.param}.db', tmp_path)}"
    else:
        url = new_url
        with psycopg.connect(url) as connection:
            connection.execute((archive / f"{request.param}.sql").read_bytes())
    with closing(Store.open(url)) as store:
        yield store


def differences(store: Store) -> list[str]:
    return [difference.sentence("en") for difference in verify(store)]


def test_a_database_of_every_schema_is_upgraded_and_goes_on(earlier: Store) -> None:
    assert differences(earlier) == []
    with earlier.snapshot() as snapshot:
        assert len(snapshot.versions(YEAR)) == 3
        assert len(snapshot.answers(YEAR)) == 3 * STEPS
        assert len(snapshot.score_values()) == 14
    assert receive(earlier, operator("malee"), NEW_RETURN).accepted
    assert differences(earlier) == []


@pytest.mark.slow
def test_what_was_written_of_a_measure_is_of_the_kind_measures(
    archive: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{shutil.copy(archive / '0007.db', tmp_path)}"
    with closing(Store.open(url)) as store, store.snapshot() as snapshot:
        (written,) = snapshot.summaries(YEAR)
        assert snapshot.summaries(YEAR, ReportKind.USE_OF_RESULTS) == []
    assert (written.no, written.texts.keys()) == (1, {"results", "outcomes"})


def test_an_upgraded_database_has_the_schema_of_the_code(earlier: Store) -> None:
    # SQLite keeps the lengths of the first migration and never minds them.
    compare_type = earlier.engine.dialect.name == "postgresql"
    with earlier.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": compare_type})
        assert compare_metadata(context, metadata) == []


def test_a_backup_of_the_first_version_is_restored(archive: Path, store: Store) -> None:
    backup = archive / "0001-first.db"
    before = backup.read_bytes()
    transfer.restore(operator("malee"), backup, store, lambda fraction: None)
    assert differences(store) == []
    assert backup.read_bytes() == before


# --- migrations ----------------------------------------------------------------------------

LANDED = {
    "0001": "a898905b990b6233e60dd52eb0fd9a3dd4ef93703835112dd84fd8936ea47cb6",
    "0002": "6f457f2d753707e4378e31f67c7aa1115bff6095733c0ca3abf95db33b529979",
    "0003": "ba0ee217abdbc19779686786ac549a6e0b26bf624b3bccc6900708b76937ad8c",
    "0004": "8fe85e5c65426b0e356c46067f9b0baf2771c9fc31596f10add9a2ac16da9bd9",
    "0005": "412e68324079954bf1fdfa346edb870eccfa57ac37df0ebf5d57712ef20a9577",
    "0006": "f29dd10313b120d88081bb7ea70b9864d964bdb3a9a2cc42b85b046d86f66fe8",
    "0007": "dc19bc3dd403ce484370f02a161b4d8c317b91b2ec9be4c1aa73a3d050597546",
    "0008": "95f780bc25bc2d6450bd22316585c98f466468e0946ff045c0a272b35e9f950c",
    "0009": "f48645810d5fee546836461d167912be0c14aefc87e816782de4e45adb1f9ecb",
    "0010": "2f4d76395e6a037fc56820473fdaa54ad43bd976ebf9008348d7bb6406d6ec54",
    "0011": "e525b0948394c30df8d97af8840c0d5be8a0cb141235d41cb685973230b7b9a1",
}
"""The hashes of the migrations: one that has made databases is never edited, the next mends it."""


def test_a_migration_that_has_landed_is_never_edited() -> None:
    folder = engine_module._MIGRATIONS / "versions"
    hashes = {
        path.name[:4]: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("*.py")
    }
    assert hashes == LANDED
