"""มาตรการ: how far each measure and step is, at which agencies it is stuck, and its indicators."""

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import address, components, load, measures, navigation
from itadata.ui.components import filters

ui.require_permission(Action.SEE)
st.title(_("Measures"), anchor=False)
query = ui.filter_bar(parent_body=True, state=True, measure=True, search=_("Search a step"))

if query is not None:
    view = measures.read(query)
    year_before = filters.year_before(query)
    measures_before = load.table("measures", year_before) if year_before else None
    steps = load.table("steps", query)

    measures.headline(view)
    left, right = st.columns(2, gap="medium")
    with left:
        number = components.chart(
            view,
            charts.completion(view.measures, view.framework, measures_before),
            "measures",
            view.measures,
            anchor="completion",
        )
        if number:
            navigation.follow(address.url_with(measure=number, step=None, status=None))
    with right:
        step_no = components.chart(
            view,
            charts.steps(measures.least_complete_steps(steps)),
            "steps",
            steps,
            anchor="furthest",
        )
        if step_no:
            navigation.follow(address.url_with(step=step_no, status=None))
    measures.step_agencies(view)
    for section in components.choose_section(measures.sections(view)):
        measures.show_section(view, section, steps)
