"""Roles, actions and permissions."""

from itadata.access.permissions import (
    LONGEST_NAME,
    Action,
    Actor,
    Role,
    can,
    is_province_only,
    operator,
    other_agency_error,
    require,
)

__all__ = [
    "LONGEST_NAME",
    "Action",
    "Actor",
    "Role",
    "can",
    "is_province_only",
    "operator",
    "other_agency_error",
    "require",
]
