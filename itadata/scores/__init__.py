"""Score workbooks → the scores of units, in 0–100.

- `headings`, `group_headings`: the meaning of headings, of one line or several
- `columns`, `tables`: the columns of a table, the tables of a sheet
- `names`, `titles`, `sources`: units and summaries; the unit, year and source around a table
- `rows`, `row_subjects`, `cells`: the rows with scores, whose they are, and what their cells hold
- `table_parser`, `parser`: tables → raw scores, a workbook → scores
- `scale`, `validation`: raw scores → scores, with the scale found and the sums checked
- `reading`: how a workbook was read, what is open, what was not read
- `model`: the scores and their reading
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
