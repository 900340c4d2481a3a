"""The form in a workbook: one table, or several where it was copied or continues."""

from functools import lru_cache

from itadata.returns.fields import HEADINGS
from itadata.thai import strip_brackets
from itadata.workbook import Sheet, Workbook
from itadata.workbook.tables import Table, candidate_tables, classify_by_names, widest_table

_REQUIRED_COLUMNS = ({"no", "status"}, {"step", "status"}, {"no", "step"})
_ANSWER_COLUMNS = {"status", "done_on", "results", "outcomes", "evidence"}
_exact = classify_by_names(HEADINGS)


def find_form_tables(workbook: Workbook) -> list[Table]:
    """The form of every visible sheet that has one, the most complete first."""
    ranked = [form for sheet in workbook.visible() if (form := _form_table(sheet))]
    ranked.sort(key=lambda each: (each[0], -len(each[1].columns)))
    return [table for _, table in ranked]


def _form_table(sheet: Sheet) -> tuple[int, Table] | None:
    """The form of a sheet and its rank, best first.

    A table without statuses may be another list of steps, unless it has other answer columns.
    """
    tables = candidate_tables(sheet, _column)
    for rank, required in enumerate(_REQUIRED_COLUMNS):
        table = widest_table(tables, required)
        if table is not None and ("status" in required or _has_answer_columns(table)):
            return rank, _exact_first(table)
    return None


def _has_answer_columns(table: Table) -> bool:
    return len(_ANSWER_COLUMNS & table.columns.keys()) >= 2


@lru_cache(maxsize=4096)
def _column(heading: str) -> str | None:
    return _exact(heading) or _exact(strip_brackets(heading))


def _exact_first(table: Table) -> Table:
    """A heading as in the template takes precedence over one such as "สถานะ (ปีก่อน)"."""
    columns = dict(table.columns)
    headings = list(enumerate(table.sheet.merged_row(table.header_row), start=1))
    for number, heading in reversed(headings):
        if isinstance(heading, str) and (name := _exact(heading)):
            columns[name] = number
    return Table(table.sheet, table.header_row, columns)
