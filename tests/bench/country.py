"""The scores of the whole country, checked with the preview of what they would change."""

import io
import time

import openpyxl

from itadata.access import operator
from itadata.framework import computed_total, instrument_means
from itadata.intake import Upload, validate
from itadata.scores import UnitScore
from itadata.store import Store
from tests.bench.large import scores

_HEADINGS = ["ปีงบประมาณ", "หน่วยงาน", *(f"ตัวชี้วัดที่ {no}" for no in range(1, 11)), "คะแนน ITA"]


def checking(empty: str, full: str) -> list[str]:
    """Lines for the report: over a store without these units, and over one that has them all."""
    stores = [Store.open(url) for url in (empty, full)]
    content = _workbook(stores[0])
    seconds = [_check(store, content) for store in stores]
    for store in stores:
        store.close()
    size = len(content) / 1024**2
    return [
        f"The scores of 8,323 units × 6 years ({size:.1f} MB) are checked with their preview in "
        f"**{seconds[0]:.1f} s** over none of them, and in **{seconds[1]:.1f} s** where nearly "
        "every stored figure would change (wanted ≤ 20 s)."
    ]


def _check(store: Store, content: bytes) -> float:
    started = time.perf_counter()
    result = validate(store, operator("bench"), Upload("scores.xlsx", content))
    seconds = time.perf_counter() - started
    assert result.accepted, result.findings
    return seconds


def _workbook(store: Store) -> bytes:
    with store.snapshot() as snapshot:
        frameworks = snapshot.frameworks()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("คะแนน")
    sheet.append(_HEADINGS)
    for score in scores():
        means = instrument_means(frameworks[score.fiscal_year], score.indicators)
        total = computed_total(frameworks[score.fiscal_year], means)
        assert total is not None
        sheet.append([score.fiscal_year, score.unit, *_indicators(score), float(total)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _indicators(score: UnitScore) -> list[float]:
    return [float(value) for _no, value in sorted(score.indicators.items())]
