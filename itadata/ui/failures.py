"""Faults of this program on a page: logged where they were raised, and told with a reference."""

import logging
import secrets

from itadata.errors import traceback_without_values
from itadata.language import _

_log = logging.getLogger("itadata")


def failure_text(error: Exception) -> str:
    """Log an unexpected error without the values in it; the sentence for the user."""
    reference = secrets.token_hex(4).upper()
    _log.error("failed, reference %s\n%s", reference, traceback_without_values(error))
    return _(
        "Something went wrong that is not your fault. Try again; if it stays, tell the "
        "administrator the reference {reference}."
    ).format(reference=reference)
