"""The seconds that the official report of a year takes, from the store to the file."""

import statistics
import time
from collections.abc import Callable

from itadata.access import operator
from itadata.documents import find_libreoffice, to_pdf
from itadata.documents.report import Annex, ReportOptions, write_report
from itadata.store import Store

WANTED = 3
_YEAR = 2567
_TIMES = 5


def reporting(store: Store) -> list[str]:
    """The part of the report about the official report."""
    whole = ReportOptions(annexes=tuple(Annex))
    document = _report(store, whole)
    kinds: dict[str, Callable[[], bytes]] = {
        "the report as .docx": lambda: _report(store, ReportOptions()),
        "with every annex": lambda: _report(store, whole),
    }
    if find_libreoffice():
        kinds["that as .pdf, by LibreOffice alone"] = lambda: to_pdf(document)
    return [
        f"The official report of {_YEAR}, made from the store (medians of {_TIMES}, wanted ≤ "
        f"{WANTED} s):",
        "",
        "| what | time |",
        "|---|---|",
        *(f"| {name} | **{_median(make):.2f} s** |" for name, make in kinds.items()),
    ]


def _row(name: str, seconds: float) -> str:
    return f"| {name} | **{seconds:.2f} s** |"


def _report(store: Store, options: ReportOptions) -> bytes:
    return write_report(store, operator("cli:bench"), _YEAR, options).content


def _median(make: Callable[[], object]) -> float:
    return statistics.median(map(_seconds, [make] * _TIMES))


def _seconds(make: Callable[[], object]) -> float:
    started = time.perf_counter()
    make()
    return time.perf_counter() - started
