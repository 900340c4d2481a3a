"""Every action as every role, through the function of the library that does it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from itadata.access import Action, Actor, Role, UserRecord, can, operator, require
from itadata.access.user_workbook import write_users
from itadata.audit import log
from itadata.audit.evidence import begin
from itadata.documents import use_of_results
from itadata.documents.letters import TEMPLATE as LETTER
from itadata.documents.letters import write_letters
from itadata.documents.report import write_report
from itadata.documents.templates import replace_template, restore_template
from itadata.errors import NotAllowed
from itadata.exports.meeting_pack import meeting_pack
from itadata.exports.open_data import open_data
from itadata.findings import Code
from itadata.intake import Upload, receive
from itadata.intake.decisions import RoundKey, add_note, decide, exempt, extend
from itadata.intake.erasure import erase_person
from itadata.intake.evidence import set_host
from itadata.intake.score_removal import remove_scores
from itadata.intake.submission import original
from itadata.intake.summaries import write_summary, write_use_of_results
from itadata.intake.users import add_user, change_user, load_users, refused_accounts, users
from itadata.store import Store
from itadata.store.transfer import backup, move, restore
from itadata.tables import TableQuery, read_table
from itadata.thai import BANGKOK
from itadata.workflow import ReviewRequest, Transition
from tests.builders import (
    PROVINCE,
    YEAR,
    framework,
    framework_workbook,
    return_workbook,
    wide_scores,
)

Act = Callable[[Store, Actor], object]

OCTOBER = "2024-10-10T09:00:00+07:00"
AGENCY = "001"
ROUND = RoundKey(YEAR, 12)
RETURN = Upload("return.xlsx", return_workbook())
NEW_FRAMEWORK = Upload("f2.xlsx", framework_workbook(replace(framework(), source="ใหม่")))
SCORES = Upload("scores.xlsx", wide_scores())
ADMINISTRATOR = operator("cli:malee")
NEW_USER = UserRecord("new@example.go.th", "คนใหม่", Role.EXECUTIVE)
NO_FILE = Path("backup.db")  # nobody who may not is let so far as to need it
REVISE_BY = date(2024, 10, 25)


class Refused(Exception):
    """A file was refused for who sent it."""


def _sent(store: Store, actor: Actor, upload: Upload, **how: datetime) -> None:
    judgement = receive(store, actor, upload, **how)
    codes = {finding.code for finding in judgement.findings}
    if codes & {Code.KIND_OF_PROVINCE, Code.AGENCY_OTHER}:
        raise Refused
    assert judgement.accepted


def _decided(transition: Transition) -> Act:
    """Decide on a version that is in the state the decision needs."""

    def act(store: Store, actor: Actor) -> None:
        receive(store, ADMINISTRATOR, RETURN)
        if transition is Transition.REOPEN:
            decide(store, ADMINISTRATOR, ROUND, AGENCY, ReviewRequest(Transition.ACCEPT, 1))
        revise_by = REVISE_BY if transition in (Transition.SEND_BACK, Transition.REOPEN) else None
        decide(
            store, actor, ROUND, AGENCY, ReviewRequest(transition, 1, "เหตุผล", revise_by=revise_by)
        )

    return act


def _read(table: str) -> Act:
    """Read a table for the agency."""

    def act(store: Store, actor: Actor) -> None:
        query = TableQuery(REVISE_BY, YEAR, 12, agency_code=AGENCY)
        with store.snapshot() as snapshot:
            read_table(snapshot, table, query, actor)

    return act


def _try_evidence(store: Store, actor: Actor) -> None:
    set_host(store, ADMINISTRATOR, "example.go.th", allowed=True)
    begin(store, actor, ROUND)


def _publish(store: Store, actor: Actor) -> None:
    with store.snapshot() as snapshot:
        open_data(
            snapshot, actor, TableQuery(REVISE_BY, YEAR), datetime(2024, 10, 10, tzinfo=BANGKOK)
        )


def _take_pack(store: Store, actor: Actor) -> None:
    with store.snapshot() as snapshot:
        at = datetime(2024, 10, 10, tzinfo=BANGKOK)
        meeting_pack(snapshot, actor, TableQuery(REVISE_BY, YEAR, 12), at)


def _see_log(store: Store, actor: Actor) -> None:
    with store.snapshot() as snapshot:
        log.entries(snapshot, actor)


def _replace_template(store: Store, actor: Actor) -> None:
    replace_template(store, actor, LETTER, LETTER.default_path.read_bytes(), "ต้นแบบ.docx")


def _restore_template(store: Store, actor: Actor) -> None:
    _replace_template(store, ADMINISTRATOR)
    restore_template(store, actor, LETTER)


def _take_original(store: Store, actor: Actor) -> None:
    receive(store, ADMINISTRATOR, RETURN)
    with store.snapshot() as snapshot:
        assert original(snapshot, actor, AGENCY, RETURN.sha256) == RETURN.content


def _remove_scores(store: Store, actor: Actor) -> None:
    receive(store, ADMINISTRATOR, SCORES)
    remove_scores(store, actor, YEAR, PROVINCE, None, "ซ้ำ")


def _change_user(store: Store, actor: Actor) -> None:
    add_user(store, ADMINISTRATOR, NEW_USER)
    change_user(store, actor, replace(NEW_USER, name="คนใหม่กว่า"))


def _make_use_of_results(store: Store, actor: Actor) -> None:
    receive(store, ADMINISTRATOR, SCORES)
    use_of_results.write_use_of_results(store, actor, YEAR)


def _draft_framework(store: Store, actor: Actor) -> None:
    receive(store, ADMINISTRATOR, SCORES)
    use_of_results.write_next_framework(store, actor, YEAR)


def _see_users(store: Store, actor: Actor) -> None:
    with store.snapshot() as snapshot:
        users(snapshot, actor)
        refused_accounts(snapshot, actor)


CALLS: dict[Action, tuple[Act, ...]] = {
    Action.SEE: (lambda store, actor: require(actor, Action.SEE, AGENCY),),
    Action.SUBMIT_RETURN: (lambda store, actor: _sent(store, actor, RETURN),),
    Action.DOWNLOAD_ORIGINAL: (_take_original,),
    Action.RECORD_EARLIER_RECEIPT: (
        lambda store, actor: _sent(
            store, actor, RETURN, received_at=datetime(2024, 10, 1, tzinfo=BANGKOK)
        ),
    ),
    Action.LOAD_FRAMEWORK: (lambda store, actor: _sent(store, actor, NEW_FRAMEWORK),),
    Action.LOAD_SCORES: (lambda store, actor: _sent(store, actor, SCORES),),
    Action.WITHDRAW_RETURN: (_decided(Transition.WITHDRAW),),
    Action.REVIEW_RETURN: (_decided(Transition.ACCEPT), _decided(Transition.SEND_BACK)),
    Action.REOPEN_RETURN: (_decided(Transition.REOPEN),),
    Action.EXTEND: (
        lambda store, actor: extend(
            store, actor, ROUND, [AGENCY], reason="น้ำท่วม", due_on=date(2024, 10, 30)
        ),
    ),
    Action.EXEMPT: (
        lambda store, actor: exempt(store, actor, ROUND, [AGENCY], reason="ยุบหน่วยงาน"),
    ),
    Action.WRITE_NOTE: (lambda store, actor: add_note(store, actor, ROUND, AGENCY, "โทรแล้ว"),),
    Action.FOLLOW_UP: (_read("follow_up"),),
    Action.SEE_SIGNALS: (_read("signals"),),
    Action.SEE_EVIDENCE: (_read("evidence"),),
    Action.TRY_EVIDENCE: (
        lambda store, actor: set_host(store, actor, "example.go.th", allowed=True),
        _try_evidence,
    ),
    Action.WRITE_LETTERS: (lambda store, actor: write_letters(store, actor, ROUND, [AGENCY]),),
    Action.WRITE_SUMMARY: (
        lambda store, actor: write_summary(
            store, actor, YEAR, 1, results="ก", outcomes="", after=0
        ),
    ),
    Action.WRITE_USE_OF_RESULTS: (
        lambda store, actor: write_use_of_results(
            store, actor, YEAR, 1, texts={"measure": "ก"}, after=0
        ),
        _draft_framework,
    ),
    Action.MAKE_REPORT: (
        lambda store, actor: write_report(store, actor, YEAR),
        _make_use_of_results,
    ),
    Action.PUBLISH_OPEN_DATA: (_publish,),
    Action.DOWNLOAD_MEETING_PACK: (_take_pack,),
    Action.REPLACE_TEMPLATE: (_replace_template, _restore_template),
    Action.SEE_LOG: (_see_log,),
    Action.REMOVE_SCORES: (_remove_scores,),
    Action.MANAGE_USERS: (
        lambda store, actor: add_user(store, actor, NEW_USER),
        lambda store, actor: load_users(store, actor, write_users([NEW_USER], datetime.now())),
        _change_user,
        lambda store, actor: erase_person(store, actor, names=["มาลี มีสุข"]),
        _see_users,
    ),
    Action.BACKUP: (lambda store, actor: backup(actor, store, NO_FILE, print),),
    Action.RESTORE: (lambda store, actor: restore(actor, NO_FILE, store, print),),
    Action.MOVE: (lambda store, actor: move(actor, store, store, print),),
}
CASES = [(action, act) for action, acts in CALLS.items() for act in acts]
ACTORS = {
    "executive": Actor("governor", Role.EXECUTIVE),
    "officer": Actor("somchai", Role.OFFICER, AGENCY),
    "officer of another agency": Actor("somsri", Role.OFFICER, "002"),
    "officer of none": Actor("new", Role.OFFICER),
    "province": Actor("local:province", Role.PROVINCE),
    "administrator": Actor("root", Role.ADMINISTRATOR),
}


@pytest.fixture(scope="module")
def framework_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the framework of the year, received once, for copies."""
    path = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("framework") / "ita.db"))
    store = Store.open(f"sqlite:///{path}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ITA_NOW", OCTOBER)
        receive(store, ADMINISTRATOR, Upload("f.xlsx", framework_workbook(framework())))
    store.close()
    return path


@pytest.fixture
def loaded(
    framework_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    monkeypatch.setenv("ITA_NOW", OCTOBER)
    store = Store.open(f"sqlite:///{shutil.copy(framework_file, tmp_path / 'ita.db')}")
    yield store
    store.close()


def events(store: Store) -> list[tuple[str, str]]:
    with store.snapshot() as snapshot:
        frame = snapshot.events()
    return list(zip(frame["by"], frame["action"], strict=True))


def test_every_action_has_a_call() -> None:
    assert set(CALLS) == set(Action)


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize(("action", "act"), CASES, ids=lambda case: getattr(case, "name", ""))
def test_an_action_is_done_by_those_who_may_and_by_no_one_else(
    loaded: Store, action: Action, act: Act, who: str
) -> None:
    actor = ACTORS[who]
    if can(actor, action, AGENCY):
        act(loaded, actor)
        return
    with pytest.raises((NotAllowed, Refused)):
        act(loaded, actor)
    # Of what was refused nothing is done; a file that came is kept as one that was not accepted.
    done = [what for by, what in events(loaded) if by == actor.name]
    assert all(what.endswith("-rejected") for what in done)


def test_an_original_is_given_under_the_agency_that_sent_it_alone(loaded: Store) -> None:
    receive(loaded, ADMINISTRATOR, RETURN)
    with loaded.snapshot() as snapshot, pytest.raises(NotAllowed):
        original(snapshot, ACTORS["officer of another agency"], "002", RETURN.sha256)


@pytest.mark.parametrize("who", ["officer of another agency", "officer of none"])
def test_no_receipt_is_given_for_what_was_refused(loaded: Store, who: str) -> None:
    judgement = receive(loaded, ACTORS[who], RETURN)
    assert (judgement.accepted, judgement.receipt) == (False, None)
