"""Texts, dates and links as a spreadsheet can hold them."""

import re
from datetime import date, datetime
from urllib.parse import quote, urlsplit

from itadata.language import N_, _
from itadata.thai import strip_control_characters

LONGEST_TEXT = 32_767  # units of UTF-16, Excel's own limit for a cell
_LONGEST_LINK = 2_000
_CUT = N_("… [cut: a cell holds 32,767 characters]")

WEB_ADDRESS = re.compile(r"(https?://[^\s<>'\"]*[^\s<>'\".,;:!?()\[\]])")
"""An address that a browser opens as a page, never a script, without the end of the sentence."""

_ESCAPE_LIKE = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_BROKEN_PERCENT = re.compile("%(?![0-9a-fA-F]{2})")
_SAFE_IN_LINK = "%/:?#@!$&()*+,;=~"


def clean(text: str) -> str:
    """Text without control characters; longer than a cell holds, it is cut with a note."""
    text = strip_control_characters(text)
    return text if len(text) * 2 <= LONGEST_TEXT or not is_too_long(text) else _shortened(text)


def is_too_long(text: str) -> bool:
    """Whether a cell cannot hold the text; an emoji counts twice there."""
    return _units(text) > LONGEST_TEXT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shortened(text: str) -> str:
    ending = _(_CUT)
    return cut(text, LONGEST_TEXT - _units(ending)) + ending


def cut(text: str, longest: int) -> str:
    """The beginning of a text, in units of UTF-16, by which Excel counts."""
    return text.encode("utf-16-le")[: longest * 2].decode("utf-16-le", "ignore")


def escaped(text: str) -> str:
    """Text that Excel shows as typed, where it looks like an escape such as `_x0041_`."""
    return _ESCAPE_LIKE.sub("_x005F_", text)


def first_link(text: str) -> str | None:
    """The first address in a text, written as every spreadsheet takes it; None without one."""
    if "http" not in text:
        return None
    match = WEB_ADDRESS.search(text)
    return _as_target(match[0]) if match else None


def _as_target(address: str) -> str | None:
    target = quote(_BROKEN_PERCENT.sub("%25", address), safe=_SAFE_IN_LINK)
    first, sharp, rest = target.partition("#")
    target = f"{first}{sharp}{rest.replace('#', '%23')}"
    try:
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        return None
    return target if parts.hostname and len(target) <= _LONGEST_LINK else None


_EPOCH = date(1899, 12, 30).toordinal()
FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was


def serial_number(moment: date) -> float | int:
    """A day, or a naive time, as Excel counts them."""
    days = moment.toordinal() - _EPOCH
    if not isinstance(moment, datetime):
        return days
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return days + seconds / 86_400
