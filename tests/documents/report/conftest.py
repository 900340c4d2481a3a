"""Reports made of a real database, and read back as Word documents."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from itadata.access import operator
from itadata.documents.report import Report, ReportOptions, write_report
from itadata.store import Store

OPERATOR = operator("cli:malee")
COLUMNS = ("title", "steps", "responsible", "results", "outcomes")


@pytest.fixture
def sample_store(sample_copy: Path) -> Iterator[Store]:
    """A sample of the test's own."""
    opened = Store.open(f"sqlite:///{sample_copy}")
    yield opened
    opened.close()


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def made(store: Store, year: int = 2567, months: int | None = None, **options: Any) -> Report:
    return write_report(store, OPERATOR, year, ReportOptions(**options), months)


def report(store: Store, year: int = 2567, **options: Any) -> Any:
    """The report, read back."""
    return opened(made(store, year, **options).content)


def text(document: Any) -> str:
    """The text outside of tables, a paragraph a line; a tied space is a space."""
    lines = "\n".join(paragraph.text for paragraph in document.paragraphs)
    return lines.replace("\u00a0", " ")


def rows(document: Any) -> list[dict[str, str]]:
    """The rows of the report's table, a paragraph of a cell a line."""
    table = document.tables[0]
    return [
        dict(zip(COLUMNS, [cell.text for cell in row.cells], strict=True))
        for row in table.rows[1:]
    ]


def cells(table: Any) -> list[list[str]]:
    """Every cell of a table."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def headers(document: Any) -> set[str]:
    """The headers of a document, those of its first page included."""
    kinds = ("header", "first_page_header")
    return {
        getattr(section, kind).paragraphs[0].text
        for section in document.sections
        for kind in kinds
    }
