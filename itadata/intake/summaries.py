"""What the province writes in its reports, in versions with author and time.

Of a measure it is results and outcomes, version 0 being the framework's sheet สรุปผลระดับจังหวัด; in
the use of results the draft measure for an indicator. Role and version are checked here, inside
the transaction that writes, so that no author overwrites a version that they have not seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from itadata.access import Action, Actor, require
from itadata.errors import NoFramework, StaleText, TextTooLong, UnknownIndicator, UnknownMeasure
from itadata.framework import Framework, Summary
from itadata.language import N_
from itadata.store import (
    Event,
    Quotation,
    ReportKind,
    Snapshot,
    Store,
    SummaryVersion,
    Transaction,
)
from itadata.thai import format_time, stored_now, strip_control_characters

LONGEST_TEXT = 20_000  # characters of one field
DRAFT_FIELDS = (
    "measure",
    "steps",
    "responsible",
    "time_frame",
    "success_indicator",
    "target",
    "follow_up",
)
"""The fields of a draft measure in the use of results."""

CHOICE, CHOICE_FIELD = 0, "indicators"
"""The number, and the only field, of the versions of the choice of indicators."""

_ACTIONS = {
    ReportKind.MEASURES: "summary-written",
    ReportKind.USE_OF_RESULTS: "use-of-results-written",
}


def province_summaries(
    snapshot: Snapshot, framework: Framework
) -> dict[int, list[SummaryVersion]]:
    """The versions of each measure of a year, newest first; an empty list where there is none."""
    versions: dict[int, list[SummaryVersion]] = {measure.no: [] for measure in framework.measures}
    for each in snapshot.summaries(framework.fiscal_year):
        versions.setdefault(each.no, []).append(each)
    return versions


def effective_summaries(snapshot: Snapshot, framework: Framework) -> dict[int, Summary]:
    """The last version of each measure, else the framework's sheet; without measures that have
    neither.
    """
    effective = {summary.measure_no: summary for summary in framework.summaries}
    for no, versions in province_summaries(snapshot, framework).items():
        for last in versions[:1]:
            effective[no] = Summary(no, **last.texts)
    return effective


def use_of_results_versions(
    snapshot: Snapshot, fiscal_year: int
) -> dict[int, list[SummaryVersion]]:
    """The versions of the draft measures for the indicators of a year, newest first.

    They go by the number of the indicator; those of the choice of indicators by `CHOICE`.
    """
    versions: dict[int, list[SummaryVersion]] = {}
    for each in snapshot.summaries(fiscal_year, ReportKind.USE_OF_RESULTS):
        versions.setdefault(each.no, []).append(each)
    return versions


def write_summary(
    store: Store,
    actor: Actor,
    fiscal_year: int,
    measure_no: int,
    *,
    results: str,
    outcomes: str,
    after: int,
    quoted: Sequence[Quotation] = (),
) -> int:
    """Store results and outcomes of a measure as a new version, and return its number.

    `after` is the number of the version that the author started from. The same text again makes
    no new version. Raises NotAllowed, NoFramework, UnknownMeasure,
    TextTooLong, and StaleText where somebody else wrote a version after that one.
    """
    require(actor, Action.WRITE_SUMMARY)
    with store.transaction(actor) as transaction:
        framework = _framework(transaction, fiscal_year, measure_no)
        versions = province_summaries(transaction, framework)[measure_no]
        present = effective_summaries(transaction, framework).get(
            measure_no, Summary(measure_no, "", "")
        )
        new = SummaryVersion(
            stored_now(),
            actor.name,
            fiscal_year,
            measure_no,
            after + 1,
            _clean({"results": results, "outcomes": outcomes}),
            tuple(quoted),
        )
        return _add(transaction, new, versions, present.texts)


def write_use_of_results(
    store: Store,
    actor: Actor,
    fiscal_year: int,
    indicator_no: int,
    *,
    texts: Mapping[str, str],
    after: int,
) -> int:
    """Store the draft measure for an indicator of the year (`DRAFT_FIELDS`) as a new version, or
    the choice of indicators under the number `CHOICE`; gives the number of the version.

    `after` and the same text again are as for a summary. Raises NotAllowed, NoFramework,
    UnknownIndicator, TextTooLong and StaleText.
    """
    require(actor, Action.WRITE_USE_OF_RESULTS)
    with store.transaction(actor) as transaction:
        _check_indicator(transaction, fiscal_year, indicator_no)
        fields = DRAFT_FIELDS if indicator_no else (CHOICE_FIELD,)
        versions = use_of_results_versions(transaction, fiscal_year).get(indicator_no, [])
        new = SummaryVersion(
            stored_now(),
            actor.name,
            fiscal_year,
            indicator_no,
            after + 1,
            _clean({name: texts.get(name, "") for name in fields}),
            kind=ReportKind.USE_OF_RESULTS,
        )
        return _add(transaction, new, versions, versions[0].texts if versions else None)


def _add(
    transaction: Transaction,
    new: SummaryVersion,
    versions: Sequence[SummaryVersion],
    present: Mapping[str, str] | None,
) -> int:
    """Add a version after those stored, unless it says what counts at present."""
    last = versions[0] if versions else None
    number = last.version if last else 0
    if new.texts == present:
        return number
    if last and number != new.version - 1:
        raise _stale(last)
    new = replace(new, version=number + 1)
    transaction.add_event(
        Event(
            at=new.at,
            by=new.by,
            action=_ACTIONS[new.kind],
            fiscal_year=new.fiscal_year,
            version=new.version,
            detail=transaction.add_summary(new),
        )
    )
    return new.version


def _stale(last: SummaryVersion) -> StaleText:
    return StaleText(
        N_(
            "{by} wrote version {version} at {time} while you were writing. Your text was "
            "not kept yet: compare it with that version first."
        ),
        by=last.by,
        version=last.version,
        time=format_time(last.at),
    )


def _clean(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts without control characters and without space at the ends of their lines."""
    return {name: _clean_text(text) for name, text in texts.items()}


def _clean_text(text: str) -> str:
    plain = strip_control_characters(text)
    if len(plain) > LONGEST_TEXT:
        raise TextTooLong(
            N_("The text has {n} characters; write at most {most}."),
            n=f"{len(plain):,}",
            most=f"{LONGEST_TEXT:,}",
        )
    return "\n".join(line.rstrip() for line in plain.splitlines()).strip()


def _framework(snapshot: Snapshot, fiscal_year: int, measure_no: int) -> Framework:
    framework = snapshot.framework_with_measures(fiscal_year)
    if framework.measure(measure_no) is None:
        raise UnknownMeasure(
            N_("Fiscal year {year} has no measure {no}."), year=fiscal_year, no=measure_no
        )
    return framework


def _check_indicator(snapshot: Snapshot, fiscal_year: int, indicator_no: int) -> None:
    framework = snapshot.frameworks().get(fiscal_year)
    if framework is None:
        raise NoFramework(N_("No framework of fiscal year {year} is loaded."), year=fiscal_year)
    if indicator_no not in (CHOICE, *(each.no for each in framework.indicators)):
        raise UnknownIndicator(
            N_("Fiscal year {year} has no indicator {no}."), year=fiscal_year, no=indicator_no
        )
