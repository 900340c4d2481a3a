"""The chain of events: where it breaks, and which submission each event is of."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from itadata.store import Break, Link, Records, schema
from itadata.verification.difference import Difference
from itadata.verification.entries import compare_fields
from itadata.verification.submissions import about, as_event, as_submission
from itadata.verification.texts import Kind

_IN_PLACE = {
    Break.OUT_OF_PLACE: Kind.EVENT_OUT_OF_PLACE,
    Break.AFTER_HEAD: Kind.EVENT_AFTER_HEAD,
    Break.HEAD: Kind.HEAD_DIFFERS,
}


@dataclass
class Log:
    """What the events tell of the submissions.

    `events` has the number of the event of each submission, where what it says can be believed;
    `untold` are the submissions of which no event that is left tells, in order.
    """

    events: dict[int, int] = field(default_factory=dict)
    untold: list[int] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    breaks: list[Link] = field(default_factory=list)
    lone: list[Link] = field(default_factory=list)

    @property
    def headless(self) -> bool:
        """Whether it is not known where the log ends."""
        return any(link.fault is Break.HEAD for link in self.breaks)


def read_log(records: Records) -> Log:
    """Every event, once."""
    log = Log()
    submissions = records.keys(schema.submission)
    there = set(submissions)
    for link in records.links():
        if link.fault is not None:
            log.breaks.append(link)
        if link.fault in (Break.MISSING, Break.CHANGED, Break.HEAD) or not _of_a_file(link):
            continue
        submission = link.fields["detail"].get("submission")
        if submission in there and submission not in log.events:
            log.events[submission] = link.number
        elif link.fault is None:
            log.lone.append(link)
            log.gone.add(submission)
    log.untold = [submission for submission in submissions if submission not in log.events]
    return log


def _of_a_file(link: Link) -> bool:
    """Whether the event tells of a file that was received."""
    return "sha256" in link.fields.get("detail", {})


def breaks(log: Log, records: Records) -> Iterator[Difference]:
    """Where the chain breaks.

    A submission that is `untold` because its event is missing or changed is told here with that
    event, and taken from `untold`.
    """
    for link in log.breaks:
        if link.fault is Break.CHANGED:
            yield from _changed(link, _submission_of(link, log.untold), records)
        elif link.fault is Break.MISSING:
            yield from _missing(link, log.untold, records)
        elif link.fault is not None:
            yield _of_event(_IN_PLACE[link.fault], link)
    for link in log.lone:
        detail = link.fields["detail"]
        told = _of_event(Kind.EVENT_WITHOUT_SUBMISSION, link)
        yield replace(told, stored=detail.get("submission"), receipt=detail.get("receipt"))


def _of_event(kind: Kind, link: Link) -> Difference:
    return Difference(kind, event=link.number, at=link.at)


def _submission_of(link: Link, untold: list[int]) -> int | None:
    """The submission that a changed event names, else the next of which no other event tells."""
    named = link.fields["detail"].get("submission")
    if named in untold:
        untold.remove(named)
        return int(named)
    return untold.pop(0) if untold else None


def _changed(link: Link, submission: int | None, records: Records) -> Iterator[Difference]:
    told = _of_event(Kind.EVENT_CHANGED, link)
    record = None if submission is None else records.one(schema.submission, submission)
    if record is None:
        yield told
        return
    told = about(record, told)
    expected = as_event(record, records)
    if "received_at" not in link.fields["detail"]:
        del expected["received_at"]  # it is the time of the event then, which is told once
    differing = replace(told, kind=Kind.EVENT_DIFFERS)
    yield from list(compare_fields(differing, as_submission(link.fields), expected)) or [told]


def _missing(link: Link, untold: list[int], records: Records) -> Iterator[Difference]:
    number = link.number
    while number <= link.last and untold:
        record = records.one(schema.submission, untold.pop(0))
        assert record
        yield about(record, Difference(Kind.EVENT_MISSING, event=number))
        number += 1
    if number <= link.last:
        yield Difference(Kind.EVENTS_MISSING, event=number, last=link.last)
