"""The store: the submitted files and everything made of them, in one database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from itadata.store.engine import database_url, immediate, open_engine, repeatable
from itadata.store.frameworks import FrameworkCache
from itadata.store.snapshot import Snapshot
from itadata.store.texts import TextCache
from itadata.store.transaction import Transaction


class Store:
    """A database. Opening it brings it to the present schema."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Frameworks and texts by the ids of their rows, which never change.
        self._framework_cache: FrameworkCache = {}
        self._text_cache: TextCache = {}

    @classmethod
    def open(cls, url: str | None = None) -> "Store":
        """The store at an address, else that of this installation."""
        return cls(open_engine(url or database_url()))

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A consistent view, from its first read on; no transaction is open before."""
        with repeatable(self._engine).connect() as connection:
            yield Snapshot(connection, self._framework_cache, self._text_cache)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction, committed when the block ends well and rolled back when it does not."""
        # What it reads may be rolled back, so only a committed one adds to the caches.
        framework_cache, text_cache = dict(self._framework_cache), dict(self._text_cache)
        with immediate(self._engine).begin() as connection:
            yield Transaction(connection, framework_cache, text_cache)
        self._framework_cache, self._text_cache = framework_cache, text_cache

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
