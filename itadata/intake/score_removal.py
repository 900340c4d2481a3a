"""Scores that the province takes away, one unit and year at a time; the files stay."""

from itadata.access import Action, Actor, require
from itadata.errors import UnknownUnit
from itadata.language import N_
from itadata.scores.places import place_key, unit_label
from itadata.store import Event, ScoreRemoval, Snapshot, Store, StoredScore
from itadata.thai import stored_now, strip_control_characters
from itadata.workflow import check_reason

REMOVED = "scores-removed"
"""The action of the event."""


def remove_scores(
    store: Store, actor: Actor, fiscal_year: int, unit: str, place: str | None, reason: str
) -> StoredScore:
    """Take the scores of a unit and year (B.E.) away, and return them.

    Without a `place` they are those of the one unit of that name. Raises NotAllowed, UnknownUnit
    and ReasonMissing.
    """
    require(actor, Action.REMOVE_SCORES)
    why = strip_control_characters(check_reason(reason))
    with store.transaction(actor) as transaction:
        score = _stored_score(transaction, fiscal_year, unit, place)
        assert score.id
        at = stored_now()
        removal = ScoreRemoval(at, actor.name, *score.key, score.id, why)
        detail = {
            **transaction.add_score_removal(removal),
            "unit": score.unit,
            "place": score.place,
            "figures": len(score.score_values),
        }
        event = Event(at, actor.name, REMOVED, fiscal_year=fiscal_year, detail=detail)
        transaction.add_event(event)
    return score


def _stored_score(
    snapshot: Snapshot, fiscal_year: int, unit: str, place: str | None
) -> StoredScore:
    of_year = [
        score
        for score in snapshot.stored_scores([unit]).values()
        if score.fiscal_year == fiscal_year
    ]
    of_place = [
        score
        for score in of_year
        if place is None or place_key(score.place or "") == place_key(place)
    ]
    if len(of_place) > 1:
        raise UnknownUnit(
            N_("Several units are called “{unit}”. Give the place of one: {places}."),
            unit=unit,
            places=", ".join(score.place or "–" for score in of_place),
        )
    if not of_place:
        raise UnknownUnit(
            N_("No scores of “{unit}” are stored for fiscal year {year}."),
            unit=unit_label(unit, place),
            year=fiscal_year,
        )
    return of_place[0]
