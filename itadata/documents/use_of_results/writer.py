"""The use of the results as a file: the template filled in, with the notice of a sample."""

from collections.abc import Iterator
from typing import Any

from itadata.access import Action, Actor, require
from itadata.analysis import Results, ResultScore
from itadata.documents import templates
from itadata.documents.digits import (
    NO_BREAK_SPACE,
    Digits,
    values_to_digits,
    with_tied_spaces,
)
from itadata.documents.notices import add_notices
from itadata.documents.report import Report
from itadata.documents.report_document import complete_report
from itadata.documents.use_of_results import wording
from itadata.documents.use_of_results.data import UseOfResults, read_use_of_results
from itadata.documents.use_of_results.remarks import signing_remarks
from itadata.documents.use_of_results.template import TEMPLATE
from itadata.language import language_context
from itadata.store import Store

_TITLE = "การนำผลการประเมินคุณธรรมและความโปร่งใสไปใช้"


def write_use_of_results(
    store: Store, actor: Actor, fiscal_year: int | None = None, digits: Digits = Digits.ARABIC
) -> Report:
    """Write the use of the results of a year (B.E.), by default of the last with a score.

    Raises NotAllowed, NoFramework, UnknownUnit and WrongTemplate.
    """
    require(actor, Action.MAKE_REPORT)
    with store.snapshot() as snapshot:
        with language_context("th"):
            data = read_use_of_results(snapshot, fiscal_year)
        template = templates.template_in_use(snapshot, TEMPLATE).content
    filled = TEMPLATE.fill(template, values_to_digits(_values(data), digits))
    completed = complete_report(filled, _TITLE, data.framework, digits)
    content = add_notices(completed, sample=data.sample, every_page=True)
    return Report(content, signing_remarks(data))


def _values(data: UseOfResults) -> dict[str, Any]:
    results = data.results
    return {
        "province": results.unit,
        "year": results.fiscal_year,
        "year_before": results.fiscal_year - 1,
        "next_year": results.fiscal_year + 1,
        "item": data.item,
        "aim": results.aim.level,
        **{name: with_tied_spaces(text(results)) for name, text in _ANALYSIS.items()},
        "scores": [*_scores(results), _score("คะแนนรวม", results.total)],
        "chosen": len(data.selection),
        "measures": [_measure(data, indicator) for indicator in data.selection],
    }


_ANALYSIS = {
    "result": wording.result,
    "strong_points": wording.strong_points,
    "weak_points": wording.weak_points,
    "changes": wording.changes,
    "note": wording.note,
}


_INDENT = NO_BREAK_SPACE * 4


def _scores(results: Results) -> Iterator[dict[str, str]]:
    """Each instrument, followed by its indicators."""
    for instrument in results.instruments:
        yield _score(f"{instrument.code} {instrument.name}", instrument)
        for indicator in results.indicators:
            if indicator.instrument == instrument.code:
                yield _score(f"{_INDENT}{wording.indicator_title(indicator)}", indicator)


def _score(name: str, score: ResultScore) -> dict[str, str]:
    return {
        "name": name,
        "before": wording.before_of(score),
        "score": wording.score_of(score),
        "change": wording.signed(score.change),
        "threshold": wording.figure(score.threshold),
        "distance": wording.signed(score.distance),
    }


def _measure(data: UseOfResults, indicator: ResultScore) -> dict[str, str]:
    texts = {name: text or "–" for name, text in data.draft(indicator).texts.items()}
    row = {
        "indicator": wording.indicator_title(indicator),
        "finding": wording.against_threshold(indicator),
        **texts,
    }
    return {name: with_tied_spaces(text) for name, text in row.items()}
