"""The documents are true."""

import ast
import pkgutil
import re

from itadata.access import Action
from itadata.cli import main
from itadata.tables import TABLES
from tests import access_document, rules_document
from tests.browser import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/reference.md",
    "docs/guide-officer.md",
    "docs/guide-executive.md",
)


def test_the_readme_shows_what_it_is_and_the_two_commands_on_its_first_screen() -> None:
    lines = README.splitlines()
    assert len(lines) <= 120
    start = "\n".join(lines[:20])
    assert re.findall(r"^make \w+", start, re.M) == ["make run", "make test"]
    assert "![" in start


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"(?:`|^)make ([a-z-]+)", _text(page), re.M)
    }
    assert named <= targets


def test_every_path_that_is_named_exists() -> None:
    missing = [
        (page, path)
        for page in PAGES
        for path in re.findall(r"`((?:itadata|pages|tests|sample_data)/[\w./]+)`", _text(page))
        if not (ROOT / path).exists() and "NAME" not in path
    ]
    assert not missing


def test_every_link_leads_somewhere() -> None:
    broken = [
        (page, link)
        for page in PAGES
        for link in re.findall(r"\]\((?!http)([\w./-]+)[^)]*\)", _text(page))
        if not ((ROOT / page).parent / link).exists()
    ]
    assert not broken


def test_every_function_on_the_walks_through_the_architecture_exists() -> None:
    names = re.findall(r"`(itadata(?:\.\w+)+)`", _text("docs/architecture.md"))
    missing = []
    for name in names:
        try:
            pkgutil.resolve_name(name)
        except (ImportError, AttributeError):
            missing.append(name)
    assert names
    assert not missing


def test_the_reference_names_every_table() -> None:
    assert not [name for name in TABLES if f"`{name}`" not in REFERENCE]


def test_the_reference_has_every_command_and_no_other() -> None:
    named = re.findall(r"^python -m itadata (?:\w+ FILE\.\.\. · )?([a-z-]+)", REFERENCE, re.M)
    named += re.findall(r"^python -m itadata (\w+) FILE\.\.\. ·", REFERENCE, re.M)
    assert set(named) == set(main.commands)


def test_the_reference_names_every_setting() -> None:
    settings = {
        setting
        for path in (ROOT / "itadata").rglob("*.py")
        for setting in re.findall(r'"(ITA_[A-Z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert not [setting for setting in settings if f"`{setting}`" not in REFERENCE]


def test_the_page_of_rules_is_what_the_code_says() -> None:
    written = rules_document.PATH.read_text(encoding="utf-8")
    assert written == rules_document.document(), "run: python -m tests.rules_document"


def test_the_page_of_roles_is_what_the_code_says() -> None:
    written = access_document.PATH.read_text(encoding="utf-8")
    assert written == access_document.document(), "run: python -m tests.access_document"


def test_the_first_page_is_named_as_it_is_reached() -> None:
    pages = access_document.PATH.read_text(encoding="utf-8").partition("## Pages")[2]
    assert "| `/` |" in pages
    assert "overview`" not in pages


def test_the_page_of_roles_has_every_action() -> None:
    document = access_document.document()
    assert not [action.name for action in Action if f"| `{action.name}` |" not in document]


def test_the_page_of_rules_has_every_finding_of_returns() -> None:
    document = rules_document.document()
    assert not [code for code in rules_document.CODES if f"| `{code}` |" not in document]


def test_every_version_of_the_requirements_is_exact() -> None:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert all(re.match(r"[\w.\[\]-]+==[\w.]+", line) for line in lines if line.strip())


def test_modules_and_functions_are_small_enough_to_be_read() -> None:
    modules = [*(ROOT / "itadata").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    too_long = [path for path in modules if len(path.read_text().splitlines()) > 400] + [
        f"{path}: {node.name}"
        for path in modules
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 50
    ]
    assert not too_long


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")
