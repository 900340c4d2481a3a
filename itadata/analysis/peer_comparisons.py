"""The completion of one agency beside that of its parent body and of all agencies.

The completion of several agencies is their steps done ÷ their applicable steps; missing returns
count as not done.
"""

import pandas as pd

from itadata.analysis.numbers import percentage

ALL_MEASURES = 0
"""The measure number that stands for all measures together."""


def peer_comparison(
    agencies: pd.DataFrame, matrix: pd.DataFrame, agency_code: str
) -> pd.DataFrame:
    """Each measure of a round and all together, from the rows of `compliance.agencies` and
    `completion.matrix`; the agency is one of them.

    measure_no int, ALL_MEASURES for all; done, asked int (steps of the agency); completion,
    parent_body, everyone 0–100 or None (of the agency, its parent body, all expected agencies).
    """
    bodies = dict(zip(agencies["agency_code"], agencies["parent_body"], strict=True))
    body = bodies[agency_code]
    of_body = matrix["agency_code"].map(bodies) == body
    of_agency = matrix["agency_code"] == agency_code
    numbers = [*dict.fromkeys(matrix["measure_no"]), ALL_MEASURES]
    rows = []
    for number in numbers:
        of_measure = matrix["measure_no"].isin(numbers if number == ALL_MEASURES else [number])
        done, applicable = _counts(matrix[of_measure & of_agency])
        rows.append(
            {
                "measure_no": int(number),
                "done": done,
                "asked": applicable,
                "completion": percentage(done, applicable),
                "parent_body": percentage(*_counts(matrix[of_measure & of_body])),
                "everyone": percentage(*_counts(matrix[of_measure])),
            }
        )
    return pd.DataFrame(rows)


def _counts(rows: pd.DataFrame) -> tuple[int, int]:
    return int(rows["done"].sum()), int(rows["asked"].sum())
