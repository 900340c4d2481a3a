"""What lies beside the cells of a sheet: comments, threads of comments, text boxes, pictures.

Runs in the worker. A sheet without any of them costs nothing: its relationships name none.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

from itadata.thai import strip_control_characters
from itadata.workbook.annotation.original_fills import LAST_LINE
from itadata.workbook.archive import target_of
from itadata.workbook.sheets import Position

# What this system wrote into a comment when it gave the file back with its findings.
_OURS = re.compile(rf"◆ [^\n◆]* ◆\r?\n.*?(?:{LAST_LINE}|\Z)", re.S)


@dataclass
class AttachedTexts:
    """The comments of a sheet by the address of their cell, and the texts of its shapes.

    `pictures` are the names of pictures, each with the address of the cell that it lies on, or "".
    """

    comments: dict[str, str] = field(default_factory=dict)
    shapes: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)


def read_attached_texts(
    archive: zipfile.ZipFile, part: str, relationships: Iterable[Mapping[str, str]]
) -> AttachedTexts:
    """The texts beside the cells of a sheet, by the relationships of its part.

    Raises ParseError for damaged XML. A thread replaces the comment that Excel keeps for programs
    without threads.
    """
    texts = AttachedTexts()
    threads: dict[str, str] = {}
    for relationship in relationships:
        kind = relationship.get("Type", "").rpartition("/")[2]
        if kind not in ("comments", "threadedComment", "drawing"):
            continue
        target = target_of(dict(relationship), posixpath.dirname(part))
        if target not in archive.NameToInfo:
            continue
        root = fromstring(archive.read(target))
        if kind == "drawing":
            texts.shapes += filter(None, map(_shape_text, root.iterfind(".//{*}sp")))
            texts.pictures += _pictures(root)
        elif kind == "comments":
            texts.comments |= _by_cell(root, "comment", "t")
        else:
            threads |= _by_cell(root, "threadedComment", "text")
    texts.comments |= threads
    return texts


def _by_cell(root: Element, item: str, text: str) -> dict[str, str]:
    """The texts of comments by the address of their cell, one line for each reply."""
    by_cell: dict[str, list[str]] = {}
    for comment in root.iterfind(f".//{{*}}{item}"):
        pieces = (each.text or "" for each in comment.iterfind(f".//{{*}}{text}"))
        words = _OURS.sub("", _clean("".join(pieces))).strip()
        if words:
            by_cell.setdefault(comment.get("ref", ""), []).append(words)
    return {cell: "\n".join(words) for cell, words in by_cell.items()}


def _pictures(drawing: Element) -> Iterator[tuple[str, str]]:
    """The cell under the top left corner of each picture, and the picture's name."""
    for anchor in drawing:
        corner = anchor.find("{*}from")
        row, column = (_number(corner, name) for name in ("row", "col"))
        cell = "" if row is None or column is None else Position(row + 1, column + 1).address
        for picture in anchor.iterfind(".//{*}pic"):
            properties = picture.find(".//{*}cNvPr")
            name = "" if properties is None else properties.get("name", "")
            yield cell, _clean(name) or "–"


def _number(corner: Element | None, name: str) -> int | None:
    """A number from 0 within what a sheet can have; None where there is none."""
    text = corner.findtext(f"{{*}}{name}", "") if corner is not None else ""
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else None


def _shape_text(shape: Element) -> str:
    lines = ("".join(_texts(paragraph)) for paragraph in shape.iterfind(".//{*}p"))
    return _clean("\n".join(lines)).strip()


def _texts(element: Element) -> Iterator[str]:
    return (each.text or "" for each in element.iterfind(".//{*}t"))


def _clean(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return strip_control_characters(unescape(text))
