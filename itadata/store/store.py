"""The store: what was received and what was made of it, in one database and one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from itadata.store.engine import database_url, open_engine
from itadata.store.memory import Memory
from itadata.store.snapshot import Snapshot
from itadata.store.transaction import Transaction


class Store:
    """A database. Opening it brings it to the present schema."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._memory = Memory()

    @classmethod
    def open(cls, url: str | None = None) -> "Store":
        """The store at an address, else that of this installation."""
        return cls(open_engine(url or database_url()))

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A consistent look; nothing that others write meanwhile is seen."""
        connecting = self._engine.connect()
        if self._engine.dialect.name == "postgresql":
            connecting = connecting.execution_options(isolation_level="REPEATABLE READ")
        with connecting as connection, connection.begin():
            yield Snapshot(connection, self._memory)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction that is kept when the block ends well and undone when it does not."""
        with (
            self._engine.connect().execution_options(immediate=True) as connection,
            connection.begin(),
        ):
            transaction = Transaction(connection, self._memory)
            yield transaction
        transaction.remember(self._memory)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
