"""Dates, numbers, formulas and texts that no officer would type."""

from itadata.findings import Code
from tests import builders
from tests.hostile.catalogue import gets, style_of, with_cell

_DAY = builders.at("1.1", "done_on")
_NOTE = builders.at("1.1", "note")


def _date(serial: str) -> bytes:
    style = style_of("1.1", "done_on")
    return with_cell("1.1", "done_on", f'<c r="{{r}}" s="{style}"><v>{serial}</v></c>')


def _inline(column: str, text: str) -> bytes:
    return with_cell("1.1", column, f'<c r="{{r}}" t="inlineStr"><is><t>{text}</t></is></c>')


@gets(Code.DATE_UNREADABLE, _DAY)
def date_before_the_first() -> bytes:
    return _date("-1")


@gets(Code.DATE_UNREADABLE, _DAY)
def date_beyond_all_years() -> bytes:
    return _date("1e300")


@gets(Code.DATE_UNREADABLE, _DAY)
def date_of_the_year_ten_thousand() -> bytes:
    return _date("2958466")


@gets(Code.DATE_UNREADABLE, _DAY)
def last_date_of_excel() -> bytes:
    return _date("2958465")


@gets(Code.DONE_DATE_OUTSIDE, _DAY)
def day_that_never_was() -> bytes:
    return _date("60")


@gets(Code.FILE_UNREADABLE, _DAY)
def date_that_is_infinite() -> bytes:
    return _date("inf")


@gets(Code.FILE_UNREADABLE, _DAY)
def date_that_is_no_number() -> bytes:
    return _date("nan")


@gets(Code.DATE_UNREADABLE, _DAY)
def date_beyond_the_largest_number() -> bytes:
    return _date("1e999")


@gets(Code.FILE_UNREADABLE, _DAY)
def written_date_that_is_none() -> bytes:
    return with_cell("1.1", "done_on", '<c r="{r}" t="d"><v>9999-99-99</v></c>')


@gets(None)
def number_of_four_thousand_digits() -> bytes:
    return with_cell("1.1", "note", f'<c r="{{r}}"><v>{"7" * 4000}</v></c>')


@gets(Code.FILE_UNREADABLE, _NOTE)
def number_of_a_million_digits() -> bytes:
    return with_cell("1.1", "note", f'<c r="{{r}}"><v>{"7" * 900_000}</v></c>')


@gets(Code.CELL_UNCOMPUTED, _NOTE)
def formula_that_needs_itself() -> bytes:
    return with_cell("1.1", "note", '<c r="{r}"><f>{r}</f></c>')


@gets(Code.CELL_ERROR, _NOTE)
def formula_that_failed() -> bytes:
    return with_cell("1.1", "note", '<c r="{r}" t="e"><f>1/0</f><v>#DIV/0!</v></c>')


@gets(None)
def formula_of_a_command() -> bytes:
    """It is a text: nothing here is ever computed."""
    return with_cell("1.1", "note", '<c r="{r}" t="str"><f>cmd|\'/c calc\'!A0</f><v>x</v></c>')


@gets(Code.TEXT_TOO_LONG, _NOTE)
def text_longer_than_a_cell() -> bytes:
    return _inline("note", "ก" * 32_768)


@gets(None)
def control_characters() -> bytes:
    return _inline("note", "_x0000_a_x0008_b_x001F_")


@gets(None)
def halves_of_characters() -> bytes:
    return _inline("note", "a_xD800_b_xDFFF_c_xFFFF_")


@gets(Code.FILE_TRUNCATED)
def character_that_xml_forbids() -> bytes:
    return _inline("note", "a&#0;b")


@gets(None)
def text_with_its_pronunciation() -> bytes:
    inside = '<is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is>'
    return with_cell("1.1", "note", f'<c r="{{r}}" t="inlineStr">{inside}</c>')


@gets(None)
def words_of_a_web_page() -> bytes:
    return _inline("note", "&lt;script&gt;alert(1)&lt;/script&gt; {value} %s ${{x}}")


@gets(Code.STATUS_UNKNOWN, builders.at("1.1", "status"))
def status_of_thirty_thousand_marks() -> bytes:
    """Marks that are moved about before texts are compared."""
    return _inline("status", "ก" + "่ิ" * 15_000)


@gets(Code.AGENCY_UNKNOWN, suffix=".xlsx")
def code_of_an_agency_that_is_an_attack() -> bytes:
    return builders.return_workbook(builders.identified("agency_code", "001' OR '1'='1"))
