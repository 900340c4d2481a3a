"""The bytes of uploaded files in Streamlit's memory: bounded for a session, and gone with it.

Streamlit 1.67 bounds one file and not their number, holds the files of an uploader that is drawn
no more, and a closed session until another one closes. (`tests/ui/test_uploaded_bytes.py`)
"""

import ctypes
import gc
from contextlib import suppress
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

MAX_BYTES = 64 * 1024 * 1024  # that one session may have uploaded and not released
NO_ROOM = "application/x-no-room"
"""The type of an uploaded file whose bytes were not kept, as the session had no room for them."""

_SECONDS_BETWEEN_SWEEPS = 30


def release() -> None:
    """Take the files of this session from Streamlit's memory: whoever wants their bytes has them.

    An uploader that is still drawn is empty in the next run.
    """
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


@st.cache_resource(show_spinner=False)
def keep_bounded() -> None:
    """Bound the bytes of each session, and shut sessions down once they cannot be resumed.

    Called in every run; it acts once a server.
    """
    if not runtime.exists():
        return
    server: Any = runtime.get_instance()
    bound(server.uploaded_file_mgr)
    storage = getattr(server._session_mgr, "_session_storage", None)
    cache, objects = getattr(storage, "_cache", None), server._async_objs
    if cache is not None and objects is not None:
        objects.eventloop.call_soon_threadsafe(_sweep, objects.eventloop, cache)


def bound(manager: Any) -> None:
    """Let a manager of uploaded files keep no bytes of a file that its session has no room for."""
    add_file = manager.add_file

    def add(session_id: str, file: Any) -> None:
        files = list(manager.file_storage.get(session_id, {}).values())
        if sum(len(each.data) for each in files) + len(file.data) > MAX_BYTES:
            file = file._replace(data=b"", type=NO_ROOM)
        add_file(session_id, file)

    manager.add_file = add


def _sweep(loop: Any, cache: Any) -> None:
    expired = [info.session for _, info in cache.expire()]
    for session in expired:
        session.shutdown()
    if expired:
        loop.run_in_executor(None, _release_memory)
    loop.call_later(_SECONDS_BETWEEN_SWEEPS, _sweep, loop, cache)


def _release_memory() -> None:
    """Collect what closed sessions held, in cycles, and give the memory back to the system."""
    gc.collect()
    with suppress(OSError, AttributeError):  # another C library than that of Linux
        ctypes.CDLL(None).malloc_trim(0)
