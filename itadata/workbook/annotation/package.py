"""The archive of a workbook: its parts, how they relate, and what kind each is.

A part that is not written stays as it came; it is not even unpacked before the archive is
written again.
"""

import posixpath
import shutil
import zipfile
from dataclasses import dataclass
from io import BytesIO
from itertools import count

from itadata.workbook.annotation.markup import Document, element

CONTENT_TYPES = "[Content_Types].xml"
_CALM = (1980, 1, 1, 0, 0, 0)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Relation:
    """How a part names another: `target` is that part, "" where it is outside the archive."""

    id: str
    kind: str
    target: str

    def is_a(self, kind: str) -> bool:
        """Whether it leads to that kind of part, in whichever edition of the standard."""
        return self.kind.rpartition("/")[2] == kind


class Package:
    """An archive being changed in memory."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._members = {member.filename: member for member in self._archive.infolist()}
        self._written: dict[str, bytes] = {}
        self._removed: set[str] = set()

    def __contains__(self, part: str) -> bool:
        return part in self._written or (part in self._members and part not in self._removed)

    @property
    def parts(self) -> list[str]:
        """The names of all parts."""
        return [part for part in {**self._members, **self._written} if part in self]

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises KeyError."""
        if part in self._written:
            return self._written[part]
        if part in self._removed:
            raise KeyError(part)
        return self._archive.read(part)

    def write(self, part: str, data: bytes) -> None:
        """Give a part other bytes, or make a new one."""
        self._written[part] = data

    def free_name(self, pattern: str) -> str:
        """A name that no part has; the pattern has one place for a number."""
        taken = {part.lower() for part in self.parts}
        names = (pattern.format(number) for number in count(1))
        return next(name for name in names if name.lower() not in taken)

    # --- how parts relate ------------------------------------------------------------------

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part ("" for those of the archive itself)."""
        if _relations_part(part) not in self:
            return []
        root = Document(self.read(_relations_part(part))).root
        return [_relation(part, each.attributes) for each in root.all("Relationship")]

    def related(self, part: str, kind: str) -> Relation | None:
        """The first part of that kind that a part leads to."""
        found = (relation for relation in self.relations(part) if relation.is_a(kind))
        return next((relation for relation in found if relation.target in self), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Lead from a part to another; `kind` is the whole name of the relation."""
        path = _relations_part(part)
        if path not in self:
            self.write(path, element("Relationships", {"xmlns": _RELATIONSHIPS}).encode())
        document = Document(self.read(path))
        taken = {each.attributes.get("Id") for each in document.root.children}
        new = next(name for number in count(1) if (name := f"rId{number}") not in taken)
        tag = f"{document.root.prefix}Relationship"
        document.append(
            document.root, element(tag, {"Id": new, "Type": kind, "Target": f"/{target}"})
        )
        self.write(path, document.finished())
        return new

    def remove_related(self, part: str, relation: Relation) -> None:
        """Take away a relation, and what it leads to where nothing else does."""
        document = Document(self.read(_relations_part(part)))
        for each in document.root.all("Relationship"):
            if each.attributes.get("Id") == relation.id:
                document.remove(each)
        self.write(_relations_part(part), document.finished())
        if len(list(document.root.all("Relationship"))) == 1:
            self._remove(_relations_part(part))
        if relation.target in self and not self._is_related(relation.target):
            for owned in self.relations(relation.target):
                self.remove_related(relation.target, owned)
            self._remove(relation.target)

    def _is_related(self, target: str) -> bool:
        return any(
            relation.target == target
            for path in self.parts
            if path.endswith(".rels")
            for relation in self.relations(_related_part(path))
        )

    def _remove(self, part: str) -> None:
        self._removed.add(part)
        self._written.pop(part, None)
        document = Document(self.read(CONTENT_TYPES))
        for each in document.root.all("Override"):
            if each.attributes.get("PartName") == f"/{part}":
                document.remove(each)
        self.write(CONTENT_TYPES, document.finished())

    # --- what kind each is -----------------------------------------------------------------

    def declare(self, part: str, content_type: str) -> None:
        """Say what kind a new part is."""
        self._declare("Override", {"PartName": f"/{part}", "ContentType": content_type})

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Say what kind parts are whose names end so, where it is not said yet."""
        known = Document(self.read(CONTENT_TYPES)).root.all("Default")
        if ending not in {each.attributes.get("Extension", "").lower() for each in known}:
            self._declare("Default", {"Extension": ending, "ContentType": content_type})

    def _declare(self, name: str, attributes: dict[str, str | None]) -> None:
        document = Document(self.read(CONTENT_TYPES))
        tag = f"{document.root.prefix}{name}"
        document.insert(document.root.inside, element(tag, attributes))
        self.write(CONTENT_TYPES, document.finished())

    def finished(self) -> bytes:
        """The archive with all its changes."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in self.parts:
                self._copy(archive, part)
        return stream.getvalue()

    def _copy(self, archive: zipfile.ZipFile, part: str) -> None:
        before = self._members.get(part)
        member = zipfile.ZipInfo(part, before.date_time if before else _CALM)
        member.compress_type = before.compress_type if before else zipfile.ZIP_DEFLATED
        if part in self._written or before is None:
            archive.writestr(member, self._written[part])
            return
        with self._archive.open(before) as source, archive.open(member, "w") as target:
            shutil.copyfileobj(source, target)


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _related_part(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _relation(part: str, attributes: dict[str, str]) -> Relation:
    target = attributes.get("Target", "")
    if attributes.get("TargetMode") == "External":
        target = ""
    elif target.startswith("/"):
        target = target.lstrip("/")
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
    return Relation(attributes.get("Id", ""), attributes.get("Type", ""), target)
