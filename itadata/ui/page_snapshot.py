"""The one snapshot of a run: everything on a page, banner and menu included, is read from it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

from itadata.store import Snapshot
from itadata.ui import session


class _Run:
    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        if self._snapshot is None:
            self._snapshot = self._stack.enter_context(session.store().snapshot())
        return self._snapshot


_run: ContextVar[_Run | None] = ContextVar("run", default=None)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Read all of a run from one snapshot, opened at its first read and closed at its end.

    Streamlit ends a run by an exception too: `st.stop`, `st.rerun`, and a newer run.
    """
    with ExitStack() as stack:
        token = _run.set(_Run(stack))
        try:
            yield
        finally:
            _run.reset(token)


@contextmanager
def page_snapshot() -> Iterator[Snapshot]:
    """The snapshot of this run; in a callback or a download, which no run holds, a new one."""
    run = _run.get()
    if run is not None:
        yield run.snapshot()
        return
    with session.store().snapshot() as snapshot:
        yield snapshot
