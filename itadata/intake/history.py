"""Earlier returns: what the rules compare a return with, and what prefills its template."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from itadata.framework import Agency, Framework, Round
from itadata.returns import Return
from itadata.returns.rules.context import (
    MAX_COMPARED_AGENCIES,
    History,
    HistoryLookup,
    PreviousText,
)
from itadata.returns.rules.filled_form import MIN_COMPARED_LENGTH
from itadata.store import Snapshot, StoredText, TextQuery
from itadata.thai import matching_key


def prefilled_return(
    snapshot: Snapshot, framework: Framework, agency: Agency, reporting_round: Round
) -> Return | None:
    """The agency's return of the round before, in the same fiscal year; None where there is none.

    Another year has other measures, so nothing is prefilled from it.
    """
    return _previous(snapshot, framework, reporting_round.months, agency.code)


def prefilled_returns(
    snapshot: Snapshot, framework: Framework, reporting_round: Round
) -> dict[str, Return]:
    """The return of the round before of each expected agency that has one, by agency code."""
    returns = {
        agency.code: prefilled_return(snapshot, framework, agency, reporting_round)
        for agency in framework.expected(reporting_round.months)
    }
    return {code: document for code, document in returns.items() if document is not None}


def history_lookup(snapshot: Snapshot, frameworks: Mapping[int, Framework]) -> HistoryLookup:
    """A lookup of earlier returns in the store."""

    def lookup(
        framework: Framework, months: int, agency_code: str, texts: Collection[str]
    ) -> History:
        previous = _previous(snapshot, framework, months, agency_code)
        if not texts:
            return History(previous=previous)
        last_year = frameworks.get(framework.fiscal_year - 1)
        return History(
            texts=(
                *_of_last_year(snapshot, framework, last_year, agency_code),
                *_of_others(snapshot, framework, months, agency_code, texts),
            ),
            previous=previous,
        )

    return lookup


def _previous(
    snapshot: Snapshot, framework: Framework, months: int, agency_code: str
) -> Return | None:
    earlier = sorted((r.months for r in framework.rounds if r.months < months), reverse=True)
    year = framework.fiscal_year
    returns = (snapshot.counting_return(year, each, agency_code) for each in earlier)
    return next((document for document in returns if document is not None), None)


def _of_last_year(
    snapshot: Snapshot, framework: Framework, last_year: Framework | None, agency_code: str
) -> Iterator[PreviousText]:
    """The agency's own texts, under the measure with the same title this year."""
    query = TextQuery(framework.fiscal_year - 1, MIN_COMPARED_LENGTH, agency_code=agency_code)
    numbers = {matching_key(measure.title): measure.no for measure in framework.measures}
    renumbered = {
        measure.no: numbers.get(matching_key(measure.title), measure.no)
        for measure in (last_year.measures if last_year else ())
    }
    for text in snapshot.texts(query):
        measure_no = renumbered.get(text.measure_no, text.measure_no)
        yield _previous_text(text, measure_no, framework, same_agency=True)


def _of_others(
    snapshot: Snapshot,
    framework: Framework,
    months: int,
    agency_code: str,
    texts: Iterable[str],
) -> Iterator[PreviousText]:
    """The texts of the other agencies in this round.

    Of very many agencies only equal texts are read, so that a return takes no longer the more
    there are.
    """
    many = len(framework.agencies) > MAX_COMPARED_AGENCIES
    query = TextQuery(
        framework.fiscal_year,
        MIN_COMPARED_LENGTH,
        round=months,
        exclude_agency=agency_code,
        equal_to=frozenset(texts) if many else None,
    )
    for text in snapshot.texts(query):
        yield _previous_text(text, text.measure_no, framework, same_agency=False)


def _previous_text(
    text: StoredText, measure_no: int, framework: Framework, *, same_agency: bool
) -> PreviousText:
    return PreviousText(
        measure_no=measure_no,
        text=text.text,
        same_agency=same_agency,
        agency=framework.agency_names.get(text.agency_code, text.agency_code),
        fiscal_year=text.fiscal_year,
        round=text.round,
        address=text.address,
    )
