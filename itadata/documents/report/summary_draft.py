"""A first text for what the province writes: figures, and what agencies wrote. Nothing else.

The rules: results begin with the figures of the measure and go on with what agencies wrote. Equal
and near-equal texts stand once, in the words of most; then the others, a line each, by the number
of the step that they begin with. Outcomes are what agencies wrote, in the same way. After each
text stand the agencies that wrote it, and never a person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from itadata.analysis import DistinctText
from itadata.documents.report.score_text import is_score_sentence, list_number, without_list_number
from itadata.language import N_, gettext_in
from itadata.returns.rules.filled_form import MIN_COMPARED_LENGTH
from itadata.returns.rules.similar_text import similar_texts
from itadata.store import Quotation
from itadata.thai import format_long_date, normalise


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
    results = _in_order([each for each in distinct_texts if each.field == "results"])
    outcomes = _in_order([each for each in distinct_texts if each.field == "outcomes"])
    counts_line = f"{counts.sentence('th')} (ข้อมูล ณ วันที่ {format_long_date(day)})"
    return SummaryDraft(
        results=_list([counts_line, *map(with_authors, results)]),
        outcomes=_list([*map(with_authors, outcomes)]),
        quoted=tuple(place for each in (*results, *outcomes) for place in quotations(each)),
    )


def _in_order(distinct_texts: Sequence[DistinctText]) -> list[DistinctText]:
    """Near-equal texts as one with all sources: what several wrote, then the others by step."""
    texts = {normalise(each.text): each for each in distinct_texts}
    merged = []
    while texts:
        # What most agencies wrote comes first, so that it stands for what resembles it.
        first = next(iter(texts))
        alike = [text for text in texts if _says_the_same(first, text)]
        group = [texts.pop(each) for each in similar_texts(first, alike)]
        sources = tuple(source for each in group for source in each.sources)
        merged.append(replace(group[0], sources=sources))
    return sorted(merged, key=_place)


# Texts that differ in one of these do not say the same, however near they are.
_DECISIVE = re.compile(r"\d+|ไม่|ยัง")


def _says_the_same(one: str, other: str) -> bool:
    """Whether two normalised texts may be near-equal; short ones are so by chance."""
    long = min(len(one), len(other)) >= MIN_COMPARED_LENGTH
    return one == other or (long and _DECISIVE.findall(one) == _DECISIVE.findall(other))


def _place(distinct_text: DistinctText) -> tuple[int, float]:
    several = len(distinct_text.sources)
    return (-several if several > 1 else 0, list_number(distinct_text.text) or inf)


def with_authors(distinct_text: DistinctText) -> str:
    """A text of agencies and who wrote it: one by name, several by their number and names."""
    text = distinct_text.text
    # The draft numbers its lines; a list within a text keeps its numbers.
    text = " ".join((text if "\n" in text else without_list_number(text)).split())
    names = [each.agency for each in distinct_text.sources]
    if len(names) == 1:
        return f"{text} ({names[0]})"
    return f"{text} ({len(names)} แห่ง ได้แก่ {', '.join(names[:-1])} และ{names[-1]})"


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
