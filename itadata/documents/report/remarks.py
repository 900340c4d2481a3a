"""Remarks to check before signing the report: missing or doubtful content, and its date."""

from collections.abc import Iterable, Iterator

from itadata.documents.digits import Digits, to_digits
from itadata.documents.report.misprints import Misprints, misprints_in
from itadata.documents.report.report_data import ReportData
from itadata.documents.report.score_text import is_score_sentence, skipped_numbers
from itadata.language import N_, _, gettext_in
from itadata.thai import format_date, format_long_date


def cover_remarks(data: ReportData, digits: Digits) -> list[str]:
    """The remark over the first page, in Thai; mostly none."""
    message = _cover_message(data)
    if not message:
        return []
    text = gettext_in(message, "th").format(
        round=data.months,
        day=format_long_date(data.as_of.date()),
        n=data.reported,
        of=data.expected,
    )
    return [to_digits(text, digits)]


def _cover_message(data: ReportData) -> str:
    if data.is_running:
        return N_(
            "Made while the round is open: figures of the {round}-month round as of {day}; "
            "{n} of {of} agencies have reported."
        )
    if not data.reported:
        return N_("No agency has reported in the {round}-month round: {n} of {of} on {day}.")
    if not data.is_of_whole_year:
        return N_(
            "Report of the first {round} months, not of the whole fiscal year: figures as of "
            "{day}; {n} of {of} agencies have reported."
        )
    return ""


def signing_remarks(data: ReportData, misprints: Misprints) -> list[str]:
    """Remarks to check before the report is signed, a sentence each."""
    return [
        *_round_remarks(data),
        *_text_remarks(data),
        *_score_remarks(data),
        *_misprint_remarks(data, misprints),
    ]


def _round_remarks(data: ReportData) -> Iterator[str]:
    if _cover_message(data):
        yield _(
            "{n} of {of} agencies have reported as of {day}; the report says so on its cover."
        ).format(n=data.reported, of=data.expected, day=format_date(data.as_of.date()))


def _text_remarks(data: ReportData) -> Iterator[str]:
    measures = data.framework.measures
    blank = {
        N_("No results are written yet: {measures}."): [
            m.no for m in measures if not data.summary(m).results.strip()
        ],
        N_("No outcomes are written yet: {measures}."): [
            m.no for m in measures if not _province_outcomes(data.summary(m).outcomes)
        ],
    }
    for message, numbers in blank.items():
        if numbers:
            yield _(message).format(measures=_measures(numbers))
    for measure in measures:
        summary = data.summary(measure)
        for text in (summary.results, summary.outcomes):
            for number in skipped_numbers(text.splitlines()):
                yield _("{measures}: the numbers of a list leave out {number}.").format(
                    measures=_measures([measure.no]), number=number
                )


def _province_outcomes(outcomes: str) -> list[str]:
    return [line for line in outcomes.splitlines() if line.strip() and not is_score_sentence(line)]


def _score_remarks(data: ReportData) -> Iterator[str]:
    year = data.framework.fiscal_year
    if not data.is_of_whole_year:
        yield _(
            "The texts are those of the whole year {year}: check that they hold for its "
            "first {round} months. The ITA sentence is of the whole year and is left out."
        ).format(year=year, round=data.months)
        return
    sentences = [
        (measure.no, line)
        for measure in data.framework.measures
        for line in data.summary(measure).outcomes.splitlines()
        if is_score_sentence(line)
    ]
    if data.score is None:
        yield _(
            "No ITA score of {year} is loaded, so the report adds no sentence on it. Load the "
            "scores first if they have been announced."
        ).format(year=year)
        if sentences:
            yield _(
                "{measures}: an ITA sentence was written, and is left out, as no score stands "
                "behind it."
            ).format(measures=_measures([no for no, _ in sentences]))
        return
    if data.score.illustration:
        yield _("The ITA sentence rests on figures that are marked as illustration.")
    differing = [no for no, line in sentences if data.score_sentence not in line]
    if differing:
        yield _(
            "{measures}: the ITA sentence was written otherwise; the stored score counts."
        ).format(measures=_measures(differing))


def _misprint_remarks(data: ReportData, misprints: Misprints) -> Iterator[str]:
    wrong = misprints_in(_all_texts(data))
    if not wrong:
        return
    message = N_("Misprints kept as in the original: {words}.")
    if misprints is Misprints.CORRECT:
        message = N_("Corrected misprints: {words}.")
    yield _(message).format(words=" · ".join(wrong))


def _all_texts(data: ReportData) -> Iterable[str]:
    for measure in data.framework.measures:
        summary = data.summary(measure)
        steps = (step.full_text for step in measure.steps)
        yield from (measure.title, measure.responsible, *steps)
        yield from (summary.results, summary.outcomes)


def _measures(numbers: list[int]) -> str:
    message = _("measure {numbers}")
    return message.format(numbers=", ".join(map(str, dict.fromkeys(numbers))))
