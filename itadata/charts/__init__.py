"""Frames of `analysis` → charts. No Streamlit, and no calculations, here.

- `style`: fonts, colours, markers, axes and legends
- `steps`: the steps of the measures by state
- `trend`: the total of a unit over the years
- `scores`: the instruments against their threshold
- `threshold_lines`: the thresholds of the levels, and where their rules changed
- `indicators`: what changed the score, and the indicators against their thresholds
- `history`: the instruments over the years, and a unit among those of its kind
- `improvement`: indicators, the measures that answer them, and the scores around
- `rounds`: the rounds of a year on a time line
- `agency_history`: the reporting over the rounds, and one agency against all
- `compliance`: completion of the measures, reporting of the agencies
"""

from itadata.charts.agency_history import agency_spread, reporting_rounds
from itadata.charts.compliance import (
    completion,
    completion_title,
    curve,
    parent_bodies,
    reporting,
    reporting_title,
)
from itadata.charts.history import instrument_years, kind_name, peers
from itadata.charts.improvement import improvement
from itadata.charts.indicators import contributions, indicators
from itadata.charts.rounds import rounds
from itadata.charts.scores import instruments, instruments_title
from itadata.charts.steps import steps
from itadata.charts.style import CONFIG, EQUAL_INDICATORS, Chart, with_ties
from itadata.charts.trend import trend, trend_title

__all__ = [
    "CONFIG",
    "EQUAL_INDICATORS",
    "Chart",
    "agency_spread",
    "completion",
    "completion_title",
    "contributions",
    "curve",
    "improvement",
    "indicators",
    "instrument_years",
    "instruments",
    "instruments_title",
    "kind_name",
    "parent_bodies",
    "peers",
    "reporting",
    "reporting_rounds",
    "reporting_title",
    "rounds",
    "steps",
    "trend",
    "trend_title",
    "with_ties",
]
