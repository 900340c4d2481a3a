"""The log of the server: one JSON object a line on stderr, without personal data.

Every run of a page and every other request has a number. A sentence about a failure shows it, and
each line written meanwhile has it under `request`.
"""

import json
import logging
import os
import secrets
import sys
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from itadata.errors import UserError, traceback_without_values

_FIELDS = "fields"
_OF_SERVER = ("streamlit", "uvicorn", "websockets")  # they bring handlers of their own
_log = logging.getLogger("itadata")
_request: ContextVar[tuple[str, float]] = ContextVar("request", default=("", 0.0))
_user: ContextVar[str] = ContextVar("user", default="")


def configure() -> None:
    """Write the log of this process as JSON, that of the server's libraries too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.WARNING)
    _log.setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        # The addresses that `uvicorn.access` would log hold filters and signed keys.
        if name.partition(".")[0] in _OF_SERVER and name != "uvicorn.access":
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [], True


class JsonFormatter(logging.Formatter):
    """A record as a line of JSON; of an exception where and what kind, never its message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        entry: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_number(),
            "user": _user.get(),
            "process": os.getpid(),
            **getattr(record, _FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1]:
            entry["traceback"] = traceback_without_values(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False)


def begin_request() -> None:
    """Give what runs from here on in this thread or task a number of its own."""
    _request.set((secrets.token_hex(4).upper(), time.perf_counter()))
    _user.set("")


def end_request(name: str) -> None:
    """Log how long the request took; `name` is that of the page or route, never an address."""
    milliseconds = round((time.perf_counter() - _request.get()[1]) * 1000)
    _log.info("request", extra={_FIELDS: {"name": name, "milliseconds": milliseconds}})


def request_number() -> str:
    """The number of the request of this thread or task; blank outside of one."""
    return _request.get()[0]


def name_user(actor_name: str) -> None:
    """Name who asks in the lines of this request: by the id of the event log, never by name."""
    _user.set(actor_name)


def log_sign_in(sign_in: str) -> None:
    """Log that a sign-in is used here for the first time; `sign_in` is part of its digest."""
    _log.info("signed in", extra={_FIELDS: {"sign_in": sign_in}})


def log_refusal(error: UserError) -> None:
    """Log what was refused, without the names in it."""
    _log.warning("refused", extra={_FIELDS: {"reason": error.message}})


def log_failure(error: BaseException) -> None:
    """Log where an unexpected error was raised, without the values in it."""
    _log.error("failed", extra={_FIELDS: {"traceback": traceback_without_values(error)}})
