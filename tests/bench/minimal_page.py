"""The floor to measure a page against: a filter, the same pictures and tables from the same
frames, and nothing else. `ITA_BENCH_PAGE` names the page.
"""

import os
from dataclasses import replace
from typing import Any

import streamlit as st

from itadata import charts, language
from itadata.store import Store, database_url
from itadata.tables import Scope, read_table
from itadata.thai import today

PAGE = os.environ["ITA_BENCH_PAGE"]
BODIES = ["", "กระทรวงมหาดไทย", "กระทรวงยุติธรรม", "กระทรวงแรงงาน", "กระทรวงสาธารณสุข"]
MEASURES = ["", *"12345678"]

language.use("th")


@st.cache_resource
def store() -> Store:
    return Store.open(database_url())


@st.cache_data(max_entries=256)
def table(name: str, scope: Scope) -> Any:
    with store().reading() as reading:
        return read_table(reading, name, scope).frame


@st.cache_resource
def framework() -> Any:
    with store().reading() as reading:
        return reading.frameworks()[2568]


def agencies(scope: Scope) -> None:
    frame = table("agencies", scope)
    st.plotly_chart(charts.reporting(frame).figure)
    before = table("curve", replace(scope, fiscal_year=2567, round=12))
    st.plotly_chart(charts.curve(table("curve", scope), before).figure)
    st.plotly_chart(charts.parent_bodies(table("parent_bodies", scope)).figure)
    st.dataframe(frame)
    matrix = table("matrix", scope)
    st.dataframe(matrix.pivot(index="agency", columns="measure", values="completion"))


def measures(scope: Scope) -> None:
    steps = table("steps", scope)
    before = table("measures", replace(scope, fiscal_year=2567))
    completion = charts.completion(table("measures", scope), framework(), before)
    st.plotly_chart(completion.figure)
    st.plotly_chart(charts.steps(steps).figure)
    for name in ("steps", "measures", "measure_indicators"):
        st.dataframe(table(name, scope))


def agency(scope: Scope) -> None:
    for name in ("agency_answers", "agency_texts", "agency_returns"):
        st.dataframe(table(name, scope))


st.title(PAGE)
if PAGE == "agency":
    chosen = st.selectbox("มาตรการ", MEASURES)
    scope = Scope(today(), 2568, 6, agency_code="001", measure_no=int(chosen) if chosen else None)
    agency(scope)
else:
    scope = Scope(today(), 2568, 6, parent_body=st.selectbox("สังกัด", BODIES))
    {"agencies": agencies, "measures": measures}[PAGE](scope)
