"""The page on security names tests that exist, and every requirement that it promises."""

import re
from pathlib import Path

from tests.browser import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
REQUIREMENTS = {
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip
"""The sections of OWASP ASVS 5.0 with the last number of level 1 or 2 in each."""


def test_every_test_that_the_page_names_exists() -> None:
    sources = (path.read_text(encoding="utf-8") for path in Path(ROOT, "tests").rglob("*.py"))
    tests = {name for source in sources for name in re.findall(r"def (test_\w+)", source)}
    named = re.findall(r"`(test_\w+)`", PAGE)
    assert len(named) > 50
    assert not [name for name in named if name not in tests]


def test_every_requirement_of_the_two_levels_has_a_line() -> None:
    numbers = re.findall(r"^\| (\d+\.\d+\.\d+) \|", PAGE, re.M)
    expected = [f"{of}.{n}" for of, last in REQUIREMENTS.items() for n in range(1, last + 1)]
    assert numbers == expected
