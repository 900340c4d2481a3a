"""The workbook part: its sheets in their order, the active tab, names that belong to a sheet."""

from dataclasses import dataclass

from itadata.workbook.annotation.package import OpcPackage, Relationship
from itadata.workbook.annotation.worksheet import is_active_tab, set_active_tab
from itadata.workbook.annotation.xml import (
    Element,
    add,
    like,
    local,
    namespace,
    relationship_id,
    whole_number,
)

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LONGEST_NAME = 31
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


@dataclass(frozen=True)
class WorksheetPart:
    """A worksheet: its name, its index among all sheets from 0, its part."""

    name: str
    index: int
    part: str
    relationship: Relationship


class WorkbookPart:
    """The workbook part of a package."""

    def __init__(self, package: OpcPackage) -> None:
        self._package = package
        office = package.related("", "officeDocument")
        if office is None:
            raise KeyError("officeDocument")
        self.part = office.target
        self.relationship_base = office.type.rpartition("/")[0]
        self._root = package.tree(self.part)
        self.namespace = namespace(self._root)

    @property
    def _sheets(self) -> Element:
        sheets = self._root.find("{*}sheets")
        if sheets is None:
            raise KeyError("sheets")
        return sheets

    @property
    def sheets(self) -> list[WorksheetPart]:
        """The worksheets in their order; sheets of other kinds count but are not listed."""
        by_id = {each.id: each for each in self._package.relationships(self.part)}
        return [
            WorksheetPart(element.get("name", ""), index, relationship.target, relationship)
            for index, element in enumerate(self._sheets.iterchildren("{*}sheet"))
            if (relationship := by_id.get(relationship_id(element)))
            and relationship.is_a("worksheet")
            and self._package.has(relationship.target)
        ]

    @property
    def active(self) -> int:
        """The index of the active tab."""
        return next((whole_number(view.get("activeTab")) for view in self._views()), 0)

    def _views(self) -> list[Element]:
        return [*self._root.iterfind("{*}bookViews/{*}workbookView")]

    def set_active_tab(self, index: int) -> None:
        """Open the workbook on a sheet, in its views and in the sheets themselves."""
        for view in self._views():
            view.set("activeTab", str(index))
            view.set("firstSheet", "0")
        for sheet in self.sheets:
            data = self._package.read(sheet.part)
            if is_active_tab(data) != (sheet.index == index):
                self._package.write(sheet.part, set_active_tab(data, sheet.index == index))

    def put_first(self, name: str, data: bytes, title_rows: str) -> None:
        """Add a sheet before all others; the rows `title_rows` repeat on each printed page."""
        part = self._package.add_part("xl/worksheets/sheet{}.xml", _SHEET_TYPE, data)
        id_ = self._package.relate(self.part, f"{self.relationship_base}/worksheet", part)
        sheets = self._sheets
        number = 1 + max((whole_number(each.get("sheetId")) for each in sheets), default=0)
        sheet = add(sheets, "sheet", {"name": name, "sheetId": str(number)})
        sheet.set(f"{{{self.relationship_base}}}id", id_)
        sheets.insert(0, sheet)
        self._shift_names(after=-1, by=1)
        names = self._root.find("{*}definedNames")
        if names is None:
            names = self._root.makeelement(like(self._root, "definedNames"))
            [*(child for child in self._root if local(child) in _BEFORE_NAMES)][-1].addnext(names)
        attributes = {"name": "_xlnm.Print_Titles", "localSheetId": "0"}
        names.insert(0, add(names, "definedName", attributes, f"{quoted(name)}!{title_rows}"))

    def _shift_names(self, after: int, by: int) -> None:
        """Names that belong to sheets after an index follow them; those at it go."""
        names = self._root.find("{*}definedNames")
        for name in [] if names is None else [*names.iterchildren("{*}definedName")]:
            index = name.get("localSheetId")
            if by < 0 and index == str(after):
                names.remove(name)
            elif index is not None and int(index) > after:
                name.set("localSheetId", str(int(index) + by))
        if names is not None and len(names) == 0:
            self._root.remove(names)

    def remove(self, sheet: WorksheetPart) -> None:
        """Remove a sheet, with what belongs to it alone."""
        self._sheets.remove([*self._sheets.iterchildren("{*}sheet")][sheet.index])
        self._shift_names(after=sheet.index, by=-1)
        self._package.remove_related(self.part, sheet.relationship)

    def free_sheet_name(self, name: str) -> str:
        """The name, with a number where a sheet has it already."""
        taken = {sheet.get("name", "").lower() for sheet in self._sheets.iterchildren("{*}sheet")}
        free, number = name, 1
        while free.lower() in taken:
            number += 1
            ending = f" ({number})"
            free = name[: _LONGEST_NAME - len(ending)] + ending
        return free


def quoted(sheet_name: str) -> str:
    """The name of a sheet as formulas and links have it."""
    return "'" + sheet_name.replace("'", "''") + "'"
