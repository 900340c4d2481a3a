"""The styles of a workbook: added where there is no equal one yet, annotated and restored.

An equal style is used again, so that annotating a workbook many times adds nothing.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from itadata.workbook.annotation.original_fills import (
    STYLE_NAME,
    OriginalFills,
    Shape,
    StyleBefore,
    as_text,
    shade,
    shade_number,
    solid_fill,
)
from itadata.workbook.annotation.xml import Element, add, like, local, parse, whole_number

STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
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
_APPLIES = ("applyNumberFormat", "applyFont", "applyBorder", "applyAlignment", "applyProtection")
_DEFAULTS = {
    ("b", "val", "1"),
    ("u", "val", "single"),
    ("patternFill", "patternType", "none"),
}
_MINIMAL = (
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


def minimal_styles(namespace: str) -> bytes:
    """A styles part with nothing but the normal style."""
    return _MINIMAL.format(namespace=namespace).encode()


class Styles:
    """The styles part of one workbook."""

    def __init__(self, root: Element, original: OriginalFills) -> None:
        _complete(root)
        self._original = original
        self._fonts = _Collection(root, "fonts", _shape_key)
        self._fills = _Collection(root, "fills", _shape_key)
        self._borders = _Collection(root, "borders", _shape_key)
        self._named = _Collection(root, "cellStyleXfs", _format_key)
        self._cells = _Collection(root, "cellXfs", _format_key)
        self._names = root.find("{*}cellStyles")
        self._annotated: dict[int, int | None] = {}

    @property
    def has_annotations(self) -> bool:
        """Whether a style is, or looks like, that of an annotated cell."""
        named = any(each.get("name") == STYLE_NAME for each in self._names)
        return named or any(self._shade_of(n) is not None for n in range(len(self._fills)))

    def annotated(self, style: int) -> int | None:
        """The annotated style of a cell, by its style before; None where no shade is left."""
        if style not in self._annotated:
            self._annotated[style] = self._annotate(self._cells[style])
        return self._annotated[style]

    def _annotate(self, cell: Element) -> int | None:
        fill = as_text(_shape(self._fills[whole_number(cell.get("fillId"))]))
        number = self._original.number(StyleBefore(fill, self._name_of(cell)))
        if number is None:
            return None
        shaded = str(self._fills.index_of_shape(solid_fill(f"FF{shade(number)}")))
        return self._with(cell, fillId=shaded, xfId=str(self._annotated_name()), applyFill="1")

    def restored(self) -> dict[int, int]:
        """The style before, for each annotated style; the named style goes."""
        restored = {}
        for number in range(len(self._cells)):
            cell = self._cells[number]
            shaded = self._shade_of(whole_number(cell.get("fillId")))
            if shaded is not None:
                before = self._original.style(shaded)
                fill = str(self._fills.index_of_shape(json.loads(before.fill)))
                restored[number] = self._with(cell, fillId=fill, xfId=self._id_of(before.name))
            elif self._name_of(cell) == STYLE_NAME:
                restored[number] = self._with(cell, xfId="0")
        for each in self._names.findall(f"{{*}}cellStyle[@name='{STYLE_NAME}']"):
            self._names.remove(each)
        self._names.set("count", str(len(self._names)))
        return restored

    def add_formats(self, root: Element) -> list[int]:
        """Add the cell formats of another styles part; their numbers here."""
        parts = {"fontId": self._fonts, "fillId": self._fills, "borderId": self._borders}
        numbers = []
        for cell in root.find("{*}cellXfs"):
            name, attributes, children = _shape(cell)
            for reference, collection in parts.items():
                item = root.find(f"{{*}}{collection.name}")[int(attributes[reference])]
                attributes[reference] = str(collection.index_of_shape(_shape(item)))
            numbers.append(self._cells.index_of_shape([name, attributes, children]))
        return numbers

    def _with(self, cell: Element, **attributes: str) -> int:
        changed = deepcopy(cell)
        for name, value in attributes.items():
            changed.set(name, value)
        return self._cells.index(changed)

    def _shade_of(self, fill: int) -> int | None:
        colour = self._fills[fill].find("{*}patternFill/{*}fgColor")
        return None if colour is None else shade_number(colour.get("rgb", ""))

    def _name_of(self, cell: Element) -> str:
        style = str(whole_number(cell.get("xfId")))
        names = (each.get("name", "") for each in self._names if each.get("xfId") == style)
        return next(names, "Normal")

    def _id_of(self, name: str) -> str:
        ids = (whole_number(each.get("xfId")) for each in self._names if each.get("name") == name)
        return str(next(ids, 0))

    def _annotated_name(self) -> str:
        """The number of the named style, which is added once."""
        if not any(each.get("name") == STYLE_NAME for each in self._names):
            fill = str(self._fills.index_of_shape(solid_fill(f"FF{shade(0)}")))
            plain = {"numFmtId": "0", "fontId": "0", "fillId": fill, "borderId": "0"}
            attributes = {**plain, **dict.fromkeys(_APPLIES, "0")}
            number = str(self._named.index_of_shape(["xf", attributes, []]))
            add(self._names, "cellStyle", {"name": STYLE_NAME, "xfId": number})
            self._names.set("count", str(len(self._names)))
        return self._id_of(STYLE_NAME)


class _Collection:
    """Fonts, fills, borders or formats by their number; equal ones are found by `key`."""

    def __init__(self, root: Element, name: str, key: Callable[[Element], str]) -> None:
        self.name = name
        self._parent = root.find(f"{{*}}{name}")
        self._items = [*self._parent.iterchildren("{*}*")]
        self._key = key
        self._numbers: dict[str, int] = {}
        for number, item in enumerate(self._items):
            self._numbers.setdefault(key(item), number)

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, number: int) -> Element:
        return self._items[number] if number < len(self._items) else self._items[0]

    def index(self, item: Element) -> int:
        """The number of an equal item, which is added where there is none."""
        key = self._key(item)
        if key not in self._numbers:
            self._numbers[key] = len(self._items)
            self._items.append(item)
            self._parent.append(item)
            self._parent.set("count", str(len(self._items)))
        return self._numbers[key]

    def index_of_shape(self, shape: Shape) -> int:
        return self.index(_element(self._parent, shape))


def _shape(element: Element) -> Shape:
    children = [_shape(child) for child in element.iterchildren("{*}*")]
    return [local(element), dict(element.attrib), children]


def _element(model: Element, shape: Shape) -> Element:
    """An element of a shape, in the namespace of another."""
    name, attributes, children = shape
    element = model.makeelement(like(model, name), attributes)
    element.extend(_element(model, child) for child in children)
    return element


def _shape_key(element: Element) -> str:
    """A key that is equal for elements that look alike, whichever program wrote them."""
    return _key(_shape(element))


def _key(shape: Shape) -> str:
    name, attributes, children = shape
    set_ = {n: v for n, v in attributes.items() if (name, n, v) not in _DEFAULTS}
    return as_text([name, set_, sorted(map(_key, children))])


def _format_key(element: Element) -> str:
    # What a format is said to apply differs from program to program; what it refers to does not.
    _, attributes, children = _shape(element)
    set_: dict[str, Any] = {
        n: v for n, v in attributes.items() if not n.startswith("apply") and v != "0"
    }
    return as_text([set_, sorted(map(_key, children))])


def _complete(root: Element) -> None:
    """Add the collections that an annotation refers to and the part does not have."""
    missing = [each for each in parse(minimal_styles("")) if root.find(f"{{*}}{each.tag}") is None]
    if missing:
        root.extend(_element(root, _shape(each)) for each in missing)
        order = {name: number for number, name in enumerate(_ORDER)}
        root[:] = sorted(root, key=lambda child: order.get(local(child), len(order)))
