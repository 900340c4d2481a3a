"""What an earlier marking left in a workbook, taken away wherever it went."""

from collections.abc import Sequence
from io import BytesIO

from itadata.workbook.annotation import cells
from itadata.workbook.annotation.contents import Contents, SheetPart
from itadata.workbook.annotation.markup import utf8
from itadata.workbook.annotation.memory import STYLE, Memory, memory_text
from itadata.workbook.annotation.notes import remove_empty, remove_notes
from itadata.workbook.annotation.package import Package
from itadata.workbook.annotation.styles import Styles, completed

_ROWS_SEARCHED = 30


def remove_marks(package: Package, titles: Sequence[str]) -> Memory:
    """Take away sheets of findings, fills, named style and comments. What they remembered."""
    contents = Contents(package)
    memory = Memory()
    for name, text in _listings(package, contents):
        memory = Memory.from_text(text)
        _remove_listing(package, contents, name, memory)
    restored = _restore_styles(package, contents, memory)
    for sheet in contents.sheets:
        if restored:
            data = utf8(package.read(sheet.part))
            package.write(sheet.part, cells.with_styles(data, restored))
        if remove_notes(package, sheet.part, titles):
            data = utf8(package.read(sheet.part))
            package.write(sheet.part, cells.without_drawing_of_notes(data))
            remove_empty(package, sheet.part)
    return memory


def _listings(package: Package, contents: Contents) -> list[tuple[str, str]]:
    """The names of the sheets of findings, with what they remember."""
    sheets = {sheet.name: sheet.part for sheet in contents.sheets}
    shared = package.related(contents.part, "sharedStrings")
    parts = [*sheets.values(), *([shared.target] if shared else [])]
    if not any(STYLE.encode() in utf8(package.read(part)) for part in parts):
        return []
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(package.finished()))
    found = []
    for name in book.sheet_names:
        if name in sheets:
            rows = book.get_sheet_by_name(name).to_python(nrows=_ROWS_SEARCHED)
            if text := memory_text(rows):
                found.append((name, text))
    return found


def _remove_listing(package: Package, contents: Contents, name: str, memory: Memory) -> None:
    sheet = next(sheet for sheet in contents.sheets if sheet.name == name)
    if len(contents.sheets) == 1:
        return
    active = contents.active
    contents.remove(sheet)
    if active == sheet.index:
        active = min(memory.active, contents.sheets[-1].index)
    elif active > sheet.index:
        active -= 1
    contents.set_active(active)
    for other in contents.sheets:
        put_in_front(package, other, front=other.index == active)


def put_in_front(package: Package, sheet: SheetPart, *, front: bool) -> None:
    """Say in a sheet that it is the one in front, or that it is not."""
    data = utf8(package.read(sheet.part))
    turned = cells.with_front(data, front=front)
    if turned != data:
        package.write(sheet.part, turned)


def _restore_styles(package: Package, contents: Contents, memory: Memory) -> dict[int, int]:
    part = package.related(contents.part, "styles")
    if part is None:
        return {}
    styles = Styles(completed(package.read(part.target)), memory)
    if not styles.has_marks:
        return {}
    restored = styles.restored()
    package.write(part.target, styles.finished())
    return restored
