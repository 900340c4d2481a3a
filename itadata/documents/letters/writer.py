"""The letters of a round, made from the store."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from itadata.access import Action, Actor, require
from itadata.documents import templates
from itadata.documents.digits import Digits
from itadata.documents.letters.letter import Letter, make_letter
from itadata.documents.letters.template import TEMPLATE
from itadata.documents.notices import add_notices
from itadata.framework import Agency, Framework, RoundKey
from itadata.store import Decision, Snapshot, Store
from itadata.thai import today
from itadata.workflow import ReturnStatus, State

CONTACT_VARIABLE = "ITA_CONTACT"


@dataclass(frozen=True)
class LetterFile:
    """A letter and its document (.docx)."""

    letter: Letter
    content: bytes


def missing_agencies(snapshot: Snapshot, of_round: RoundKey) -> list[Agency]:
    """The agencies that are expected in a round and have sent nothing, in the framework's order.

    Raises NoFramework and UnknownRound.
    """
    framework = _framework(snapshot, of_round)
    return [
        agency
        for agency in framework.expected(of_round.months)
        if not _return_status(snapshot, of_round, agency).counting_version
    ]


def write_letters(
    store: Store,
    actor: Actor,
    of_round: RoundKey,
    agency_codes: Sequence[str],
    *,
    deadline: date | None = None,
    digits: Digits = Digits.THAI,
) -> list[LetterFile]:
    """Write a letter to each agency; to none if one cannot be written. Nothing is stored.

    `deadline` is the day by which the return is due (`letter.make_letter`). Raises NotAllowed,
    NoFramework, UnknownRound, UnknownAgency, NothingOutstanding, WrongDate and WrongTemplate.
    """
    for code in agency_codes:
        require(actor, Action.WRITE_LETTERS, code)
    with store.snapshot() as snapshot:
        letters = plan_letters(snapshot, of_round, agency_codes, deadline)
        sample = snapshot.is_sample()
        template = templates.template_in_use(snapshot, TEMPLATE).content
    contact = os.environ.get(CONTACT_VARIABLE, "").strip()
    return [
        LetterFile(
            each,
            add_notices(TEMPLATE.fill(template, each.fields(digits, contact)), sample=sample),
        )
        for each in letters
    ]


def plan_letters(
    snapshot: Snapshot,
    of_round: RoundKey,
    agency_codes: Sequence[str],
    deadline: date | None = None,
) -> list[Letter]:
    """Make the letters without their documents.

    Raises NoFramework, UnknownRound, UnknownAgency, NothingOutstanding and WrongDate.
    """
    return [_letter(snapshot, of_round, code, deadline) for code in agency_codes]


def _letter(snapshot: Snapshot, of_round: RoundKey, code: str, deadline: date | None) -> Letter:
    framework = _framework(snapshot, of_round)
    agency = framework.agency(code)
    status = _return_status(snapshot, of_round, agency)
    return make_letter(
        framework,
        agency,
        status,
        today(),
        deadline=deadline,
        sent_back=_sent_back(snapshot, of_round, code, status),
    )


def _sent_back(
    snapshot: Snapshot, of_round: RoundKey, code: str, status: ReturnStatus
) -> Decision | None:
    if status.counting_version is None:
        return None
    version = status.counting_version.number
    last = snapshot.last_decision(of_round.fiscal_year, of_round.months, code, version)
    return last if last and last.state is State.RETURNED else None


def _return_status(snapshot: Snapshot, of_round: RoundKey, agency: Agency) -> ReturnStatus:
    return snapshot.return_status(of_round.fiscal_year, of_round.months, agency.code)


def _framework(snapshot: Snapshot, of_round: RoundKey) -> Framework:
    framework = snapshot.framework_with_measures(of_round.fiscal_year)
    framework.round(of_round.months)
    return framework
