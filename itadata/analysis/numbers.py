"""States of returns, and percentages and differences, rounded once, half up, to 2 decimals."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

MISSING = "missing"
"""The state of a return that has not come, and of a step without an answer."""

SUBMITTED = "submitted"
"""The state of a return that waits for review."""

ACCEPTED = "accepted"
"""The state of a return that the province has accepted."""

RETURNED = "returned"
"""The state of a return that was sent back, until a new version comes."""

WITHDRAWN = "withdrawn"
"""The state of a version that no longer counts."""

_CENT = Decimal("0.01")


def without_sent_back(answers: pd.DataFrame) -> pd.DataFrame:
    """The rows of `Snapshot.answers` without those of returns that were sent back."""
    return answers[answers["state"] != RETURNED]


def none_for_missing(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with dtype object and None in place of every missing value."""
    return frame.astype(object).where(frame.notna(), None)


def percentage(part: int, whole: int) -> float | None:
    """Part of a whole as 0–100; None, never 0, for a whole of nothing."""
    if whole <= 0:
        return None
    return float((Decimal(part) * 100 / Decimal(whole)).quantize(_CENT, ROUND_HALF_UP))


def whole_percentage(part: int, whole: int) -> int | None:
    """Part of a whole in whole percent, half up, to stand beside its fraction; None of nothing.

    Only none is 0, and only all is 100.
    """
    if whole <= 0:
        return None
    if 0 < part < whole:
        return min(max((200 * part + whole) // (2 * whole), 1), 99)
    return 100 * part // whole


def difference(now: float | None, before: float | None) -> float | None:
    """The change between two scores; None where one is unknown."""
    if now is None or before is None or now != now or before != before:
        return None
    change = Decimal(str(now)) - Decimal(str(before))
    return float(change.quantize(_CENT, ROUND_HALF_UP))
