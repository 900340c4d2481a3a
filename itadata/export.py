"""Tables → spreadsheets, CSV and JSON, with what a reader needs to know of them.

Text goes out as text: nothing that was typed into a workbook is ever taken for a formula.
"""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from itadata.columns import WORDS, columns_of
from itadata.language import mark, translate
from itadata.thai import BANGKOK, format_time
from itadata.workbook.writing import Heading, Workbook, clean, file_name

__all__ = [
    "SAMPLE_MARK",
    "Context",
    "file_name",
    "illustration_note",
    "to_csv",
    "to_json",
    "to_records",
    "to_xlsx",
]

SAMPLE_MARK = mark("SAMPLE – not real data")
_ABOUT = mark("About")
_ILLUSTRATED = mark("Figures marked as illustration are not real.")


@dataclass(frozen=True)
class Context:
    """What a table needs beside its rows: what it is, of when, of how many, and how it was chosen.

    `filters` are label and value pairs; `counted` says n of N; texts are already translated.
    """

    title: str
    as_of: datetime
    counted: str
    filters: Sequence[tuple[str, str]] = ()
    sample: bool = False
    notes: Sequence[str] = ()


def to_records(table: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A table as the objects of JSON: unknown is null, dates are ISO 8601 (C.E.)."""
    kinds = {name: column.kind for name, column in columns_of(table, frame.columns).items()}
    return [
        {name: _json_value(value, kinds[name]) for name, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _json_value(value: Any, kind: str) -> Any:
    value = _known(value)
    if value is None or isinstance(value, (dict, list)):
        return value
    if isinstance(value, datetime):
        return value.astimezone(BANGKOK).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if kind in ("whole", "year"):
        return int(value)
    if kind == "yes":
        return bool(value)
    return float(value) if kind in ("score", "percent") else str(value)


def _known(value: Any) -> Any:
    """The value, None where pandas says in one of its ways that there is none."""
    if isinstance(value, (dict, list)):
        return value
    if value is None or value is pd.NaT or value != value:
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value


def to_json(table: str, frame: pd.DataFrame) -> str:
    """A JSON list of objects."""
    return json.dumps(to_records(table, frame), ensure_ascii=False, indent=1)


_LIKE_A_FORMULA = re.compile(r"^[=+\-@\t\r]")


def to_csv(table: str, frame: pd.DataFrame) -> bytes:
    """CSV as Excel reads it in Thai: UTF-8 with a BOM. Text that looks like a formula is quoted
    with an apostrophe; the headings are the names of the columns.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(frame.columns)
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


def to_xlsx(table: str, frame: pd.DataFrame, context: Context) -> bytes:
    """A workbook of two sheets: what the table is, then the table itself, ready to work in."""
    book = Workbook(context.as_of)
    _write_about(book, context)
    columns = columns_of(table, frame.columns)
    rows = [
        [
            _cell(value, column.kind, WORDS.get(name))
            for value, (name, column) in zip(row, columns.items(), strict=True)
        ]
        for row in frame.astype(object).itertuples(index=False, name=None)
    ]
    headings = [Heading(c.heading, c.kind, c.width) for c in columns.values()]
    # As on the screen, where the first column stays in sight too.
    book.table(book.sheet(_sheet_name(context.title)), headings, rows, pinned=1)
    return book.finish()


def _cell(value: Any, kind: str, words: Mapping[str, str] | None) -> Any:
    value = _known(value)
    if value is None:
        return None
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.astimezone(BANGKOK)
    if kind == "yes":
        return translate(mark("yes") if value else mark("no"))
    if words and value in words:
        return translate(words[value])
    return value


def _write_about(book: Workbook, context: Context) -> None:
    pairs: list[tuple[str, object]] = [(translate(mark("Table")), context.title)]
    if context.sample:
        pairs.append((translate(mark("Attention")), translate(SAMPLE_MARK)))
    pairs += [
        (translate(mark("As of")), format_time(context.as_of)),
        (translate(mark("Counted")), context.counted),
        *context.filters,
        *((translate(mark("Note")), note) for note in context.notes),
        (translate(mark("Made by")), translate(mark("ITA dashboard, Chiang Mai province"))),
    ]
    book.labels(book.sheet(translate(_ABOUT), landscape=False), pairs, width=80)


def _sheet_name(title: str) -> str:
    """A name that Excel takes: 31 characters at most and none that it forbids."""
    name = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:31].strip(" '")
    taken = translate(_ABOUT).casefold()
    return f"{name} 1" if name.casefold() == taken else name or "Table"


def illustration_note(frame: pd.DataFrame) -> list[str]:
    """The note that a table needs when any of its figures is not real."""
    marked = [name for name in frame.columns if name.endswith("illustration")]
    any_marked = any(bool((frame[name] == True).any()) for name in marked)  # noqa: E712
    return [translate(_ILLUSTRATED)] if any_marked else []
