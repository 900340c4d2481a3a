"""The styles of a workbook: looks found or added, cells' looks marked and restored.

A look that is there already is used again, so that marking a workbook many times adds nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from itadata.workbook.annotation.markup import Document, Element, element, local
from itadata.workbook.annotation.memory import STYLE, Before, Memory, as_text, shade, shade_number

Shape: TypeAlias = list[Any]
"""An element without its prefix: name, attributes, children."""

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_PLAIN = {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"}
_APPLIES = ("applyNumberFormat", "applyFont", "applyBorder", "applyAlignment", "applyProtection")
_DEFAULTS = {
    ("b", "val", "1"),
    ("u", "val", "single"),
    ("patternFill", "patternType", "none"),
}
MINIMAL = (
    '<styleSheet xmlns="{namespace}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


@dataclass(frozen=True)
class Look:
    """How a cell of the sheet of findings looks: elements of the styles, without prefix."""

    font: Shape
    fill: Shape
    border: Shape
    alignment: Mapping[str, str]
    as_text: bool = True


class Styles:
    """The styles of one workbook, being changed."""

    def __init__(self, data: bytes, memory: Memory) -> None:
        self._document = Document(data)
        self._memory = memory
        self._fonts = _Kinds(self._document, "fonts")
        self._fills = _Kinds(self._document, "fills")
        self._borders = _Kinds(self._document, "borders")
        self._own = _Formats(self._document, "cellStyleXfs")
        self._cells = _Formats(self._document, "cellXfs")
        self._names = _collection(self._document, "cellStyles")
        self._marking: int | None = None

    def finished(self) -> bytes:
        """The part with what was added."""
        for kinds in (self._fonts, self._fills, self._borders, self._own, self._cells):
            kinds.finish()
        return self._document.finished()

    # --- marks -----------------------------------------------------------------------------

    @property
    def has_marks(self) -> bool:
        """Whether a style is, or looks like, that of a marked cell."""
        named = any(s.attributes.get("name") == STYLE for s in self._names.all("cellStyle"))
        return named or any(self._shade_of(n) is not None for n in range(len(self._fills)))

    def marked(self, style: int) -> int | None:
        """The style of a cell that is marked, by its style before; None where none is left."""
        attributes, inner = self._cells.at(style)
        before = Before(
            as_text(self._fills.at(_number(attributes.get("fillId")))),
            self._name_of(_number(attributes.get("xfId"))),
        )
        number = self._memory.number(before)
        if number is None:
            return None
        own = {
            "fillId": str(self._fills.index(_solid(shade(number)))),
            "xfId": str(self._named_style()),
            "applyFill": "1",
        }
        return self._cells.index({**attributes, **own}, inner)

    def restored(self) -> dict[int, int]:
        """The style to restore for each style that is a mark; the named style goes."""
        restored = {}
        for number in range(len(self._cells)):
            attributes, inner = self._cells.at(number)
            ours = self._name_of(_number(attributes.get("xfId"))) == STYLE
            shaded = self._shade_of(_number(attributes.get("fillId")))
            if shaded is not None:
                look = self._memory.look(shaded)
                fill = str(self._fills.index(json.loads(look.fill)))
                style = str(self._style_called(look.style))
                own = {"fillId": fill, "xfId": style}
                restored[number] = self._cells.index({**attributes, **own}, inner)
            elif ours:
                restored[number] = self._cells.index({**attributes, "xfId": "0"}, inner)
        self._forget_name()
        return restored

    def _shade_of(self, fill: int) -> int | None:
        patterns = [each for each in self._fills.at(fill)[2] if each[0] == "patternFill"]
        colours = [c for pattern in patterns for c in pattern[2] if c[0] == "fgColor"]
        return shade_number(colours[0][1].get("rgb", "")) if colours else None

    def _name_of(self, style: int) -> str:
        names = (s for s in self._names.all("cellStyle") if s.attributes.get("xfId") == str(style))
        return next((name.attributes.get("name", "") for name in names), "Normal")

    def _style_called(self, name: str) -> int:
        named = (s for s in self._names.all("cellStyle") if s.attributes.get("name") == name)
        return next((_number(each.attributes.get("xfId")) for each in named), 0)

    def _named_style(self) -> int:
        if self._marking is None:
            fill = str(self._fills.index(_solid(shade(0))))
            attributes = {**_PLAIN, "fillId": fill, **dict.fromkeys(_APPLIES, "0")}
            self._marking = self._own.index(attributes, b"")
            tag = f"{self._names.prefix}cellStyle"
            named = element(tag, {"name": STYLE, "xfId": str(self._marking)})
            self._document.append(self._names, named)
            count = len(list(self._names.all("cellStyle"))) + 1
            self._document.set(self._names, "count", str(count))
        return self._marking

    def _forget_name(self) -> None:
        left = 0
        for each in self._names.all("cellStyle"):
            if each.attributes.get("name") == STYLE:
                self._document.remove(each)
            else:
                left += 1
        self._document.set(self._names, "count", str(left))

    # --- looks of the sheet of findings ----------------------------------------------------

    def look(self, look: Look) -> int:
        """The style of a cell that looks so."""
        attributes: dict[str, str | None] = {
            "numFmtId": "49" if look.as_text else "0",
            "fontId": str(self._fonts.index(look.font)),
            "fillId": str(self._fills.index(look.fill)),
            "borderId": str(self._borders.index(look.border)),
            "xfId": "0",
            "quotePrefix": "1" if look.as_text else None,
            **dict.fromkeys(("applyNumberFormat", "applyFont", "applyFill"), "1"),
            **dict.fromkeys(("applyBorder", "applyAlignment"), "1"),
        }
        tag = f"{self._document.root.prefix}alignment"
        return self._cells.index(attributes, element(tag, look.alignment).encode())


class _Kinds:
    """Fonts, fills or borders: shapes by their number."""

    def __init__(self, document: Document, name: str) -> None:
        self._document = document
        self._element = _collection(document, name)
        self._shapes = [_shape(child) for child in self._element.children]
        self._known = {_key(s): n for n, s in reversed([*enumerate(self._shapes)])}
        self._before = len(self._shapes)

    def __len__(self) -> int:
        return len(self._shapes)

    def at(self, number: int) -> Shape:
        return self._shapes[number] if number < len(self._shapes) else self._shapes[0]

    def index(self, shape: Shape) -> int:
        key = _key(shape)
        if key not in self._known:
            self._known[key] = len(self._shapes)
            self._shapes.append(shape)
            self._document.append(self._element, _markup(shape, self._element.prefix))
        return self._known[key]

    def finish(self) -> None:
        if len(self._shapes) > self._before:
            self._document.set(self._element, "count", str(len(self._shapes)))


class _Formats:
    """Cell formats by their number: attributes, and what stands inside, untouched."""

    def __init__(self, document: Document, name: str) -> None:
        self._document = document
        self._element = _collection(document, name)
        self._formats = [
            (dict(each.attributes), document.raw(each)) for each in self._element.all("xf")
        ]
        self._known = {_format_key(*f): n for n, f in reversed([*enumerate(self._formats)])}
        self._before = len(self._formats)

    def __len__(self) -> int:
        return len(self._formats)

    def at(self, number: int) -> tuple[dict[str, str], bytes]:
        return self._formats[number] if number < len(self._formats) else self._formats[0]

    def index(self, attributes: Mapping[str, str | None], inner: bytes) -> int:
        given = {name: value for name, value in attributes.items() if value is not None}
        key = _format_key(given, inner)
        if key not in self._known:
            self._known[key] = len(self._formats)
            self._formats.append((given, inner))
            tag = f"{self._element.prefix}xf"
            markup = element(tag, given).encode()
            if inner:
                markup = markup[:-2] + b">" + inner + f"</{tag}>".encode()
            self._document.append(self._element, markup)
        return self._known[key]

    def finish(self) -> None:
        if len(self._formats) > self._before:
            self._document.set(self._element, "count", str(len(self._formats)))


def _key(shape: Shape) -> str:
    """What two elements have in common that look alike, whichever program wrote them."""
    name, attributes, children = shape
    told = {n: v for n, v in attributes.items() if (name, n, v) not in _DEFAULTS}
    return as_text([name, told, sorted(map(_key, children))])


def _format_key(attributes: Mapping[str, str], inner: bytes) -> tuple[str, str]:
    # What a format is said to apply differs from program to program; what it refers to does not.
    refers = {n: v for n, v in attributes.items() if not n.startswith("apply") and v != "0"}
    held = Document(b"<xf>" + inner + b"</xf>").root
    return as_text(refers), _key(_shape(held))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _solid(colour: str) -> Shape:
    colours = [["fgColor", {"rgb": f"FF{colour}"}, []], ["bgColor", {"indexed": "64"}, []]]
    return ["fill", {}, [["patternFill", {"patternType": "solid"}, colours]]]


def _shape(of: Element) -> Shape:
    return [local(of.tag), of.attributes, [_shape(child) for child in of.children]]


def _markup(shape: Shape, prefix: str) -> str:
    name, attributes, children = shape
    inner = "".join(_markup(child, prefix) for child in children)
    return element(prefix + name, attributes, inner)


def _collection(document: Document, name: str) -> Element:
    found = document.root.first(name)
    if found is None:
        raise KeyError(name)
    return found


def completed(data: bytes) -> bytes:
    """Styles in which nothing is missing that a mark refers to."""
    for name in _ORDER[1:7]:
        document = Document(data)
        if document.root.first(name) is not None:
            continue
        minimal = Document(MINIMAL.format(namespace="").encode())
        model = minimal.root.first(name)
        assert model is not None
        markup = _markup(_shape(model), document.root.prefix)
        later = _ORDER[_ORDER.index(name) + 1 :]
        after = (child for child in document.root.children if child.name in later)
        before = next(after, None)
        if before:
            document.insert(before.start, markup)
        else:
            document.append(document.root, markup)
        data = document.finished()
    return data
