"""Frames → pictures. No Streamlit here, and no numbers that `analysis` did not make.

- `look`: fonts, colours, and the scale of levels
- `steps`: the steps of the measures by state
- `scores`: the trend, the instruments against their line
- `bars`: bars with their name above them
- `compliance`: completion of the measures, reporting of the agencies
"""

from itadata.charts.compliance import completion, curve, parent_bodies, reporting
from itadata.charts.look import CONFIG, Picture
from itadata.charts.scores import instruments, trend
from itadata.charts.steps import steps

__all__ = [
    "CONFIG",
    "Picture",
    "completion",
    "curve",
    "instruments",
    "parent_bodies",
    "reporting",
    "steps",
    "trend",
]
