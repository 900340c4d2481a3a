"""The list of hostile workbooks, and a good return to make them from."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from itadata.findings import Code
from tests import builders, workbooks

FORM = "xl/worksheets/sheet2.xml"
IDENTITY = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"

Build = Callable[[], bytes]


@dataclass(frozen=True)
class Hostile:
    """A file: its builder, its finding and the cell of that; `slow` files take seconds."""

    build: Build
    code: Code | None
    cell: str | None
    suffix: str
    slow: bool

    @property
    def file_name(self) -> str:
        """A name for the file, with the suffix that it pretends."""
        return f"{self.build.__name__}{self.suffix}"


HOSTILE: list[Hostile] = []


def gets(
    code: Code | None, cell: str | None = None, suffix: str = ".xlsx", *, slow: bool = False
) -> Callable[[Build], Build]:
    """Put a builder on the list: its file gets this finding, or none where it does no harm."""

    def register(build: Build) -> Build:
        HOSTILE.append(Hostile(build, code, cell, suffix, slow))
        return build

    return register


def good() -> bytes:
    """A valid return."""
    return builders.return_workbook()


@cache
def good_parts() -> dict[str, bytes]:
    """The parts of a valid return, by name."""
    with zipfile.ZipFile(BytesIO(good())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """A valid return with a piece of one part replaced."""
    assert old in good_parts()[part], (part, old)
    return replaced(part, good_parts()[part].replace(old, new, 1))


def replaced(part: str, content: bytes) -> bytes:
    """A valid return with another content of one part."""
    return workbooks.zipped({**good_parts(), part: content})


def added(members: dict[str, bytes]) -> bytes:
    """A valid return with more parts."""
    return workbooks.zipped({**good_parts(), **members})


def without(part: str) -> bytes:
    """A valid return without one part."""
    return workbooks.zipped({name: data for name, data in good_parts().items() if name != part})


def with_cell(step: str, column: str, cell: str) -> bytes:
    """A valid return with the XML of one cell's inside replaced; `{r}` is its address.

    `cell` is the whole element, such as `<c r="{r}" t="n"><v>1</v></c>`.
    """
    address = builders.at(step, column)
    form = good_parts()[FORM].decode()
    pattern = rf'<c r="{address}"(?: [^>]*)?(?:/>|>.*?</c>)'
    assert len(re.findall(pattern, form)) == 1, address
    put = cell.replace("{r}", address)
    return replaced(FORM, re.sub(pattern, lambda _: put, form).encode())


def style_of(step: str, column: str) -> str:
    """The number of the style of a cell of the form."""
    address = builders.at(step, column)
    found = re.search(rf'<c r="{address}" s="(\d+)"', good_parts()[FORM].decode())
    assert found
    return found[1]
