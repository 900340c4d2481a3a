"""The indicators that a measure addresses, with scores before and after; no cause is claimed.

**Inferred** is a link read from the wording of the measure; no document states it.

The measures of fiscal year N address weak scores of N − 1. The survey of N runs while they are
carried out; their report comes in time as evidence for N + 1.
"""

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.framework import Framework, localized


def measure_indicators(
    framework: Framework, indicators: pd.DataFrame, year_after: Framework | None = None
) -> pd.DataFrame:
    """The links of measures to indicators, in the order of the measures.

    `indicators` is `analysis.indicators` of the province; `year_after` says under which numbers
    its indicators stand there. fiscal_year, measure_no int; measure str (short); indicator_no int;
    indicator str; inferred bool; score_before, score_same, score_after float 0–100 or None: of
    the years N − 1, N and N + 1; scores_illustration bool, None where there is no score.
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
        numbers = _numbers_around(link.indicator_no, framework, year_after)
        around = [
            scores.get(each) for each in zip((year - 1, year, year + 1), numbers, strict=True)
        ]
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


def _numbers_around(
    no: int, framework: Framework, year_after: Framework | None
) -> tuple[int | None, int, int | None]:
    """The numbers of an indicator in the year before, the year itself and the year after."""
    before = {i.no: i.number_before for i in framework.indicators}.get(no, no)
    if year_after is None:
        return before, no, no
    return before, no, {i.number_before: i.no for i in year_after.indicators}.get(no)
