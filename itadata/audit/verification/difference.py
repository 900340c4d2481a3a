"""One difference between what is stored and what should be, as a sentence and as JSON."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from os.path import commonprefix
from typing import Any

from itadata.analysis.columns import COLUMNS
from itadata.audit.verification.codes import FIELDS, ROWS, DifferenceCode
from itadata.findings import shorten
from itadata.framework import StepStatus
from itadata.language import N_, gettext_in
from itadata.thai import format_date, format_time, parse_time
from itadata.workflow import State, Transition

_CONTEXT = 20  # characters that two long texts share and that are quoted before they differ
_SUBMISSION = N_("Submission {submission} ({receipt}, file “{file}”)")
_NO_RECEIPT = N_("without receipt")
_KINDS = {
    "framework": N_("framework"),
    "scores": N_("scores"),
    "return": N_("return"),
    "file": N_("unreadable file"),
}
_OUTCOMES = {"accepted": N_("accepted"), "rejected": N_("not accepted")}
_LABELS: Mapping[str, Mapping[str, str]] = {
    "status": {status.value: status.label for status in StepStatus},
    "state": {state.value: state.label for state in State},
    "transition": {
        Transition.ACCEPT: N_("accepted"),
        Transition.SEND_BACK: N_("sent back"),
        Transition.WITHDRAW: N_("withdrawn"),
        Transition.REOPEN: N_("reopened"),
    },
}
_DAYS = {"announced_on", "done_on", "due_on", "letter_date", "lock_on", "mend_by", "reported_on"}
_DAYS |= {"surveyed_from", "surveyed_to"}


@dataclass(frozen=True)
class Difference:
    """One difference.

    It is about a submission (with its receipt and file) or an event, as far as they are known;
    `row`, `key` and `field` name the value, `stored` is what is there and `expected` what the
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

    def field_name(self, language: str | None = None) -> str:
        """The name of the value: its row and its field."""
        row = gettext_in(ROWS[self.row], language).format(key=self.key) if self.row else ""
        return " · ".join(filter(None, (row, _field_name(self.field, language))))

    def message(self, language: str | None = None) -> str:
        """The difference and what to do about it, without the submission."""
        stored, expected = _quoted(*self._labels(language))
        text = gettext_in(self.kind.value, language).format(
            stored=stored,
            expected=expected,
            place=self.field_name(language),
            event=self.event,
            last=self.last,
            at=_time(self.at, language),
        )
        return text[:1].upper() + text[1:]

    def _labels(self, language: str | None) -> tuple[Any, Any]:
        """Both values as labels; as they are stored where their labels are the same."""
        values = self.stored, self.expected
        stored, expected = (_label(self.field, value, language) for value in values)
        return values if stored == expected else (stored, expected)

    def sentence(self, language: str | None = None) -> str:
        """The submission, what differs and what to do, in one line."""
        if self.submission is None:
            return self.message(language)
        submission = gettext_in(_SUBMISSION, language).format(
            submission=self.submission,
            receipt=self.receipt or gettext_in(_NO_RECEIPT, language),
            file=self.file or "–",
        )
        return f"{submission}: {self.message(language)}"

    def as_json(self) -> dict[str, Any]:
        """The fields of `verify --json`."""
        excluded = ("last", "at")
        fields = {name: value for name, value in vars(self).items() if name not in excluded}
        return {
            **fields,
            "kind": str(self.kind),
            **{name: fields[name] or None for name in ("row", "key", "field")},
            "message_th": self.sentence("th"),
            "message_en": self.sentence("en"),
        }


def compare_fields(
    about: Difference, stored: Mapping[str, Any], expected: Mapping[str, Any]
) -> Iterator[Difference]:
    """A difference like `about` for each expected value that is stored otherwise."""
    for name, value in expected.items():
        if stored.get(name) != value:
            yield replace(about, field=name, stored=stored.get(name), expected=value)


def _field_name(field: str, language: str | None) -> str:
    if field in FIELDS:
        return gettext_in(FIELDS[field], language)
    return gettext_in(COLUMNS[field].label, language) if field in COLUMNS else field


def _label(field: str, value: Any, language: str | None) -> Any:
    if isinstance(value, bool):
        return gettext_in(N_("yes") if value else N_("no"), language)
    if not isinstance(value, str):
        return value
    if value in _LABELS.get(field, {}):
        return gettext_in(_LABELS[field][value], language)
    if field == "action":
        kind, _dash, outcome = value.rpartition("-")
        if kind in _KINDS and outcome in _OUTCOMES:
            return " · ".join(gettext_in(t, language) for t in (_KINDS[kind], _OUTCOMES[outcome]))
    if field in _DAYS:
        with suppress(ValueError):  # what was changed by hand may be anything
            return format_date(date.fromisoformat(value), language)
    return _time(value, language) if field in ("at", "received_at") else value


def _time(text: str, language: str | None) -> str:
    try:
        return format_time(parse_time(text), language)
    except (ValueError, OverflowError):  # what was changed by hand may be anything
        return text


def _quoted(stored: object, expected: object) -> tuple[str, str]:
    """Two values for a sentence; long texts from just before they differ."""
    plain = ("–" if value is None or value == "" else value for value in (stored, expected))
    first, second = (" ".join(str(value).split()) for value in plain)
    if shorten(first) == shorten(second):
        start = len(commonprefix([first, second])) - _CONTEXT  # noqa: RUF071
        if start > 0:
            first, second = f"…{first[start:]}", f"…{second[start:]}"
    return shorten(first), shorten(second)
