"""Tables as the browser shows them, and the values of their cells as texts."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from itadata.analysis.columns import VALUE_LABELS, Column, table_columns
from itadata.language import N_, _
from itadata.thai import format_date, format_time
from itadata.ui.components.downloads import download_table
from itadata.ui.components.page_view import PageView


def table(view: PageView, name: str, frame: pd.DataFrame, *, title: str, key: str) -> None:
    """Draw a table with the button that downloads it."""
    columns = table_columns(name, frame.columns)
    st.dataframe(
        display_values(frame, columns),
        column_config={n: _column_config(column) for n, column in columns.items()},
        hide_index=True,
        key=f"table_{key}",
        placeholder="–",
        alt=title,
    )
    download_table(view, name, frame, title, key)


def display_values(frame: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    """The frame with closed sets in words of the language in use, and dates in B.E."""
    texts = frame.copy()
    for name, column in columns.items():
        if labels := VALUE_LABELS.get(name):
            texts[name] = [_(labels[v]) if v in labels else v for v in texts[name]]
        elif column.type == "date":
            texts[name] = [None if pd.isna(v) else format_date(v) for v in texts[name]]
        elif column.type == "time":
            texts[name] = [None if pd.isna(v) else format_time(v) for v in texts[name]]
        elif column.type == "yes":
            texts[name] = [_yes_or_no(value) for value in texts[name]]
    return texts


def _yes_or_no(value: Any) -> str | None:
    if value is None or value != value:
        return None
    return _(N_("yes") if value else N_("no"))


def _column_config(column: Column) -> Any:
    match column.type:
        case "percent":
            return st.column_config.ProgressColumn(
                column.heading, format="%.2f%%", min_value=0, max_value=100
            )
        case "score":
            return st.column_config.NumberColumn(column.heading, format="%.2f")
        case "year" | "whole":
            return st.column_config.NumberColumn(column.heading, format="%d")
    return st.column_config.TextColumn(column.heading)
