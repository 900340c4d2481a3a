"""Texts with a twin: where the twin is, and when there is none."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from itadata.findings import Finding
from itadata.framework import Framework, StepStatus
from itadata.language import language_context
from itadata.returns import parse_return
from itadata.returns.rules.context import MAX_COMPARED_AGENCIES, History, PreviousText
from itadata.returns.rules.similar_text import MAX_LISTED
from itadata.thai import normalise
from tests.builders import YEAR, Edit, at, framework, opened, places, return_workbook, typed
from tests.returns.rules.test_rules import TODAY

TEXT = (
    "จัดอบรมการใช้คู่มือปฏิบัติงานให้แก่บุคลากรใหม่ทุกคนเมื่อเดือนมกราคม "
    "และติดป้ายแสดงระยะเวลาให้บริการไว้หน้าเคาน์เตอร์ทั้งสามแห่ง มีผู้เข้าอบรม 42 คน"
)
NEARLY = TEXT.replace("42", "57").replace("มกราคม", "มีนาคม")
OTHER = (
    "สำรวจความเห็นของผู้มาติดต่อจำนวนสองร้อยรายแล้วปรับผังที่นั่งรอ "
    "เพิ่มช่องทางด่วนสำหรับผู้สูงอายุ "
    "และเปิดบริการช่วงพักกลางวันตั้งแต่เดือนมิถุนายน"
)
SHORT = TEXT[:79].strip()
ANOTHER = "ที่ทำการปกครองจังหวัดเชียงใหม่"


def earlier(
    text: str = TEXT,
    *,
    own: bool = False,
    measure_no: int = 3,
    place: str = "แบบรายงาน!G10",
    agency: str = ANOTHER,
) -> PreviousText:
    year, agency = (YEAR - 1, "สำนักงานจังหวัดเชียงใหม่") if own else (YEAR, agency)
    return PreviousText(measure_no, normalise(text), own, agency, year, 12, place)


def findings_of(
    *edits: Edit, texts: Collection[PreviousText], scheme: Framework | None = None
) -> tuple[Finding, ...]:
    def known(of: Framework, months: int, code: str, long_texts: Collection[str]) -> History:
        return History(texts=tuple(texts))

    year = {YEAR: scheme or framework()}
    return parse_return(opened(return_workbook(*edits)), year, TODAY, known).findings


@pytest.mark.parametrize("written", [TEXT, NEARLY, TEXT.replace(" ", "   "), f"{TEXT}\u200b"])
@pytest.mark.parametrize("column", ["results", "outcomes"])
def test_a_text_like_another_agencys_is_reported_at_its_cell(written: str, column: str) -> None:
    findings = findings_of(typed("3.1", column, written), texts=[earlier()])
    assert places(findings) == [("text-of-another", at("3.1", column))]


@pytest.mark.parametrize("written", [TEXT, NEARLY])
def test_a_text_like_the_own_of_last_year_is_reported_at_its_cell(written: str) -> None:
    findings = findings_of(typed("3.1", "results", written), texts=[earlier(own=True)])
    assert places(findings) == [("text-of-last-year", at("3.1", "results"))]


def test_a_long_note_is_compared_as_well() -> None:
    findings = findings_of(typed("3.2", "note", NEARLY), texts=[earlier()])
    assert places(findings) == [("text-of-another", at("3.2", "note"))]


def test_why_a_step_is_not_applicable_may_be_what_it_was() -> None:
    edits = (typed("3.2", "status", StepStatus.NOT_APPLICABLE.thai), typed("3.2", "note", TEXT))
    assert findings_of(*edits, texts=[earlier(own=True), earlier()]) == []


def test_a_text_with_a_twin_of_its_own_and_one_of_another_is_reported_as_both() -> None:
    findings = findings_of(typed("3.1", "results", TEXT), texts=[earlier(), earlier(own=True)])
    cell = at("3.1", "results")
    assert places(findings) == [("text-of-another", cell), ("text-of-last-year", cell)]


def of_many(count: int) -> list[PreviousText]:
    return [earlier(agency=f"หน่วยงานที่ {no}", place=f"แบบรายงาน!G{no}") for no in range(count)]


def test_every_agency_with_the_same_text_is_reported() -> None:
    [finding] = findings_of(typed("3.1", "results", TEXT), texts=[*of_many(2), earlier(NEARLY)])
    assert places([finding]) == [("text-of-others", at("3.1", "results"))]
    assert finding.details["agencies"] == (
        f"หน่วยงานที่ 0 (แบบรายงาน!G0); หน่วยงานที่ 1 (แบบรายงาน!G1); {ANOTHER} (แบบรายงาน!G10)"
    )
    assert "more" not in finding.message("en")


def test_of_very_many_agencies_the_first_are_named_and_the_rest_are_counted() -> None:
    [finding] = findings_of(typed("3.1", "results", TEXT), texts=of_many(MAX_LISTED + 3))
    assert "หน่วยงานที่ 4 (แบบรายงาน!G4) and 3 more. Write" in finding.message("en")
    assert "หน่วยงานที่ 4 (แบบรายงาน!G4) และอีก 3 แห่ง โปรด" in finding.message("th")


def test_what_was_kept_says_the_same() -> None:
    [finding] = findings_of(typed("3.1", "results", TEXT), texts=of_many(MAX_LISTED + 3))
    assert Finding.from_dict(finding.to_dict()).message() == finding.message()


def test_an_agency_with_several_twins_is_named_once_by_the_nearest() -> None:
    [finding] = findings_of(
        typed("3.1", "results", TEXT), texts=[earlier(NEARLY, place="G4"), earlier()]
    )
    assert (finding.code, finding.expected) == ("text-of-another", "แบบรายงาน!G10")


def test_the_finding_says_where_the_twin_is() -> None:
    [finding] = findings_of(typed("3.1", "results", TEXT), texts=[earlier()])
    with language_context("en"):
        message = finding.message()
    assert f"{ANOTHER} in fiscal year {YEAR}, 12-month round (แบบรายงาน!G10)" in message


def test_the_finding_never_shows_the_text_of_the_twin() -> None:
    [finding] = findings_of(typed("3.1", "results", NEARLY), texts=[earlier()])
    assert TEXT not in str(finding.as_json()) and TEXT not in str(finding)


def test_the_nearest_of_several_twins_is_named() -> None:
    texts = [earlier(NEARLY, place="แบบรายงาน!G4"), earlier(place="แบบรายงาน!G5")]
    [finding] = findings_of(typed("3.1", "results", TEXT), texts=texts)
    assert finding.expected == "แบบรายงาน!G5"


def test_a_text_of_its_own_is_no_fault() -> None:
    assert findings_of(typed("3.1", "results", OTHER), texts=[earlier(), earlier(own=True)]) == []


def test_the_text_of_another_measure_is_no_twin() -> None:
    assert findings_of(typed("3.1", "results", TEXT), texts=[earlier(measure_no=4)]) == []


def test_short_texts_are_alike_by_chance() -> None:
    assert findings_of(typed("3.1", "results", SHORT), texts=[earlier(SHORT)]) == []


def _country() -> Framework:
    """A framework of more agencies than are compared letter by letter."""
    more = tuple(
        replace(framework().agencies[0], code=f"{no:04d}", name=f"หน่วยงานที่ {no}", aliases=())
        for no in range(1000, 1000 + MAX_COMPARED_AGENCIES)
    )
    return replace(framework(), agencies=(*framework().agencies, *more))


def test_among_very_many_agencies_the_same_text_is_found() -> None:
    findings = findings_of(typed("3.1", "results", TEXT), texts=[earlier()], scheme=_country())
    assert places(findings) == [("text-of-another", at("3.1", "results"))]


def test_among_very_many_agencies_only_the_same_text_is_found() -> None:
    assert findings_of(typed("3.1", "results", NEARLY), texts=[earlier()], scheme=_country()) == []


def test_among_very_many_agencies_the_own_text_is_still_compared_by_letters() -> None:
    findings = findings_of(
        typed("3.1", "results", NEARLY), texts=[earlier(own=True)], scheme=_country()
    )
    assert places(findings) == [("text-of-last-year", at("3.1", "results"))]
