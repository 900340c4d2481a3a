"""Comments of cells: ours added apart from an officer's own words, and taken away again."""

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from itadata.workbook.annotation.cells import SheetFacts
from itadata.workbook.annotation.markup import Document, Element, element, encoded, literal
from itadata.workbook.annotation.memory import STYLE
from itadata.workbook.annotation.package import Package, Relation
from itadata.workbook.sheets import Position, position

_END = "◆◆◆"
_PROPERTIES = {"sz": "10", "rFont": "Tahoma"}
_WIDTH, _LINE, _LETTERS_A_LINE = 380.0, 19.0, 46
_SHAPE = re.compile(rb"<((?:\w+:)?shape)\b")
_VML = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NEW_DRAWING = (
    '<xml xmlns:v="{v}" xmlns:o="{o}" xmlns:x="{x}"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
).format(**_VML)
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def said(title: str, sentences: Sequence[str]) -> str:
    """What is written into a comment, between two lines by which it is known again."""
    return "\n".join([f"◆ {title} ◆", *sentences, _END])


def _ours(titles: Sequence[str]) -> re.Pattern[str]:
    title = "|".join(re.escape(title) for title in titles)
    return re.compile(rf"(?:\r?\n)*◆ (?:{title}) ◆.*?(?:{_END}|\Z)", re.S)


# --- adding --------------------------------------------------------------------------------


class Notes:
    """The comments of one sheet."""

    def __init__(self, package: Package, sheet: str, facts: SheetFacts) -> None:
        self._package = package
        self._sheet = sheet
        self._facts = facts
        self.comments = package.related(sheet, "comments")

    def talked_over(self) -> set[Position]:
        """The cells with a conversation, whose plain comment no reader shows."""
        relation = self._package.related(self._sheet, "threadedComment")
        if relation is None:
            return set()
        root = Document(self._package.read(relation.target)).root
        return {position(each.attributes["ref"]) for each in root.all("threadedComment")}

    def add(self, texts: Mapping[Position, str], relation_kinds: str) -> bytes | None:
        """Write these comments. What the sheet must say to show them, where it does not yet."""
        if self.comments is None:
            part = self._package.free_name("xl/comments{}.xml")
            self._package.write(part, _new_comments(self._facts.namespace).encode())
            self._package.declare(part, COMMENTS_TYPE)
            self._package.relate(self._sheet, f"{relation_kinds}/comments", part)
        else:
            part = self.comments.target
        written, without_shape = _with_texts(self._package.read(part), texts)
        self._package.write(part, written)
        return self._add_shapes(without_shape, texts, relation_kinds)

    def _add_shapes(
        self, places: Sequence[Position], texts: Mapping[Position, str], relation_kinds: str
    ) -> bytes | None:
        drawing, link = self._drawing(), None
        if drawing is None:
            drawing = self._package.free_name("xl/drawings/vmlDrawing{}.vml")
            self._package.write(drawing, _NEW_DRAWING.encode())
            self._package.declare_ending("vml", DRAWING_TYPE)
            number = self._package.relate(self._sheet, f"{relation_kinds}/vmlDrawing", drawing)
            names = self._facts.root_tag.removesuffix("worksheet")
            attributes = {"xmlns:r": relation_kinds, "r:id": number}
            link = element(f"{names}legacyDrawing", attributes).encode()
        shown = {place: texts[place] for place in places}
        self._package.write(drawing, _with_shapes(self._package.read(drawing), shown, self._facts))
        return link

    def _drawing(self) -> str | None:
        relations = self._package.relations(self._sheet)
        wanted = self._facts.drawing_of_notes
        found = (each.target for each in relations if each.id == wanted)
        return next((part for part in found if part in self._package), None)


def _new_comments(namespace: str) -> str:
    authors = element("authors", {}, element("author", {}, STYLE))
    inner = authors + element("commentList", {})
    return element("comments", {"xmlns": namespace}, inner)


def _with_texts(data: bytes, texts: Mapping[Position, str]) -> tuple[bytes, list[Position]]:
    """The part with these comments, and the cells that had none before."""
    document = Document(data)
    root = document.root
    listed = root.first("commentList")
    assert listed
    names = root.prefix
    there = {each.attributes.get("ref"): each for each in listed.all("comment")}
    author, new = _author(document), []
    for place, text in texts.items():
        known = there.get(place.address)
        if known is None:
            attributes = {"ref": place.address, "authorId": str(author)}
            inner = element(f"{names}text", {}, _run(names, text))
            document.append(listed, element(f"{names}comment", attributes, inner))
            new.append(place)
        else:
            _add_run(document, known, f"\n\n{text}")
    return document.finished(), new


def _author(document: Document) -> int:
    authors = document.root.first("authors")
    assert authors
    names = [each.text for each in authors.all("author")]
    if STYLE not in names:
        document.append(authors, element(f"{authors.prefix}author", {}, STYLE))
        names.append(STYLE)
    return names.index(STYLE)


def _run(names: str, text: str) -> str:
    look = "".join(element(names + name, {"val": value}) for name, value in _PROPERTIES.items())
    return element(f"{names}r", {}, element(f"{names}rPr", {}, look) + _text(names, literal(text)))


def _text(names: str, markup: str) -> str:
    return element(f"{names}t", {"xml:space": "preserve"}, markup)


def _add_run(document: Document, comment: Element, text: str) -> None:
    body = comment.first("text")
    if body is None:
        return
    names = body.prefix
    plain = body.first("t")
    if plain is not None:
        own = element(f"{names}r", {}, _text(names, escape(plain.text)))
        document.replace(plain, own + _run(names, text))
        return
    runs = list(body.all("r"))
    if runs:
        document.insert(runs[-1].end, _run(names, text))
    else:
        document.append(body, _run(names, text))


# --- taking away ---------------------------------------------------------------------------


def remove_notes(package: Package, sheet: str, titles: Sequence[str]) -> bool:
    """Take our words out of a sheet's comments. Whether none is left to be shown."""
    comments = package.related(sheet, "comments")
    if comments is None:
        return False
    document = Document(package.read(comments.target))
    listed = document.root.first("commentList")
    if listed is None:
        return False
    ours, gone = _ours(titles), []
    for comment in listed.all("comment"):
        if _without_ours(document, comment, ours):
            document.remove(comment)
            gone.append(position(comment.attributes["ref"]))
    package.write(comments.target, document.finished())
    return _remove_shapes(package, sheet, gone) and _none_left(package, sheet, comments)


def _without_ours(document: Document, comment: Element, ours: re.Pattern[str]) -> bool:
    """Take our words out of a comment. Whether there were some, and no other is left."""
    body = comment.first("text")
    if body is None:
        return False
    pieces = [*body.all("t"), *(t for run in body.all("r") for t in run.all("t"))]
    whole = "".join(piece.text for piece in pieces)
    cuts = [found.span() for found in ours.finditer(whole)]
    if not cuts:
        return False
    if not ours.sub("", whole).strip():
        return True
    place = 0
    for piece in pieces:
        kept = [
            letter
            for at, letter in enumerate(piece.text, start=place)
            if not any(start <= at < end for start, end in cuts)
        ]
        place += len(piece.text)
        _keep(document, body, piece, "".join(kept))
    return False


def _keep(document: Document, body: Element, piece: Element, text: str) -> None:
    if text == piece.text:
        return
    run = next((run for run in body.all("r") if piece in run.children), piece)
    if text:
        document.replace(piece, _text(body.prefix, escape(text)))
    else:
        document.remove(run)


def _remove_shapes(package: Package, sheet: str, gone: Sequence[Position]) -> bool:
    """Take away the shapes of comments that went. Whether no shape is left."""
    drawings = [r for r in package.relations(sheet) if r.is_a("vmlDrawing")]
    places = {(place.row - 1, place.column - 1) for place in gone}
    left = 0
    for drawing in drawings:
        data = package.read(drawing.target)
        kept, done = [], 0
        for start, end in _shapes(data):
            if _note_place(data[start:end]) in places:
                kept.append(data[done:start])
                done = end
            else:
                left += 1
        if kept:
            package.write(drawing.target, b"".join([*kept, data[done:]]))
    return not left


def _shapes(data: bytes) -> list[tuple[int, int]]:
    """Where each shape stands. The part need not be well-formed: Excel's own is not always."""
    found, at = [], 0
    while start := _SHAPE.search(data, at):
        closing = b"</" + start[1] + b">"
        end = data.find(closing, start.end())
        if end < 0:
            break
        at = end + len(closing)
        found.append((start.start(), at))
    return found


def _note_place(shape: bytes) -> tuple[int, int] | None:
    if b"Note" not in shape:
        return None
    row = re.search(rb":Row>\s*(\d+)", shape)
    column = re.search(rb":Column>\s*(\d+)", shape)
    return (int(row[1]), int(column[1])) if row and column else None


def _none_left(package: Package, sheet: str, comments: Relation) -> bool:
    root = Document(package.read(comments.target)).root
    listed = root.first("commentList")
    return listed is not None and not listed.children


def remove_empty(package: Package, sheet: str) -> None:
    """Take away comments that hold none, and the drawing for them."""
    for relation in package.relations(sheet):
        if relation.is_a("comments") or relation.is_a("vmlDrawing"):
            package.remove_related(sheet, relation)


# --- shapes --------------------------------------------------------------------------------


def _with_shapes(data: bytes, texts: Mapping[Position, str], facts: SheetFacts) -> bytes:
    root = re.search(rb"<(?:\w+:)?xml\b", data)
    end = data.rfind(b"</", 0, len(data))
    if root is None or end < root.end():
        return data
    opening = data[: data.index(b">", root.end())]
    missing = "".join(
        f' xmlns:{name}="{namespace}"'
        for name, namespace in _VML.items()
        if f"xmlns:{name}=".encode() not in opening
    ).encode()
    number = max((int(n) for n in re.findall(rb"_x0000_s(\d{1,9})\b", data)), default=1024)
    kind = "" if b'"_x0000_t202"' in data else _SHAPE_TYPE
    shapes = "".join(
        _shape(number + count, place, text, facts)
        for count, (place, text) in enumerate(texts.items(), start=1)
    )
    written = encoded(kind + shapes)
    return data[: root.end()] + missing + data[root.end() : end] + written + data[end:]


def _shape(number: int, place: Position, text: str, facts: SheetFacts) -> str:
    lines = sum(1 + len(line) // _LETTERS_A_LINE for line in text.splitlines())
    across = _reached(place.column + 1, _WIDTH, facts.widths, facts.width)
    down = _reached(place.row, lines * _LINE + 10, facts.heights, facts.height)
    anchor = f"{place.column}, 12, {place.row - 1}, 4, {across}, {down}"
    style = "position:absolute;visibility:hidden;z-index:1"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="{style}" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{place.row - 1}</x:Row><x:Column>{place.column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def _reached(first: int, pixels: float, sizes: Mapping[int, float], size: float) -> str:
    """The column or row where so many pixels end, counted from 0, and how far into it."""
    at = first
    while (of := max(sizes.get(at, size), 1.0)) < pixels:
        pixels -= of
        at += 1
    return f"{at - 1}, {int(pixels)}"
