"""Roles, actions and permissions; users, and the workbook of users."""

from itadata.access.permissions import (
    COMMAND_LINE,
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
from itadata.access.users import User, UserRecord, normalise_email, user_id

__all__ = [
    "COMMAND_LINE",
    "LONGEST_NAME",
    "Action",
    "Actor",
    "Role",
    "User",
    "UserRecord",
    "can",
    "is_province_only",
    "normalise_email",
    "operator",
    "other_agency_error",
    "require",
    "user_id",
]
