"""Times as the database keeps them: text in Bangkok's zone."""

from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, String, TypeDecorator

from itadata.thai import BANGKOK


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept as text in Bangkok's."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """On the way in."""
        return None if value is None else value.astimezone(BANGKOK).isoformat(timespec="seconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """On the way out."""
        return None if value is None else datetime.fromisoformat(value)
