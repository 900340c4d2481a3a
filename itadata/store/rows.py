"""The connection of a snapshot, and rows as frames and as dataclasses."""

from collections.abc import Callable, Hashable
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

import pandas as pd
from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Date,
    Row,
    Select,
    Table,
    Text,
    and_,
    insert,
    select,
)

from itadata.store import schema
from itadata.store.moment import Moment

T = TypeVar("T")


class Reads:
    """The base of every group of reads: one connection, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[Hashable, Any] = {}

    def _once(self, key: Hashable, read: Callable[[], T]) -> T:
        """The result of a read; a snapshot sees no change, so it reads the same only once."""
        if key not in self._read:
            self._read[key] = read()
        return cast(T, self._read[key])

    def _frame(self, query: Select[Any]) -> pd.DataFrame:
        result = self._connection.execute(query)
        return pd.DataFrame(result.fetchall(), columns=list(result.keys()))

    def _insert(self, table: Table, row: dict[str, Any]) -> int:
        """Add a row; gives its id."""
        key = self._connection.execute(insert(table).values(row)).inserted_primary_key
        assert key is not None
        return cast(int, key[0])


def from_row(record_class: type[T], row: Row[Any], **values: Any) -> T:
    """A dataclass from the columns that its fields are named after, and from other values."""
    columns = row._mapping
    names = _shared_names(record_class, row._fields)  # type: ignore[arg-type]
    return record_class(**{name: columns[name] for name in names} | values)


@cache
def _shared_names(record_class: type, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of a dataclass that are columns too; asked for each of many thousand rows."""
    return tuple(field.name for field in fields(record_class) if field.name in columns)


def to_row(table: Table, record: object, **values: Any) -> dict[str, Any]:
    """The row of a table from the fields of a dataclass that its columns are named after."""
    values_by_column = {name: value for name, value in vars(record).items() if name in table.c}
    return {
        name: value.value if isinstance(value, Enum) else value
        for name, value in (values_by_column | values).items()
    }


def select_raw(table: Table) -> Select[Any]:
    """Every row by its key; times, dates and documents as the text that the database keeps."""
    as_text = (Moment, Date, JSON)
    columns = [
        column.cast(Text).label(column.name) if isinstance(column.type, as_text) else column
        for column in table.columns
    ]
    return select(*columns).order_by(*table.primary_key)


def is_return(fiscal_year: int, months: int, agency_code: str) -> ColumnElement[bool]:
    """Whether a row of `return_version` is of this agency and round."""
    version = schema.return_version.c
    return and_(
        version.fiscal_year == fiscal_year,
        version.round == months,
        version.agency_code == agency_code,
    )
