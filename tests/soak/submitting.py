"""Real processes that submit real files: `python -m itadata submit`, started side by side."""

import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from itadata.access import operator
from itadata.audit.verification import verify
from itadata.intake import Upload, receive
from itadata.store import Store
from tests.browser import ROOT

CLOCK = "2024-10-10T10:00:00+07:00"  # both rounds of 2567 are open
OPERATOR = operator("cli:malee")


def start(url: str, *files: Path) -> subprocess.Popen[str]:
    """Begin to submit files, one after the other."""
    return subprocess.Popen(
        [sys.executable, "-m", "itadata", "submit", "--json", *map(str, files)],
        cwd=ROOT,
        env={**os.environ, "ITA_DATABASE_URL": url, "ITA_NOW": CLOCK, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """The store, closed in the end, with the clock of the processes."""
    before = os.environ.get("ITA_NOW")
    os.environ["ITA_NOW"] = CLOCK
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()
        if before is None:
            del os.environ["ITA_NOW"]
        else:
            os.environ["ITA_NOW"] = before


def submit(url: str, *files: Path) -> list[str | None]:
    """Submit files from this process, and give their receipts."""
    with opened(url) as store:
        uploads = [Upload(path.name, path.read_bytes()) for path in files]
        return [receive(store, OPERATOR, upload).receipt for upload in uploads]


def faults(url: str) -> list[str]:
    """The faults that the verification finds in a database."""
    with opened(url) as store:
        return [difference.sentence("en") for difference in verify(store)]


def with_picture(content: bytes, size: int) -> bytes:
    """The workbook with a picture of so many bytes in it, as officers paste them."""
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a") as book:
        book.writestr("xl/media/image1.jpeg", random.Random(size).randbytes(size))
    return stream.getvalue()
