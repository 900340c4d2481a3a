"""What a table needs beside its rows: what it is, of when, of how many, and who took it away."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from itadata.analysis.columns import PERSONAL_COLUMNS
from itadata.framework import Framework
from itadata.language import N_, _
from itadata.thai import format_date
from itadata.workbook.xlsx_writer import LONGEST_FILE_NAME, file_name

SAMPLE_LABEL = N_("SAMPLE – not real data")
_ILLUSTRATED = N_("Figures marked as illustration are not real.")
_PROVINCE = "จังหวัด"
_LONGEST_TITLE = _LONGEST_UNIT = 40  # letters, so that the day at the end is never cut
_LOOSE = "-._ "


@dataclass(frozen=True)
class Context:
    """The title, date, counts, filters and author of a table; texts are already translated.

    `n_of_n` says how many of how many are counted; `filters` are pairs of label and value;
    `levels` are the names of the levels of each year (B.E.), the best first. Columns about
    persons are dropped unless `personal`.
    """

    title: str
    as_of: datetime
    n_of_n: str
    filters: Sequence[tuple[str, str]] = ()
    sample: bool = False
    notes: Sequence[str] = ()
    by: str = ""
    levels: Mapping[int, Sequence[str]] = field(default_factory=dict)
    personal: bool = False


@dataclass(frozen=True)
class TableSheet:
    """A table as one sheet of a workbook: its named table, its rows, what it is."""

    table: str
    frame: pd.DataFrame
    context: Context
    name: str = ""


def level_names(frameworks: Mapping[int, Framework]) -> dict[int, list[str]]:
    """The names of the levels of each year, the best first."""
    return {
        year: [rule.level for rule in framework.level_rules]
        for year, framework in frameworks.items()
    }


def drop_personal(frame: pd.DataFrame, *, personal: bool) -> pd.DataFrame:
    """The frame without the columns that tell of persons, unless they may go with it."""
    kept = [name for name in frame.columns if personal or name not in PERSONAL_COLUMNS]
    return frame if len(kept) == len(frame.columns) else frame[kept]


def illustration_note(frame: pd.DataFrame) -> list[str]:
    """The note that a table needs when any of its figures is not real."""
    marked = [name for name in frame.columns if name.endswith("illustration")]
    any_marked = any(bool((frame[name] == True).any()) for name in marked)  # noqa: E712
    return [_(_ILLUSTRATED)] if any_marked else []


@dataclass(frozen=True)
class FileNameParts:
    """What a file is of, by which it is told from others in a folder: fiscal years (B.E.), the
    months of a round, the unit assessed or the agency, and the version of its return.
    """

    years: Collection[int] = ()
    months: int | None = None
    unit: str = ""
    version: int | None = None


def download_name(title: str, parts: FileNameParts, day: date) -> str:
    """The name under which a person files a table, without its ending: the years and the round
    that it is of, the province or whoever it is of, the version, its title, the day.
    """
    unit = file_name(parts.unit.removeprefix(_PROVINCE))[:_LONGEST_UNIT].rstrip(_LOOSE)
    before = file_name(
        "ITA", _years(parts.years), _round(parts.months), unit, _version(parts.version)
    )
    after = _written(day)
    room = LONGEST_FILE_NAME - len(f"{before}__{after}".encode())
    named = file_name(title)[:_LONGEST_TITLE].encode()[:room].decode(errors="ignore")
    return file_name(before, named.rstrip(_LOOSE), after)


def _years(years: Collection[int]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}-{last}"


def _round(months: int | None) -> str:
    return _("{months}-month-round").format(months=months) if months else ""


def _version(number: int | None) -> str:
    return _("version-{version}").format(version=number) if number else ""


def _written(day: date) -> str:
    return format_date(day).replace(" ", "")
