"""What is looked at, as an address asks for it, outside of any server."""

from collections.abc import Callable

import pytest
import streamlit as st

from itadata.ui import address

Asking = Callable[..., None]


class _Parameters(dict[str, str]):
    """What `st.query_params` is where there is no browser."""

    def to_dict(self) -> dict[str, str]:
        return dict(self)

    def from_dict(self, values: dict[str, str]) -> None:
        self.clear()
        self.update(values)


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> Asking:
    """Open a page by an address: `asking("agencies", year="2567")`; a session stays the same."""
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "query_params", _Parameters())

    def ask(page: str = "agencies", **values: str) -> None:
        st.query_params.from_dict(values)
        address.read(page)

    return ask
