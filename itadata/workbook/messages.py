"""What the workers and their parent send each other: JSON, with bytes and dates, never pickles."""

import base64
import json
from datetime import date, datetime
from typing import Any


def encode(message: object) -> bytes:
    """A message in one line, without its end."""
    return json.dumps(message, ensure_ascii=False, default=_with_type).encode()


def decode(message: bytes) -> Any:
    """The message of `encode`; a date comes back as a datetime. Raises json.JSONDecodeError."""
    return json.loads(message, object_hook=_of_type)


def _with_type(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    raise TypeError(type(value).__name__)


def _of_type(value: dict[str, Any]) -> Any:
    if len(value) == 1:
        if "$date" in value:
            return datetime.fromisoformat(value["$date"])
        if "$bytes" in value:
            return base64.b64decode(value["$bytes"])
    return value
