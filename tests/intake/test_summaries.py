"""The province's summaries: versions, author and time, and changes in between."""

from collections.abc import Sequence

import pytest
from sqlalchemy import update

from itadata.access import Actor, Role
from itadata.audit.verification import verify
from itadata.errors import (
    NoFramework,
    NotAllowed,
    StaleText,
    TextTooLong,
    UnknownIndicator,
    UnknownMeasure,
)
from itadata.framework import Summary
from itadata.intake import Upload, receive
from itadata.intake.summaries import (
    CHOICE,
    LONGEST_TEXT,
    effective_summaries,
    use_of_results_versions,
    write_summary,
    write_use_of_results,
)
from itadata.store import Quotation, ReportKind, Store, SummaryVersion, row_hash, schema
from tests import builders
from tests.builders import YEAR
from tests.chain import chain_is_whole
from tests.conftest import NOW

MALEE = Actor("malee", Role.PROVINCE)
WICHAI = Actor("wichai", Role.PROVINCE)
SOURCE = Quotation("001", 12, 1, "results", "แบบรายงาน!G4")


@pytest.fixture
def begun(store: Store) -> Store:
    upload = Upload("framework.xlsx", builders.framework_workbook())
    assert receive(store, MALEE, upload).accepted
    return store


def write(
    store: Store,
    results: str = "ผล",
    *,
    actor: Actor = MALEE,
    after: int = 0,
    outcomes: str = "1. ดีขึ้น",
    quoted: Sequence[Quotation] = (),
) -> int:
    return write_summary(
        store, actor, YEAR, 1, results=results, outcomes=outcomes, after=after, quoted=quoted
    )


def versions(store: Store) -> list[SummaryVersion]:
    with store.snapshot() as snapshot:
        return snapshot.summaries(YEAR)


def counting(store: Store) -> Summary:
    with store.snapshot() as snapshot:
        return effective_summaries(snapshot, snapshot.frameworks()[YEAR])[1]


def last_event(store: Store) -> dict:
    with store.snapshot() as snapshot:
        return snapshot.events().iloc[-1].to_dict()


def test_it_starts_from_the_frameworks_sheet(sample: Store) -> None:
    with sample.snapshot() as snapshot:
        framework = snapshot.frameworks()[2567]
        assert effective_summaries(snapshot, framework)[1] == framework.summaries[0]


def test_what_was_written_last_counts(begun: Store) -> None:
    write(begun, "ก")
    write(begun, "ข", after=1)
    assert counting(begun) == Summary(1, "ข", "1. ดีขึ้น")


def test_every_version_is_kept_with_author_and_time(begun: Store) -> None:
    write(begun, "ก")
    write(begun, "ข", actor=WICHAI, after=1)
    stored = [(each.version, each.by, each.texts["results"]) for each in versions(begun)]
    assert stored == [(2, "wichai", "ข"), (1, "malee", "ก")]
    assert all(each.at.isoformat() == NOW for each in versions(begun))


def test_where_a_quotation_stands_is_kept(begun: Store) -> None:
    write(begun, quoted=[SOURCE])
    assert versions(begun)[0].quoted == (SOURCE,)


def test_a_version_written_meanwhile_is_refused(begun: Store) -> None:
    write(begun, "ของคนอื่น", actor=WICHAI)
    with pytest.raises(StaleText, match="wichai"):
        write(begun, "ของฉัน")
    assert counting(begun).results == "ของคนอื่น"


def test_after_a_look_at_it_the_own_text_is_the_next_version(begun: Store) -> None:
    write(begun, "ของคนอื่น", actor=WICHAI)
    assert write(begun, "ของฉัน", after=1) == 2


def test_a_double_click_is_harmless(begun: Store) -> None:
    assert write(begun) == write(begun) == 1
    assert len(versions(begun)) == 1


def test_what_is_not_changed_is_no_version(begun: Store) -> None:
    write(begun)
    assert write(begun, after=1) == 1


def test_spaces_at_the_ends_of_lines_go_and_lines_stay(begun: Store) -> None:
    write(begun, "  1. ก  \r\n2. ข\x00 \n")
    assert counting(begun).results == "1. ก\n2. ข"


def test_a_text_can_be_taken_back_to_nothing(begun: Store) -> None:
    write(begun)
    write(begun, "", outcomes="", after=1)
    assert counting(begun) == Summary(1, "", "")


def test_too_long_a_text_is_refused(begun: Store) -> None:
    with pytest.raises(TextTooLong, match="20,001"):
        write(begun, "ก" * (LONGEST_TEXT + 1))


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.OFFICER])
def test_only_the_province_writes(begun: Store, role: Role) -> None:
    with pytest.raises(NotAllowed):
        write(begun, actor=Actor("somebody", role, "001"))
    assert not versions(begun)


def test_an_unknown_measure_is_refused(begun: Store) -> None:
    with pytest.raises(UnknownMeasure, match="99"):
        write_summary(begun, MALEE, YEAR, 99, results="", outcomes="", after=0)


def test_an_unknown_year_is_refused(begun: Store) -> None:
    with pytest.raises(NoFramework, match="2499"):
        write_summary(begun, MALEE, 2499, 1, results="", outcomes="", after=0)


def test_the_log_says_who_wrote_which_version_and_none_of_the_words(begun: Store) -> None:
    write(begun, "ความลับ")
    event = last_event(begun)
    assert (event["action"], event["by"], event["version"]) == ("summary-written", "malee", 1)
    assert event["detail"]["measure_no"] == 1
    assert "ความลับ" not in str(event)


def test_the_event_seals_the_words(begun: Store) -> None:
    write(begun, quoted=[SOURCE])
    with begun.snapshot() as snapshot:
        [row] = [
            dict(each) for each in snapshot._connection.execute(schema.summary.select()).mappings()
        ]
    assert row_hash(row) == last_event(begun)["detail"]["record"]


def test_changed_words_break_the_seal(begun: Store) -> None:
    write(begun)
    with begun.transaction() as transaction:
        transaction._connection.execute(update(schema.summary).values(results="แก้ภายหลัง"))
    with begun.snapshot() as snapshot:
        row = dict(snapshot._connection.execute(schema.summary.select()).mappings().one())
    assert row_hash(row) != last_event(begun)["detail"]["record"]


def test_the_chain_stays_whole(begun: Store) -> None:
    write(begun)
    with begun.snapshot() as snapshot:
        assert chain_is_whole(snapshot)


# --- the use of the results ------------------------------------------------------------------


def draft(store: Store, no: int = 1, *, actor: Actor = MALEE, after: int = 0, **texts: str) -> int:
    return write_use_of_results(store, actor, YEAR, no, texts=texts, after=after)


def test_a_draft_measure_is_kept_in_versions_apart_from_the_measure_of_its_number(
    begun: Store,
) -> None:
    write(begun, "ผลของมาตรการที่ 1")
    assert draft(begun, measure="ร่าง", target="95") == 1
    assert draft(begun, measure="ร่างใหม่", target="95", after=1) == 2
    assert draft(begun, measure="ร่างใหม่", target="95", after=1) == 2, "a double click"
    with pytest.raises(StaleText, match="malee"):
        draft(begun, measure="ของฉัน", actor=WICHAI, after=1)
    with begun.snapshot() as snapshot:
        stored = use_of_results_versions(snapshot, YEAR)[1]
    assert [(each.version, each.texts["measure"]) for each in stored] == [
        (2, "ร่างใหม่"),
        (1, "ร่าง"),
    ]
    assert {each.kind for each in stored} == {ReportKind.USE_OF_RESULTS}
    assert counting(begun).results == "ผลของมาตรการที่ 1" and len(versions(begun)) == 1
    event = last_event(begun)
    assert (event["action"], event["version"]) == ("use-of-results-written", 2)
    assert "ร่างใหม่" not in str(event)
    assert [each.sentence("en") for each in verify(begun)] == []


def test_another_kind_or_other_words_break_the_seal_of_a_draft_measure(begun: Store) -> None:
    draft(begun, measure="ร่าง")
    sealed = last_event(begun)["detail"]["record"]
    for change in ({"kind": "measures"}, {"texts": {"measure": "แก้ภายหลัง"}}, {"texts": {}}):
        with begun.snapshot() as snapshot:
            row = snapshot._connection.execute(schema.summary.select()).mappings().one()
        assert row_hash(dict(row)) == sealed != row_hash({**row, **change})


def test_only_the_province_writes_the_use_of_the_results_of_a_known_year_and_indicator(
    begun: Store,
) -> None:
    for role in (Role.EXECUTIVE, Role.OFFICER):
        with pytest.raises(NotAllowed):
            draft(begun, actor=Actor("somebody", role, "001"), measure="ร่าง")
    with pytest.raises(UnknownIndicator, match="99"):
        draft(begun, 99, measure="ร่าง")
    with pytest.raises(NoFramework, match="2499"):
        write_use_of_results(begun, MALEE, 2499, 1, texts={}, after=0)
    assert draft(begun, CHOICE, indicators="1") == 1
