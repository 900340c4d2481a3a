"""The context of an exported table: title, date, counts, author, and the name of its file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from itadata.analysis.columns import PERSONAL_COLUMNS
from itadata.framework import Agency, Framework
from itadata.language import N_, _
from itadata.thai import format_date, unit_name
from itadata.workbook.xlsx_writer import LONGEST_FILE_NAME, file_name

SAMPLE_LABEL = N_("SAMPLE – not real data")
_ILLUSTRATED = N_("Figures marked as illustration are not real.")
_PROVINCE = "จังหวัด"
_LONGEST_TITLE = _LONGEST_UNIT = 40  # letters, so that the day at the end is never cut
_LONGEST_AGENCY = 24  # letters after its code
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
    """A table for one sheet of a workbook: its name in the registry, its rows, its context."""

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
    """The frame without the columns about persons, unless `personal`."""
    names = [name for name in frame.columns if personal or name not in PERSONAL_COLUMNS]
    return frame if len(names) == len(frame.columns) else frame[names]


def illustration_note(frame: pd.DataFrame) -> list[str]:
    """The note that some numbers are illustrations, if any is."""
    flags = [name for name in frame.columns if name.endswith("illustration")]
    illustrated = any(bool((frame[name] == True).any()) for name in flags)  # noqa: E712
    return [_(_ILLUSTRATED)] if illustrated else []


@dataclass(frozen=True)
class FileNameParts:
    """The scope in a file's name: fiscal years (B.E.), round (months), the unit or agency, and
    the version of its return.
    """

    years: Collection[int] = ()
    months: int | None = None
    unit: str = ""
    version: int | None = None


def download_name(title: str, parts: FileNameParts, day: date) -> str:
    """The file name of a download without its ending: kind_scope_year-round_day."""
    unit = file_name(unit_name(parts.unit).removeprefix(_PROVINCE))[:_LONGEST_UNIT].rstrip(_LOOSE)
    period = "-".join(filter(None, (_years(parts.years), _round(parts.months))))
    rest = file_name(unit, _version(parts.version), period, _day(day))
    room = LONGEST_FILE_NAME - len(f"_{rest}".encode())
    short_title = file_name(title)[:_LONGEST_TITLE].encode()[:room].decode(errors="ignore")
    return file_name(short_title.rstrip(_LOOSE), rest)


def agency_label(code: str, short_name: str) -> str:
    """An agency in a file's name: its code and the beginning of its short name."""
    return f"{code}-{short_name[:_LONGEST_AGENCY]}"


def agency_file_name(
    title: str, framework: Framework, agency: Agency, months: int, day: date
) -> str:
    """The file name, without its ending, of a document of one agency in a round."""
    unit = agency_label(agency.code, framework.short_name(agency.name))
    return download_name(title, FileNameParts([framework.fiscal_year], months, unit), day)


def _day(day: date) -> str:
    return format_date(day).replace("B.E. ", "BE").replace(" ", "")


def _years(years: Collection[int]) -> str:
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}-{last}"


def _round(months: int | None) -> str:
    return _("{months}-month-round").format(months=months) if months else ""


def _version(number: int | None) -> str:
    return _("version-{version}").format(version=number) if number else ""
