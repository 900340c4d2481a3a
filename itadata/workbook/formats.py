"""Finds the cell styles that show a number as a date, a duration or a percentage."""

import re
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

_MAX_FORMAT_LENGTH = 255  # characters, in Excel
# What Excel has built in where Thai is the language; the file names them by number alone.
_THAI_FORMATS = {
    67: "0%",
    68: "0.00%",
    71: "d/m/yyyy",
    72: "d-mmm-yy",
    73: "d-mmm",
    74: "mmm-yy",
    77: "d/m/yyyy h:mm",
    81: "d/m/yy",
}


@dataclass(frozen=True)
class Formats:
    """The numbers of the cell styles that show a number as something else."""

    dates: frozenset[int] = frozenset()
    durations: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()


def read_formats(archive: zipfile.ZipFile, part: str | None) -> Formats:
    """The formats of the styles that a part of the archive describes."""
    if part is None:
        return Formats()
    reader = _StylesReader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start_element
    parser.EndElementHandler = reader.end_element
    with archive.open(part) as stream:
        parser.ParseFile(stream)
    return reader.formats()


class _StylesReader:
    """The one pass over the styles."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {
            str(n): code for n, code in (BUILTIN_FORMATS | _THAI_FORMATS).items()
        }
        self.styles: list[str] = []
        self.in_cell_styles = False

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self.in_cell_styles = True
        elif tag == "xf" and self.in_cell_styles:
            self.styles.append(attributes.get("numFmtId", "0"))

    def end_element(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            self.in_cell_styles = False

    def formats(self) -> Formats:
        codes = {number: self.codes.get(number, "") for number in set(self.styles)}
        valid = {n: code for n, code in codes.items() if code and len(code) <= _MAX_FORMAT_LENGTH}
        return Formats(
            self._styles_with({number for number, code in valid.items() if is_date_format(code)}),
            self._styles_with(
                {number for number, code in valid.items() if is_timedelta_format(code)}
            ),
            self._styles_with({number for number, code in valid.items() if _shows_percent(code)}),
        )

    def _styles_with(self, numbers: set[str]) -> frozenset[int]:
        return frozenset(style for style, number in enumerate(self.styles) if number in numbers)


def _shows_percent(code: str) -> bool:
    """Whether a number format has a percent sign that is neither quoted nor escaped."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)
