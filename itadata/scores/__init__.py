"""Score workbooks → the scores of units, in 0–100.

- `headings`: the meaning of headings in score tables
- `tables`, `titles`: the tables of a sheet, and the unit and year in their titles
- `parser`: tables → raw scores, wide or long
- `scale`, `validation`: raw scores → scores, with the scale found and the sums checked
- `model`: the scores
"""

from itadata.scores.headings import TOTAL, indicator_column, instrument_column
from itadata.scores.model import (
    NO_CHOICES,
    ColumnHeading,
    DetectedTable,
    Layout,
    ParsedScores,
    ReadingOptions,
    Scale,
    ScoreReading,
    ScoreValue,
    SummaryRow,
    UnitScore,
)
from itadata.scores.names import NATIONAL_MEAN, is_national_mean
from itadata.scores.parser import looks_like_scores, parse_scores

__all__ = [
    "NATIONAL_MEAN",
    "NO_CHOICES",
    "TOTAL",
    "ColumnHeading",
    "DetectedTable",
    "Layout",
    "ParsedScores",
    "ReadingOptions",
    "Scale",
    "ScoreReading",
    "ScoreValue",
    "SummaryRow",
    "UnitScore",
    "indicator_column",
    "instrument_column",
    "is_national_mean",
    "looks_like_scores",
    "parse_scores",
]
