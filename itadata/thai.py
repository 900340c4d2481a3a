"""Thai time and text: the time now, years and dates of the Buddhist era, digits, text to compare.

Every spelling of officers is parsed here: Thai digits, years of either era, months by name, text
copied from PDF with misplaced marks. Received text is never changed: these functions return the
copy that is compared.
"""

import math
import os
import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo

from itadata import clock
from itadata.language import current_language

BANGKOK = ZoneInfo("Asia/Bangkok")

# --- the time ------------------------------------------------------------------------------


def now() -> datetime:
    """The time in Bangkok: that of `ITA_NOW`, else of the sample in use, else of this machine."""
    return fixed_time() or clock.now().astimezone(BANGKOK)


def fixed_time() -> datetime | None:
    """The time in the environment variable `ITA_NOW` (ISO 8601), if any. Raises ValueError."""
    text = os.environ.get("ITA_NOW")
    return parse_time(text) if text else None


def today() -> date:
    """The date in Bangkok."""
    return now().date()


def parse_time(text: str) -> datetime:
    """An ISO 8601 time; without a zone it is Bangkok's. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    return moment.replace(tzinfo=BANGKOK) if moment.tzinfo is None else moment.astimezone(BANGKOK)


# --- fiscal years --------------------------------------------------------------------------

ERA_OFFSET = 543
_YEAR = re.compile(
    r"(?:ประจำ)? ?(?:ปี)? ?(?:งบประมาณ|งปม\.?|งบฯ?|fy|fiscal year)? ?"
    r"(?:พ\. ?ศ\.?|พศ|ค\. ?ศ\.?)? ?(\d{4}|\d{2})(?:\.0+)?"
)
MONTHS_OF_YEAR = 12
FIRST_BUDDHIST_YEAR = 2400  # 1857 C.E.: nothing here is older


def current_fiscal_year() -> int:
    """The fiscal year (B.E.) of today."""
    day = today()
    return day.year + ERA_OFFSET + (day.month >= 10)


def fiscal_year_start(fiscal_year: int) -> date:
    """1 October of the year before."""
    return date(fiscal_year - ERA_OFFSET - 1, 10, 1)


def fiscal_year_end(fiscal_year: int) -> date:
    """30 September of the year."""
    return last_day_of_months(fiscal_year, MONTHS_OF_YEAR)


def last_day_of_months(fiscal_year: int, months: int) -> date:
    """The last day of a number of months from the start of a fiscal year: 6 gives 31 March."""
    start = fiscal_year_start(fiscal_year)
    years, month = divmod(start.month - 1 + months, MONTHS_OF_YEAR)
    return date(start.year + years, month + 1, 1) - timedelta(days=1)


def parse_year(value: object) -> int | None:
    """A fiscal year (B.E.) as officers write it; None for anything else.

    2567, "2567.0", "67", "ปีงบประมาณ พ.ศ. ๒๕๖๗", "ปีงบฯ 67" and 2024 (C.E.) all give 2567.
    """
    if isinstance(value, bool) or value is None:
        return None
    match = _YEAR.fullmatch(normalise(str(value)))
    return _buddhist_year(int(match[1])) if match else None


def _buddhist_year(year: int) -> int | None:
    if year < 100:
        # Two digits are a short B.E. year (67 is 2567), below 43 a C.E. year (24 is 2024).
        return 2500 + year if year >= 43 else 2000 + year + ERA_OFFSET
    if FIRST_BUDDHIST_YEAR <= year <= 2700:
        return year
    return year + ERA_OFFSET if 1900 <= year <= 2157 else None


# --- dates ---------------------------------------------------------------------------------

_MONTHS = (
    ("มกราคม", "ม.ค.", "Jan"),
    ("กุมภาพันธ์", "ก.พ.", "Feb"),
    ("มีนาคม", "มี.ค.", "Mar"),
    ("เมษายน", "เม.ย.", "Apr"),
    ("พฤษภาคม", "พ.ค.", "May"),
    ("มิถุนายน", "มิ.ย.", "Jun"),
    ("กรกฎาคม", "ก.ค.", "Jul"),
    ("สิงหาคม", "ส.ค.", "Aug"),
    ("กันยายน", "ก.ย.", "Sep"),
    ("ตุลาคม", "ต.ค.", "Oct"),
    ("พฤศจิกายน", "พ.ย.", "Nov"),
    ("ธันวาคม", "ธ.ค.", "Dec"),
)
_DAY_NAMES = "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์"
_BEFORE_DATE = re.compile(
    rf"^(?:(?:เมื่อ|ณ|ลง|แล้วเสร็จ|วันที่|(?:วัน)?(?:{_DAY_NAMES})(?:ที่)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[ ,]*)+"
)
_DAY_MONTH_YEAR = re.compile(
    r"(\d{1,2})[ /.-]*([^\d\s/.-][^\d/]*?)[ /-]*"
    r"(?:พ\. ?ศ\.?|พศ|พุทธศักราช|ปี)? ?(\d{4}|\d{2})"
)
_BETWEEN_DAYS = re.compile(r" ?(?:[-–—,]|ถึง|และ|to|and) ?")
_LONGEST_DATE = 200  # characters; a page of text takes minutes to be no date
_LONGEST_SPAN = 100  # characters
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(18_264, 301_000)  # 1950 C.E. to the years 26xx, which are B.E.


def parse_date(value: object) -> date | None:
    """A date as officers write it; None where there is no such day.

    Excel dates (also those whose year is B.E.), their serial numbers, "30 ก.ย. 2567", "30/9/67",
    "๓๐ กันยายน ๒๕๖๗", "2024-09-30" and "30 Sep 2024" all give 2024-09-30.
    """
    if isinstance(value, date):
        return _day(f"{value.year:04}", value.month, value.day)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if float(value).is_integer() and int(value) in _EXCEL_SERIALS:
            return parse_date(_EXCEL_EPOCH + timedelta(days=int(value)))
        return None
    if not isinstance(value, str) or len(value.strip()) > _LONGEST_DATE:
        return None
    return _parse_date_text(value)


@lru_cache(maxsize=4_096)  # a form has few days, each in many rows
def _parse_date_text(text: str) -> date | None:
    text = normalise(text)
    text = _BEFORE_DATE.sub("", text)
    text = re.sub(r"[ t]\d{1,2}[:.]\d{2}([:.]\d{2})?(\.\d+)?( ?น\.?)?$", "", text)
    text = re.sub(r"เดือน|เวลา.*$", " ", text)
    text = " ".join(text.split())
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return _day(match[1], int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4}|\d{2})", text):
        return _day(match[3], int(match[2]), int(match[1]))
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        month = _month(match[2])
        return _day(match[3], month, int(match[1])) if month else None
    return None


def last_day_of_range(text: str) -> date | None:
    """The last day of a range such as "1-5 ก.ย. 2567", or of one day a line; None for a day."""
    text = text[:_LONGEST_SPAN]
    if parse_date(text) is not None:
        return None
    text = _BEFORE_DATE.sub("", normalise(" และ ".join(text.split("\n"))))
    if not re.match(r"\d{1,2}", text):
        return None
    days = (parse_date(text[match.end() :]) for match in _BETWEEN_DAYS.finditer(text))
    return next((day for day in days if day is not None), None)


def _day(year: str, month: int, day: int) -> date | None:
    # The year 0001, which a cell of Excel may have, is no short form.
    buddhist = _buddhist_year(int(year)) if len(year) == 2 or int(year) > 99 else None
    if buddhist is None:
        return None
    try:
        return date(buddhist - ERA_OFFSET, month, day)
    except ValueError:
        return None


def _month(name: str) -> int | None:
    # ม.ค. and มี.ค. differ by a mark only, so short names are compared with their marks.
    plain = re.sub("[. ]", "", name)
    for number, (full, short, english) in enumerate(_MONTHS, start=1):
        if plain == short.replace(".", "") or plain.startswith(english.lower()):
            return number
        if matching_key(plain) == matching_key(full):
            return number
    return None


def month_names(language: str | None = None) -> list[str]:
    """The twelve months: "มกราคม", "Jan"."""
    return [names[0 if (language or current_language()) == "th" else 2] for names in _MONTHS]


def format_date(day: date, language: str | None = None) -> str:
    """A day with a short month, in B.E.: "30 ก.ย. 2567", "30 Sep 2567"."""
    name = _MONTHS[day.month - 1][1 if (language or current_language()) == "th" else 2]
    return f"{day.day} {name} {day.year + ERA_OFFSET}"


def format_time(moment: datetime, language: str | None = None) -> str:
    """A time in Bangkok: "30 ก.ย. 2567 16:30 น."."""
    local = moment.astimezone(BANGKOK)
    suffix = " น." if (language or current_language()) == "th" else ""
    return f"{format_date(local.date(), language)} {local:%H:%M}{suffix}"


def format_long_date(day: date) -> str:
    """A day as Thai letters have it: "30 กันยายน 2567"."""
    return f"{day.day} {_MONTHS[day.month - 1][0]} {day.year + ERA_OFFSET}"


def format_numeric_date(day: date) -> str:
    """A day in digits, in B.E. in either language: "30/9/2567"."""
    return f"{day.day}/{day.month}/{day.year + ERA_OFFSET}"


# --- digits and numbers --------------------------------------------------------------------

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_WORD = re.compile(r"\S+")
_MISSING = {"", "-", "–", "—", "n/a", "na", "null", "none", "ไม่ระบุ", "ไม่มี", "ไม่มีข้อมูล"}
_LONGEST_MISSING = 100  # characters, invisible ones included
# A line of dots to write on, with a title before it: "(นาย................)".
_TITLES = re.compile(r"นางสาว|นาง|นาย|น\.ส\.")
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
