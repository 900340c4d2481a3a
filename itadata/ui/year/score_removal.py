"""Scores taken away, one unit and year at a time; units that are names of summary rows."""

from collections.abc import Sequence

import streamlit as st

from itadata.access import Actor
from itadata.analysis.columns import COLUMNS
from itadata.intake.score_removal import remove_scores
from itadata.language import _
from itadata.scores.names import is_summary
from itadata.scores.places import unit_label
from itadata.store import Store, StoredUnit
from itadata.thai import search_key
from itadata.ui import actions, load

_MAX_UNITS = 50
_Entry = tuple[int, str, str | None]


def show_removal() -> None:
    """Take the scores of a unit and year away, with a reason."""
    units = load.stored_units()
    if not units:
        return
    _show_summary_names([unit for unit in units if is_summary(unit.unit)])
    with st.expander(_("Remove scores")):
        st.caption(
            _(
                "The scores of one unit and fiscal year no longer count and are shown nowhere. "
                "The files stay, and the log says who removed them and why."
            )
        )
        _show_form(units)


def _show_summary_names(units: Sequence[StoredUnit]) -> None:
    """List units that were stored under the names of summary rows, to take them away."""
    entries = {
        _label(unit, year): (year, unit.unit, unit.place)
        for unit in units
        for year in unit.fiscal_years
    }
    if not entries:
        return
    st.warning(
        _(
            "Stored as units, but by their names they are summary rows: {names}. Remove them."
        ).format(names=", ".join(list(entries)[:_MAX_UNITS])),
        icon=":material/functions:",
    )
    with st.container(border=True):
        chosen = st.multiselect(
            _("Rows to remove"), [*entries], default=[*entries], key="remove_summaries"
        )
        reason = st.text_input(
            _("Reason"), _("Summary row, not a unit"), key="remove_summaries_reason"
        )
        st.button(
            _("Remove these {n}").format(n=len(chosen)),
            key="remove_summaries_now",
            icon=":material/delete:",
            disabled=not (chosen and reason.strip()),
            on_click=_remove,
            args=([entries[label] for label in chosen], reason),
        )


def _label(unit: StoredUnit, year: int) -> str:
    return f"{unit_label(unit.unit, unit.place)} {year}"


def _show_form(units: Sequence[StoredUnit]) -> None:
    matches = units
    if len(units) > _MAX_UNITS:
        words = search_key(st.text_input(_("Search a unit"), key="remove_search")).split()
        matches = [each for each in units if all(w in search_key(each.unit) for w in words)]
    stored = st.selectbox(
        _("Unit assessed"),
        matches[:_MAX_UNITS],
        index=None,
        key="remove_unit",
        format_func=lambda each: unit_label(each.unit, each.place),
        placeholder=_("Choose …"),
    )
    if stored is None:
        return
    unit = unit_label(stored.unit, stored.place)
    year = st.selectbox(
        COLUMNS["fiscal_year"].heading, stored.fiscal_years[::-1], key=f"remove_year_{unit}"
    )
    reason = st.text_input(_("Reason"), key="remove_reason")
    st.button(
        _("Remove the scores of {unit}, {year}").format(unit=unit, year=year),
        key="remove_scores",
        icon=":material/delete:",
        disabled=not reason.strip(),
        on_click=_remove,
        args=([(year, stored.unit, stored.place)], reason),
    )


def _remove(entries: Sequence[_Entry], reason: str) -> None:
    def action(entry: _Entry) -> actions.PendingAction:
        year, unit, place = entry

        def remove(store: Store, actor: Actor) -> str:
            removed = remove_scores(store, actor, year, unit, place or "", reason)
            message = _("The scores of {unit} in fiscal year {year} were removed: {n} figures.")
            label = unit_label(unit, place)
            return message.format(unit=label, year=year, n=len(removed.score_values))

        return actions.PendingAction(remove, clear_keys=("remove_reason",))

    actions.queue(*map(action, entries))
