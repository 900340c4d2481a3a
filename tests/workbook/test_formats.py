"""How numbers are shown: what the styles of a workbook say."""

import zipfile
from io import BytesIO

import pytest

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


@pytest.mark.parametrize("code", ["d/m/yyyy", "[$-D07041E]d mmmm yyyy;@", "yyyy\\-mm\\-dd"])
def test_a_date_is_shown_as_one(code: str) -> None:
    assert _of(code).dates == {1}


def test_a_duration_is_told_from_a_date() -> None:
    assert _of("[h]:mm:ss").durations == {1}


@pytest.mark.parametrize("code", ["0%", "0.00%"])
def test_a_percentage_is_shown_as_one(code: str) -> None:
    assert _of(code).percents == {1}


def test_a_quoted_percent_sign_is_text() -> None:
    assert _of("0.00&quot;%&quot;").percents == frozenset()


@pytest.mark.parametrize("number", [14, 22, 71, 72, 77, 81])
def test_the_built_in_dates_are_known_those_of_thai_too(number: int) -> None:
    assert _formats(f'<cellXfs><xf numFmtId="{number}"/></cellXfs>').dates == {0}


@pytest.mark.parametrize("number", [9, 10, 67, 68])
def test_the_built_in_percentages_are_known_those_of_thai_too(number: int) -> None:
    assert _formats(f'<cellXfs><xf numFmtId="{number}"/></cellXfs>').percents == {0}


def test_styles_that_are_not_of_cells_do_not_count() -> None:
    formats = _formats(
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/></cellXfs>'
    )
    assert formats.dates == frozenset()


def test_a_format_longer_than_excel_has_shows_nothing() -> None:
    assert _of("d/m/yyyy" + "[" * 300) == Formats()
