"""The province's own results and outcomes of each measure, in versions with author and time.

Version 0 is the framework's sheet สรุปผลระดับจังหวัด. Role and version are checked here, inside the
transaction that writes, so that no author overwrites a version that they have not seen.
"""

from collections.abc import Sequence

from itadata.access import Action, Actor, require
from itadata.errors import StaleText, TextTooLong, UnknownMeasure
from itadata.framework import Framework, Summary
from itadata.language import N_
from itadata.store import Event, Quotation, Snapshot, Store, SummaryVersion
from itadata.thai import format_time, stored_now, strip_control_characters

LONGEST_TEXT = 20_000  # characters of results, and of outcomes


def province_summaries(
    snapshot: Snapshot, framework: Framework
) -> dict[int, list[SummaryVersion]]:
    """The versions of each measure of a year, newest first; an empty list where there is none."""
    versions: dict[int, list[SummaryVersion]] = {measure.no: [] for measure in framework.measures}
    for each in snapshot.summaries(framework.fiscal_year):
        versions.setdefault(each.measure_no, []).append(each)
    return versions


def effective_summaries(snapshot: Snapshot, framework: Framework) -> dict[int, Summary]:
    """The last version of each measure, else the framework's sheet; without measures that have
    neither.
    """
    effective = {summary.measure_no: summary for summary in framework.summaries}
    for no, versions in province_summaries(snapshot, framework).items():
        for last in versions[:1]:
            effective[no] = Summary(no, last.results, last.outcomes)
    return effective


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
    texts = (_clean(results), _clean(outcomes))
    with store.transaction(actor) as transaction:
        framework = _framework(transaction, fiscal_year, measure_no)
        versions = province_summaries(transaction, framework)[measure_no]
        last = versions[0] if versions else None
        number = last.version if last else 0
        present = effective_summaries(transaction, framework).get(
            measure_no, Summary(measure_no, "", "")
        )
        if texts == (present.results, present.outcomes):
            return number
        if last and number != after:
            raise _stale(last)
        at = stored_now()
        new = SummaryVersion(
            at, actor.name, fiscal_year, measure_no, number + 1, *texts, tuple(quoted)
        )
        detail = {"measure_no": measure_no, **transaction.add_summary(new)}
        transaction.add_event(
            Event(
                at=at,
                by=actor.name,
                action="summary-written",
                fiscal_year=fiscal_year,
                version=new.version,
                detail=detail,
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


def _clean(text: str) -> str:
    """A text without control characters and without space at the ends of its lines."""
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
