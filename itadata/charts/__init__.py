"""Frames → pictures. No Streamlit here, and no numbers that `analysis` did not make.

- `look`: fonts, colours, and the scale of levels
- `scores`: the trend, the instruments against their line
- `compliance`: completion of the measures, reporting of the agencies
"""

from itadata.charts.compliance import completion, reporting
from itadata.charts.look import CONFIG, Picture
from itadata.charts.scores import instruments, trend

__all__ = ["CONFIG", "Picture", "completion", "instruments", "reporting", "trend"]
