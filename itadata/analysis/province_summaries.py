"""What stands beside the province's own words on a measure: how many did it, and what they wrote.

**Complete** are the agencies whose return counts and in which every step of the measure that
applies is done, one at least.
"""

from dataclasses import dataclass

import pandas as pd

from itadata.analysis.compliance import reported
from itadata.framework import Framework
from itadata.thai import matching_key

FIELDS = ("results", "outcomes")
"""The two texts of a measure."""


def measure_progress(agencies: pd.DataFrame, matrix: pd.DataFrame) -> pd.DataFrame:
    """Each measure of a round, from the rows of `compliance.agencies` and `completion.matrix`.

    measure_no, expected, reported, complete int (agencies). Reported are those with a version that
    is not withdrawn, so that they are the same for every measure.
    """
    expected = len(agencies)
    n = reported(agencies)
    whole = matrix[
        matrix["reported"] & (matrix["asked"] > 0) & (matrix["done"] == matrix["asked"])
    ]
    complete = dict(whole.groupby("measure_no").size())
    rows = [
        {
            "measure_no": int(no),
            "expected": expected,
            "reported": n,
            "complete": int(complete.get(no, 0)),
        }
        for no in dict.fromkeys(matrix["measure_no"])
    ]
    return pd.DataFrame(rows, columns=["measure_no", "expected", "reported", "complete"])


@dataclass(frozen=True)
class TextSource:
    """Where an agency wrote a text: in which version of its return, in which file and cell."""

    agency_code: str
    agency: str
    round: int
    version: int
    file: str
    cell: str


@dataclass(frozen=True)
class DistinctText:
    """A text on a measure, and every place where agencies wrote it. `field` is one of FIELDS."""

    field: str
    text: str
    sources: tuple[TextSource, ...]


def distinct_texts(
    framework: Framework, answers: pd.DataFrame, measure_no: int
) -> list[DistinctText]:
    """What agencies wrote of a measure: the same text once, what most of them wrote first, then
    in the framework's order of agencies.

    `answers` are rows of `completion.answers_of_round`. Texts are the same where they differ in
    spaces and marks alone.
    """
    order = {agency.code: position for position, agency in enumerate(framework.agencies)}
    own = answers[answers["measure_no"] == measure_no].drop_duplicates("agency_code")
    rows = sorted(own.to_dict("records"), key=lambda row: order[row["agency_code"]])
    found: dict[tuple[str, str], DistinctText] = {}
    for field in FIELDS:
        for row in rows:
            text = (row[field] or "").strip()
            key = (field, matching_key(text))
            if not key[1]:
                continue
            known = found.get(key, DistinctText(field, text, ()))
            place = TextSource(
                row["agency_code"],
                row["agency"],
                int(row["round"]),
                int(row["version"]),
                row["file"],
                _cell(row, field),
            )
            found[key] = DistinctText(field, known.text, (*known.sources, place))
    return sorted(found.values(), key=lambda each: (FIELDS.index(each.field), -len(each.sources)))


def _cell(row: dict[str, object], field: str) -> str:
    """Sheet and cell; a cell on a sheet of its own names that itself."""
    cell = str(row[f"{field}_cell"])
    return cell if "!" in cell or not cell else f"{row['sheet']}!{cell}"
