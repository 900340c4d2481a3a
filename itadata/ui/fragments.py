"""Parts of a page that run again alone when a widget in them changes."""

from collections.abc import Callable
from contextlib import ExitStack

import streamlit as st

from itadata import language
from itadata.ui.page_frame import error_boundary
from itadata.ui.session import actor, is_in_snapshot, one_snapshot


def draw_alone(draw: Callable[[], None]) -> None:
    """Draw a part of a page now, and alone whenever a widget in it changes."""
    code = language.current_language()

    def content() -> None:
        # A run of this part alone does not come through the router.
        with language.language_context(code), error_boundary(), ExitStack() as stack:
            if not is_in_snapshot():
                stack.enter_context(one_snapshot())
            actor()  # who was removed meanwhile sees no more here either
            draw()

    st.fragment(content)()
