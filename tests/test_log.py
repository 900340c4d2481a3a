import ast
import re
from collections.abc import Iterator
from datetime import date

import pytest

from itadata.access import Actor, Role, operator
from itadata.access.people import display_name
from itadata.audit import log
from itadata.errors import NotAllowed
from itadata.intake import Upload, WorkbookKind, receive
from itadata.intake.decisions import RoundKey, add_note, decide, exempt, extend
from itadata.language import language_context
from itadata.store import Store
from itadata.workflow import ReviewRequest, Transition
from tests.browser import ROOT
from tests.builders import YEAR, framework, framework_workbook, return_workbook

PROVINCE = Actor("local:province", Role.PROVINCE)
ROUND = RoundKey(YEAR, 12)
FRAMEWORKS = {YEAR: framework()}
AGENCY = framework().agency("001").name


@pytest.fixture
def loaded(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("ITA_NOW", "2024-10-10T09:00:00+07:00")
    receive(store, operator("cli:malee"), Upload("f.xlsx", framework_workbook(framework())))
    return store


def sent(store: Store) -> None:
    receive(store, Actor("local:officer:001", Role.OFFICER, "001"), Upload("r.xlsx", RETURN))


RETURN = return_workbook()


def entries(store: Store):
    with store.snapshot() as snapshot:
        return log.entries(snapshot, PROVINCE)


def newest(store: Store) -> str:
    with language_context("en"):
        return str(entries(store)["told"].iloc[0])


def event(action: str, **fields: object) -> dict[str, object]:
    return {
        "by": "local:province",
        "action": action,
        "fiscal_year": YEAR,
        "agency_code": "001",
        "round": 12,
        "version": 2,
        "detail": {},
    } | fields


# --- every action has a sentence -----------------------------------------------------------


def actions_in_code() -> set[str]:
    """Every action that the code can write: the texts like one in the modules that make events,
    and what became of each kind of file.
    """
    kinds = [*WorkbookKind, "file"]
    found = {f"{kind}-{outcome}" for kind in kinds for outcome in ("accepted", "rejected")}
    for path in (ROOT / "itadata").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if re.search(r"\bEvent\(", source) and "store" not in path.parts:
            found |= set(_like_actions(source))
    return found


def _like_actions(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+-[a-z]+", str(node.value)):
            yield str(node.value)


def test_every_action_that_the_code_writes_has_a_label() -> None:
    actions = actions_in_code()
    assert {"review-returned", "note-written", "exemption-lifted"} <= actions
    assert actions - {*log.ACTION_LABELS} == set()


def test_every_action_has_a_sentence_in_both_languages() -> None:
    unknown = dict.fromkeys(("fiscal_year", "agency_code", "round", "version"))
    for action in log.ACTION_LABELS:
        assert re.search("[ก-๙]", log.action_label(action)), action
        for language in ("th", "en"):
            with language_context(language):
                sentence = log.sentence(event(action), FRAMEWORKS, {})
                assert action not in sentence and "{" not in sentence, (action, language)
                assert log.sentence(event(action, **unknown), FRAMEWORKS, {}), (action, language)


def test_an_action_of_a_later_time_is_shown_as_it_is_written() -> None:
    sentence = log.sentence(event("something-new"), FRAMEWORKS, {})
    assert "something-new" in sentence
    assert AGENCY in sentence


# --- what really happened ------------------------------------------------------------------


def test_a_framework_that_was_loaded_is_reported(loaded: Store) -> None:
    assert newest(loaded) == (
        "Malee (command line) loaded the framework of fiscal year 2567, version 1"
        " · 2 findings · receipt no. 2567-F1"
    )


def test_a_return_that_came_is_reported(loaded: Store) -> None:
    sent(loaded)
    assert newest(loaded).startswith(
        f"Agency officer {AGENCY} sent the return of {AGENCY}, fiscal year 2567, 12-month round; "
        "received as version 1"
    )


def test_what_was_sent_back_is_reported_with_steps_and_day(loaded: Store) -> None:
    sent(loaded)
    request = ReviewRequest(
        Transition.SEND_BACK, 1, steps={"1.1": "ขาดหลักฐาน"}, revise_by=date(2024, 10, 20)
    )
    decide(loaded, PROVINCE, ROUND, "001", request)
    assert newest(loaded) == (
        f"Province officer sent back the return of {AGENCY}, fiscal year 2567, 12-month round, "
        "version 1 · steps 1.1 · revision due 20 Oct B.E. 2567"
    )


def test_it_is_shown_in_thai(loaded: Store) -> None:
    sent(loaded)
    request = ReviewRequest(Transition.SEND_BACK, 1, "ขาดหลักฐาน", revise_by=date(2024, 10, 20))
    decide(loaded, PROVINCE, ROUND, "001", request)
    assert entries(loaded)["told"].iloc[0] == (
        f"เจ้าหน้าที่จังหวัด ส่งกลับแก้ไขแบบรายงานของ{AGENCY} ปีงบประมาณ 2567 รอบ 12 เดือน ฉบับที่ 1"
        " · ให้แก้ไขภายใน 20 ต.ค. 2567"
    )


def test_no_reason_and_no_note_is_reported(loaded: Store) -> None:
    add_note(loaded, PROVINCE, ROUND, "001", "โทรแล้ว ไม่รับสาย")
    exempt(loaded, PROVINCE, ROUND, ["001"], reason="ยุบหน่วยงาน")
    sentences = " ".join(entries(loaded)["told"])
    assert "โทรแล้ว" not in sentences and "ยุบหน่วยงาน" not in sentences


def test_more_time_is_reported_with_its_day(loaded: Store) -> None:
    extend(loaded, PROVINCE, ROUND, ["001"], reason="น้ำท่วม", due_on=date(2024, 10, 30))
    assert "due 30 Oct B.E. 2567" in newest(loaded)


def test_an_earlier_receipt_is_reported(loaded: Store) -> None:
    early = framework().round(12).opens_on
    moment = log.parse_time(f"{early}T09:00:00")
    receive(loaded, PROVINCE, Upload("r.xlsx", RETURN), received_at=moment)
    assert "recorded as received" in newest(loaded)


def test_the_newest_stands_first(loaded: Store) -> None:
    sent(loaded)
    assert list(entries(loaded)["event_no"]) == [2, 1]


def test_the_log_is_for_the_province_alone(loaded: Store) -> None:
    with loaded.snapshot() as snapshot:
        for role in (Role.EXECUTIVE, Role.OFFICER):
            with pytest.raises(NotAllowed):
                log.entries(snapshot, Actor("somebody", role, "001"))


# --- who -----------------------------------------------------------------------------------


def test_an_actor_has_a_display_name() -> None:
    names = {
        "local:province": "province officer",
        "local:administrator": "administrator",
        "local:executive": "executive",
        "local:officer:001": f"agency officer {AGENCY}",
        "local:officer:999": "agency officer 999",
        "local": "the user of this machine",
        "local:king": "local:king",
        "cli": "the command line",
        "cli:malee": "malee (command line)",
        "user:1": "Somchai",
        "user:2": "user 2, erased",
        "sample": "the sample",
        "somchai": "somchai",
    }
    with language_context("en"):
        assert {by: display_name(by, FRAMEWORKS, {1: "Somchai"}) for by in names} == names


# --- what is looked for --------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample_log(sample: Store):
    return entries(sample)


def test_only_matching_entries_are_left(sample_log) -> None:
    filters = [
        {"action": "return-accepted"},
        {"agency_code": "001"},
        {"by": "sample"},
        {"fiscal_year": 2567},
        {"fiscal_year": 2567, "round": 12},
    ]
    rows = sample_log.to_dict("records")
    for values in filters:
        expected = [row["event_no"] for row in rows if values.items() <= row.items()]
        left = log.filter_entries(sample_log, log.LogFilter(**values))
        assert expected and list(left["event_no"]) == expected, values
    assert len(log.filter_entries(sample_log, log.LogFilter())) == len(sample_log)


def test_both_days_of_a_range_are_in_it(sample_log) -> None:
    day = sample_log["day"].iloc[0]
    assert len(log.filter_entries(sample_log, log.LogFilter(since=day, until=day))) > 0
    assert log.filter_entries(sample_log, log.LogFilter(since=date(2999, 1, 1))).empty
    assert log.filter_entries(sample_log, log.LogFilter(until=date(1999, 1, 1))).empty
