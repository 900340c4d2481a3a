"""Remarks to check before signing the use of the results: missing or doubtful content."""

from collections.abc import Iterator

from itadata.analysis.columns import COLUMNS
from itadata.documents.use_of_results.data import UseOfResults
from itadata.language import _


def signing_remarks(data: UseOfResults) -> list[str]:
    """Remarks in the language in use, a sentence each."""
    return [*_result_remarks(data), *_choice_remarks(data), *_draft_remarks(data)]


def _result_remarks(data: UseOfResults) -> Iterator[str]:
    results = data.results
    if results.illustration:
        yield _("Figures with an asterisk are marked as illustration.")
    if results.total.before is None:
        yield _("No ITA score of {year} is loaded, so nothing is said of the change.").format(
            year=results.fiscal_year - 1
        )
    if not results.scored:
        yield _("No scores of indicators are loaded, so there is nothing to choose from.")
    elif missing := [each.code for each in results.indicators if each.score is None]:
        yield _("Indicators without a score: {indicators}.").format(indicators=", ".join(missing))
    if results.level_published and results.level != results.level_published:
        yield _("The level by the rules is {level}, the published one {published}.").format(
            level=results.level, published=results.level_published
        )


def _choice_remarks(data: UseOfResults) -> Iterator[str]:
    if not data.has_choice:
        yield _("Nobody has chosen the indicators yet: all below their threshold are in it.")
    elif not data.selection:
        yield _("No indicator is chosen, so there is no draft measure.")
    elif left := [each.code for each in data.results.weak if each not in data.selection]:
        yield _("Below their threshold, and not chosen: indicators {indicators}.").format(
            indicators=", ".join(left)
        )


def _draft_remarks(data: UseOfResults) -> Iterator[str]:
    for indicator in data.selection:
        draft = data.draft(indicator)
        if not draft.measures and not draft.texts["measure"]:
            yield _("The framework of {year} links no measure to indicator {no}.").format(
                year=data.framework.fiscal_year, no=indicator.code
            )
        blank = [COLUMNS[name].heading for name, text in draft.texts.items() if not text]
        if blank:
            yield _("Indicator {no}: nothing is written for {fields}.").format(
                no=indicator.code, fields=", ".join(blank)
            )
