"""Texts not written for this return: last year's, another agency's, the measure's own words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from itadata.findings import AND_MORE, Code, Finding
from itadata.framework import Measure
from itadata.returns.rules.context import MOST_COMPARED, Context, EarlierText
from itadata.returns.rules.draft import SHORTEST, ReturnDraft
from itadata.thai import normalise
from itadata.workbook.tables import Cell

MOST_NAMED = 5  # agencies, of those that have the same text
LEAST_RATIO = 90  # 0–100, of rapidfuzz: the share of letters that need no change


def own_words(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """What an agency tells of a measure was written for this return.

    A text that is the measure's own is told as that alone, for others may well have it too. Else
    it is told whether it is the agency's own of last year, and of which other agencies it is.
    """
    earlier = _by_measure(context.earlier.texts)
    for measure in context.framework.measures:
        own, others = earlier[measure.no, True], earlier[measure.no, False]
        wordings = _wordings(measure)
        least = LEAST_RATIO if len(context.framework.agencies) <= MOST_COMPARED else 100
        for cell, text in draft.long_texts.get(measure.no, ()):
            if _nearest(text, wordings, LEAST_RATIO):
                yield cell.finding(Code.TEXT_OF_MEASURE, expected=str(measure.no))
                continue
            if twins := _twins(text, own, LEAST_RATIO):
                yield _finding(cell, Code.TEXT_OF_LAST_YEAR, twins[0])
            if twins := _twins(text, others, least):
                yield _of_others(cell, twins)


def _by_measure(
    texts: Iterable[EarlierText],
) -> Mapping[tuple[int, bool], Mapping[str, Sequence[EarlierText]]]:
    """Those who wrote each long text, of each measure, the agency's own texts apart."""
    found: defaultdict[tuple[int, bool], defaultdict[str, list[EarlierText]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for text in texts:
        if len(text.text) >= SHORTEST:
            found[text.measure_no, text.own][text.text].append(text)
    return found


@lru_cache(maxsize=256)
def _wordings(measure: Measure) -> list[str]:
    """What the framework itself says: the measure, each step, and all of its steps together."""
    steps = [step.full_text for step in measure.steps]
    together = ["\n".join(steps), "\n".join([measure.title, *steps])]
    return list({normalise(text) for text in (measure.title, *steps, *together)})


def _twins(
    text: str, known: Mapping[str, Sequence[EarlierText]], least: float
) -> list[EarlierText]:
    """The nearest text of each agency that has one like it, the nearest agency first."""
    alike = _nearest(text, list(known), least) if least < 100 else [text] * (text in known)
    twins: dict[str, EarlierText] = {}
    for twin in (twin for each in alike for twin in known[each]):
        twins.setdefault(twin.agency, twin)
    return list(twins.values())


def _nearest(text: str, known: Sequence[str], least: float) -> list[str]:
    """Those of the texts that are like it, the nearest first."""
    found = process.extract(text, known, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return [each for each, _, _ in found]


def _of_others(cell: Cell, twins: Sequence[EarlierText]) -> Finding:
    first, *rest = twins
    if not rest:
        return _finding(cell, Code.TEXT_OF_ANOTHER, first)
    named = "; ".join(f"{twin.agency} ({twin.place})" for twin in twins[:MOST_NAMED])
    left = len(twins) - MOST_NAMED
    return cell.finding(
        Code.TEXT_OF_OTHERS,
        year=str(first.fiscal_year),
        months=str(first.round),
        agencies=named,
        left=str(left),
        more=AND_MORE if left > 0 else "",
    )


def _finding(cell: Cell, code: Code, twin: EarlierText) -> Finding:
    return cell.finding(
        code,
        expected=twin.place,
        agency=twin.agency,
        year=str(twin.fiscal_year),
        months=str(twin.round),
    )
