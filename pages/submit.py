"""ส่งรายงาน: download the template, check the files, submit what is right."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import mark, translate
from itadata.ui import load, submitting

actor = ui.viewer(Action.SEE)
reportable = {year: f for year, f in load.frameworks().items() if f.measures}

st.title(translate(mark("Submit a return")), anchor=False)

st.header(translate(mark("1. Download the template")), anchor=False)
if reportable:
    chosen = submitting.choose_agency(reportable)
    if chosen:
        framework, reporting_round, agency = chosen
        submitting.round_note(framework, reporting_round)
        submitting.template_button(framework, reporting_round, agency)
else:
    st.info(
        translate(
            mark(
                "No measures are loaded yet. Upload the framework of the year below, then the "
                "templates can be downloaded here."
            )
        )
    )

st.header(translate(mark("2. Check the files")), anchor=False)
judgements = submitting.upload_files(actor)
submitting.show_judgements(judgements)

st.header(translate(mark("3. Submit")), anchor=False)
if not judgements:
    st.caption(translate(mark("Files that can be sent are submitted here.")))
submitting.submit_button(actor, judgements)
submitting.show_receipts()
