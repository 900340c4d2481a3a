"""A first text for what the province writes: figures, and what agencies wrote. Nothing else.

The rules: results begin with the figures of the measure and go on with what agencies wrote, the
same text once, what most of them wrote first, five at most; outcomes are what agencies wrote, in
the same way. After each text stands who wrote it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from itadata.analysis import DistinctText
from itadata.documents.report.score_text import is_score_sentence, list_number, without_list_number
from itadata.language import N_, gettext_in
from itadata.store import Quotation
from itadata.thai import format_long_date, normalise

MAX_QUOTED = 5
"""The limit of agencies' texts in a draft, for results and for outcomes each."""


@dataclass(frozen=True)
class MeasureCounts:
    """The numbers of agencies that are expected, that reported, and that did every step."""

    expected: int
    reported: int
    complete: int

    def sentence(self, language: str | None = None) -> str:
        """The figures in one sentence, in a language (the one in use when left out)."""
        message = N_(
            "{reported} of {expected} agencies have reported, {complete} have carried out every "
            "step"
        )
        return gettext_in(message, language).format(
            reported=self.reported, expected=self.expected, complete=self.complete
        )


@dataclass(frozen=True)
class SummaryDraft:
    """A text for results and for outcomes, and where its quotations stand."""

    results: str
    outcomes: str
    quoted: tuple[Quotation, ...]


def draft_summary(
    counts: MeasureCounts, distinct_texts: Sequence[DistinctText], day: date
) -> SummaryDraft:
    """The draft of a measure, as of a day."""
    results = [each for each in distinct_texts if each.field == "results"][:MAX_QUOTED]
    outcomes = [each for each in distinct_texts if each.field == "outcomes"][:MAX_QUOTED]
    counts_line = f"{counts.sentence('th')} (ข้อมูล ณ วันที่ {format_long_date(day)})"
    return SummaryDraft(
        results=_list([counts_line, *map(with_authors, results)]),
        outcomes=_list([*map(with_authors, outcomes)]),
        quoted=tuple(place for each in (*results, *outcomes) for place in quotations(each)),
    )


def with_authors(distinct_text: DistinctText) -> str:
    """A text of agencies and who wrote it: one by name, several by their number."""
    text = " ".join(distinct_text.text.split())
    first = distinct_text.sources[0].agency
    if len(distinct_text.sources) == 1:
        return f"{text} ({first})"
    return f"{text} ({first} และอีก {len(distinct_text.sources) - 1} แห่ง)"


def quotations(distinct_text: DistinctText) -> tuple[Quotation, ...]:
    """Every source of a text, as stored with what quotes it."""
    return tuple(
        Quotation(each.agency_code, each.round, each.version, distinct_text.field, each.cell)
        for each in distinct_text.sources
    )


def _list(lines: list[str]) -> str:
    if len(lines) < 2:
        return "\n".join(lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def append_lines(text: str, new_lines: str) -> str:
    """A text with lines added at its end, before the ITA sentence where that closes it.

    A numbered list goes on with its numbers; a sentence without a number stays without. What the
    text says already is not said again.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    closing = [lines.pop()] if lines and is_score_sentence(lines[-1]) else []
    last = max((number for line in lines if (number := list_number(line))), default=0)
    for line in new_lines.splitlines():
        plain = without_list_number(line)
        if not plain or _has_line(text, plain):
            continue
        last += bool(last)
        lines.append(f"{last}. {plain}" if last else plain)
    for line in closing:
        numbered = list_number(line) is not None
        lines.append(f"{last + 1}. {without_list_number(line)}" if numbered and last else line)
    return "\n".join(lines)


def _has_line(text: str, line: str) -> bool:
    """Whether a text has a line already, with or without who wrote it behind."""
    normalised = normalise(line)
    lines = (normalise(without_list_number(each)) for each in text.splitlines())
    return any(each == normalised or each.startswith(f"{normalised} (") for each in lines)
