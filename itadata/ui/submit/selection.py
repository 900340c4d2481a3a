"""The files that a session has chosen and not sent yet: each once, the newest first.

They are kept here and not in the uploader, which is emptied once they are validated. A browser
keeps a cookie while some wait, so that a session that was lost can be told from a new visitor.
"""

from collections.abc import Sequence

import streamlit as st

from itadata.intake import ValidationResult
from itadata.ui import session

_SELECTED = "selected_files"
_LOST = "selection_lost"
_COOKIE = "ita_files"


def selected() -> list[ValidationResult]:
    """The files, validated, in the order in which they were chosen."""
    return [result for _, result in _entries()]


def as_shown() -> list[ValidationResult]:
    """The files that were chosen last first; of those chosen together the rejected ones first."""
    entries = sorted(_entries(), key=lambda entry: (-entry[0], entry[1].accepted))
    return [result for _, result in entries]


def _entries() -> list[tuple[int, ValidationResult]]:
    """Each file with the number of the choice that it was part of."""
    name, entries = st.session_state.get(_SELECTED, ("", ()))
    return list(entries) if name == _owner() else []


def _owner() -> str:
    """Whose files they are: another role, or another agency of an officer, has other files."""
    actor = session.actor()
    return f"{actor.name} {actor.agency_code}"


def _keep(entries: Sequence[tuple[int, ValidationResult]]) -> None:
    """Keep the files of the actor."""
    st.session_state[_SELECTED] = (_owner(), entries)
    st.session_state[_LOST] = False


def add(results: Sequence[ValidationResult]) -> None:
    """Add files that were chosen together.

    The same bytes are one file. A later file takes the place of a rejected one of the same agency
    and round.
    """
    entries = _entries()
    number = max((number for number, _ in entries), default=0) + 1
    for result in results:
        entries = [entry for entry in entries if not _takes_place_of(result, entry[1])]
        entries.append((number, result))
    _keep(entries)


def _takes_place_of(new: ValidationResult, old: ValidationResult) -> bool:
    if new.upload.sha256 == old.upload.sha256:
        return True
    identity = (new.kind, new.agency_code, new.fiscal_year, new.round)
    same = identity == (old.kind, old.agency_code, old.fiscal_year, old.round)
    return same and None not in identity and not old.accepted


def remove(sha256: str) -> None:
    """Leave a file out. For callbacks."""
    _keep([entry for entry in _entries() if entry[1].upload.sha256 != sha256])


def clear() -> None:
    """Leave all files out: they were sent."""
    _keep([])


def is_lost() -> bool:
    """Whether this browser had files that wait in a session that is no more."""
    if _LOST not in st.session_state:
        st.session_state[_LOST] = st.context.cookies.get(_COOKIE) == "1"
    return bool(st.session_state[_LOST])


def cookie_script() -> str:
    """A script that keeps in the browser whether files wait to be sent."""
    waiting = any(file.accepted and not file.repeated for file in selected())
    age = "" if waiting else "; max-age=0"
    return f"document.cookie = '{_COOKIE}=1; path=/; SameSite=Strict{age}';"
