"""What a template's expressions name. They can name fields, ask for them, and repeat rows.

What is read here is the same text that is filled in later, so that nothing can hide between the
pieces in which a word processor keeps it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docxtpl import DocxTemplate
from jinja2 import Environment, nodes

ROWS, ROW = "measures", "measure"
"""What is repeated, and one of it: {% for measure in measures %}."""

_FOOTNOTES = "footnotes+xml"
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Not, nodes.And, nodes.Or)


@dataclass
class Named:
    """What a template names: fields, those of a row after its name ("measure.title"), whether it
    has rows, and what no template can say.
    """

    fields: set[str] = field(default_factory=set)
    rows: bool = False
    of_rows: set[str] = field(default_factory=set)
    others: list[str] = field(default_factory=list)


def named(opened: DocxTemplate, environment: Environment) -> Named:
    """What is named in everything of a document that is filled in."""
    found = Named()
    opened.init_docx()
    for text in _texts(opened):
        _walk(environment.parse(text), found, within=False)
    return found


def _texts(opened: DocxTemplate) -> Iterator[str]:
    yield opened.patch_xml(opened.get_xml())
    for kind in (opened.HEADER_URI, opened.FOOTER_URI):
        for _, part in opened.get_headers_footers(kind):
            yield opened.patch_xml(opened.get_part_xml(part))
    for part in opened.docx.part.package.parts:
        if part.content_type.endswith(_FOOTNOTES):
            yield opened.patch_xml(part.blob.decode())


def _walk(node: nodes.Node, found: Named, *, within: bool) -> None:
    """Note what a node names; `within` the rows there is one of them."""
    match node:
        case nodes.Name(name=name):
            found.fields.add(name)
        case nodes.Getattr(node=nodes.Name(name=name), attr=attribute) if name == ROW and within:
            found.of_rows.add(f"{ROW}.{attribute}")
        case nodes.Getattr(node=nodes.Name(name=name), attr=attribute):
            found.others.append(f"{name}.{attribute}")
        case nodes.If():
            _walk_all([node.test, *node.body, *node.elif_, *node.else_], found, within=within)
        case nodes.For() if _is_of_rows(node) and not within:
            found.rows = True
            _walk_all(node.body, found, within=True)
        case nodes.For():
            found.others.append(f"{{% for {ROW} in {ROWS} %}}")
        case _ if isinstance(node, _PLAIN):
            _walk_all(node.iter_child_nodes(), found, within=within)
        case _:
            found.others.append(type(node).__name__)


def _walk_all(several: Iterable[nodes.Node], found: Named, *, within: bool) -> None:
    for each in several:
        _walk(each, found, within=within)


def _is_of_rows(node: nodes.For) -> bool:
    """Whether it repeats the rows, and does nothing else."""
    target, of = node.target, node.iter
    return (
        isinstance(target, nodes.Name)
        and isinstance(of, nodes.Name)
        and (target.name, of.name) == (ROW, ROWS)
        and not (node.test or node.recursive or node.else_)
    )
