"""The names of actors, as the log keeps them, in the words of a person."""

from collections.abc import Mapping

from itadata.access import Role
from itadata.framework import Framework
from itadata.language import mark, translate

_ROLES: Mapping[str, str] = {role.name.lower(): role.value for role in Role}


def who(by: str, frameworks: Mapping[int, Framework]) -> str:
    """An actor's name in the log, as a person says it: "local:officer:021", "cli:malee"."""
    place, _, rest = by.partition(":")
    if place == "cli":
        return translate(mark("{name} (command line)")).format(name=rest)
    if place == "local" and not rest:
        return translate(mark("the user of this machine"))
    role, _, code = rest.partition(":")
    if place == "local" and role in _ROLES:
        said = translate(_ROLES[role])
        return f"{said} {agency_name(code, frameworks)}" if code else said
    return translate(mark("the sample")) if by == "sample" else by


def agency_name(code: str, frameworks: Mapping[int, Framework], year: int | None = None) -> str:
    """The agency's name in the year, else in the newest year that lists it, else its code."""
    years = sorted(frameworks, key=lambda each: (each == year, each), reverse=True)
    names = (a.name for each in years for a in frameworks[each].agencies if a.code == code)
    return next(names, code)
