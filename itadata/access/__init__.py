"""Who may do what."""

from itadata.access.permissions import (
    LONGEST_NAME,
    Action,
    Actor,
    Role,
    can,
    of_another,
    of_province,
    operator,
    require,
)

__all__ = [
    "LONGEST_NAME",
    "Action",
    "Actor",
    "Role",
    "can",
    "of_another",
    "of_province",
    "operator",
    "require",
]
