"""The digits of documents, Thai or Arabic, and the spaces beside them that no line ends at."""

import re
from datetime import date
from enum import StrEnum
from typing import Any

from itadata.thai import format_long_date, strip_control_characters, to_thai_digits

NO_BREAK_SPACE = "\u00a0"
NEW_PARAGRAPH = "\a"
"""In a value, where docxtpl begins a paragraph in the style of the field's own."""

# Spaces before the number of a year or an indicator, before a unit, and before a month.
_TIED_SPACE = re.compile(
    r"(?<=พ\.ศ\.|.ที่) (?=\d)|(?<=[\d*]) (?=คะแนน|เดือน|ตัวชี้วัด|[ก-๎]+(?:คม|ยน|พันธ์) )"
)


class Digits(StrEnum):
    """The digits of documents, Thai or Arabic."""

    THAI = "thai"
    ARABIC = "arabic"


def to_digits(text: str, digits: Digits) -> str:
    """A text in these digits, without characters that a document cannot hold."""
    plain = strip_control_characters(text)
    return to_thai_digits(plain) if digits is Digits.THAI else plain


def values_to_digits(value: Any, digits: Digits) -> Any:
    """Values for a template, however nested, as texts in these digits; a line is a paragraph."""
    if isinstance(value, dict):
        return {name: values_to_digits(each, digits) for name, each in value.items()}
    if isinstance(value, list):
        return [values_to_digits(each, digits) for each in value]
    if value is None or isinstance(value, bool):
        return value
    return NEW_PARAGRAPH.join(to_digits(line, digits) for line in str(value).split("\n"))


def with_tied_spaces(text: str) -> str:
    """A text whose numbers stay on a line with their units, and days with their months."""
    return _TIED_SPACE.sub(NO_BREAK_SPACE, text)


def unbroken_date(day: date) -> str:
    """A day spelled out, with no-break spaces."""
    return format_long_date(day).replace(" ", NO_BREAK_SPACE)
