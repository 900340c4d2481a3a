"""Score workbooks → the scores of units, in 0–100.

- `headings`: what the headings of score tables mean
- `tables`, `titles`: where the tables of a sheet stand, and what is said above them
- `reading`: tables → drafts, wide or long
- `scale`, `judging`: drafts → scores, once the scale is settled and the sums are checked
- `model`: what comes out
"""

from itadata.scores.headings import (
    NATIONAL_MEAN,
    TOTAL,
    indicator_column,
    instrument_column,
    is_national_mean,
)
from itadata.scores.model import DetectedTable, Layout, ParsedScores, Scale, ScoreValue, UnitScore
from itadata.scores.parser import looks_like_scores, parse_scores

__all__ = [
    "NATIONAL_MEAN",
    "TOTAL",
    "DetectedTable",
    "Layout",
    "ParsedScores",
    "Scale",
    "ScoreValue",
    "UnitScore",
    "indicator_column",
    "instrument_column",
    "is_national_mean",
    "looks_like_scores",
    "parse_scores",
]
