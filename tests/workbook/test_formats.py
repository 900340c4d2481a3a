"""Number formats, read from the styles of a workbook."""

import zipfile
from io import BytesIO

from itadata.workbook.formats import Formats, read_formats
from tests import workbooks

PART = "xl/styles.xml"


def _formats(inside: str) -> Formats:
    content = workbooks.zipped({PART: f"<styleSheet>{inside}</styleSheet>".encode()})
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return read_formats(archive, PART)


def _of(code: str) -> Formats:
    return _formats(
        f'<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    )


def test_without_styles_every_number_is_a_number() -> None:
    with zipfile.ZipFile(BytesIO(workbooks.zipped({"a": b""}))) as archive:
        assert read_formats(archive, None) == Formats()


def test_dates_durations_and_percentages_are_distinguished() -> None:
    one, none = frozenset({1}), frozenset[int]()
    formats = {
        "d/m/yyyy": Formats(dates=one),
        "[$-D07041E]d mmmm yyyy;@": Formats(dates=one),
        "yyyy\\-mm\\-dd": Formats(dates=one),
        "[h]:mm:ss": Formats(dates=one, durations=one),
        "0%": Formats(percents=one),
        "0.00%": Formats(percents=one),
        "0.00&quot;%&quot;": Formats(none, none, none),
        "d/m/yyyy" + "[" * 300: Formats(none, none, none),  # longer than Excel has
    }
    assert {code: _of(code) for code in formats} == formats


def test_the_built_in_formats_are_recognised_those_of_thai_too() -> None:
    def of_number(number: int) -> Formats:
        return _formats(f'<cellXfs><xf numFmtId="{number}"/></cellXfs>')

    dates, percents = (14, 22, 71, 72, 77, 81), (9, 10, 67, 68)
    assert [number for number in dates if of_number(number).dates != {0}] == []
    assert [number for number in percents if of_number(number).percents != {0}] == []


def test_styles_that_are_not_of_cells_do_not_count() -> None:
    formats = _formats(
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/></cellXfs>'
    )
    assert formats.dates == frozenset()
