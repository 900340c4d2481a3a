"""Many processes that submit at once: nothing is lost, nothing doubled, the chain unbroken."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from itadata.framework import Framework
from itadata.returns import write_filled
from tests.builders import (
    CREATED,
    YEAR,
    edited,
    framework,
    framework_workbook,
    return_document,
    typed,
)
from tests.soak.submitting import faults, opened, start, submit

SHARED, VERSIONED = "001", "002"  # the agencies whose file all send, whose versions all send
_SECONDS = 600


@dataclass(frozen=True)
class Crowd:
    """The files that each process submits."""

    files: Sequence[Sequence[Path]]
    versions: int

    @property
    def submissions(self) -> int:
        """The number of files submitted in all."""
        return sum(len(own) for own in self.files)

    @classmethod
    def prepare(cls, folder: Path, processes: int, each: int) -> "Crowd":
        """Of each process: one file that all of them send, about a third versions of one return,
        and returns that nobody else sends.
        """
        shared = folder / "shared.xlsx"
        shared.write_bytes(_filled(SHARED, 12))
        versions = max(1, each // 3)
        own = _own_returns()
        files = []
        for process in range(processes):
            paths = [shared]
            for number in range(versions):
                path = folder / f"version-{process}-{number}.xlsx"
                note = typed("1.1", "note", f"ฉบับจากเครื่องที่ {process} ครั้งที่ {number}")
                path.write_bytes(edited(_filled(VERSIONED, 12), note))
                paths.append(path)
            for _ in range(each - len(paths)):
                code, months = next(own)
                path = folder / f"own-{code}-{months}.xlsx"
                path.write_bytes(_filled(code, months))
                paths.append(path)
            # Not all in the same order, so that they meet.
            turn = process % each
            files.append([*paths[turn:], *paths[:turn]])
        return cls(files, versions * processes)

    def check(self, url: str, folder: Path) -> None:
        """Submit everything at once, and look whether all of it is there once."""
        scheme = folder / "framework.xlsx"
        scheme.write_bytes(framework_workbook(_never_locked()))
        submit(url, scheme)
        lines = self._submitted(url)
        receipts = Counter(line["receipt"] for line in lines)
        once = self.submissions - len(self.files) + 1
        assert (len(lines), len(receipts)) == (self.submissions, once)
        assert receipts[f"{YEAR}-12-{SHARED}-1"] == len(self.files)
        versions = [line["version"] for line in lines if line["agency_code"] == VERSIONED]
        assert sorted(versions) == list(range(1, self.versions + 1))
        with opened(url) as store, store.snapshot() as snapshot:
            stored = list(snapshot.versions(YEAR)["receipt"])
            assert (snapshot.revision(), sorted(stored)) == (once + 1, sorted(receipts))
        assert faults(url) == []

    def _submitted(self, url: str) -> list[dict[str, Any]]:
        running = [start(url, *own) for own in self.files]
        outputs = [process.communicate(timeout=_SECONDS) for process in running]
        for process, (output, errors) in zip(running, outputs, strict=True):
            assert process.returncode == 0, output + errors
        return [json.loads(line) for output, _ in outputs for line in output.splitlines()]


def _never_locked() -> Framework:
    """The framework of 2567, of which both rounds stay open."""
    rounds = tuple(replace(each, lock_on=None) for each in framework().rounds)
    return replace(framework(), rounds=rounds)


def _own_returns() -> Iterator[tuple[str, int]]:
    for months in (12, 6):
        for agency in framework().expected(months):
            if agency.code not in (SHARED, VERSIONED):
                yield agency.code, months


def _filled(agency_code: str, months: int) -> bytes:
    return write_filled(framework(), return_document(agency_code, months), CREATED)
