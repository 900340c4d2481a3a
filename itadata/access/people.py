"""Display names of actors and agencies."""

from collections.abc import Mapping

from itadata.access import COMMAND_LINE, Role, user_id
from itadata.framework import Framework
from itadata.language import _

_ROLES: Mapping[str, str] = {role.name.lower(): role.value for role in Role}


def display_name(
    by: str, frameworks: Mapping[int, Framework], user_names: Mapping[int, str]
) -> str:
    """The display name of an actor in the log, such as "user:12", "local:officer:021" or "cli".

    `user_names` are the names of users by their ids; one who was erased has none.
    """
    number = user_id(by)
    if number is not None:
        return user_names.get(number) or _("user {id}, erased").format(id=number)
    if by == COMMAND_LINE:
        return _("the command line")
    place, _colon, rest = by.partition(":")
    if place == "cli":
        return _("{name} (command line)").format(name=rest)
    if place == "local" and not rest:
        return _("the user of this machine")
    role, _colon, code = rest.partition(":")
    if place == "local" and role in _ROLES:
        role_name = _(_ROLES[role])
        return f"{role_name} {agency_name(code, frameworks)}" if code else role_name
    return _("the sample") if by == "sample" else by


def agency_name(code: str, frameworks: Mapping[int, Framework], year: int | None = None) -> str:
    """The agency's name in the year, else in the newest year that lists it, else its code."""
    years = sorted(frameworks, key=lambda each: (each == year, each), reverse=True)
    names = (a.name for each in years for a in frameworks[each].agencies if a.code == code)
    return next(names, code)
