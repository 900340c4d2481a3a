"""The workbook of users: sheet ผู้ใช้, one row a user, read and written."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from itadata.access.permissions import Role
from itadata.access.users import UserRecord, clean_user_name, is_email, normalise_email
from itadata.findings import Code, Finding, Findings, has_errors
from itadata.language import gettext_in
from itadata.thai import format_date, matching_key, normalise
from itadata.workbook import Workbook
from itadata.workbook.coverage import Coverage, Note
from itadata.workbook.records import (
    Column,
    InvalidValue,
    Record,
    Records,
    RecordSchema,
    date_value,
    lines,
    read_records,
)
from itadata.workbook.tables import Cell
from itadata.workbook.xlsx_writer import Heading, WorkbookWriter

_ROLES = {
    "ผู้บริหาร": Role.EXECUTIVE,
    "เจ้าหน้าที่ส่วนราชการ": Role.OFFICER,
    "เจ้าหน้าที่จังหวัด": Role.PROVINCE,
    "ผู้ดูแลระบบ": Role.ADMINISTRATOR,
}
_ROLE_KEYS = {
    matching_key(name): role
    for title, role in _ROLES.items()
    for name in (title, role.name, gettext_in(role.value, "en"))
}
YES, NO = "ใช่", "ไม่ใช่"
_YES_OR_NO = {
    matching_key(word): answer
    for answer, words in {True: (YES, "yes", "true"), False: (NO, "ไม่", "no", "false")}.items()
    for word in words
}
_EXAMPLE = "malee@example.go.th"


def _email(cell: Cell) -> str:
    email = normalise_email(normalise(cell.text))
    if not is_email(email):
        raise InvalidValue(cell.finding(Code.EMAIL_UNREADABLE, expected=_EXAMPLE))
    return email


def _name(cell: Cell) -> str:
    return clean_user_name(cell.text)


def _role(cell: Cell) -> Role:
    role = _ROLE_KEYS.get(matching_key(cell.text))
    if role is None:
        expected = ", ".join(_ROLES)
        raise InvalidValue(cell.finding(Code.REFERENCE_UNKNOWN, name="บทบาท", expected=expected))
    return role


def _yes_or_no(cell: Cell) -> bool:
    if isinstance(cell.value, bool):
        return cell.value
    answer = _YES_OR_NO.get(matching_key(cell.text))
    if answer is None:
        raise InvalidValue(cell.finding(Code.YES_OR_NO_UNREADABLE, expected=f"{YES}, {NO}"))
    return answer


def _codes(cell: Cell) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalise(line).upper() for line in lines(cell)))


SCHEMA = RecordSchema(
    "ผู้ใช้",
    {
        "email": Column(("อีเมล", "อีเมล์", "e-mail", "email"), _email, required=True),
        "name": Column(("ชื่อ", "ชื่อ-สกุล", "ชื่อ สกุล", "name"), _name, required=True),
        "role": Column(("บทบาท", "role"), _role, required=True),
        "agency_codes": Column(("รหัสส่วนราชการ", "agency codes"), _codes),
        "active": Column(("ใช้งาน", "active"), _yes_or_no, required=True),
        "starts_on": Column(("ตั้งแต่", "from"), date_value),
        "ends_on": Column(("ถึง", "until"), date_value),
    },
    key_columns=("email", "role"),
)
_WIDTHS = {"email": 32, "name": 32, "role": 24, "agency_codes": 18}


@dataclass(frozen=True)
class ParsedUsers:
    """The users of a workbook, none where a finding is an error; and texts around the table."""

    records: tuple[UserRecord, ...]
    findings: Findings
    notes: tuple[Note, ...] = ()


def parse_users(workbook: Workbook, agency_codes: Collection[str]) -> ParsedUsers:
    """Parse a workbook of users; an agency must be in one of the codes of the frameworks."""
    table = read_records(workbook, SCHEMA)
    if not table.exists:
        missing = Finding(
            Code.TABLE_MISSING, expected=SCHEMA.headings, details={"name": SCHEMA.title}
        )
        return ParsedUsers((), Findings([missing]))
    coverage = Coverage(workbook)
    table.mark(coverage)
    shortened = list(_restored(table, agency_codes))
    faults = [fault for record in table.all_rows for fault in _faults(record, agency_codes)]
    findings = Findings(table.findings, shortened, faults, _doubled(table), coverage.not_read())
    if has_errors(findings):
        return ParsedUsers((), findings, coverage.notes())
    records = tuple(_user(record) for record in table.rows)
    return ParsedUsers(records, findings, coverage.notes())


def _restored(table: Records, agency_codes: Collection[str]) -> Iterator[Finding]:
    """Give codes that Excel took for numbers their zeros back, with a warning for each."""
    by_digits = {code.lstrip("0"): code for code in agency_codes}
    for record in table.all_rows:
        codes = record.values.get("agency_codes") or ()
        full = tuple(c if c in agency_codes else by_digits.get(c, c) for c in codes)
        for code, restored in zip(codes, full, strict=True):
            if code != restored:
                cell = record.cells["agency_codes"]
                yield cell.finding(Code.CODE_SHORTENED, value=code, expected=restored)
        record.values["agency_codes"] = full


def _user(record: Record) -> UserRecord:
    return UserRecord(**record.values)


def _faults(record: Record, agency_codes: Collection[str]) -> Iterator[Finding]:
    values, cells = record.values, record.cells
    role, codes = values.get("role"), values["agency_codes"]
    if role is Role.OFFICER and not codes:
        yield cells.get("agency_codes", cells["role"]).finding(Code.USER_AGENCY_MISSING)
    elif role is not None and role is not Role.OFFICER and codes:
        yield cells["agency_codes"].finding(Code.USER_AGENCY_EXCESS)
    for code in codes:
        if code not in agency_codes:
            yield cells["agency_codes"].finding(Code.USER_AGENCY_UNKNOWN, value=code)
    first, last = values.get("starts_on"), values.get("ends_on")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield cells["ends_on"].finding(
            Code.USER_DATES, value=format_date(last), expected=format_date(first)
        )


def _doubled(table: Records) -> Iterator[Finding]:
    """An e-mail that stands twice, in whatever spelling."""
    first: dict[str, Cell] = {}
    for record in table.all_rows:
        if email := record.values.get("email"):
            cell = record.cells["email"]
            if email in first:
                yield cell.finding(Code.VALUE_DUPLICATE, expected=first[email].address)
            first.setdefault(email, cell)


def write_users(records: Iterable[UserRecord], created: datetime) -> bytes:
    """The workbook of users; reading it back gives the same users."""
    titles = {role: title for title, role in _ROLES.items()}
    headings = [
        Heading(
            column.names[0],
            "date" if column.parse is date_value else "text",
            _WIDTHS.get(name, 14),
        )
        for name, column in SCHEMA.columns.items()
    ]
    rows = [
        [
            record.email,
            record.name,
            titles[record.role],
            "\n".join(record.agency_codes) or None,
            YES if record.active else NO,
            record.starts_on,
            record.ends_on,
        ]
        for record in records
    ]
    book = WorkbookWriter(created)
    book.table(book.sheet(SCHEMA.title), headings, rows)
    return book.finish()
