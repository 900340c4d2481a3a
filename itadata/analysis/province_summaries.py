"""The sources of the province's summary of a measure: progress, and what agencies wrote.

**Complete** are agencies with a return, not sent back, in which every applicable step of the
measure is done, and at least one step applies.
"""

from dataclasses import dataclass

import pandas as pd

from itadata.analysis.compliance import reported
from itadata.framework import Framework
from itadata.thai import matching_key

FIELDS = ("results", "outcomes")
"""The text fields of a measure."""


def measure_progress(agencies: pd.DataFrame, matrix: pd.DataFrame) -> pd.DataFrame:
    """The progress of each measure of a round, from `compliance.agencies` and `completion.matrix`.

    measure_no, expected, reported, complete int (agencies). Reported are those with a version that
    is not withdrawn: the same number for every measure.
    """
    complete = matrix[
        matrix["reported"] & (matrix["asked"] > 0) & (matrix["done"] == matrix["asked"])
    ]
    counts = complete.groupby("measure_no").size()
    numbers = matrix["measure_no"].unique()
    return pd.DataFrame(
        {
            "measure_no": numbers,
            "expected": len(agencies),
            "reported": reported(agencies),
            "complete": counts.reindex(numbers, fill_value=0).to_numpy(),
        }
    )


@dataclass(frozen=True)
class TextSource:
    """The agency, version, file and cell of a text."""

    agency_code: str
    agency: str
    round: int
    version: int
    file: str
    cell: str


@dataclass(frozen=True)
class DistinctText:
    """A text on a measure and all its sources. `field` is one of FIELDS."""

    field: str
    text: str
    sources: tuple[TextSource, ...]


def distinct_texts(
    framework: Framework, answers: pd.DataFrame, measure_no: int
) -> list[DistinctText]:
    """The distinct texts of agencies on a measure: the most frequent first, then in the order of
    the agencies.

    `answers` are rows of `completion.answers_of_round`. Texts that differ only in spaces
    and marks are the same.
    """
    order = {agency.code: position for position, agency in enumerate(framework.agencies)}
    of_measure = answers[answers["measure_no"] == measure_no].drop_duplicates("agency_code")
    rows = sorted(of_measure.to_dict("records"), key=lambda row: order[row["agency_code"]])
    texts: dict[tuple[str, str], DistinctText] = {}
    for field in FIELDS:
        for row in rows:
            text = (row[field] or "").strip()
            key = (field, matching_key(text))
            if not key[1]:
                continue
            earlier = texts.get(key, DistinctText(field, text, ()))
            source = TextSource(
                row["agency_code"],
                row["agency"],
                int(row["round"]),
                int(row["version"]),
                row["file"],
                _cell(row, field),
            )
            texts[key] = DistinctText(field, earlier.text, (*earlier.sources, source))
    return sorted(texts.values(), key=lambda text: (FIELDS.index(text.field), -len(text.sources)))


def _cell(row: dict[str, object], field: str) -> str:
    """Sheet and cell; a cell on another sheet already names its sheet."""
    cell = str(row[f"{field}_cell"])
    return cell if "!" in cell or not cell else f"{row['sheet']}!{cell}"
