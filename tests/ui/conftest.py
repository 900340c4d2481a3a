"""Fixtures for the view that an address names, outside of any server."""

from collections.abc import Callable

import pytest
import streamlit as st

from itadata.ui import address

Asking = Callable[..., None]


class _Parameters(dict[str, str]):
    """A stand-in for `st.query_params` without a browser."""

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
