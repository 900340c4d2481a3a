"""What the validation of a file rests on in the store, to know in the lock whether it holds."""

from dataclasses import dataclass
from datetime import date

from itadata.access import Actor
from itadata.intake.validation_result import ValidationResult, WorkbookKind
from itadata.store import Snapshot

_SCORE_EVENTS = "score"  # what the action of every event that changes scores begins with


@dataclass(frozen=True)
class Basis:
    """The actor, the day, and the rows of the store that a validation has read.

    The texts of other agencies are not among them: likeness to them may be older than the write.
    """

    actor: Actor
    day: date
    frameworks: tuple[int, ...]
    receipt: str | None
    rows: object


def read_basis(snapshot: Snapshot, actor: Actor, day: date, result: ValidationResult) -> Basis:
    """The basis of a validation `result`, as it is in the snapshot."""
    earlier = snapshot.accepted_attempt(result.upload.sha256)
    frameworks = snapshot.framework_ids()
    rows: object = None
    if result.kind is WorkbookKind.FRAMEWORK:
        rows = snapshot.answered(result.fiscal_year) if result.fiscal_year else None
    elif result.kind is WorkbookKind.SCORES:
        rows = snapshot.last_event(_SCORE_EVENTS)
    elif result.kind is WorkbookKind.RETURN:
        rows = _of_return(snapshot, result)
    receipt = earlier.receipt if earlier else None
    return Basis(actor, day, tuple(frameworks.values()), receipt, rows)


def _of_return(snapshot: Snapshot, result: ValidationResult) -> object:
    """Every version of the agency's returns with its last decision, and the dates of the round."""
    if not result.agency_code or not result.fiscal_year or not result.round:
        return None
    framework = snapshot.frameworks().get(result.fiscal_year)
    if framework is None or not framework.measures:
        return None
    of_round = (result.agency_code, result.round)
    return (
        snapshot.last_decisions(result.agency_code),
        framework.dates(*of_round),
        framework.exemption(*of_round),
    )
