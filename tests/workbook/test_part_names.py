"""Part names with backslashes or in other capitals, as Excel reads them."""

import zipfile
from io import BytesIO

import pytest

from itadata.findings import Finding
from itadata.workbook import AnnotatedWorkbook, annotate, open_workbook
from tests import workbooks
from tests.workbooks import first_sheet

PLAIN = workbooks.of_rows([["ลำดับ", "สถานะ"], ["1.1", 95.55]])
RENAMED = {
    "backslashes": lambda name: name.replace("/", "\\"),
    "capitals": lambda name: name.title(),
    "small letters": str.lower,
}


def _renamed(change):
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(PLAIN)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(change(name), old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("change", RENAMED.values(), ids=RENAMED)
def test_part_names_are_read_as_excel_reads_them(change):
    content = _renamed(change)
    assert first_sheet(content).rows == first_sheet(PLAIN).rows
    assert isinstance(annotate(content, []), AnnotatedWorkbook)


def test_a_name_with_backslashes_that_leads_out_is_refused():
    content = workbooks.with_part(PLAIN, "..\\..\\x.xml", b"<x/>")
    finding = open_workbook(content)
    assert isinstance(finding, Finding) and finding.value == "../../x.xml"
