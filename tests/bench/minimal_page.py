"""The floor to measure a page against: a filter, the same pictures and tables from the same
frames, and nothing else. `ITA_BENCH_PAGE` names the page.
"""

import os
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, charts, language
from itadata.scores import NATIONAL_MEAN
from itadata.store import Store, database_url
from itadata.tables import TableQuery, read_table
from itadata.thai import today

PAGE = os.environ["ITA_BENCH_PAGE"]
BODIES = ["", "กระทรวงมหาดไทย", "กระทรวงยุติธรรม", "กระทรวงแรงงาน", "กระทรวงสาธารณสุข"]
MEASURES = ["", *"12345678"]

language.set_language("th")


@st.cache_resource
def store() -> Store:
    return Store.open(database_url())


@st.cache_data(max_entries=256)
def table(name: str, query: TableQuery) -> Any:
    with store().snapshot() as snapshot:
        return read_table(snapshot, name, query).frame


@st.cache_resource
def frameworks() -> Any:
    with store().snapshot() as snapshot:
        return snapshot.frameworks()


@st.cache_resource
def peers() -> Any:
    with store().snapshot() as snapshot:
        return read_table(snapshot, "peers", TableQuery(today())).frame


def agencies(query: TableQuery) -> None:
    frame = table("agencies", query)
    st.plotly_chart(charts.reporting(frame).figure)
    before = table("curve", replace(query, fiscal_year=2567, round=12))
    st.plotly_chart(charts.curve(table("curve", query), before).figure)
    st.plotly_chart(charts.parent_bodies(table("parent_bodies", query)).figure)
    st.dataframe(frame)
    matrix = table("matrix", query)
    st.dataframe(matrix.pivot(index="agency", columns="measure", values="completion"))


def measures(query: TableQuery) -> None:
    steps = table("steps", query)
    before = table("measures", replace(query, fiscal_year=2567))
    completion = charts.completion(table("measures", query), frameworks()[2568], before)
    st.plotly_chart(completion.figure)
    st.plotly_chart(charts.steps(steps).figure)
    for name in ("steps", "measures", "measure_indicators"):
        st.dataframe(table(name, query))


def agency(query: TableQuery) -> None:
    for name in ("agency_answers", "agency_texts", "agency_returns"):
        st.dataframe(table(name, query))


def scores(unit: str) -> None:
    year = st.selectbox("ปีงบประมาณ", [2567, 2566, 2565, 2564, 2563])
    everything = TableQuery(today(), unit=unit)
    of_province = table("scores", everything)
    mean = table("scores", TableQuery(today(), unit=NATIONAL_MEAN))
    indicators = table("indicators", everything)
    of_year = indicators[indicators["fiscal_year"] == year]
    moved = table("contributions", everything)
    moved = moved[moved["fiscal_year"] == year]
    framework = frameworks()[year]
    change = of_province.loc[of_province["fiscal_year"] == year, "change"].iloc[0]
    movement = analysis.score_change(moved, None if pd.isna(change) else float(change), framework)
    gaps = analysis.gaps(of_province, unit, year, frameworks())
    weakest = analysis.weakest_indicator(of_year, framework)
    line = analysis.pass_threshold(framework)
    st.plotly_chart(charts.trend(of_province, mean, frameworks(), year).figure)
    st.plotly_chart(charts.contributions(moved, movement).figure)
    st.plotly_chart(charts.indicators(of_year, weakest, line, year).figure)
    st.plotly_chart(charts.instrument_years(of_province, gaps, frameworks(), year).figure)
    every = peers()
    st.plotly_chart(charts.peers(every[every["unit"] == unit], of_province, year).figure)
    st.dataframe(indicators)
    st.dataframe(table("levels", everything))


def submit() -> None:
    framework = frameworks()[2568]
    codes = {"": "", **{agency.name: agency.code for agency in framework.agencies}}
    code = codes[st.selectbox("ส่วนราชการ", list(codes))]
    if code:
        st.dataframe(table("owed", TableQuery(today(), agency_code=code)))
    st.download_button("แบบรายงาน", data=lambda: b"", file_name="return.xlsx")
    st.file_uploader("ไฟล์", accept_multiple_files=True)
    st.dataframe(table("attempts", TableQuery(today(), 2568, agency_code=code)))


st.title(PAGE)
if PAGE == "scores":
    scores("จังหวัดเชียงใหม่")
elif PAGE == "submit":
    submit()
elif PAGE == "agency":
    chosen = st.selectbox("มาตรการ", MEASURES)
    agency(
        TableQuery(today(), 2568, 6, agency_code="001", measure_no=int(chosen) if chosen else None)
    )
else:
    query = TableQuery(today(), 2568, 6, parent_body=st.selectbox("สังกัด", BODIES))
    {"agencies": agencies, "measures": measures}[PAGE](query)
