"""What was received before a return: what it is held against, what its template carries over."""

from collections.abc import Collection, Mapping

from itadata.framework import Agency, Framework, Round
from itadata.returns import Return
from itadata.returns.rules import (
    MOST_COMPARED,
    SHORTEST,
    EarlierAnswer,
    EarlierReturn,
    EarlierText,
    History,
    HistoryLookup,
)
from itadata.store import Snapshot, StoredText, Texts
from itadata.thai import matching_key


def carried_over(
    snapshot: Snapshot, framework: Framework, agency: Agency, reporting_round: Round
) -> Return | None:
    """The agency's return of the round before, in the same fiscal year; None where there is none.

    Another year had other measures, so nothing is carried over from it.
    """
    return _before(snapshot, framework, reporting_round.months, agency.code)


def all_carried_over(
    snapshot: Snapshot, framework: Framework, reporting_round: Round
) -> dict[str, Return]:
    """The same of every agency that is expected and has one, by its code."""
    found = {
        agency.code: carried_over(snapshot, framework, agency, reporting_round)
        for agency in framework.expected(reporting_round.months)
    }
    return {code: document for code, document in found.items() if document is not None}


def look_up(snapshot: Snapshot, frameworks: Mapping[int, Framework]) -> HistoryLookup:
    """What a return is held against, from a look at the store."""

    def found(
        framework: Framework, months: int, agency_code: str, texts: Collection[str]
    ) -> History:
        before = _before(snapshot, framework, months, agency_code)
        return History(
            texts=(
                tuple(_texts(snapshot, frameworks, framework, months, agency_code, texts))
                if texts
                else ()
            ),
            before=_as_earlier(before) if before else None,
        )

    return found


def _before(
    snapshot: Snapshot, framework: Framework, months: int, agency_code: str
) -> Return | None:
    year = framework.fiscal_year
    earlier = sorted((r.months for r in framework.rounds if r.months < months), reverse=True)
    found = (snapshot.counting_return(year, each, agency_code) for each in earlier)
    return next((document for document in found if document is not None), None)


def _as_earlier(document: Return) -> EarlierReturn:
    return EarlierReturn(
        round=document.round,
        answers={
            a.step_no: EarlierAnswer(a.status, a.done_on, a.evidence, a.note)
            for a in document.answers
        },
        results={text.measure_no: text.results for text in document.texts},
        outcomes={text.measure_no: text.outcomes for text in document.texts},
    )


def _texts(
    snapshot: Snapshot,
    frameworks: Mapping[int, Framework],
    framework: Framework,
    months: int,
    agency_code: str,
    texts: Collection[str],
) -> list[EarlierText]:
    """The agency's own texts of last year, and those of the others in this round.

    Of very many agencies only the same texts are read, so that judging one return takes no longer
    the more there are.
    """
    year = framework.fiscal_year
    own = snapshot.texts(Texts(year - 1, SHORTEST, agency_code=agency_code))
    many = len(framework.agencies) > MOST_COMPARED
    others = snapshot.texts(
        Texts(
            year,
            SHORTEST,
            round=months,
            but_agency=agency_code,
            same_as=frozenset(texts) if many else None,
        )
    )
    measures = _measures_of_last_year(frameworks, framework)
    names = {agency.code: agency.name for agency in framework.agencies}
    name = names[agency_code]
    return [
        *(_earlier_text(t, measures.get(t.measure_no, t.measure_no), name, own=True) for t in own),
        *(
            _earlier_text(t, t.measure_no, names.get(t.agency_code, t.agency_code), own=False)
            for t in others
        ),
    ]


def _earlier_text(text: StoredText, measure_no: int, agency: str, *, own: bool) -> EarlierText:
    return EarlierText(
        measure_no=measure_no,
        text=text.text,
        own=own,
        agency=agency,
        fiscal_year=text.fiscal_year,
        round=text.round,
        place=text.place,
    )


def _measures_of_last_year(
    frameworks: Mapping[int, Framework], framework: Framework
) -> dict[int, int]:
    """The number that each measure of last year has this year, where its title is still there."""
    last_year = frameworks.get(framework.fiscal_year - 1)
    numbers = {matching_key(measure.title): measure.no for measure in framework.measures}
    measures = last_year.measures if last_year else ()
    return {m.no: numbers[key] for m in measures if (key := matching_key(m.title)) in numbers}
