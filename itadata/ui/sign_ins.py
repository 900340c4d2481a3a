"""How long a sign-in lasts: at most 12 hours, and while it is used.

Streamlit's cookie lives for 30 days and is read when a session begins, so this process notes
when each sign-in was last used. One that it does not know, as after a restart, counts from when
it began.
"""

import hashlib
import os
from datetime import UTC, datetime, timedelta

from itadata.errors import NotSignedIn
from itadata.language import N_
from itadata.thai import real_now
from itadata.ui import logs

LONGEST = timedelta(hours=12)
IDLE_VARIABLE = "ITA_IDLE_MINUTES"
_DEFAULT_IDLE_MINUTES = 60
_ENDED = datetime.min.replace(tzinfo=UTC)
_IDLE = N_(
    "Nothing was done here for {n} minutes, so this sign-in has ended. Sign in again to go on; "
    "what was not sent yet has not been recorded."
)

_uses: dict[str, tuple[datetime, datetime]] = {}
"""When each sign-in began and was last used, by its digest."""


def idle_time() -> timedelta:
    """How long a sign-in may stay unused."""
    text = os.environ.get(IDLE_VARIABLE, "")
    return timedelta(minutes=int(text) if text.isdecimal() else _DEFAULT_IDLE_MINUTES)


def use(issuer: object, subject: object, issued: float) -> None:
    """Check that a sign-in still lasts, and note that it is used. Raises NotSignedIn.

    `issued` is when its token was issued, in seconds since 1970.
    """
    now, began, longest = real_now(), datetime.fromtimestamp(issued, UTC), idle_time()
    if now - began > LONGEST:
        raise NotSignedIn(N_("You signed in more than 12 hours ago. Sign in again to go on."))
    digest = _digest(issuer, subject, issued)
    _began, last = _uses.get(digest, (began, began))
    if last == _ENDED:
        raise NotSignedIn(N_("Sign in to go on."))
    if now - last > longest:
        raise NotSignedIn(_IDLE, n=f"{longest.total_seconds() / 60:,.0f}")
    if digest not in _uses:
        logs.log_sign_in(digest[:16])
        for each in [each for each, (first, _) in _uses.items() if now - first > LONGEST]:
            _uses.pop(each, None)
    _uses[digest] = (began, now)


def end(issuer: object, subject: object, issued: float) -> None:
    """End a sign-in: a copy of its cookie opens nothing in this process."""
    _uses[_digest(issuer, subject, issued)] = (datetime.fromtimestamp(issued, UTC), _ENDED)


def _digest(*sign_in: object) -> str:
    return hashlib.sha256("\n".join(map(str, sign_in)).encode()).hexdigest()
