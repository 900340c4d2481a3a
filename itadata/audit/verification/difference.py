"""Something that differs: what it is about, what is stored and what should be."""

from dataclasses import dataclass
from typing import Any

from itadata.analysis.columns import COLUMNS
from itadata.audit.verification.texts import FIELDS, ROWS, SENTENCES, DifferenceCode
from itadata.audit.verification.words import both_as_said, time_as_said
from itadata.findings import shorten
from itadata.language import N_, gettext_in

_CONTEXT = 20  # characters of what two long texts share that are quoted before they part


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    It is about a submission (with its receipt and file), or an event, as far as they are known;
    `row`, `key` and `field` say which value, `stored` is what is there and `expected` what the
    file, the log or the hash say. `last` is the last of several events, `at` the time of one.
    """

    kind: DifferenceCode
    submission: int | None = None
    receipt: str | None = None
    file: str | None = None
    event: int | None = None
    last: int | None = None
    at: str = ""
    row: str = ""
    key: str = ""
    field: str = ""
    stored: Any = None
    expected: Any = None

    def place(self, language: str | None = None) -> str:
        """Which value, as a person says it."""
        row = gettext_in(ROWS[self.row], language).format(key=self.key) if self.row else ""
        field = _field_name(self.field, language)
        return f"{row} · {field}" if row and field else row or field

    def about(self, language: str | None = None) -> str:
        """Which submission; empty where it is about none."""
        if self.submission is None:
            return ""
        return gettext_in(_ABOUT, language).format(
            submission=self.submission,
            receipt=self.receipt or gettext_in(_NO_RECEIPT, language),
            file=self.file or "–",
        )

    def message(self, language: str | None = None) -> str:
        """What differs and what to do, without the submission."""
        said = both_as_said(self.field, self.stored, self.expected, language)
        stored, expected = _quoted(*said)
        text = gettext_in(SENTENCES[self.kind], language).format(
            stored=stored,
            expected=expected,
            place=self.place(language),
            event=self.event,
            last=self.last,
            at=time_as_said(self.at, language),
        )
        return text[:1].upper() + text[1:]

    def sentence(self, language: str | None = None) -> str:
        """What it is about, what differs and what to do, in one line."""
        about = self.about(language)
        return f"{about}: {self.message(language)}" if about else self.message(language)

    def as_json(self) -> dict[str, Any]:
        """The fields of `verify --json`."""
        return {
            "kind": str(self.kind),
            "submission": self.submission,
            "receipt": self.receipt,
            "file": self.file,
            "event": self.event,
            "row": self.row or None,
            "key": self.key or None,
            "field": self.field or None,
            "stored": self.stored,
            "expected": self.expected,
            "message_th": self.sentence("th"),
            "message_en": self.sentence("en"),
        }


_ABOUT = N_("Submission {submission} ({receipt}, file “{file}”)")
_NO_RECEIPT = N_("without receipt")


def _field_name(field: str, language: str | None) -> str:
    if field in FIELDS:
        return gettext_in(FIELDS[field], language)
    return gettext_in(COLUMNS[field].label, language) if field in COLUMNS else field


def _quoted(stored: object, expected: object) -> tuple[str, str]:
    """Two values for a sentence; long texts from where they part."""
    first, second = (" ".join(str(_plain(value)).split()) for value in (stored, expected))
    if shorten(first) == shorten(second):
        shared = next(
            (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
            min(len(first), len(second)),
        )
        start = max(0, shared - _CONTEXT)
        if start:
            first, second = f"…{first[start:]}", f"…{second[start:]}"
    return shorten(first), shorten(second)


def _plain(value: object) -> object:
    return "–" if value is None or value == "" else value
