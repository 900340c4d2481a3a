"""Texts that were not written for this return: of last year, another agency or the framework."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from itadata.findings import AND_MORE, Code, Finding
from itadata.framework import Measure
from itadata.returns.rules.context import (
    MAX_COMPARED_AGENCIES,
    PreviousText,
    ValidationContext,
)
from itadata.returns.rules.filled_form import MIN_COMPARED_LENGTH, FilledForm
from itadata.thai import normalise
from itadata.workbook.tables import Cell

MAX_LISTED = 5  # agencies that have the same text
MAX_COMPARED_LENGTH = 4_000  # letters; what follows takes time and decides nothing
MIN_RATIO = 90  # 0–100, of rapidfuzz: the share of letters that need no change


def original_texts(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """The texts of an agency about a measure were written for this return.

    A text of the framework itself gives that finding alone, as others may well have it too.
    """
    texts = _by_measure(context.history.texts)
    few = len(context.framework.agencies) <= MAX_COMPARED_AGENCIES
    for measure in context.framework.measures:
        framework_texts = _framework_texts(measure)
        for cell, text in form.long_texts.get(measure.no, ()):
            if similar_texts(text, framework_texts):
                yield cell.finding(Code.TEXT_OF_MEASURE, expected=str(measure.no))
                continue
            if matches := _matches(text, texts[measure.no, True], MIN_RATIO):
                yield _finding(cell, Code.TEXT_OF_LAST_YEAR, matches[0])
            if matches := _matches(text, texts[measure.no, False], MIN_RATIO if few else 100):
                yield _other_agencies(cell, matches)


def _by_measure(
    texts: Iterable[PreviousText],
) -> Mapping[tuple[int, bool], Mapping[str, Sequence[PreviousText]]]:
    """The long texts by measure and `same_agency`, then by the text itself."""
    by_measure: defaultdict[tuple[int, bool], defaultdict[str, list[PreviousText]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for text in texts:
        if len(text.text) >= MIN_COMPARED_LENGTH:
            by_measure[text.measure_no, text.same_agency][text.text].append(text)
    return by_measure


@lru_cache(maxsize=256)
def _framework_texts(measure: Measure) -> list[str]:
    """The framework's own texts: the measure, each step, and all of its steps together."""
    steps = [step.full_text for step in measure.steps]
    together = ["\n".join(steps), "\n".join([measure.title, *steps])]
    return list({normalise(text) for text in (measure.title, *steps, *together)})


def _matches(
    text: str, texts: Mapping[str, Sequence[PreviousText]], min_ratio: float
) -> list[PreviousText]:
    """The most similar text of each agency that has one, the most similar first."""
    similar = (
        similar_texts(text, list(texts), min_ratio)
        if min_ratio < 100
        else [text] * (text in texts)
    )
    by_agency: dict[str, PreviousText] = {}
    for match in (match for each in similar for match in texts[each]):
        by_agency.setdefault(match.agency, match)
    return list(by_agency.values())


def similar_texts(text: str, texts: Sequence[str], min_ratio: float = MIN_RATIO) -> list[str]:
    """The texts that are similar, the most similar first."""
    beginnings = [each[:MAX_COMPARED_LENGTH] for each in texts]
    similar = process.extract(
        text[:MAX_COMPARED_LENGTH],
        beginnings,
        scorer=fuzz.ratio,
        score_cutoff=min_ratio,
        limit=None,
    )
    return [texts[number] for _, _, number in similar]


def _other_agencies(cell: Cell, matches: Sequence[PreviousText]) -> Finding:
    first = matches[0]
    if len(matches) == 1:
        return _finding(cell, Code.TEXT_OF_ANOTHER, first)
    left = len(matches) - MAX_LISTED
    return cell.finding(
        Code.TEXT_OF_OTHERS,
        year=str(first.fiscal_year),
        months=str(first.round),
        agencies="; ".join(f"{each.agency} ({each.address})" for each in matches[:MAX_LISTED]),
        left=str(left),
        more=AND_MORE if left > 0 else "",
    )


def _finding(cell: Cell, code: Code, match: PreviousText) -> Finding:
    return cell.finding(
        code,
        expected=match.address,
        agency=match.agency,
        year=str(match.fiscal_year),
        months=str(match.round),
    )
