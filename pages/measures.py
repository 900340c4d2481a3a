"""มาตรการ: how far each measure and step is, at whom it is stuck, and what it answers."""

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
    chosen = measures.MeasuresView(query, load.table("measures", query))
    earlier = filters.year_before(query)
    steps = load.table("steps", query)

    measures.headline(chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        number = components.chart(
            components.PageView(chosen.query, chosen.counted, chosen.filters),
            charts.completion(
                chosen.measures,
                chosen.framework,
                load.table("measures", earlier) if earlier else None,
            ),
            "measures",
            chosen.measures,
            anchor="completion",
        )
        if number:
            navigation.follow(address.url_with(measure=number, step=None, status=None))
    with right:
        step_no = components.chart(
            components.PageView(chosen.query, chosen.counted, chosen.filters),
            charts.steps(measures.least_complete_steps(steps)),
            "steps",
            steps,
            anchor="furthest",
        )
        if step_no:
            navigation.follow(address.url_with(step=step_no, status=None))
    measures.names(chosen)
    measures.step_list(steps, chosen)
    measures.measure_list(chosen)
    measures.indicators(
        load.table("measure_indicators", query),
        load.of_unit("levels", chosen.framework.unit),
        chosen,
    )
    measures.summaries(chosen)
