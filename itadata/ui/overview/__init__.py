"""ภาพรวม, the first page: each role's own part, then the province's scores and charts.

- `view`: what the page reads
- `first_start`: what a province sets up before its first round
- `round_choice`: the title, and the round that the page is of
- `officer`: what the officer's agency owes, what was sent back, what was received
- `province`: what waits for the province, each with its list
- `executive`: where the province stands, why, and what needs attention
- `charts`: the charts that every role has
"""

from itadata.ui.overview.charts import instrument_chart
from itadata.ui.overview.executive import attention, headline, score_metric
from itadata.ui.overview.first_start import is_first_start, show_first_start
from itadata.ui.overview.officer import show_agency
from itadata.ui.overview.province import show_work
from itadata.ui.overview.round_choice import choose_round, show_first_look_buttons, show_title
from itadata.ui.overview.view import published_count, read_round, read_scores

__all__ = [
    "attention",
    "choose_round",
    "headline",
    "instrument_chart",
    "is_first_start",
    "published_count",
    "read_round",
    "read_scores",
    "score_metric",
    "show_agency",
    "show_first_look_buttons",
    "show_first_start",
    "show_title",
    "show_work",
]
