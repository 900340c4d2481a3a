"""Values of an object that are computed once, without a lock."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value_co = TypeVar("Value_co", covariant=True)


class cached_property(Generic[Value_co]):  # noqa: N801 - as in functools
    """A property that is computed when it is first asked for, and then kept.

    That of functools takes a lock before Python 3.12, one for all objects of a class: it costs
    more than most cells, and makes one request wait for another.
    """

    def __init__(self, compute: Callable[[Any], Value_co]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __get__(self, instance: object, owner: type) -> Value_co:
        value = self._compute(instance)
        instance.__dict__[self._compute.__name__] = value
        return value
