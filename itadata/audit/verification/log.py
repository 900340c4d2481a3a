"""The chain of events: where it breaks, and which submission or decision each event is of."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from itadata.audit.verification.difference import Difference
from itadata.audit.verification.entries import compare_fields
from itadata.audit.verification.submissions import about, as_event, as_submission
from itadata.audit.verification.texts import DifferenceCode
from itadata.store import ChainFault, LogEntry, Records, schema

Subject: TypeAlias = tuple[str, int]
"""What an event tells of: the name of a table, and the id of a row of it."""

_SUBMISSION = schema.submission.name
# What people decide, note and write: rows that their events seal.
SEALED = {
    table.name: table
    for table in (
        schema.decision,
        schema.extension,
        schema.exemption,
        schema.note,
        schema.summary,
        schema.template,
    )
}
_TABLES = {_SUBMISSION: schema.submission, **SEALED}
_IN_PLACE = {
    ChainFault.OUT_OF_PLACE: DifferenceCode.EVENT_OUT_OF_PLACE,
    ChainFault.AFTER_HEAD: DifferenceCode.EVENT_AFTER_HEAD,
    ChainFault.HEAD: DifferenceCode.HEAD_DIFFERS,
}


@dataclass
class Log:
    """What the events tell of the submissions and of what was decided.

    `events` has the number of the event of each of them, where what it says can be believed;
    `untold` are those of which no event that is left tells, in the order of their times. Of
    `lone` events and of `unsealing` ones the submission, or the decision, is not there. `names`
    are all who did something, as far as the log can be believed.
    """

    events: dict[Subject, int] = field(default_factory=dict)
    untold: list[Subject] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    breaks: list[LogEntry] = field(default_factory=list)
    lone: list[LogEntry] = field(default_factory=list)
    unsealing: list[LogEntry] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    @property
    def headless(self) -> bool:
        """Whether it is not known where the log ends."""
        return any(link.fault is ChainFault.HEAD for link in self.breaks)

    def event_of(self, submission: int) -> int | None:
        """The number of the event of a submission."""
        return self.events.get((_SUBMISSION, submission))

    def is_untold(self, submission: int) -> bool:
        """Whether no event that is left tells of a submission."""
        return (_SUBMISSION, submission) in self.untold


def read_log(records: Records) -> Log:
    """Every event, once."""
    log = Log()
    there = {(name, key) for name, table in _TABLES.items() for key in records.keys(table)}
    for link in records.links():
        if link.fault is not None:
            log.breaks.append(link)
        if link.fault in (ChainFault.MISSING, ChainFault.CHANGED, ChainFault.HEAD):
            continue
        log.names.add(link.by)
        subject = subject_of(link)
        if subject is None:
            continue
        if subject in there and subject not in log.events:
            log.events[subject] = link.number
        elif link.fault is None and subject[0] == _SUBMISSION:
            log.lone.append(link)
            log.gone.add(subject[1])
        elif link.fault is None:
            log.unsealing.append(link)
    log.untold = _in_time(records, there - log.events.keys())
    return log


def subject_of(link: LogEntry) -> Subject | None:
    """What the event tells of; None where that is neither a file nor a decision."""
    detail = link.fields.get("detail", {})
    if "sha256" in detail:
        return _SUBMISSION, _number(detail.get(_SUBMISSION))
    named = (name for name in SEALED if name in detail and "record" in detail)
    return next(((name, _number(detail[name])) for name in named), None)


def _number(key: object) -> int:
    """The id that an event names; what was changed by hand may be anything, and no row has 0."""
    return key if isinstance(key, int) else 0


def _in_time(records: Records, subjects: set[Subject]) -> list[Subject]:
    """In the order in which their events must have been written."""

    def recorded(subject: Subject) -> tuple[str, bool, Subject]:
        row = records.one(_TABLES[subject[0]], subject[1])
        # Within a second, files were received before anything was decided of them.
        return str(row and row["at"]), subject[0] != _SUBMISSION, subject

    return sorted(subjects, key=recorded)


def breaks(log: Log, records: Records) -> Iterator[Difference]:
    """Where the chain breaks.

    What is `untold` because its event is missing or changed is told here with that event, and
    taken from `untold`.
    """
    for link in log.breaks:
        if link.fault is ChainFault.CHANGED:
            yield from _changed(link, _told_of(link, log.untold), records)
        elif link.fault is ChainFault.MISSING:
            yield from _missing(link, log.untold, records)
        elif link.fault is not None:
            yield _of_event(_IN_PLACE[link.fault], link)
    for link in log.lone:
        detail = link.fields["detail"]
        told = _of_event(DifferenceCode.EVENT_WITHOUT_SUBMISSION, link)
        yield replace(told, stored=detail.get("submission"), receipt=detail.get("receipt"))


def _of_event(kind: DifferenceCode, link: LogEntry) -> Difference:
    return Difference(kind, event=link.number, at=link.at)


def _told_of(link: LogEntry, untold: list[Subject]) -> Subject | None:
    """What a changed event names, else the next of which no other event tells."""
    named = subject_of(link)
    if named in untold:
        untold.remove(named)
        return named
    return untold.pop(0) if untold else None


def _changed(link: LogEntry, subject: Subject | None, records: Records) -> Iterator[Difference]:
    told = _of_event(DifferenceCode.EVENT_CHANGED, link)
    table, key = subject or ("", 0)
    record = records.one(schema.submission, key) if table == _SUBMISSION else None
    if record is None:
        yield told
        return
    told = about(record, told)
    expected = as_event(record, records)
    if "received_at" not in link.fields["detail"]:
        del expected["received_at"]  # it is the time of the event then, which is told once
    differing = replace(told, kind=DifferenceCode.EVENT_DIFFERS)
    yield from list(compare_fields(differing, as_submission(link.fields), expected)) or [told]


def _missing(link: LogEntry, untold: list[Subject], records: Records) -> Iterator[Difference]:
    number = link.number
    while number <= link.last and untold:
        table, key = untold.pop(0)
        if table == _SUBMISSION:
            record = records.one(schema.submission, key)
            assert record
            yield about(record, Difference(DifferenceCode.EVENT_MISSING, event=number))
        else:
            told = Difference(DifferenceCode.EVENT_OF_DECISION_MISSING, event=number)
            yield replace(told, row=table, key=str(key))
        number += 1
    if number <= link.last:
        yield Difference(DifferenceCode.EVENTS_MISSING, event=number, last=link.last)
