"""The floor to measure against: as many charts as the first page, and nothing else."""

import plotly.graph_objects as go
import streamlit as st

st.title("ITA")
st.plotly_chart(go.Figure(go.Scatter(x=[2563, 2564, 2565, 2566, 2567], y=[86, 89, 92, 94, 96])))
st.plotly_chart(go.Figure(go.Bar(x=["IIT", "EIT", "OIT"], y=[93.5, 95.8, 96.9])))
st.plotly_chart(go.Figure(go.Bar(x=list(range(8)), y=[22, 23, 25, 26, 26, 30, 32, 33])))
st.plotly_chart(go.Figure(go.Bar(x=["on time", "late", "missing"], y=[16, 2, 17])))
