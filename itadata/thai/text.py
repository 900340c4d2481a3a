"""Digits, numbers and text: every spelling of officers, read on a copy that is compared.

Thai digits, text copied from PDF with misplaced marks. Received text is never changed.
"""

import math
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

# --- digits and numbers --------------------------------------------------------------------

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_WORD = re.compile(r"\S+")
_MISSING = {"", "-", "–", "—", "n/a", "na", "null", "none", "ไม่ระบุ", "ไม่มี", "ไม่มีข้อมูล"}
_LONGEST_MISSING = 100  # characters, invisible ones included
# A line of dots to write on, with a title before it: "(นาย................)".
_TITLES = re.compile(r"นางสาว|นาง|นาย|น\.ส\.|(?:ลง)?วันที่|เดือน|พ\.ศ\.")
_LINE_CHARACTERS = frozenset("._…‥·()/ \t\n\xa0")
_LONGEST_LINE = 500  # characters


def to_arabic_digits(text: str) -> str:
    """The text with ๐–๙ as 0–9."""
    return text.translate(_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    """The text with 0–9 as ๐–๙, but for words with Latin letters, such as web addresses."""
    return _WORD.sub(lambda word: _thai_word(word[0]), text)


def _thai_word(word: str) -> str:
    return word if re.search("[A-Za-z]", word) else word.translate(_TO_THAI)


def is_missing(value: object) -> bool:
    """Whether a cell is blank or has a word for nothing: "-", "ไม่ระบุ", "ไม่มี", a dotted line."""
    if isinstance(value, str):
        short = len(value.strip()) <= _LONGEST_MISSING
        return (short and normalise(value) in _MISSING) or is_line_to_write_on(value)
    return value is None


def is_line_to_write_on(text: str) -> bool:
    """Whether a text is a dotted line that nobody wrote on."""
    if len(text) > _LONGEST_LINE or not ("…" in text or ".." in text or "__" in text):
        return False
    return _LINE_CHARACTERS.issuperset(_TITLES.sub("", text))


def is_number(value: object) -> bool:
    """Whether a value is a number as officers write it, and not missing."""
    try:
        return parse_number(value) is not None
    except ValueError:
        return False


def parse_number(value: object) -> Decimal | None:
    """A number as officers write it; None for a missing one.

    "๙๕.๕๕", "95.55 %", "ร้อยละ 95.55" and 95.55 all give Decimal("95.55"). Raises ValueError for
    anything else, such as the ambiguous "95,55".
    """
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        if math.isfinite(value):
            return Decimal(str(value))
        raise ValueError(value)
    if is_missing(value):
        return None
    if not isinstance(value, str):
        raise ValueError(value)
    text = normalise(value).removeprefix("ร้อยละ").removesuffix("คะแนน")
    text = text.strip().removesuffix("%").strip()
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    try:
        number = Decimal(text if "_" not in text else "")
    except InvalidOperation:
        raise ValueError(value) from None
    if not number.is_finite():
        raise ValueError(value)
    return number


# --- text ----------------------------------------------------------------------------------

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_UPPER_VOWELS = "\u0e31\u0e34-\u0e37\u0e47\u0e4d"
_TONES = "\u0e48-\u0e4c"
_TONE_BEFORE_VOWEL = re.compile(
    # Only where a run of marks begins: from each of them, a long run would take minutes.
    f"(?<![{_TONES}])([{_TONES}]++)([{_UPPER_VOWELS}\u0e38\u0e39]++)"
)
_SARA_AM = re.compile(f"\u0e4d([{_TONES}]?)\u0e32")
_TONE_AFTER_AM = re.compile(f"\u0e33([{_TONES}])")
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_BRACKETED = re.compile(r"[(（\[].*?([)）\]]|$)", re.DOTALL)
_NOT_LETTERS = re.compile(r"[\W_]+")
# A workbook is searched several times; long texts would fill the memory of the server.
_CACHE_SIZE = 32_768
_LONGEST_CACHED = 300
_LEAD_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")


def strip_control_characters(text: str) -> str:
    """The text without characters that a workbook, a database or JSON cannot hold.

    Every kind of line break becomes a line feed: a lone carriage return, a vertical tab.
    """
    return _CONTROL.sub("", _LINE_BREAK.sub("\n", text))


def normalise(text: str) -> str:
    """The text for comparing and searching; idempotent.

    NFC (never NFKC, which splits ำ), zero-width characters gone, เเ as แ, nikhahit + aa as ำ,
    tone marks after the vowel they sit on, Arabic digits, one space, lower case.
    """
    return _normalised(text) if len(text) <= _LONGEST_CACHED else _normalised.__wrapped__(text)


@lru_cache(maxsize=_CACHE_SIZE)
def _normalised(text: str) -> str:
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("เเ", "แ")
    # A tone mark may be on either side of its vowel; each rule can feed the next.
    text = _TONE_BEFORE_VOWEL.sub(r"\2\1", text)
    text = _SARA_AM.sub("\\1\u0e33", text)
    text = _TONE_AFTER_AM.sub("\\1\u0e33", text)
    # Lower case can separate a letter and its mark, so compose once more.
    text = unicodedata.normalize("NFC", to_arabic_digits(text).lower())
    return " ".join(text.split())


def search_key(text: str) -> str:
    """The text without spaces, for finding words in it: Thai does not separate words."""
    return normalise(text).replace(" ", "")


def matching_key(text: str) -> str:
    """A key that is the same for every spelling of a heading, label, name or status.

    PDF extraction moves marks to the next letter (ไดจ้ัดทำ for ได้จัดทำ), so the key leaves out
    marks above and below the line, spaces and punctuation.
    """
    return _matching(text) if len(text) <= _LONGEST_CACHED else _matching.__wrapped__(text)


@lru_cache(maxsize=_CACHE_SIZE)
def _matching(text: str) -> str:
    text = _MARKS.sub("", normalise(text).replace("\u0e33", "\u0e32"))
    return _NOT_LETTERS.sub("", text)


def strip_marks(text: str) -> str:
    """The text without the marks above and below the line, which have no width."""
    return _MARKS.sub("", text)


def strip_brackets(text: str) -> str:
    """The text without anything in brackets: "IIT (ร้อยละ 30)" → "IIT "."""
    return _BRACKETED.sub("", text)


def sort_key(text: str) -> str:
    """A key for Thai dictionary order by code point, in Python and in any database.

    Vowels written before a consonant sort after it (เ แ โ ใ ไ); tone marks count only between
    texts that are otherwise the same.
    """
    text = _LEAD_VOWEL.sub(r"\2\1", normalise(text))
    without_tones = re.sub("[\u0e47-\u0e4e]", "", text)
    return f"{without_tones}\u0001{text}"
