"""`docs/rules.md` from the code: `python -m tests.rules_document` writes it anew."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from itadata.findings import TEXTS, Code
from itadata.findings.texts.returns import RETURN_ERRORS, RETURN_WARNINGS
from itadata.language import gettext_in
from tests.browser import ROOT

PATH = ROOT / "docs" / "rules.md"
_HEAD = """# Rules of a return

Every finding that a return can get, from the file to its last cell: its code as in `check --json`,
whether it stops the submission (**error**) or is confirmed with a click and kept with it
(warning), what it says in both languages, and the function that looks after it. What stands in ‹ ›
is filled in from the workbook. This page is written by `python -m tests.rules_document`, and a
test holds it to the code.
"""
_WORKBOOK = ROOT / "itadata" / "workbook"
_SECTIONS = (
    ("Whose return it is, and when", ("intake/validation", "returns/identity")),
    (
        "The sheets and the form",
        ("returns/parser", "returns/lost_form", "returns/title", "returns/coverage"),
    ),
    (
        "Steps, answers and texts",
        (
            "returns/rules/rules",
            "returns/rules/prefilled",
            "returns/rules/similar_text",
            "workbook/tables",
        ),
    ),
    (
        "What the province asks for, in the copy of a return that was sent back",
        ("documents/reasons",),
    ),
    (
        "The file",
        (
            *(f"workbook/{path.stem}" for path in sorted(_WORKBOOK.glob("*.py"))),
            "intake/submission",
        ),
    ),
)
_HEADINGS = ("| code | severity | ไทย | English | rule |", "|---|---|---|---|---|")
_FILLED_IN = {
    "value": ("what is there", "ค่าที่พบ"),
    "expected": ("what is expected", "ค่าที่ควรเป็น"),
    "name": ("name", "ชื่อ"),
    "step": ("number", "เลขที่"),
    "year": ("year", "พ.ศ."),
    "months": ("6", "6"),
    "agency": ("agency", "ส่วนราชการ"),
    "agencies": ("agencies", "ส่วนราชการ"),
    "more": ("and more", "และอื่น ๆ"),
    "kind": ("kind", "ชนิด"),
    "reason": ("why", "เหตุผล"),
    "figure": ("figure", "คะแนน"),
    "number": (" number", " ที่"),
    "rows": ("number", "จำนวน"),
}
# A framework or scores get none of these but those of files.
CODES = frozenset({**RETURN_ERRORS, **RETURN_WARNINGS}) | {
    code for code in Code if code.startswith(("file-", "cell-", "kind-"))
}


def document() -> str:
    """The whole page."""
    listed: set[Code] = set()
    parts = [_HEAD]
    for title, modules in _SECTIONS:
        rows = [row for module in modules for row in _rows(module, listed)]
        parts.append("\n".join([f"## {title}", "", *_HEADINGS, *rows, ""]))
    return "\n".join(parts)


def _rows(module: str, listed: set[Code]) -> Iterator[str]:
    for code, function in _codes(module).items():
        if code in listed:
            continue
        listed.add(code)
        text = TEXTS[code]
        severity = f"**{text.severity}**" if text.severity == "error" else str(text.severity)
        thai = _readable(gettext_in(text.message, "th"), 1)
        english = _readable(text.message, 0)
        yield f"| `{code}` | {severity} | {thai} | {english} | `{module}.py` `{function}` |"


def _readable(message: str, language: int) -> str:
    text = re.sub(r"\{(\w+)\}", lambda found: f"‹{_FILLED_IN[found[1]][language]}›", message)
    return text.replace("|", "\\|")


@cache
def _codes(module: str) -> dict[Code, str]:
    """The codes that a module gives, in the order in which it names them, with their function."""
    source = (ROOT / "itadata" / f"{module}.py").read_text(encoding="utf-8")
    functions = {
        each.name: each
        for node in ast.parse(source).body
        for each in ([node, *node.body] if isinstance(node, ast.ClassDef) else [node])
        if isinstance(each, ast.FunctionDef)
    }
    return {
        Code[attribute.attr]: _public(name, functions)
        for name, function in functions.items()
        for attribute in ast.walk(function)
        if isinstance(attribute, ast.Attribute)
        and isinstance(attribute.value, ast.Name)
        and attribute.value.id == "Code"
    }


def _public(name: str, functions: dict[str, ast.FunctionDef]) -> str:
    """The function itself, or the public one of its module that calls it."""
    if not name.startswith("_"):
        return name
    callers = [other for other, node in functions.items() if other != name and _calls(node, name)]
    found = [_public(caller, functions) for caller in callers]
    return next((public for public in found if not public.startswith("_")), name)


def _calls(function: ast.FunctionDef, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(function))


if __name__ == "__main__":
    PATH.write_text(document(), encoding="utf-8")
