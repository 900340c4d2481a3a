"""ปีงบประมาณ: the rounds, the framework and what it changes, the year after, scores, templates."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.intake import Kind
from itadata.language import mark, translate
from itadata.ui import loading, templates, year

actor = ui.viewer(Action.LOAD_FRAMEWORK)
st.title(translate(mark("Fiscal year plan")), anchor=False)
framework = year.choose()
if framework:
    year.rounds(framework)

st.header(translate(mark("Framework of the year")), anchor="framework")
loading.load_workbook(actor, Kind.FRAMEWORK, year.changes)
year.loadings(Kind.FRAMEWORK)
if framework:
    st.header(translate(mark("Begin the next year")), anchor="next")
    year.draft(framework)

st.header(translate(mark("ITA scores")), anchor="scores")
loading.load_workbook(actor, Kind.SCORES, year.scores)
year.loadings(Kind.SCORES)
year.unknown_attempt()

st.header(translate(mark("Templates of letters and of the report")), anchor="templates")
templates.templates_of_documents(actor)
