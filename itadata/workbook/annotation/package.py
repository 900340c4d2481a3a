"""The archive of a workbook (OPC): its parts, their relationships and content types.

A part that does not change keeps its bytes. `docx.opc` would not do: it drops parts that nothing
leads to, rewrites others, and cannot open a drawing with a link to a cell (docs/decisions/0010).
"""

import posixpath
import zipfile
from dataclasses import dataclass
from io import BytesIO
from itertools import count

from itadata.workbook.annotation.xml import Element, add, parse, serialise

CONTENT_TYPES = "[Content_Types].xml"
_NO_RELATIONSHIPS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)


@dataclass(frozen=True)
class Relationship:
    """A relationship: `target` is the part it leads to, "" where that is outside the archive."""

    id: str
    type: str
    target: str

    def is_a(self, *types: str) -> bool:
        """Whether it is of one of these types, in whichever edition of the standard."""
        return self.type.rpartition("/")[2] in types


class OpcPackage:
    """An archive being changed in memory."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._parts: dict[str, bytes | None] = dict.fromkeys(self._archive.namelist())
        self._trees: dict[str, tuple[Element, bytes]] = {}

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises KeyError."""
        data = self._parts[part]
        return self._archive.read(part) if data is None else data

    def tree(self, part: str) -> Element:
        """The root of a small part; changes to it are saved. Raises KeyError."""
        if part not in self._trees:
            root = parse(self.read(part))
            self._trees[part] = (root, serialise(root))
        return self._trees[part][0]

    def write(self, part: str, data: bytes) -> None:
        """Replace the bytes of a part, or add one."""
        self._parts[part] = data

    def add_part(self, pattern: str, content_type: str, data: bytes) -> str:
        """Add a part; its name, from a pattern with one place for a number."""
        taken = {part.lower() for part in self._parts}
        names = (pattern.format(number) for number in count(1))
        part = next(name for name in names if name.lower() not in taken)
        self.write(part, data)
        types = self.tree(CONTENT_TYPES)
        add(types, "Override", {"PartName": f"/{part}", "ContentType": content_type})
        return part

    def relationships(self, part: str) -> list[Relationship]:
        """The relationships of a part ("" for those of the archive itself)."""
        path = _relationships_part(part)
        if not self.has(path):
            return []
        elements = self.tree(path).iterchildren("{*}Relationship")
        return [_relationship(part, each) for each in elements]

    def related(self, part: str, type_: str) -> Relationship | None:
        """The first relationship of that type to a part that the archive has."""
        candidates = (each for each in self.relationships(part) if each.is_a(type_))
        return next((each for each in candidates if self.has(each.target)), None)

    def relate(self, part: str, type_: str, target: str) -> str:
        """Lead from a part to another; gives the id of the relationship."""
        path = _relationships_part(part)
        if not self.has(path):
            self.write(path, _NO_RELATIONSHIPS)
        root = self.tree(path)
        taken = {each.get("Id") for each in root}
        new = next(name for number in count(1) if (name := f"rId{number}") not in taken)
        add(root, "Relationship", {"Id": new, "Type": type_, "Target": f"/{target}"})
        return new

    def remove_related(self, part: str, relationship: Relationship) -> None:
        """Remove a relationship, and its target where nothing else leads there."""
        root = self.tree(_relationships_part(part))
        for each in [each for each in root if each.get("Id") == relationship.id]:
            root.remove(each)
        if len(root) == 0:
            self._remove(_relationships_part(part))
        target = relationship.target
        if self.has(target) and not self._is_related(target):
            for each in self.relationships(target):
                self.remove_related(target, each)
            self._remove(target)

    def save(self) -> bytes:
        """The bytes of the archive with all changes."""
        for part, (root, before) in self._trees.items():
            if (data := serialise(root)) != before:
                self.write(part, data)
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for part in self._parts:
                # Without a date of now, so that the same content gives the same bytes.
                archive.writestr(zipfile.ZipInfo(part), self.read(part), zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def has(self, part: str) -> bool:
        """Whether the archive has a part of that name."""
        return part in self._parts

    def _is_related(self, target: str) -> bool:
        owners = [_owner(path) for path in self._parts if path.endswith(".rels")]
        return any(each.target == target for one in owners for each in self.relationships(one))

    def _remove(self, part: str) -> None:
        del self._parts[part]
        self._trees.pop(part, None)
        types = self.tree(CONTENT_TYPES)
        for each in [each for each in types if each.get("PartName") == f"/{part}"]:
            types.remove(each)


def _relationships_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _owner(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _relationship(part: str, element: Element) -> Relationship:
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        target = ""
    elif target.startswith("/"):
        target = target.lstrip("/")
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
    return Relationship(element.get("Id", ""), element.get("Type", ""), target)
