"""`make soak`: many killed and many simultaneous writes, on SQLite and on PostgreSQL.

KILLS submissions are killed on each database; PROCESSES × EACH files are submitted at once; the
histories of HISTORIES returns, on each of which three processes act at once, are compared with a
model. The moments of the kills and the acts follow from SEED.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from tqdm import tqdm

from tests import postgres
from tests.soak import histories
from tests.soak.crowd import Crowd
from tests.soak.kills import (
    in_postgres,
    in_sqlite,
    kill,
    large_return,
    moments,
    seconds_undisturbed,
)

KILLS = int(os.environ.get("KILLS", "30"))
PROCESSES = int(os.environ.get("PROCESSES", "10"))
EACH = int(os.environ.get("EACH", "10"))
HISTORIES = int(os.environ.get("HISTORIES", "140"))
SEED = int(os.environ.get("SEED", "1"))
_AT_ONCE = 3  # processes that act on one return


def main() -> None:
    """Run all parts; the first loss ends the run and shows what differs."""
    with tempfile.TemporaryDirectory() as name, postgres.postgres_server() as server:
        folder = Path(name)
        crowd = Crowd.prepare(folder, PROCESSES, EACH)
        postgres.execute(server, "CREATE DATABASE crowd")
        results = [
            _crowd("SQLite", crowd, f"sqlite:///{folder / 'crowd.db'}", folder),
            _crowd("PostgreSQL", crowd, server.get_uri(database="crowd"), folder),
            _histories("SQLite", (f"sqlite:///{folder / f'acts-{n}.db'}" for n in count(1))),
            _histories("PostgreSQL", _empty_databases(server)),
            _kills("SQLite", in_sqlite(folder), folder),
            _kills("PostgreSQL", in_postgres(server, folder), folder),
        ]
    print(*results, "Nothing was lost, nothing doubled.", sep="\n")


def _crowd(kind: str, crowd: Crowd, url: str, folder: Path) -> str:
    tqdm.write(f"{kind}: {crowd.submissions} submissions at once …", file=sys.stderr)
    began = time.perf_counter()
    crowd.check(url, folder)
    seconds = time.perf_counter() - began
    return (
        f"{kind}: {crowd.submissions} submissions from {PROCESSES} processes at once, "
        f"each there once, the chain unbroken, in {seconds:.0f} s."
    )


def _histories(kind: str, urls: Iterator[str]) -> str:
    sizes = histories.in_databases(HISTORIES)
    progress = tqdm(sizes, desc=f"{kind}, histories", mininterval=5)
    acts = sum(
        histories.run(next(urls), size, _AT_ONCE, SEED + number)
        for number, size in enumerate(progress)
    )
    return (
        f"{kind}: {HISTORIES} returns, each in the hands of {_AT_ONCE} processes at once: "
        f"all {acts} acts ended as the model says."
    )


def _empty_databases(server: Any) -> Iterator[str]:
    for number in count(1):
        postgres.execute(server, f"CREATE DATABASE acts_{number}")
        yield server.get_uri(database=f"acts_{number}")


def _kills(kind: str, urls: Iterator[str], folder: Path) -> str:
    file = large_return(folder)
    seconds = seconds_undisturbed(next(urls), file)
    waits = moments(seconds, KILLS, SEED)
    killed = [
        kill(next(urls), file, wait)
        for wait in tqdm(waits, desc=f"{kind}, killed", total=KILLS, mininterval=5)
    ]
    kept, torn = (sum(getattr(each, name) for each in killed) for name in ("kept", "torn"))
    return f"{kind}: {KILLS} submissions killed, {kept} kept whole, {KILLS - kept} not at all" + (
        f", {torn} of these with bytes half written." if torn else "."
    )


if __name__ == "__main__":
    main()
