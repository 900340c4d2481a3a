"""One fault, with its place, what is there, what should be, and what to do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from itadata.findings.codes import Code, Severity
from itadata.findings.texts import TEXTS
from itadata.language import N_, gettext_in


@dataclass(frozen=True)
class Finding:
    """One fault: its code, where it is, what is there and what is expected.

    `cell` is an address such as "E7" or a range, None where the fault has none; `details` fill
    placeholders of the text beyond `value` and `expected`.
    """

    code: Code
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None
    expected: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether the finding keeps the workbook out."""
        return TEXTS[self.code].severity

    def message(self, language: str | None = None) -> str:
        """What is wrong and what to do, without the place."""
        known = {name: self._worded(text, language) for name, text in self.details.items()}
        known |= {"value": shorten(self.value or ""), "expected": self.expected or ""}
        # What was kept before a text had a certain detail goes without it.
        return gettext_in(TEXTS[self.code].message, language).format_map(
            defaultdict(lambda: "–", known)
        )

    def _worded(self, text: str, language: str | None) -> str:
        """A detail in a language; a fragment may quote another detail."""
        worded = gettext_in(text, language)
        return worded.format_map(self.details) if text == AND_MORE else worded

    def location(self, language: str | None = None) -> str:
        """Where it is, as a person says it; empty where it has no place."""
        if self.sheet is None:
            return ""
        if self.cell is None:
            return gettext_in("sheet {sheet}", language).format(sheet=self.sheet)
        return gettext_in("sheet {sheet}, cell {cell}", language).format(
            sheet=self.sheet, cell=self.cell
        )

    def full_message(self, language: str | None = None) -> str:
        """Where, what and what to do in one line."""
        place = self.location(language)
        return f"{place}: {self.message(language)}" if place else self.message(language)

    def as_json(self) -> dict[str, str | None]:
        """The fields of `check --json`."""
        return {
            "code": str(self.code),
            "severity": str(self.severity),
            "sheet": self.sheet,
            "cell": self.cell,
            "value": self.value,
            "expected": self.expected,
            "message_th": self.message("th"),
            "message_en": self.message("en"),
        }

    def to_dict(self) -> dict[str, Any]:
        """The finding as it is kept."""
        return {**self.as_json(), "details": dict(self.details)}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> "Finding":
        """The finding that was kept."""
        return cls(
            Code(document["code"]),
            document["sheet"],
            document["cell"],
            document["value"],
            document["expected"],
            document.get("details", {}),
        )


# Texts that findings are put together from.
AND_MORE = N_(" and {left} more")
FRAGMENTS = (
    N_("both readings give the totals"),
    N_("neither reading gives the totals"),
    AND_MORE,
)
LOCATIONS = (N_("sheet {sheet}"), N_("sheet {sheet}, cell {cell}"))
_LONGEST_QUOTE = 80


def shorten(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """A text cut for quoting in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
