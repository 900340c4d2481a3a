"""The command group: the language of its messages."""

import gettext
import os
from pathlib import Path
from typing import Any

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from itadata.cli import main
from itadata.language import LOCALE_FOLDER

CATALOGUE = LOCALE_FOLDER / "th" / "LC_MESSAGES" / "click.po"
OF_ROUND = ("--year", "2568", "--round", "6")
OF_RETURN = (*OF_ROUND, "--agency", "001", "--version", "1")
DECIDED = (*OF_ROUND, "--agency", "001", "--reason", "a")
MISUSES = {
    "no such command": ("nosuch",),
    "no such option": ("verify", "--jsom"),
    "an option that is missing": ("template",),
    "an argument that is missing": ("submit",),
    "one argument too many": ("verify", "everything"),
    "an option without its value": ("receipt", "1", "-o"),
    "a choice that there is not": ("table", "nosuch"),
    "a number that is none": ("table", "rates", "--round", "six"),
    "a year that is none": ("table", "rates", "--year", "six"),
    "a time that is none": ("submit", __file__, "--received-at", "six"),
    "a file that is not there": ("check", "no.xlsx"),
    "a folder for a file": ("check", "/"),
    "neither one nor all": ("template", "--year", "2567", "--round", "6", "-o", "no.zip"),
    "a day that is none": ("extend", *DECIDED, "--due", "2025-13-01"),
    "a step without its reason": ("review", *OF_RETURN, "--send-back", "--step", "4.2"),
    "two reasons for a step": ("review", *OF_RETURN, "--step", "4.2=a", "--step", "4.2=b"),
    "accepted and sent back": ("review", *OF_RETURN, "--accept", "--send-back"),
    "accepted with a reason": ("review", *OF_RETURN, "--accept", "--reason", "a"),
    "letters to none": ("letters", *OF_ROUND, "-o", "no.docx"),
    "letters of another kind": ("letters", *OF_ROUND, "--missing", "-o", "no.txt"),
    "a report of another kind": ("report", "--year", "2567", "-o", "no.txt"),
    "an annex to an agency's page": (
        *("report", "--year", "2567", "--agency", "001", "--annex", "matrix"),
        *("-o", "no.docx"),
    ),
    "two files into one": ("check", __file__, __file__, "--marked", "no.xlsx"),
}
ENGLISH = ("Missing", "Invalid", "No such", "Error", "Try", "Usage", " is ", "Give", "needs")


@pytest.mark.parametrize("misuse", MISUSES)
def test_misuse_is_reported_in_the_language_of_the_command(misuse: str) -> None:
    thai = CliRunner().invoke(main, MISUSES[misuse])
    assert thai.exit_code == 2 and "ข้อผิดพลาด: " in thai.stderr
    assert not [word for word in ENGLISH if word in thai.stderr], thai.stderr
    english = CliRunner().invoke(main, ["--lang", "en", *MISUSES[misuse]])
    assert english.exit_code == 2 and "Error: " in english.stderr
    assert not [letter for letter in english.stderr if "ก" <= letter <= "๛"]


@pytest.mark.parametrize("command", [("table", "rates"), ("init",)])
def test_a_clock_that_is_no_time_is_reported_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("ITA_NOW", "garbage")
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (2, 1)
    assert "ITA_NOW" in result.stderr


def test_a_database_address_that_is_none_is_misuse() -> None:
    runner = CliRunner(env={"ITA_DATABASE_URL": "nonsense"})
    assert runner.invoke(main, ["table", "rates"]).exit_code == 2


def test_a_mistyped_database_is_a_failure_that_says_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "itaa.db"
    runner = CliRunner(env={"ITA_DATABASE_URL": f"sqlite:///{path}"})
    for command in (["table", "rates"], ["check", __file__], ["verify"]):
        result = runner.invoke(main, command)
        assert (result.exit_code, path.exists()) == (3, False)
        assert str(path) in result.stderr
        assert "python -m itadata init" in result.stderr
    assert runner.invoke(main, ["init"]).exit_code == 0


def test_the_language_of_gettext_is_restored_after_a_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    CliRunner().invoke(main, ["nosuch"])
    assert (gettext.textdomain(), os.environ.get("LANGUAGE")) == ("messages", None)


def _catalogue() -> dict[Any, Any]:
    with CATALOGUE.open("rb") as stream:
        return {message.id: message.string for message in read_po(stream) if message.id}


def test_every_message_of_the_catalogue_is_still_one_of_click() -> None:
    source = "".join(
        p.read_text(encoding="utf-8") for p in Path(click.__file__).parent.glob("*.py")
    )
    messages = [m for ids in _catalogue() for m in ([ids] if isinstance(ids, str) else ids)]
    assert not [m for m in messages if m.replace("\n", "\\n").replace("\t", "\\t") not in source]


def test_the_compiled_catalogue_is_that_of_its_source() -> None:
    compiled = gettext.translation("click", LOCALE_FOLDER, ["th"])
    for ids, thai in _catalogue().items():
        text = compiled.gettext(ids) if isinstance(ids, str) else compiled.ngettext(*ids, 2)
        assert text in thai, ids
