"""The same charts as `minimal_app`, in Dash; the port is the first argument."""

import sys

import plotly.graph_objects as go
from dash import Dash, dcc, html

FIGURES = (
    go.Figure(go.Scatter(x=[2563, 2564, 2565, 2566, 2567], y=[86, 89, 92, 94, 96])),
    go.Figure(go.Bar(x=["IIT", "EIT", "OIT"], y=[93.5, 95.8, 96.9])),
    go.Figure(go.Bar(x=list(range(8)), y=[22, 23, 25, 26, 26, 30, 32, 33])),
    go.Figure(go.Bar(x=["on time", "late", "missing"], y=[16, 2, 17])),
)

app = Dash()
app.layout = html.Div([html.H1("ITA"), *(dcc.Graph(figure=figure) for figure in FIGURES)])

if __name__ == "__main__":
    app.run(port=sys.argv[1])
