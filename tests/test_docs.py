"""What the documents say is true."""

import re

import pytest
from click.testing import CliRunner

from itadata.access import Action
from itadata.cli import main
from itadata.findings import Code
from itadata.tables import TABLES
from tests import access_document, rules_document
from tests.browser import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_begins_with_the_two_commands() -> None:
    commands = re.findall(r"^make \w+", README, re.M)
    assert commands[:2] == ["make run", "make test"]


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^)make (\w+)", README, re.M))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.M)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_readme_names_every_table(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize(
    "path",
    sorted(set(re.findall(r"\]\(([\w./-]+)\)", README))),
)
def test_every_link_of_the_readme_leads_somewhere(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("command", sorted(main.commands))
def test_the_readme_names_every_command(command: str) -> None:
    assert re.search(rf"^python -m itadata (\w+ FILE\.\.\. · )?{command}\b", README, re.M)


_NAMED = re.compile(r"^(?:\S*python -m itadata|.* ·) ([a-z][a-z-]*) ", re.M)


@pytest.mark.parametrize("command", sorted(set(_NAMED.findall(README))))
def test_every_command_of_the_readme_exists(command: str) -> None:
    assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0


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


@pytest.mark.parametrize("action", Action)
def test_the_page_of_roles_has_every_action(action: Action) -> None:
    assert f"| `{action.name}` |" in access_document.document()


@pytest.mark.parametrize("code", sorted(rules_document.CODES))
def test_the_page_of_rules_has_every_finding_of_returns(code: Code) -> None:
    assert f"| `{code}` |" in rules_document.document()


def test_every_version_of_the_requirements_is_exact() -> None:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert all(re.match(r"[\w.\[\]-]+==[\w.]+", line) for line in lines if line.strip())


@pytest.mark.parametrize("path", sorted((ROOT / "itadata").rglob("*.py")), ids=lambda p: p.name)
def test_no_room_is_too_large(path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
