"""Documents in LibreOffice: they open, and their text can be searched."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from docx import Document

from itadata.documents import pdf, to_pdf
from itadata.documents.report import Annex, ReportOptions, write_agency_page, write_report
from itadata.documents.style import to_bytes
from itadata.errors import NoConverter
from itadata.store import Store
from tests.documents.report.conftest import OPERATOR, cells, opened
from tests.libreoffice import converted


def read(content: bytes, folder: Path) -> str:
    """The text of a PDF in the order in which it is drawn, which a reader's search follows.

    In an order of its own pdftotext puts marks over letters on lines apart.
    """
    path = folder / "read.pdf"
    path.write_bytes(content)
    result = subprocess.run(
        ["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True
    )
    return result.stdout


@pytest.mark.slow
def test_the_report_opens_can_be_searched_and_breaks_no_score(
    sample: Store, tmp_path: Path
) -> None:
    options = ReportOptions(annexes=(Annex.MATRIX, Annex.MISSING, Annex.DEFINITIONS))
    text = read(to_pdf(write_report(sample, OPERATOR, 2567, options).content), tmp_path)
    assert text.count("95.55") == 8
    searched = re.sub(r"\s", "", text)
    for words in ("เพิ่มขึ้นเป็น", "จัดทำคู่มือ", "ผู้รับผิดชอบ", "ภาคผนวกก", "เรือนจำกลางเชียงใหม่"):
        assert words in searched


@pytest.mark.slow
def test_nothing_is_cut_off_where_another_font_stands_in(sample: Store, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(write_report(sample, OPERATOR, 2567).content)
    written = "".join(cell for row in cells(opened(path.read_bytes()).tables[0]) for cell in row)
    shown = read(converted(path, "pdf", tmp_path / "profile").read_bytes(), tmp_path)
    assert not letters(written) - letters(shown)


def letters(text: str) -> Counter[str]:
    """The count of each letter; marks above and below stand elsewhere in a PDF."""
    return Counter(letter for letter in text if letter.isalpha())


@pytest.mark.slow
def test_an_agencys_page_is_tagged_with_title_and_language(sample: Store, tmp_path: Path) -> None:
    content = to_pdf(write_agency_page(sample, OPERATOR, 2567, "003", months=12))
    assert catalog(content, tmp_path) == (
        "สำนักงานที่ดินจังหวัดเชียงใหม่ รอบ 12 เดือน ปีงบประมาณ พ.ศ. 2567",
        "th-TH",
        True,
    )


def test_a_document_without_title_and_language_has_its_first_line_and_thai(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.title = ""
    document.add_paragraph()
    document.add_paragraph("รายงานของจังหวัด")
    pdf_file = to_pdf(to_bytes(document))
    assert catalog(pdf_file, tmp_path) == ("รายงานของจังหวัด", "th-TH", True)


def catalog(content: bytes, folder: Path) -> tuple[str, str, bool]:
    """The title and language of a PDF, and whether it is tagged."""
    path = folder / "read.pdf"
    path.write_bytes(content)
    result = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
    information = dict(line.split(":", 1) for line in result.stdout.splitlines())
    languages = {match.decode() for match in re.findall(rb"/Lang\s*\(([^)]*)\)", content)}
    tagged = re.search(rb"/MarkInfo\s*<<\s*/Marked true", content) is not None
    return information["Title"].strip(), " ".join(languages), tagged


def test_without_libreoffice_it_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoConverter, match=r"\.docx"):
        to_pdf(b"")


def test_the_font_that_stands_in_is_in_the_size_that_looks_the_same(sample: Store) -> None:
    written = write_agency_page(sample, OPERATOR, 2567, "003")
    other = opened(pdf.with_edited_xml(written, pdf.use_fallback_font))
    xml = other.element.xml
    assert 'w:cs="Sarabun"' in xml and "TH Sarabun New" not in xml
    assert 'w:szCs w:val="22"' in xml  # 16 points of the one are 11 of the other
