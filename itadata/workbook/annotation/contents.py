"""The workbook part: which sheets there are and in what order, and a sheet put before them."""

from dataclasses import dataclass

from itadata.workbook.annotation.markup import Document, Element, element, encoded
from itadata.workbook.annotation.package import Package, Relation

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LONGEST_NAME = 31
_AFTER_NAMES = ("sheets", "functionGroups", "externalReferences")


@dataclass(frozen=True)
class SheetPart:
    """A worksheet: its name, its place among all sheets counted from 0, its part."""

    name: str
    index: int
    part: str
    relation: Relation


class Contents:
    """What the workbook part says; each change is written at once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        office = package.related("", "officeDocument")
        if office is None:
            raise KeyError("officeDocument")
        self.part = office.target
        self.relation_kinds = office.kind.rpartition("/")[0]
        self._document = Document(package.read(self.part))
        tag = self._document.root.prefix[:-1]
        declared = f"xmlns:{tag}" if tag else "xmlns"
        self.namespace = self._document.root.attributes.get(declared, "")

    def _write(self) -> None:
        self._package.write(self.part, self._document.finished())
        self._document = Document(self._package.read(self.part))

    def _child(self, name: str) -> Element | None:
        return self._document.root.first(name)

    @property
    def _listed(self) -> Element:
        sheets = self._child("sheets")
        if sheets is None:
            raise KeyError("sheets")
        return sheets

    @property
    def sheets(self) -> list[SheetPart]:
        """The worksheets in their order; sheets of other kinds count but are not listed."""
        relations = {each.id: each for each in self._package.relations(self.part)}
        found = []
        for index, sheet in enumerate(self._listed.all("sheet")):
            relation = relations.get(sheet.attribute("id"))
            if relation and relation.is_a("worksheet") and relation.target in self._package:
                name = sheet.attributes.get("name", "")
                found.append(SheetPart(name, index, relation.target, relation))
        return found

    @property
    def active(self) -> int:
        """The place of the sheet in front."""
        views = self._views()
        return int(views[0].attributes.get("activeTab", "0")) if views else 0

    def _views(self) -> list[Element]:
        views = self._child("bookViews")
        return list(views.all("workbookView")) if views else []

    def set_active(self, index: int) -> None:
        """Put a sheet in front."""
        for view in self._views():
            self._document.set(view, "activeTab", str(index))
            self._document.set(view, "firstSheet", "0")
        self._write()

    def put_first(self, name: str, data: bytes, titles: str) -> None:
        """A new sheet before all others; the rows `titles` are repeated on each page."""
        part = self._package.free_name("xl/worksheets/sheet{}.xml")
        self._package.write(part, data)
        self._package.declare(part, SHEET_TYPE)
        relation = self._package.relate(self.part, f"{self.relation_kinds}/worksheet", part)
        listed = self._listed
        numbers = [int(each.attributes.get("sheetId", "0")) for each in listed.children]
        attributes = {"name": name, "sheetId": str(max(numbers, default=0) + 1)}
        link = {"xmlns:r": self.relation_kinds, "r:id": relation}
        tag = f"{listed.prefix}sheet"
        self._document.insert(listed.inside, element(tag, {**attributes, **link}))
        self._shift_names(after=-1, by=1)
        self._add_name(f"{_quoted(name)}!{titles}")
        self._write()

    def _shift_names(self, after: int, by: int) -> None:
        """The names that belong to sheets after a place follow them; those at it go."""
        names = self._child("definedNames")
        if names is None:
            return
        scoped = {each: each.attributes.get("localSheetId") for each in names.children}
        gone = [each for each, index in scoped.items() if by < 0 and index == str(after)]
        if gone and len(gone) == len(names.children):
            self._document.remove(names)
            return
        for each in gone:
            self._document.remove(each)
        for each, index in scoped.items():
            if index is not None and int(index) > after:
                self._document.set(each, "localSheetId", str(int(index) + by))

    def _add_name(self, titles: str) -> None:
        root, names = self._document.root, self._child("definedNames")
        attributes = {"name": "_xlnm.Print_Titles", "localSheetId": "0"}
        new = element(f"{root.prefix}definedName", attributes, titles.replace("&", "&amp;"))
        if names is not None:
            self._document.insert(names.inside, encoded(new))
            return
        before = [child for child in root.children if child.name in _AFTER_NAMES][-1]
        self._document.insert(before.end, element(f"{root.prefix}definedNames", {}, new))

    def remove(self, sheet: SheetPart) -> None:
        """Take a sheet away, with what belongs to it alone."""
        element = list(self._listed.all("sheet"))[sheet.index]
        self._document.remove(element)
        self._shift_names(after=sheet.index, by=-1)
        self._write()
        self._package.remove_related(self.part, sheet.relation)

    def free_sheet_name(self, name: str) -> str:
        """A name that no sheet has yet."""
        taken = {sheet.attributes.get("name", "").lower() for sheet in self._listed.children}
        wanted, number = name, 1
        while wanted.lower() in taken:
            number += 1
            ending = f" ({number})"
            wanted = name[: _LONGEST_NAME - len(ending)] + ending
        return wanted


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
