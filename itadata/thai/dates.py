"""Fiscal years and dates of the Buddhist era, in every form that officers write."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from itadata.language import current_language
from itadata.thai.clock import BANGKOK, today
from itadata.thai.text import matching_key, normalise

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
    r"(?:พ\. ?ศ\.?|พศ|พุทธศักราช|ปี|b\. ?e\.?)? ?(\d{4}|\d{2})"
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
    """A day with a short month, in B.E.: "30 ก.ย. 2567", "30 Sep B.E. 2567"."""
    _full, thai, english = _MONTHS[day.month - 1]
    month = thai if (language or current_language()) == "th" else f"{english} B.E."
    return f"{day.day} {month} {day.year + ERA_OFFSET}"


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
