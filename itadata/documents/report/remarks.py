"""What whoever signs the report must know: what is missing or in doubt, and of when it is."""

from collections.abc import Iterable, Iterator

from itadata.documents.digits import Digits, to_digits
from itadata.documents.report.misprints import Misprints, misprints_in
from itadata.documents.report.report_data import ReportData
from itadata.documents.report.score_text import is_score_sentence, skipped_numbers
from itadata.language import N_, _, gettext_in
from itadata.thai import format_date, format_long_date


def cover_remarks(content: ReportData, digits: Digits) -> list[str]:
    """What the report says of itself over its first page, in Thai; mostly nothing."""
    said = _said_first(content)
    if not said:
        return []
    text = gettext_in(said, "th").format(
        round=content.months,
        day=format_long_date(content.as_of.date()),
        n=content.reported,
        of=content.expected,
    )
    return [to_digits(text, digits)]


def _said_first(content: ReportData) -> str:
    if content.is_running:
        return N_(
            "Made while the round is open: figures of the {round}-month round as of {day}; "
            "{n} of {of} agencies have reported."
        )
    if not content.reported:
        return N_("No agency has reported in the {round}-month round: {n} of {of} on {day}.")
    if not content.is_of_whole_year:
        return N_(
            "Report of the first {round} months, not of the whole fiscal year: figures as of "
            "{day}; {n} of {of} agencies have reported."
        )
    return ""


def signing_remarks(content: ReportData, misprints: Misprints) -> list[str]:
    """What is to be looked at before the report is signed, a sentence each."""
    return [
        *_of_round(content),
        *_of_texts(content),
        *_of_score(content),
        *_of_misprints(content, misprints),
    ]


def _of_round(content: ReportData) -> Iterator[str]:
    if _said_first(content):
        yield _(
            "{n} of {of} agencies have reported as of {day}; the report says so on its cover."
        ).format(n=content.reported, of=content.expected, day=format_date(content.as_of.date()))


def _of_texts(content: ReportData) -> Iterator[str]:
    measures = content.framework.measures
    blank = {
        N_("No results are written yet: {measures}."): [
            m.no for m in measures if not content.summary(m).results.strip()
        ],
        N_("No outcomes are written yet: {measures}."): [
            m.no for m in measures if not _own_outcomes(content.summary(m).outcomes)
        ],
    }
    for said, numbers in blank.items():
        if numbers:
            yield _(said).format(measures=_measures(numbers))
    for measure in measures:
        summary = content.summary(measure)
        for text in (summary.results, summary.outcomes):
            for number in skipped_numbers(text.splitlines()):
                yield _("{measures}: the numbers of a list leave out {number}.").format(
                    measures=_measures([measure.no]), number=number
                )


def _own_outcomes(outcomes: str) -> list[str]:
    return [line for line in outcomes.splitlines() if line.strip() and not is_score_sentence(line)]


def _of_score(content: ReportData) -> Iterator[str]:
    year = content.framework.fiscal_year
    if not content.is_of_whole_year:
        yield _(
            "The texts are those of the whole year {year}: read whether they hold for its "
            "first {round} months. The ITA sentence is of the whole year and is left out."
        ).format(year=year, round=content.months)
        return
    written = [
        (measure.no, line)
        for measure in content.framework.measures
        for line in content.summary(measure).outcomes.splitlines()
        if is_score_sentence(line)
    ]
    if content.score is None:
        yield _(
            "No ITA score of {year} is loaded, so the report adds no sentence on it. Load the "
            "scores first if they have been announced."
        ).format(year=year)
        if written:
            yield _(
                "{measures}: an ITA sentence was written, and is left out, as no score stands "
                "behind it."
            ).format(measures=_measures([no for no, _ in written]))
        return
    if content.score.illustration:
        yield _("The ITA sentence rests on figures that are marked as illustration.")
    differing = [no for no, line in written if content.score_sentence not in line]
    if differing:
        yield _(
            "{measures}: the ITA sentence was written otherwise; the stored score counts."
        ).format(measures=_measures(differing))


def _of_misprints(content: ReportData, misprints: Misprints) -> Iterator[str]:
    wrong = misprints_in(_every_text(content))
    if not wrong:
        return
    said = N_("Misprints that are kept: {words}.")
    if misprints is Misprints.CORRECT:
        said = N_("Misprints that are mended: {words}.")
    yield _(said).format(words=" · ".join(wrong))


def _every_text(content: ReportData) -> Iterable[str]:
    for measure in content.framework.measures:
        summary = content.summary(measure)
        steps = (step.full_text for step in measure.steps)
        yield from (measure.title, measure.responsible, *steps)
        yield from (summary.results, summary.outcomes)


def _measures(numbers: list[int]) -> str:
    said = _("measure {numbers}")
    return said.format(numbers=", ".join(map(str, dict.fromkeys(numbers))))
