"""The bytes of uploaded files in Streamlit's memory: bounded for a session, and gone with it.

Streamlit 1.67 bounds one file and not their number, holds the files of an uploader that is drawn
no more, and a closed session until another one closes. (`tests/ui/test_uploaded_bytes.py`)
"""

import ctypes
import gc
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from itadata.language import _
from itadata.ui import markdown

MAX_BYTES = 64 * 1024 * 1024  # that one session may have uploaded and not released
NO_ROOM = "application/x-no-room"
"""The type of an uploaded file whose bytes were not kept, as the session had no room for them."""

_PAGE, _OF_PAGE = "page_of_files", "files_of_page"
_WITHOUT_ROOM = "files_without_room"
_SECONDS_BETWEEN_SWEEPS = 30


def with_room(files: Sequence[UploadedFile], size: int) -> list[UploadedFile]:
    """The files for which a session has room that holds `size` bytes of others.

    `warn_about_room` names the rest.
    """
    fitting: list[UploadedFile] = []
    others: list[str] = []
    for file in files:
        size += file.size
        if file.type == NO_ROOM or size > MAX_BYTES:
            others.append(file.name)
        else:
            fitting.append(file)
    st.session_state[_WITHOUT_ROOM] = others
    return fitting


def warn_about_room() -> None:
    """Name, once, the files for which there was no room."""
    if names := st.session_state.pop(_WITHOUT_ROOM, ()):
        message = _(
            "Not read, as these would be more than {size} MB at once: {files}. Submit the files "
            "below or leave them out, then choose these again."
        )
        files = ", ".join(map(markdown.escape_inline, names))
        st.warning(
            message.format(size=MAX_BYTES // 1024**2, files=files), icon=":material/weight:"
        )


def release(*file_ids: str) -> None:
    """Take these files, or all of this session, from Streamlit's memory.

    Whoever wants their bytes has them; an uploader that is still drawn is empty in the next run.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    manager: Any = context.uploaded_file_mgr
    for file_id in file_ids:
        manager.remove_file(context.session_id, file_id)
    if not file_ids:
        manager.remove_session_files(context.session_id)


def of_page() -> dict[str, Any]:
    """What a page keeps of the files chosen on it; gone once another page is opened."""
    values: dict[str, Any] = st.session_state.setdefault(_OF_PAGE, {})
    return values


def open_page(page: str) -> None:
    """Release the files of another page, once this one is opened: its uploaders are gone."""
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        st.session_state.pop(_OF_PAGE, None)
        release()


@st.cache_resource(show_spinner=False)
def keep_bounded() -> None:
    """Bound the bytes of each session, and shut sessions down once they cannot be resumed.

    Called in every run; it acts once a server.
    """
    if not runtime.exists():
        return
    server: Any = runtime.get_instance()
    storage = getattr(getattr(server, "_session_mgr", None), "_session_storage", None)
    cache = getattr(storage, "_cache", None)
    objects = getattr(server, "_async_objs", None)
    # A page that a test runs has no server behind it.
    if cache is not None and objects is not None:
        bound(server.uploaded_file_mgr, lambda session_id: _has_opened_page(server, session_id))
        objects.eventloop.call_soon_threadsafe(_sweep, objects.eventloop, cache)


def bound(manager: Any, is_admitted: Callable[[str], bool] = lambda session_id: True) -> None:
    """Let a manager of uploaded files keep no bytes of a file that its session has no room for.

    Whoever has not come in has no room at all: anybody may open a session.
    """
    add_file = manager.add_file

    def add(session_id: str, file: Any) -> None:
        files = list(manager.file_storage.get(session_id, {}).values())
        size = sum(len(each.data) for each in files) + len(file.data)
        if size > MAX_BYTES or not is_admitted(session_id):
            file = file._replace(data=b"", type=NO_ROOM)
        add_file(session_id, file)

    manager.add_file = add


def _has_opened_page(server: Any, session_id: str) -> bool:
    info = server._session_mgr.get_session_info(session_id)
    return info is not None and _PAGE in info.session.session_state


def _sweep(loop: Any, cache: Any) -> None:
    expired = [info.session for _key, info in cache.expire()]
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
