"""Tables for other programs: JSON, and CSV that Excel opens in Thai."""

import csv
import io
import json
import math
import re
from datetime import date, datetime
from typing import Any

import pandas as pd

from itadata.analysis.columns import table_columns
from itadata.thai import BANGKOK, strip_control_characters
from itadata.workbook.text import clean


def to_records(table: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A table as JSON objects: unknown is null, dates are ISO 8601 (C.E.)."""
    types = {name: column.type for name, column in table_columns(table, frame.columns).items()}
    return [
        {name: _json_value(value, types[name]) for name, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _json_value(value: Any, cell_type: str) -> Any:
    value = none_if_missing(value)
    if value is None or isinstance(value, (dict, list)):
        return value
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=BANGKOK)
        return moment.astimezone(BANGKOK).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if cell_type in ("whole", "year"):
        return int(value)
    if cell_type == "yes":
        return bool(value)
    if cell_type in ("score", "percent"):
        return float(value)
    return strip_control_characters(str(value))


def none_if_missing(value: Any) -> Any:
    """The value, or None for every missing value of pandas and for an infinite number."""
    if isinstance(value, (dict, list, str)):
        return value
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, float) and math.isinf(value):
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def to_json(table: str, frame: pd.DataFrame) -> str:
    """A JSON list of objects."""
    return json.dumps(to_records(table, frame), ensure_ascii=False, indent=1, allow_nan=False)


# Also after invisible characters, and with signs of East Asian width.
_LIKE_A_FORMULA = re.compile(
    "[\\s\u200b-\u200f\u2060\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]"
)


def to_csv(table: str, frame: pd.DataFrame) -> bytes:
    """A table as CSV in UTF-8 with a BOM, headed by the names of its columns.

    An apostrophe guards text that looks like a formula.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(map(_csv_value, frame.columns))
    for record in to_records(table, frame):
        writer.writerow([_csv_value(value) for value in record.values()])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _csv_value(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        value = clean(value)
        return f"'{value}" if _LIKE_A_FORMULA.match(value) else value
    return value
