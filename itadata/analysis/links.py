"""The indicators that a measure addresses, with scores before and after; no cause is claimed.

**Inferred** is a link read from the wording of the measure; no document states it.

The measures of fiscal year N address weak scores of N − 1. The survey of N runs while they are
carried out; their report comes in time as evidence for N + 1.
"""

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.framework import Framework, localized


def measure_indicators(framework: Framework, indicators: pd.DataFrame) -> pd.DataFrame:
    """The links of measures to indicators, in the order of the measures.

    `indicators` is `analysis.indicators` of the province. fiscal_year, measure_no int; measure str
    (short); indicator_no int; indicator str; inferred bool; score_before, score_same, score_after
    float 0–100 or None: of the years N − 1, N and N + 1; scores_illustration bool, None where
    there is no score.
    """
    year = framework.fiscal_year
    scores = {
        (row.fiscal_year, row.indicator_no): (row.score, bool(row.illustration))
        for row in indicators.itertuples()
    }
    names = {i.no: localized(i.name, i.name_en) for i in framework.indicators}
    rows = []
    for link in sorted(framework.links, key=lambda link: (link.measure_no, link.indicator_no)):
        measure = framework.measure(link.measure_no)
        if measure is None:
            continue
        around = [scores.get((year + offset, link.indicator_no)) for offset in (-1, 0, 1)]
        rows.append(
            {
                "fiscal_year": year,
                "measure_no": measure.no,
                "measure": measure.short_name,
                "indicator_no": link.indicator_no,
                "indicator": names.get(link.indicator_no),
                "inferred": link.inferred,
                **dict(
                    zip(
                        ("score_before", "score_same", "score_after"),
                        (score[0] if score else None for score in around),
                        strict=True,
                    )
                ),
                "scores_illustration": any(s[1] for s in around if s) if any(around) else None,
            }
        )
    return pd.DataFrame(rows, columns=schemas.MEASURE_INDICATORS.columns, dtype=object)
