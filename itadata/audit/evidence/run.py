"""A run over the links of a round: one link after another, each stored before the next is tried.

A run that was broken off goes on where it was; while one is at work no other begins, so that the
pause at each host holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from itadata.access import Action, Actor, require
from itadata.access.hosts import host_of, is_in_hosts
from itadata.analysis.evidence import LinkReason, LinkState, links
from itadata.audit.evidence.visit import Visit, Visitor
from itadata.errors import WrongState
from itadata.framework import RoundKey
from itadata.language import N_
from itadata.store import Event, EvidenceRun, EvidenceTry, Snapshot, Store
from itadata.thai import stored_now

SILENCE = timedelta(minutes=3)
"""A run that stored nothing for longer was broken off: no link takes that long."""

_OPENED = (LinkState.OPENS, LinkState.CHANGED)
_FAILURES = ("NAME_FAILS", "TIME", "CONNECTION", "HTTP_STATUS", "REDIRECTS")
_GONE = (404, 410)

Progress = Callable[[float], None]


def begin(store: Store, actor: Actor, round_key: RoundKey) -> EvidenceRun:
    """Begin a run over the links of a round, or take up the one that was broken off.

    Raises NotAllowed, NoFramework, UnknownRound and WrongState.
    """
    require(actor, Action.TRY_EVIDENCE)
    year, months = round_key.fiscal_year, round_key.months
    with store.transaction(actor) as transaction:
        transaction.framework_with_measures(year).round(months)
        if not transaction.evidence_hosts():
            raise WrongState(
                N_("No host is allowed yet. Allow some first: evidence-hosts --allow HOST.")
            )
        at = stored_now()
        last = transaction.last_evidence_run()
        if last is not None and is_at_work(last):
            raise WrongState(
                N_("Links are being tried already: {n} of {of}."), n=last.tried, of=last.links
            )
        last = transaction.last_evidence_run(year, months)
        if last is not None and not last.is_finished and left(transaction, last):
            return last
        number = len(_to_try(transaction, round_key))
        transaction.add_evidence_run(at, year, months, number)
        transaction.add_event(_event("evidence-begun", actor.name, round_key, number))
        run = transaction.last_evidence_run(year, months)
        assert run is not None
        return run


def is_at_work(run: EvidenceRun) -> bool:
    """Whether a run is not finished and has stored something not long ago."""
    return not run.is_finished and stored_now() - run.last_at < SILENCE


def left(snapshot: Snapshot, run: EvidenceRun) -> list[str]:
    """The links that a run has still to try."""
    done = snapshot.evidence_tried_in(run.id)
    return [
        url for url in _to_try(snapshot, RoundKey(run.fiscal_year, run.round)) if url not in done
    ]


def carry_out(
    store: Store, actor: Actor, run: EvidenceRun, visitor: Visitor, on_progress: Progress
) -> int:
    """Try every link that a run has still to try; gives how many it tried. Raises NotAllowed."""
    require(actor, Action.TRY_EVIDENCE)
    with store.snapshot() as snapshot:
        urls = left(snapshot, run)
    for number, url in enumerate(urls, start=1):
        with store.snapshot() as snapshot:
            hosts = snapshot.evidence_hosts()
            earlier = snapshot.evidence_tries_of(url)
        result = judge(url, visitor.visit(url, hosts), earlier)
        with store.transaction() as transaction:
            transaction.add_evidence_try(run.id, result)
        on_progress((run.tried + number) / max(run.tried + len(urls), 1))
    round_key = RoundKey(run.fiscal_year, run.round)
    with store.transaction() as transaction:
        transaction.add_event(_event("evidence-tried", actor.name, round_key, len(urls)))
    return len(urls)


def judge(url: str, visit: Visit, earlier: Sequence[EvidenceTry]) -> EvidenceTry:
    """What is stored of a visit, in the light of the visits before.

    A failure on two days makes a link dead; a file with another hash, or a page with another
    title, than when it first opened has changed.
    """
    result = EvidenceTry(
        stored_now(),
        url,
        visit.state.value,
        visit.status,
        visit.title,
        visit.size,
        visit.sha256,
        visit.reason.name if visit.reason else "",
        visit.detail,
    )
    if visit.state is LinkState.NOT_TRIED and _failed_on_a_day_before(result, earlier):
        return replace(result, state=LinkState.DEAD.value)
    if visit.state is LinkState.OPENS:
        return _compared(result, earlier)
    return result


def _failed_on_a_day_before(result: EvidenceTry, earlier: Sequence[EvidenceTry]) -> bool:
    for each in reversed(earlier):
        if each.reason not in _FAILURES or each.status in _GONE:
            return False
        if each.at.date() < result.at.date():
            return True
    return False


def _compared(result: EvidenceTry, earlier: Sequence[EvidenceTry]) -> EvidenceTry:
    first = next((each for each in earlier if each.state in _OPENED and _content(each)), None)
    if first is None or _content(result) in (None, _content(first)):
        return result
    is_page = result.sha256 is None
    reason = LinkReason.OTHER_TITLE if is_page else LinkReason.OTHER_CONTENT
    detail = (first.title or "–") if is_page else ""
    return replace(result, state=LinkState.CHANGED.value, reason=reason.name, detail=detail)


def _content(result: EvidenceTry) -> str | None:
    return result.sha256 or result.title


def _to_try(snapshot: Snapshot, round_key: RoundKey) -> list[str]:
    """The links of the counting versions of a round, each once, whose hosts are allowed.

    Those without the name of a host are refused by the visit, without any request.
    """
    hosts = snapshot.evidence_hosts()
    answers = snapshot.answers(round_key.fiscal_year)
    texts = answers.loc[answers["round"] == round_key.months, "evidence"]
    urls = dict.fromkeys(url for text in texts for url in links(text))
    return [url for url in urls if (host := host_of(url)) is None or is_in_hosts(host, hosts)]


def _event(action: str, by: str, round_key: RoundKey, number: int) -> Event:
    return Event(
        at=stored_now(),
        by=by,
        action=action,
        fiscal_year=round_key.fiscal_year,
        round=round_key.months,
        detail={"links": number},
    )
