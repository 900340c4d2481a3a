"""How many files a user may have checked: a bucket of tokens for each user, in this process.

A file costs one token for each megabyte begun. A bucket holds those of an hour and fills evenly,
so that a whole province can be sent at once, and nobody keeps the others waiting for long.
"""

import math
import os
import time
from collections.abc import Sequence
from threading import Lock

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from itadata.access import Actor
from itadata.language import _
from itadata.ui import markdown
from itadata.ui.own_machine import is_single_user

FILES_VARIABLE = "ITA_FILES_PER_HOUR"
_DEFAULT = 600
_MEGABYTE = 1024 * 1024
_SECONDS = 3600
_NOT_ADMITTED = "files_beyond_the_rate"


class Buckets:
    """The tokens of each user; a bucket that is full again is forgotten."""

    def __init__(self) -> None:
        self._levels: dict[str, tuple[float, float]] = {}  # tokens, and when
        self._lock = Lock()

    def seconds_to_wait(self, name: str, cost: int, per_hour: int) -> float:
        """Take tokens and give 0, or take none and give the seconds until there are enough."""
        now, rate = time.monotonic(), per_hour / _SECONDS
        with self._lock:
            self._levels = {
                each: level for each, level in self._levels.items() if level[1] > now - _SECONDS
            }
            tokens, at = self._levels.get(name, (float(per_hour), now))
            tokens = min(per_hour, tokens + (now - at) * rate)
            missing = min(cost, per_hour) - tokens  # one file alone is never too much
            if missing <= 0:
                self._levels[name] = (tokens - min(cost, per_hour), now)
            return max(0.0, missing / rate)


_buckets = Buckets()


def files_per_hour() -> int:
    """The tokens of an hour; 0 where there is no limit, as in single-user mode."""
    if is_single_user():
        return 0
    text = os.environ.get(FILES_VARIABLE, "")
    return int(text) if text.isdecimal() else _DEFAULT


def admit(actor: Actor, files: Sequence[UploadedFile]) -> list[UploadedFile]:
    """The files that a user may have checked now; `warn` names the rest."""
    per_hour, admitted, wait = files_per_hour(), list(files), 0.0
    for position, file in enumerate(files if per_hour else ()):
        cost = max(1, math.ceil(file.size / _MEGABYTE))
        wait = _buckets.seconds_to_wait(actor.name, cost, per_hour)
        if wait:
            admitted = list(files[:position])
            break
    names = [file.name for file in files[len(admitted) :]]
    st.session_state[_NOT_ADMITTED] = (names, math.ceil(wait / 60))
    return admitted


def warn() -> None:
    """Name, once, the files that were not admitted, and say when to choose them again."""
    names, minutes = st.session_state.pop(_NOT_ADMITTED, ((), 0))
    if names:
        message = _(
            "Not checked and not recorded: {files}. In an hour one user may have {n} files "
            "checked, a large one counting once for each megabyte. Choose them again in "
            "{minutes} minutes."
        ).format(
            files=", ".join(map(markdown.escape_inline, names)),
            n=f"{files_per_hour():,}",
            minutes=minutes,
        )
        st.warning(message, icon=":material/hourglass_top:")
