"""The figures that a document is written in."""

from datetime import date
from enum import StrEnum

from itadata.thai import format_long_date, strip_control_characters, to_thai_digits

NO_BREAK_SPACE = "\u00a0"
"""The space at which no line ends."""


class Digits(StrEnum):
    """The figures that a document is written in."""

    THAI = "thai"
    ARABIC = "arabic"


def to_digits(text: str, digits: Digits) -> str:
    """A text as a document can hold it, in these figures."""
    plain = strip_control_characters(text)
    return to_thai_digits(plain) if digits is Digits.THAI else plain


def unbroken_date(day: date) -> str:
    """A day spelled out, which no line tears apart."""
    return format_long_date(day).replace(" ", NO_BREAK_SPACE)
