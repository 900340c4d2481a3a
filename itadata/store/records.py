"""Raw rows, for verification.

Times, dates and documents come as the text that the database keeps: what was changed by hand need
be neither a time, nor a date, nor a document.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Select,
    Table,
    func,
    select,
)

from itadata.store import chain, schema
from itadata.store.rows import select_raw

Record = dict[str, Any]


class Records:
    """The rows of one snapshot."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entries(self) -> Iterator[chain.LogEntry]:
        """Every event in order, with the faults in the chain (`chain.entries`)."""
        return chain.entries(self._connection)

    def event(self, number: int) -> Record:
        """The fields of an event by its number."""
        return chain.fields_of(self._connection, number)

    def rows(self, table: Table, **equal: object) -> list[Record]:
        """The rows of a table with these values, ordered by its key."""
        conditions = [table.c[name] == value for name, value in equal.items()]
        return self._all(select_raw(table).where(*conditions))

    def row(self, table: Table, key: object) -> Record | None:
        """The row of a table by its key."""
        (column,) = table.primary_key
        return next(iter(self.rows(table, **{column.name: key})), None)

    def keys(self, table: Table) -> list[Any]:
        """The keys of a table, in order."""
        (column,) = table.primary_key
        return list(self._connection.execute(select(column).order_by(column)).scalars())

    def orphans(self, column: Column[Any]) -> list[Record]:
        """The rows that refer, by this column, to a missing row."""
        (key,) = column.foreign_keys
        there = select(key.column).where(key.column == column).exists()
        return self._all(select_raw(column.table).where(~there))

    def _all(self, query: Select[Any]) -> list[Record]:
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def shared_receipts(self) -> list[str]:
        """The receipts that several submissions have."""
        receipt = schema.submission.c.receipt
        query = select(receipt).group_by(receipt).having(func.count(receipt) > 1)
        return list(self._connection.execute(query.order_by(receipt)).scalars())
