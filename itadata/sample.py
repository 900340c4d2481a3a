"""An empty database → the sample: every workbook of `sample_data/`, by the one path in."""

import csv
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from itadata.access import Actor, Role
from itadata.errors import AlreadyStarted
from itadata.intake import Judgement, Upload, receive
from itadata.language import mark
from itadata.store import SAMPLE, Store
from itadata.thai import parse_time

SAMPLE_FOLDER = Path(__file__).parents[1] / "sample_data"

_LOADER = Actor(SAMPLE, Role.ADMINISTRATOR)


def load_sample(store: Store, on_progress: Callable[[float], None]) -> None:
    """Fill an empty store, or finish one that was left in the middle.

    Raises AlreadyStarted where the store holds anything that is not of the sample.
    """
    with store.writing() as writing:
        if not writing.is_sample():
            if writing.revision():
                raise AlreadyStarted(
                    mark("This database already holds data, so the sample was not loaded into it.")
                )
            writing.mark_as_sample()
    files = list(_files())
    for number, (path, received_at) in enumerate(files, start=1):
        upload = Upload(path.relative_to(SAMPLE_FOLDER).as_posix(), path.read_bytes())
        _expect_accepted(receive(store, _LOADER, upload, received_at=received_at))
        on_progress(number / len(files))


def _files() -> Iterator[tuple[Path, datetime | None]]:
    """The workbooks in the order in which they build on each other."""
    for path in sorted(SAMPLE_FOLDER.glob("framework_*.xlsx")):
        yield path, None
    yield SAMPLE_FOLDER / "scores.xlsx", None
    with (SAMPLE_FOLDER / "received.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield SAMPLE_FOLDER / row["file"], parse_time(row["received_at"])


def _expect_accepted(judgement: Judgement) -> None:
    if not judgement.accepted:
        faults = "; ".join(finding.sentence("en") for finding in judgement.findings)
        raise AssertionError(f"{judgement.upload.name}: {faults}")
