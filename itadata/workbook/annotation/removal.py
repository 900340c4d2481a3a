"""Removal of an earlier annotation from a workbook, wherever its parts were moved."""

from collections.abc import Sequence
from io import BytesIO

from itadata.workbook.annotation.comments import remove_comments, remove_empty
from itadata.workbook.annotation.original_fills import (
    STYLE_NAME,
    OriginalFills,
    original_fills_text,
)
from itadata.workbook.annotation.package import OpcPackage
from itadata.workbook.annotation.styles import Styles
from itadata.workbook.annotation.workbook_part import WorkbookPart
from itadata.workbook.annotation.worksheet import remove_legacy_drawing, replace_styles

_ROWS_SEARCHED = 30


def remove_annotations(package: OpcPackage, titles: Sequence[str]) -> OriginalFills:
    """Remove sheets of findings, fills, the named style and comments; gives the original fills."""
    workbook = WorkbookPart(package)
    fills = OriginalFills()
    for name, text in _findings_sheets(package, workbook):
        fills = OriginalFills.from_text(text)
        _remove_findings_sheet(workbook, name, fills)
    restored = _restore_styles(package, workbook, fills)
    for sheet in workbook.sheets:
        if restored:
            data = package.read(sheet.part)
            package.write(sheet.part, replace_styles(data, restored))
        if remove_comments(package, sheet.part, titles):
            package.write(sheet.part, remove_legacy_drawing(package.read(sheet.part)))
            remove_empty(package, sheet.part)
    return fills


def _findings_sheets(package: OpcPackage, workbook: WorkbookPart) -> list[tuple[str, str]]:
    """The names of the sheets of findings, with the text of the original fills in each."""
    sheets = {sheet.name: sheet.part for sheet in workbook.sheets}
    shared = package.related(workbook.part, "sharedStrings")
    parts = [*sheets.values(), *([shared.target] if shared else [])]
    # In UTF-16 every other byte is zero.
    name = STYLE_NAME.encode()
    if not any(name in package.read(part).replace(b"\0", b"") for part in parts):
        return []
    import python_calamine

    reader = python_calamine.CalamineWorkbook.from_filelike(BytesIO(package.save()))
    rows = (
        (name, reader.get_sheet_by_name(name).to_python(nrows=_ROWS_SEARCHED))
        for name in reader.sheet_names
        if name in sheets
    )
    return [(name, text) for name, values in rows if (text := original_fills_text(values))]


def _remove_findings_sheet(workbook: WorkbookPart, name: str, fills: OriginalFills) -> None:
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == name)
    if len(workbook.sheets) == 1:
        return
    active = workbook.active
    workbook.remove(sheet)
    if active == sheet.index:
        active = min(fills.active, workbook.sheets[-1].index)
    elif active > sheet.index:
        active -= 1
    workbook.set_active_tab(active)


def _restore_styles(
    package: OpcPackage, workbook: WorkbookPart, fills: OriginalFills
) -> dict[int, int]:
    part = package.related(workbook.part, "styles")
    if part is None:
        return {}
    styles = Styles(package.tree(part.target), fills)
    return styles.restored() if styles.has_annotations else {}
