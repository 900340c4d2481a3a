"""The form in a workbook: one table on one sheet, or several where it was copied or goes on."""

from functools import lru_cache

from itadata.returns.form import HEADINGS
from itadata.thai import strip_brackets
from itadata.workbook import Sheet, Workbook
from itadata.workbook.sheets import Position
from itadata.workbook.tables import Table, candidate_tables, classify_by_names, widest_table

_FOUND_BY = ({"no", "status"}, {"step", "status"}, {"no", "step"})
_OF_AN_ANSWER = {"status", "done_on", "results", "outcomes", "evidence"}
_exact = classify_by_names(HEADINGS)


def find_forms(book: Workbook) -> list[Table]:
    """The form of every visible sheet that has one, the one that is most like a form first."""
    found = [form for sheet in book.visible() if (form := _form_of(sheet))]
    return [form for _, form in sorted(found, key=lambda each: (each[0], -len(each[1].columns)))]


def _form_of(sheet: Sheet) -> tuple[int, Table] | None:
    """The form of a sheet, and how late it was found: without its status it may be another list
    of steps, unless it has more of what an answer has.
    """
    tables = candidate_tables(sheet, _column)
    for rank, required in enumerate(_FOUND_BY):
        table = widest_table(tables, required)
        if table is not None and ("status" in required or _tells_answers(table)):
            return rank, _exact_first(table)
    return None


def _tells_answers(table: Table) -> bool:
    return len(_OF_AN_ANSWER & table.columns.keys()) >= 2


@lru_cache(maxsize=4096)
def _column(heading: str) -> str | None:
    return _exact(heading) or _exact(strip_brackets(heading))


def _exact_first(table: Table) -> Table:
    """A heading as in the template counts before one with an addition, such as "สถานะ (ปีก่อน)"."""
    columns = dict(table.columns)
    width = len(table.sheet.rows[table.header_row - 1])
    for number in range(width, 0, -1):
        heading = table.sheet.merged_value(Position(table.header_row, number))
        if isinstance(heading, str) and (name := _exact(heading)):
            columns[name] = number
    return Table(table.sheet, table.header_row, columns)
