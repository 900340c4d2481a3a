"""The bytes of uploaded files: bounded for a session, and gone with it."""

from types import SimpleNamespace

import pytest
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from itadata.ui import uploaded_bytes


class Loop:
    """An event loop that only notes what it shall do."""

    def __init__(self) -> None:
        self.later: list[object] = []

    def call_later(self, seconds: float, act: object, *arguments: object) -> None:
        self.later.append(act)

    def run_in_executor(self, executor: None, act: object) -> None:
        self.later.append(act)


class Session:
    """A session that notes that it was shut down."""

    closed = False

    def shutdown(self) -> None:
        self.closed = True


class Info:
    """What the storage of sessions holds of one."""

    def __init__(self, session: Session) -> None:
        self.session = session


def test_a_file_beyond_the_bound_of_its_session_is_kept_by_name_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploaded_bytes, "MAX_BYTES", 10)
    manager = MemoryUploadedFileManager("upload")
    uploaded_bytes.bound(manager)
    for session, name in (("one", "a"), ("one", "b"), ("two", "c")):
        manager.add_file(session, UploadedFileRec(name, name, "xlsx", b"12345678"))
    files = [*manager.get_files("one", ["a", "b"]), *manager.get_files("two", ["c"])]
    assert [(file.name, len(file.data)) for file in files] == [("a", 8), ("b", 0), ("c", 8)]
    assert files[1].type == uploaded_bytes.NO_ROOM


def test_a_visitor_who_has_not_come_in_keeps_no_bytes_on_the_server() -> None:
    manager = MemoryUploadedFileManager("upload")
    uploaded_bytes.bound(manager, is_admitted=lambda session_id: session_id == "user")
    for session in ("visitor", "user"):
        manager.add_file(session, UploadedFileRec("a", "a", "xlsx", b"12345678"))
    files = [manager.get_files(session, ["a"])[0] for session in ("visitor", "user")]
    assert [len(file.data) for file in files] == [0, 8]


def test_a_session_that_cannot_be_resumed_is_shut_down_without_waiting_for_another() -> None:
    seconds = [0.0]
    cache: TTLCache[str, Info] = TTLCache(maxsize=8, ttl=120, timer=lambda: seconds[0])
    session, loop = Session(), Loop()
    cache["one"] = Info(session)
    uploaded_bytes._sweep(loop, cache)
    assert not session.closed
    seconds[0] = 121
    uploaded_bytes._sweep(loop, cache)
    assert session.closed and uploaded_bytes._release_memory in loop.later
    assert loop.later.count(uploaded_bytes._sweep) == 2  # it goes on


def test_the_files_of_a_page_are_released_once_another_page_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manager = MemoryUploadedFileManager("upload")
    context = SimpleNamespace(session_id="one", uploaded_file_mgr=manager)
    monkeypatch.setattr(uploaded_bytes, "get_script_run_ctx", lambda: context)
    monkeypatch.setattr(uploaded_bytes.st, "session_state", {})

    def left_after(page: str) -> tuple[int, dict[str, object]]:
        uploaded_bytes.open_page("year")
        manager.add_file("one", UploadedFileRec("a", "a", "xlsx", b"12345678"))
        uploaded_bytes.of_page()["validated"] = "a"
        uploaded_bytes.open_page(page)
        return len(manager.get_files("one", ["a"])), uploaded_bytes.of_page()

    assert left_after("year") == (1, {"validated": "a"})
    assert left_after("overview") == (0, {})


def test_streamlit_still_holds_sessions_where_they_are_looked_for() -> None:
    assert isinstance(MemorySessionStorage()._cache, TTLCache)
