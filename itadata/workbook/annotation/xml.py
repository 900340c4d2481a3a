"""Parts of a workbook as lxml trees; no entities, no network, the sender's prefixes kept."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # of lxml, which has no types of its own

PARSER: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "strip_cdata": False,
    "huge_tree": True,  # long texts; memory and time are limited by the worker
}


def parse(data: bytes) -> Element:
    """The root of a part. Raises etree.XMLSyntaxError."""
    return etree.fromstring(data, etree.XMLParser(**PARSER))


def serialise(root: Element) -> bytes:
    """The bytes of a part."""
    data: bytes = etree.tostring(
        root.getroottree(), encoding="UTF-8", xml_declaration=True, standalone=True
    )
    return data


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of an element, "" where it has none."""
    return etree.QName(element).namespace or ""


def like(element: Element, name: str) -> str:
    """A name in the namespace of an element."""
    uri, brace, _ = element.tag.rpartition("}")
    return f"{uri}{brace}{name}"


def add(
    parent: Element,
    name: str,
    attributes: Mapping[str, str] | None = None,
    text: str | None = None,
) -> Element:
    """Append a child in its parent's namespace."""
    child = etree.SubElement(parent, like(parent, name), attributes)
    if text is not None:
        child.text = text
    return child


def relationship_id(element: Element) -> str:
    """The id of the relationship that an element names, in whichever edition of the standard."""
    ids = (value for name, value in element.items() if name.rpartition("}")[2] == "id")
    return next(ids, "")


def whole_number(text: str | None) -> int:
    """An attribute as a number, 0 where it is none."""
    return int(text) if text and text.isdecimal() else 0


def decimal_number(text: str | None) -> float:
    """An attribute as a number with decimals, 0 where it is none."""
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
