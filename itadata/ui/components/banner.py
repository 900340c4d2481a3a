"""The banner of a database that holds the sample."""

import streamlit as st

from itadata.exports import SAMPLE_LABEL
from itadata.language import _
from itadata.ui import load


def sample_banner() -> None:
    """Say on every page of a sample that its data is not real."""
    if load.is_sample():
        rest = _(
            "Only the measures and the total of 2567, and the figures of others, are real; the "
            "rest is made up."
        )
        st.warning(f"**{_(SAMPLE_LABEL)}** · {rest}", icon=":material/science:")
