"""Misprints in the measures and their summaries: kept, or corrected where that is certain.

`misprints.csv` has each as it stands and as it should be. What is in doubt, such as a number that
a list leaves out, is a remark and never corrected.
"""

import csv
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

_PATH = Path(__file__).with_name("misprints.csv")


class Misprints(StrEnum):
    """The treatment of misprints."""

    KEEP = "keep"
    CORRECT = "mend"


@cache
def known_misprints() -> tuple[tuple[str, str], ...]:
    """Every misprint with what it should be."""
    with _PATH.open(encoding="utf-8", newline="") as stream:
        return tuple((row["wrong"], row["right"]) for row in csv.DictReader(stream))


def corrected(text: str) -> str:
    """The text without misprints."""
    for wrong, right in known_misprints():
        text = text.replace(wrong, right)
    return text


def misprints_in(texts: Iterable[str]) -> list[str]:
    """The misprints of texts, as they stand there."""
    every = "\n".join(texts)
    return [wrong for wrong, _ in known_misprints() if wrong in every]
