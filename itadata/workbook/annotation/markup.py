"""XML that is changed at single places and stays, byte for byte, what it was everywhere else.

A part is walked once with the places of its tags; what changes is spliced in. Prefixes,
extensions and whatever this program has never heard of are kept, as nothing else is written anew.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.parsers import expat
from xml.sax.saxutils import escape

Attributes: TypeAlias = dict[str, str]
Splice: TypeAlias = tuple[int, int, bytes]
"""From, to (not included) and what stands there instead."""

_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_START_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def utf8(data: bytes) -> bytes:
    """The part in an encoding of single bytes, which is what places in it are counted in."""
    if not data.startswith(_UTF16):
        return data
    return _DECLARATION.sub("", data.decode("utf-16")).encode()


def quoted(text: str) -> str:
    """A text as an attribute's value, its quotes not included."""
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def literal(text: str) -> str:
    """A text as what an element holds, which Excel shows just so."""
    return escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text))


def encoded(markup: str) -> bytes:
    """Markup that means the same in every encoding."""
    return markup.encode("ascii", "xmlcharrefreplace")


def local(tag: str) -> str:
    """A name without its prefix."""
    return tag.rpartition(":")[2]


def prefix(tag: str) -> str:
    """The prefix of a name with its colon, or nothing."""
    return tag[: -len(local(tag))]


def end_of_tag(data: bytes, start: int) -> int:
    """Where the start tag that begins at `start` ends."""
    found = _START_TAG.match(data, start)
    if found is None:
        raise expat.ExpatError("a start tag without an end")
    return found.end()


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """A start tag with an attribute set, or taken away where the value is None."""
    new = b"" if value is None else encoded(f' {name}="{quoted(value)}"')
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name.encode():
            return tag[: found.start()] + new + tag[found.end() :]
    end = re.search(rb"\s*/?>$", tag)
    assert end
    return tag[: end.start()] + new + tag[end.start() :]


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The part with its changes; of two at the same place the first given comes first."""
    pieces, done = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += [data[done:start], new]
        done = end
    return b"".join([*pieces, data[done:]])


class Walk:
    """One way through a part, tag by tag; what is looked for is written in a subclass.

    The end of an empty element is told at the place just after its tag.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._parser = expat.ParserCreate()

    @property
    def at(self) -> int:
        """The place of the tag that is being told."""
        return self._parser.CurrentByteIndex

    def run(self) -> None:
        """Go through the part, or as far as anything is looked for."""
        self._parser.StartElementHandler = self.started
        self._parser.EndElementHandler = self.ended
        with suppress(_Enough):
            self._parser.Parse(self.data, True)

    def stop(self) -> None:
        """Go no further."""
        raise _Enough

    def started(self, tag: str, attributes: Attributes) -> None:
        """A start tag."""

    def ended(self, tag: str) -> None:
        """An end tag."""


class _Enough(Exception):
    """All was found that was looked for."""


@dataclass(eq=False)
class Element:
    """An element with the places of its tags: `start`–`inside` and `close`–`end`."""

    tag: str
    attributes: Attributes
    start: int
    inside: int
    close: int = 0
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The tag without its prefix."""
        return local(self.tag)

    @property
    def prefix(self) -> str:
        """The prefix with its colon."""
        return prefix(self.tag)

    def all(self, name: str) -> Iterator["Element"]:
        """The children of that name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element | None":
        """The first child of that name."""
        return next(self.all(name), None)

    def attribute(self, name: str) -> str:
        """An attribute's value whatever its prefix, "" where there is none."""
        return next((v for k, v in self.attributes.items() if local(k) == name), "")


class _Tree(Walk):
    """A part as a tree of its elements."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.outside = Element("", {}, 0, 0)
        self._path = [self.outside]
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self._text

    def started(self, tag: str, attributes: Attributes) -> None:
        element = Element(tag, attributes, self.at, end_of_tag(self.data, self.at))
        self._path[-1].children.append(element)
        self._path.append(element)

    def ended(self, tag: str) -> None:
        element = self._path.pop()
        element.close = element.end = self.at
        if not self.data.endswith(b"/>", element.start, element.inside):
            element.end = self.data.index(b">", self.at) + 1

    def _text(self, data: str) -> None:
        self._path[-1].text += data


class Document:
    """A small part as a tree, and the changes that are to be made to it."""

    def __init__(self, data: bytes) -> None:
        self.data = utf8(data)
        self._splices: list[Splice] = []
        self._attributes: dict[Element, dict[str, str | None]] = {}
        self._appended: dict[Element, list[bytes]] = {}
        tree = _Tree(self.data)
        tree.run()
        self.root = tree.outside.children[0]

    def raw(self, element: Element) -> bytes:
        """What the element holds, its own tags not included."""
        return self.data[element.inside : element.close]

    def set(self, element: Element, name: str, value: str | None) -> None:
        """Set an attribute, or take it away."""
        self._attributes.setdefault(element, {})[name] = value

    def append(self, element: Element, markup: str | bytes) -> None:
        """Put markup at the end of what the element holds."""
        self._appended.setdefault(element, []).append(_bytes(markup))

    def insert(self, at: int, markup: str | bytes) -> None:
        """Put markup at a place."""
        self._splices.append((at, at, _bytes(markup)))

    def replace(self, element: Element, markup: str | bytes) -> None:
        """Put markup in the element's place."""
        self._splices.append((element.start, element.end, _bytes(markup)))

    def remove(self, element: Element) -> None:
        """Take the element away."""
        self.replace(element, b"")

    def finished(self) -> bytes:
        """The part with all its changes."""
        tags = [self._tag(element) for element in {**self._attributes, **self._appended}]
        ends = [
            (element.close, element.close, b"".join(appended))
            for element, appended in self._appended.items()
            if element.inside != element.end
        ]
        return spliced(self.data, [*self._splices, *tags, *ends])

    def _tag(self, element: Element) -> Splice:
        tag = self.data[element.start : element.inside]
        for name, value in self._attributes.get(element, {}).items():
            tag = with_attribute(tag, name, value)
        if element.inside == element.end and element in self._appended:
            inner = b"".join(self._appended[element])
            tag = re.sub(rb"\s*/>$", b">", tag) + inner + f"</{element.tag}>".encode()
        return (element.start, element.inside, tag)


def _bytes(markup: str | bytes) -> bytes:
    return encoded(markup) if isinstance(markup, str) else markup


def element(tag: str, attributes: Mapping[str, str | None], inner: str = "") -> str:
    """An element as markup; attributes without a value are left out."""
    given = "".join(f' {n}="{quoted(v)}"' for n, v in attributes.items() if v is not None)
    return f"<{tag}{given}>{inner}</{tag}>" if inner else f"<{tag}{given}/>"
