"""Comments of cells: ours added apart from an officer's own words, and taken away again."""

import re
from collections.abc import Iterable, Mapping, Sequence

from itadata.workbook.annotation.original_fills import LAST_LINE, STYLE_NAME
from itadata.workbook.annotation.package import OpcPackage
from itadata.workbook.annotation.vml import add_shapes, new_drawing, remove_shapes
from itadata.workbook.annotation.worksheet import SheetLayout
from itadata.workbook.annotation.xml import Element, add, like
from itadata.workbook.sheets import Position, position
from itadata.workbook.text import escaped

_FONT = {"sz": "10", "rFont": "Tahoma"}
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def comment_text(title: str, sentences: Sequence[str]) -> str:
    """The text of a comment, between two lines by which it is recognised later."""
    return "\n".join([f"◆ {title} ◆", *sentences, LAST_LINE])


def _pattern(titles: Sequence[str]) -> re.Pattern[str]:
    title = "|".join(re.escape(title) for title in titles)
    return re.compile(rf"(?:(?<!\n)(?:\r?\n)++)?◆ (?:{title}) ◆.*?(?:{LAST_LINE}|\Z)", re.S)


def cells_with_threads(package: OpcPackage, sheet: str) -> set[Position]:
    """The cells with a thread of comments, where no reader shows a plain comment."""
    part = package.related(sheet, "threadedComment")
    if part is None:
        return set()
    threads = package.tree(part.target).iterfind("{*}threadedComment")
    return {position(thread.get("ref", "")) for thread in threads}


# --- adding --------------------------------------------------------------------------------


def add_comments(
    package: OpcPackage,
    sheet: str,
    texts: Mapping[Position, str],
    layout: SheetLayout,
    *,
    namespace: str,
    relationship_base: str,
) -> str | None:
    """Add comments; the id of a new drawing that the sheet must name to show them."""
    comments = package.related(sheet, "comments")
    if comments is None:
        data = f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode()
        part = package.add_part("xl/comments{}.xml", _COMMENTS_TYPE, data)
        package.relate(sheet, f"{relationship_base}/comments", part)
    else:
        part = comments.target
    new = _add_texts(package.tree(part), texts)
    drawing, id_ = _drawing(package, sheet, layout), None
    if drawing is None:
        drawing = package.add_part("xl/drawings/vmlDrawing{}.vml", _DRAWING_TYPE, new_drawing())
        id_ = package.relate(sheet, f"{relationship_base}/vmlDrawing", drawing)
    shapes = {cell: texts[cell] for cell in new}
    package.write(drawing, add_shapes(package.read(drawing), shapes, layout))
    return id_


def _drawing(package: OpcPackage, sheet: str, layout: SheetLayout) -> str | None:
    targets = (e.target for e in package.relationships(sheet) if e.id == layout.drawing_id)
    return next((part for part in targets if package.has(part)), None)


def _add_texts(root: Element, texts: Mapping[Position, str]) -> list[Position]:
    """Add the texts; the cells that had no comment before."""
    comments = root.find("{*}commentList")
    by_cell = {each.get("ref"): each for each in comments.iterchildren("{*}comment")}
    author, new = _author(root), []
    for cell, text in texts.items():
        comment = by_cell.get(cell.address)
        if comment is None:
            comment = add(comments, "comment", {"ref": cell.address, "authorId": str(author)})
            add(comment, "text").append(_run(comment, text))
            new.append(cell)
        elif (body := comment.find("{*}text")) is not None:
            _append_text(body, f"\n\n{text}")
    return new


def _author(root: Element) -> int:
    authors = root.find("{*}authors")
    names = [author.text for author in authors]
    if STYLE_NAME not in names:
        add(authors, "author", text=STYLE_NAME)
        names.append(STYLE_NAME)
    return names.index(STYLE_NAME)


def _run(model: Element, text: str, *, styled: bool = True) -> Element:
    run = model.makeelement(like(model, "r"))
    if styled:
        style = add(run, "rPr")
        for name, value in _FONT.items():
            add(style, name, {"val": value})
    add(run, "t", {_SPACE: "preserve"}, escaped(text) if styled else text)
    return run


def _append_text(body: Element, text: str) -> None:
    plain = body.find("{*}t")
    if plain is not None:
        body.replace(plain, _run(body, plain.text or "", styled=False))
    runs = body.findall("{*}r")
    body.insert(body.index(runs[-1]) + 1 if runs else 0, _run(body, text))


# --- taking away ---------------------------------------------------------------------------


def remove_comments(package: OpcPackage, sheet: str, titles: Sequence[str]) -> bool:
    """Take our texts out of a sheet's comments; whether no comment and no shape is left."""
    part = package.related(sheet, "comments")
    comments = package.tree(part.target).find("{*}commentList") if part else None
    if comments is None:
        return False
    pattern, removed = _pattern(titles), []
    for comment in comments.findall("{*}comment"):
        if _remove_text(comment, pattern):
            comments.remove(comment)
            removed.append(position(comment.get("ref")))
    return not _shapes_left(package, sheet, removed) and len(comments) == 0


def _shapes_left(package: OpcPackage, sheet: str, removed: Iterable[Position]) -> int:
    """Remove the shapes of comments; how many shapes stay."""
    cells, left = {(cell.row - 1, cell.column - 1) for cell in removed}, 0
    for drawing in package.relationships(sheet):
        if drawing.is_a("vmlDrawing"):
            data = package.read(drawing.target)
            changed, stay = remove_shapes(data, cells)
            left += stay
            if changed != data:
                package.write(drawing.target, changed)
    return left


def _remove_text(comment: Element, pattern: re.Pattern[str]) -> bool:
    """Take our text out of a comment; whether there was some, and nothing else is left."""
    pieces = comment.findall("{*}text/{*}t") + comment.findall("{*}text/{*}r/{*}t")
    whole = "".join(piece.text or "" for piece in pieces)
    rest = pattern.sub(lambda match: "\0" * len(match[0]), whole)
    if rest == whole:
        return False
    if not rest.replace("\0", "").strip():
        return True
    start = 0
    for piece in pieces:
        end = start + len(piece.text or "")
        piece.text = rest[start:end].replace("\0", "")
        piece.set(_SPACE, "preserve")
        start = end
        if not piece.text:
            run = piece.getparent()
            emptied = run if run.tag == like(comment, "r") else piece
            emptied.getparent().remove(emptied)
    return False


def remove_empty(package: OpcPackage, sheet: str) -> None:
    """Remove the comments part of a sheet and its drawing."""
    for relationship in package.relationships(sheet):
        if relationship.is_a("comments", "vmlDrawing"):
            package.remove_related(sheet, relationship)
