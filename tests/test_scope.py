"""What each role reads and sends of its own and of another agency, through the library."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from itadata.access import Action, Actor, Role, can
from itadata.errors import NotAllowed
from itadata.findings import Code, Severity
from itadata.intake import Upload, WorkbookKind, receive, validate
from itadata.store import Store
from itadata.tables import TABLES, TableQuery, read_table, require_table
from itadata.thai import today
from tests.builders import framework_workbook, return_workbook, wide_scores

OWN, OTHER = "011", "004"
ACTORS = {
    "executive": Actor("governor", Role.EXECUTIVE),
    "officer": Actor("somchai", Role.OFFICER, OWN),
    "officer of none": Actor("new", Role.OFFICER),
    "province": Actor("malee", Role.PROVINCE),
    "administrator": Actor("root", Role.ADMINISTRATOR),
}
OF_AGENCY = {
    "agency_returns",
    "agency_answers",
    "agency_texts",
    "owed",
    "changes",
    "attempts",
    "agency_spread",
    "evidence",
}
PERMISSIONS = {
    "follow_up": Action.FOLLOW_UP,
    "queue": Action.REVIEW_RETURN,
    "attempts": Action.SUBMIT_RETURN,
    "events": Action.SEE_LOG,
    "signals": Action.SEE_SIGNALS,
    "evidence": Action.SEE_EVIDENCE,
}


@pytest.mark.parametrize("who", ACTORS)
def test_a_table_of_an_agency_opens_for_that_agency_and_a_table_of_work_for_who_does_it(
    sample: Store, who: str
) -> None:
    actor = ACTORS[who]
    for name, agency in product(TABLES, (OWN, OTHER, "")):
        action, query = PERMISSIONS.get(name, Action.SEE), TableQuery(today(), agency_code=agency)
        if can(actor, action, agency if name in OF_AGENCY else None):
            require_table(actor, name, query)
            continue
        with sample.snapshot() as snapshot, pytest.raises(NotAllowed):
            read_table(snapshot, name, query, actor)


# --- crafted uploads -----------------------------------------------------------------------

RETURN_OF_ANOTHER = Upload("return.xlsx", return_workbook())  # of agency 001
UPLOADS = {
    "the return of another agency": (RETURN_OF_ANOTHER, Code.AGENCY_OTHER),
    "a framework": (Upload("f.xlsx", framework_workbook()), Code.KIND_OF_PROVINCE),
    "scores": (Upload("s.xlsx", wide_scores()), Code.KIND_OF_PROVINCE),
}


@pytest.fixture
def copy(sample_copy: Path) -> Store:
    return Store.open(f"sqlite:///{sample_copy}")


@pytest.mark.parametrize("what", UPLOADS)
def test_an_officer_who_sends_what_is_not_theirs_changes_nothing_but_their_own_list(
    copy: Store, what: str
) -> None:
    (upload, code), officer = UPLOADS[what], ACTORS["officer"]
    with copy.snapshot() as snapshot:
        before = (snapshot.framework_ids(), len(snapshot.attempts(agency_code="001")))
    # The province's own result, handed in by the officer, is theirs no more than the file.
    by_province = validate(copy, ACTORS["province"], upload)
    for dry_run in (None, by_province):
        result = receive(copy, officer, upload, dry_run=dry_run)
        assert [
            finding.code for finding in result.findings if finding.severity is Severity.ERROR
        ] == [code]
        assert (result.receipt, result.document) == (None, None)
    with copy.snapshot() as snapshot:
        assert (snapshot.framework_ids(), len(snapshot.attempts(agency_code="001"))) == before
        assert [each.sha256 for each in snapshot.attempts(agency_code=OWN)][:2] == [
            upload.sha256
        ] * 2


@pytest.mark.parametrize("kind", WorkbookKind)
def test_an_executive_sends_nothing_and_has_nothing_looked_at(
    copy: Store, kind: WorkbookKind
) -> None:
    for act in (validate, receive):
        with pytest.raises(NotAllowed):
            act(copy, ACTORS["executive"], RETURN_OF_ANOTHER, expected_kind=kind)


def test_bytes_that_were_accepted_for_another_agency_tell_nothing_of_it(copy: Store) -> None:
    with copy.snapshot() as snapshot:
        sent = next(
            each
            for each in snapshot.attempts(agency_code=OTHER)
            if each.accepted and each.has_content
        )
        content = snapshot.content(sent.sha256)
    assert content
    result = receive(copy, ACTORS["officer"], Upload("mine.xlsx", content))
    assert [each.code for each in result.findings] == [Code.AGENCY_OTHER]
    assert (result.receipt, result.version, result.repeated) == (None, None, False)
    as_province = receive(copy, replace(ACTORS["province"]), Upload("mine.xlsx", content))
    assert as_province.repeated and as_province.receipt == sent.receipt
