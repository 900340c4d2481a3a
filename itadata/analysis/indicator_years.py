"""The indicators of a unit with one column a fiscal year."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from itadata.analysis.thresholds import below_pass_threshold
from itadata.framework import Framework
from itadata.language import _


def indicator_years(
    indicators: pd.DataFrame, frameworks: Mapping[int, Framework], fiscal_year: int
) -> pd.DataFrame:
    """One row an indicator: its number, name and instrument in its newest year, a column a year,
    the change into `fiscal_year`, the years below the pass threshold, and whether any of
    its scores is an illustration.
    """
    below = below_pass_threshold(indicators, frameworks)
    rows: dict[int, dict[str, Any]] = {}
    for record, is_below in zip(indicators.to_dict("records"), below, strict=True):
        no, year = record["indicator_no"], record["fiscal_year"]
        row = rows.setdefault(no, {"under_pass": [], "illustration": False})
        row["indicator"] = f"{no}. {record['indicator']}"
        row["instrument"] = record["instrument"]
        row[str(year)] = record["score"]
        if year == fiscal_year:
            row[change_heading(year)] = record["change"]
        if is_below:
            row["under_pass"].append(str(year))
        row["illustration"] |= bool(record["illustration"])
    years = [str(year) for year in sorted(set(indicators["fiscal_year"]))]
    columns = ["indicator", "instrument", *years, change_heading(fiscal_year)]
    frame = pd.DataFrame(
        [
            {**rows[no], "under_pass": ", ".join(rows[no]["under_pass"]) or None}
            for no in sorted(rows)
        ],
        columns=[*columns, "under_pass", "illustration"],
    )
    return frame.astype(dict.fromkeys([*years, change_heading(fiscal_year)], float))


def change_heading(fiscal_year: int) -> str:
    """The heading of the change into a year."""
    return _("Change in {year}").format(year=fiscal_year)
