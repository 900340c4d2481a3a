"""A fault in a workbook: its code and cell, what is there, what should be, and what to do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from itadata.findings.codes import Code, Severity
from itadata.findings.texts import TEXTS
from itadata.language import N_, gettext_in

# Texts that findings are put together from.
AND_MORE = N_(" and {left} more")
AND_MORE_FIGURES = N_(" and {left} more figures")
FRAGMENTS = (
    N_("both readings give the totals"),
    N_("neither reading gives the totals"),
    N_("bonuses or deductions that are part of the totals are blank"),
    N_("there are no totals"),
    AND_MORE,
    AND_MORE_FIGURES,
)
LOCATIONS = (N_("sheet {sheet}"), N_("sheet {sheet}, cell {cell}"))
_LONGEST_QUOTE = 80


@dataclass(frozen=True)
class Finding:
    """A fault: its code, where it is, what is there and what is expected.

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
        """Whether the workbook is rejected."""
        return TEXTS[self.code].severity

    def message(self, language: str | None = None) -> str:
        """The fault and what to do about it, without the location."""
        details = {name: self._translated(text, language) for name, text in self.details.items()}
        details |= {"value": shorten(self.value or ""), "expected": self.expected or ""}
        # A finding that was stored before its text had a certain detail goes without it.
        return gettext_in(TEXTS[self.code].message, language).format_map(
            defaultdict(lambda: "–", details)
        )

    def _translated(self, detail: str, language: str | None) -> str:
        text = gettext_in(detail, language)
        return text.format_map(self.details) if detail in (AND_MORE, AND_MORE_FIGURES) else text

    def location(self, language: str | None = None) -> str:
        """Sheet and cell in words; empty where the finding has neither."""
        if self.sheet is None:
            return ""
        text = LOCATIONS[0] if self.cell is None else LOCATIONS[1]
        return gettext_in(text, language).format(sheet=self.sheet, cell=self.cell)

    def full_message(self, language: str | None = None) -> str:
        """The location and the message in one line."""
        location = self.location(language)
        return f"{location}: {self.message(language)}" if location else self.message(language)

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
        """The finding as the store keeps it."""
        return {**self.as_json(), "details": dict(self.details)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Finding":
        """The finding from what the store keeps."""
        return cls(
            Code(stored["code"]),
            stored["sheet"],
            stored["cell"],
            stored["value"],
            stored["expected"],
            stored.get("details", {}),
        )


def shorten(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """A text on one line, cut to a number of characters."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
