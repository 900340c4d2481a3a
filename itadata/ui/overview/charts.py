"""The charts of the first page, which every role has below its own part."""

from collections.abc import Sequence

import pandas as pd

from itadata import analysis, charts
from itadata.framework import localized
from itadata.language import _
from itadata.ui import components
from itadata.ui.overview.view import ScoreOverview


def instrument_chart(scores: ScoreOverview, instruments: charts.Chart) -> None:
    """The instruments of the newest year against the threshold of its highest level."""
    year = scores.position.fiscal_year if scores.position else 0
    n_of_n = _("{n} instruments of fiscal year {year}").format(n=len(scores.gaps), year=year)
    components.chart(
        scores.with_n_of_n(n_of_n),
        instruments,
        "instruments",
        _gaps_frame(scores.gaps, year),
        title=_("Instruments against the threshold of the highest level"),
        anchor="instruments",
    )


def _gaps_frame(gaps: Sequence[analysis.Gap], fiscal_year: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "fiscal_year": fiscal_year,
                "instrument": f"{gap.instrument} {localized(gap.name, gap.name_en)}",
                "score": gap.score,
                "floor": gap.floor,
                "distance": gap.distance,
                "illustration": gap.illustration,
            }
            for gap in gaps
        ]
    )
