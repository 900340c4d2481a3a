"""The command itself: misuse is told in the language of the rest."""

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
def test_misuse_is_told_in_thai(misuse: str) -> None:
    told = CliRunner().invoke(main, MISUSES[misuse])
    assert told.exit_code == 2 and "ข้อผิดพลาด: " in told.stderr
    assert not [word for word in ENGLISH if word in told.stderr], told.stderr


@pytest.mark.parametrize("misuse", MISUSES)
def test_misuse_is_told_in_english_where_that_was_asked_for(misuse: str) -> None:
    told = CliRunner().invoke(main, ["--lang", "en", *MISUSES[misuse]])
    assert told.exit_code == 2 and "Error: " in told.stderr
    assert not [letter for letter in told.stderr if "ก" <= letter <= "๛"]


def test_what_gettext_was_told_holds_for_a_command_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    CliRunner().invoke(main, ["nosuch"])
    assert (gettext.textdomain(), os.environ.get("LANGUAGE")) == ("messages", None)


def _catalogue() -> dict[Any, Any]:
    with CATALOGUE.open("rb") as stream:
        return {message.id: message.string for message in read_po(stream) if message.id}


def test_click_still_says_what_has_a_thai_sentence() -> None:
    source = "".join(
        p.read_text(encoding="utf-8") for p in Path(click.__file__).parent.glob("*.py")
    )
    said = [each for ids in _catalogue() for each in ([ids] if isinstance(ids, str) else ids)]
    assert not [
        each for each in said if each.replace("\n", "\\n").replace("\t", "\\t") not in source
    ]


def test_the_compiled_catalogue_is_that_of_its_source() -> None:
    compiled = gettext.translation("click", LOCALE_FOLDER, ["th"])
    for ids, thai in _catalogue().items():
        said = compiled.gettext(ids) if isinstance(ids, str) else compiled.ngettext(*ids, 2)
        assert said in thai, ids
