"""A `Framework` as JSON, as the store keeps it."""

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from itadata.framework.model import Framework


def to_json(framework: Framework) -> dict[str, Any]:
    """The framework in the types of JSON: decimals and dates as text."""
    document: dict[str, Any] = plain(framework)
    del document["extensions"]  # decided since, not part of the workbook
    return document


def from_json(document: dict[str, Any]) -> Framework:
    """The framework from its JSON."""
    framework: Framework = from_plain(Framework, document)
    return framework


def complete(document: Any) -> Any:
    """A stored document with the fields that frameworks have had since, each with its default.

    Whatever else it holds stays as it is.
    """
    completed = _completed(Framework, document)
    if isinstance(completed, dict) and "extensions" not in document:
        completed.pop("extensions", None)
    return completed


def _completed(kind: Any, value: Any) -> Any:
    if typing.get_origin(kind) is tuple and isinstance(value, list):
        return [_completed(typing.get_args(kind)[0], item) for item in value]
    if not is_dataclass(kind) or not isinstance(value, dict) or not value:
        return value
    hints = _hints(typing.cast(type, kind))
    defaults = {f.name: plain(f.default) for f in fields(kind) if f.default is not MISSING}
    completed = {name: _completed(hints.get(name), item) for name, item in value.items()}
    return {**completed, **{n: d for n, d in defaults.items() if n not in completed}}


def plain(value: Any) -> Any:
    """A dataclass, with whatever it holds, in the types of JSON: decimals and dates as text."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, (Decimal, date)) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def from_plain(kind: Any, value: Any) -> Any:
    """A value of a type from its JSON, as `plain` gives it."""
    if typing.get_origin(kind) is types.UnionType:
        if value is None:
            return None
        kind = next(option for option in typing.get_args(kind) if option is not type(None))
    if is_dataclass(kind):
        hints = _hints(typing.cast(type, kind))
        return kind(**{name: from_plain(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    if typing.get_origin(kind) is tuple:
        return tuple(from_plain(typing.get_args(kind)[0], item) for item in value)
    if kind is date:
        return date.fromisoformat(value)
    return kind(value)
