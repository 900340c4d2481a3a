"""Codes of agencies that Excel took for numbers: 1 and "2.0" beside "003" are 001 and 002."""

from collections.abc import Iterator, Mapping

from itadata.findings import Code, Finding
from itadata.framework import schemas
from itadata.workbook.records import Record, Records

_COLUMNS = ((schemas.AGENCIES, "code"), (schemas.EXEMPTIONS, "agency_code"))


def restore_zeros(tables: Mapping[str, Records]) -> Iterator[Finding]:
    """Lengthen shortened codes to the width of those with their zeros; a warning for each."""
    codes = [_digits(record, "code") for record in tables[schemas.AGENCIES.title].all_rows]
    widths = {len(code) for code in codes if code.startswith("0")}
    if len(widths) != 1:
        return
    [width] = widths
    for schema, column in _COLUMNS:
        for record in tables[schema.title].all_rows:
            digits = _digits(record, column)
            restored = digits.zfill(width)
            if digits and restored != record.values[column]:
                record.values[column] = restored
                yield record.cells[column].finding(Code.CODE_SHORTENED, expected=restored)


def _digits(record: Record, column: str) -> str:
    """The digits of a code, without the point of a number; "" where it has others."""
    code: str = (record.values.get(column) or "").removesuffix(".0")
    return code if code.isdecimal() else ""
