"""A database past its store."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine

from itadata.store import Store


@pytest.fixture
def engine(store: Store, url: str) -> Iterator[Engine]:
    """The same database, past the store."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    engine.dispose()
