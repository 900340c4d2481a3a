"""The checkboxes in the rows of a table, and which of them are ticked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st


def component_key(key: str) -> str:
    """The key of the component that draws the table with a key."""
    return f"listing_{key}"


@dataclass(frozen=True)
class Ticks:
    """The id of each row of a frame (by its index), and the ids that are ticked.

    The browser keeps what the user ticks; `generation` tells it that a button has set the ticks
    since, so that what it sends from before is not taken.
    """

    key: str
    row_ids: pd.Series
    ids: Sequence[str]
    generation: int

    @classmethod
    def of_table(cls, key: str, row_ids: pd.Series) -> "Ticks":
        """The ticks of the table with a key; rows that it does not list are not ticked."""
        generation, ticked = _set_by_button(key)
        sent = st.session_state.get(component_key(key), {}).get("ticked")
        if sent and sent["generation"] == generation:
            ticked = sent["ids"]
        ids = row_ids[row_ids.isin([*ticked])].tolist()
        return cls(key, row_ids, ids, generation)

    def of_rows(self, index: Iterable[Any]) -> list[str]:
        """The ids of the rows of an index, in its order."""
        return [str(self.row_ids[each]) for each in index]

    def data(self) -> dict[str, Any]:
        """What the browser needs to know."""
        return {"generation": self.generation, "ids": [*self.ids]}


def tick(key: str, ids: Collection[str] = ()) -> None:
    """Tick these rows of the table with a key, and no other. For callbacks and actions."""
    generation, _ids = _set_by_button(key)
    st.session_state[f"ticks_{key}"] = (generation + 1, [*ids])


def _set_by_button(key: str) -> tuple[int, Collection[str]]:
    """The number of times that a button has set the ticks of a table, and the ids it set last."""
    value: tuple[int, Collection[str]] = st.session_state.get(f"ticks_{key}", (0, ()))
    return value
