import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx.oxml.ns import qn

from itadata.access import Actor, Role
from itadata.documents import letters
from itadata.documents.letters import Digits
from itadata.errors import (
    NoFramework,
    NotAllowed,
    NothingOutstanding,
    UnknownAgency,
    UnknownRound,
    WrongDate,
)
from itadata.intake import decisions
from itadata.store import Store
from itadata.workflow import Transition, Wish
from tests.documents.letters.conftest import (
    OPERATOR,
    ROUND,
    loaded,
    named,
    only,
    opened,
    text,
    written,
)

MISSING = "003"
REPORTED = "001"
MARK = "ข้อมูลตัวอย่าง"


def sent_back(store: Store) -> None:
    wish = Wish(Transition.SEND_BACK, 1, "แนบหลักฐานเพิ่ม", mend_by=date(2025, 5, 30))
    decisions.decide(store, OPERATOR, ROUND, REPORTED, wish)


def test_every_missing_agency_has_a_letter(sample: Store) -> None:
    with sample.snapshot() as snapshot:
        agencies = letters.missing_agencies(snapshot, ROUND)
    made = written(sample)
    assert [(each.letter.agency.code) for each in made] == [a.code for a in agencies]
    assert all(a.name in text(each.content) for a, each in zip(agencies, made, strict=True))


def test_whoever_reported_is_not_missing(sample: Store) -> None:
    with sample.snapshot() as snapshot:
        assert REPORTED not in [a.code for a in letters.missing_agencies(snapshot, ROUND)]


def test_a_letter_says_what_is_owed(sample: Store) -> None:
    said = only(sample, MISSING)
    assert "ปีงบประมาณ พ.ศ. ๒๕๖๘ รอบ ๖ เดือน รวม ๘ มาตรการ ๒๖ ขั้นตอน" in said


def test_a_letter_says_since_when_it_is_owed(sample: Store) -> None:
    said = only(sample, MISSING)
    assert "ตั้งแต่วันที่ ๑๙ เมษายน ๒๕๖๘ เป็นเวลา ๓๒ วัน" in said


def test_a_letter_asks_for_the_return_within_a_week(sample: Store) -> None:
    assert "ภายในวันที่ ๒๗ พฤษภาคม ๒๕๖๘ เพื่อ" in only(sample, MISSING)


def test_a_letter_asks_for_the_return_by_the_day_named(sample: Store) -> None:
    said = only(sample, MISSING, until=date(2025, 6, 2))
    assert "ภายในวันที่ ๒ มิถุนายน ๒๕๖๘ เพื่อ" in said


def test_a_letter_has_the_form_of_a_memorandum(sample: Store) -> None:
    said = only(sample, MISSING).splitlines()
    starts = ("บันทึกข้อความ", "ส่วนราชการ", "ที่", "เรื่อง", "เรียน", "ตามที่")
    found = [line for line in said if line.startswith(starts)]
    assert [next(s for s in starts if line.startswith(s)) for line in found] == [*starts]


def test_a_letter_is_of_today(sample: Store) -> None:
    assert "วันที่  ๒๐ พฤษภาคม ๒๕๖๘" in only(sample, MISSING)


def test_a_letter_is_signed_for_the_governor(sample: Store) -> None:
    said = only(sample, MISSING).splitlines()
    assert said[-2].endswith("ปฏิบัติราชการแทน") and said[-1] == "ผู้ว่าราชการจังหวัดเชียงใหม่"


def test_a_letter_has_thai_figures_only(sample: Store) -> None:
    assert not set("0123456789") & set(only(sample, MISSING))


def test_a_letter_has_arabic_figures_where_they_are_wanted(sample: Store) -> None:
    said = only(sample, MISSING, digits=Digits.ARABIC)
    assert "18 เมษายน 2568" in said and not set("๐๑๒๓๔๕๖๗๘๙") & set(said)


def test_a_letter_of_a_sample_says_so_first(sample: Store) -> None:
    assert only(sample, MISSING).startswith(MARK)


def test_a_letter_of_a_real_database_does_not(store: Store) -> None:
    loaded(store, named("สำนักงานที่ดิน"))
    assert MARK not in only(store, "001")


def test_who_to_ask_is_named_where_the_installation_names_somebody(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_CONTACT", "กลุ่มงานยุทธศาสตร์ โทร. 0 5311 2708 ita1@chiangmai.go.th")
    assert "โทร. ๐ ๕๓๑๑ ๒๗๐๘ ita1@chiangmai.go.th" in only(sample, MISSING)


def test_a_letter_before_the_due_date_asks_for_the_return_by_then(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2025-04-10T10:00:00+07:00")
    said = only(sample, MISSING)
    assert "ล่วงเลย" not in said and "ภายในวันที่ ๑๘ เมษายน ๒๕๖๘ เพื่อ" in said


def test_more_time_is_in_the_letter(own: Store) -> None:
    decisions.extend(own, OPERATOR, ROUND, [MISSING], reason="น้ำท่วม", due_on=date(2025, 5, 31))
    assert "ภายในวันที่ ๓๑ พฤษภาคม ๒๕๖๘ ตามที่ได้ขยายเวลาให้แล้ว นั้น" in only(own, MISSING)


def test_a_letter_about_what_was_sent_back_asks_for_it_mended(own: Store) -> None:
    sent_back(own)
    said = only(own, REPORTED)
    assert "ส่งรายงานกลับเมื่อวันที่ ๒๐ พฤษภาคม ๒๕๖๘" in said
    assert "ฉบับแก้ไขภายในวันที่ ๓๐ พฤษภาคม ๒๕๖๘" in said


def test_what_was_sent_back_is_not_missing(own: Store) -> None:
    sent_back(own)
    with own.snapshot() as snapshot:
        assert REPORTED not in [a.code for a in letters.missing_agencies(snapshot, ROUND)]


# --- text is text --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "สำนักงาน <b>ก</b> & ข",
        "{{ year }}",
        "{% if overdue %}ก",
        "=1+1",
        "สำนักงาน 'ก' \"ข\"",
        "{%p if x %}",
    ],
)
def test_an_agencys_name_stays_text(store: Store, name: str) -> None:
    loaded(store, named(name))
    (to,) = [
        line
        for line in only(store, "001", digits=Digits.ARABIC).splitlines()
        if line.startswith("เรียน")
    ]
    assert f"({name})" in to


# --- fonts ---------------------------------------------------------------------------------


def runs(content: bytes) -> list[object]:
    return [*opened(content).element.body.iter(qn("w:r"))]


@pytest.mark.parametrize("script", ["ascii", "hAnsi", "cs", "eastAsia"])
def test_every_run_names_its_font(sample: Store, script: str) -> None:
    (letter,) = written(sample, MISSING)
    fonts = [run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for run in runs(letter.content)]
    assert {font.get(qn(f"w:{script}")) for font in fonts} == {"TH Sarabun New"}


@pytest.mark.parametrize("size", ["w:sz", "w:szCs"])
def test_every_run_names_its_size(sample: Store, size: str) -> None:
    (letter,) = written(sample, MISSING)
    sizes = {
        run.find(f"{qn('w:rPr')}/{qn(size)}").get(qn("w:val")) for run in runs(letter.content)
    }
    assert sizes == {"32", "40", "58"}


def test_every_run_is_thai(sample: Store) -> None:
    (letter,) = written(sample, MISSING)
    languages = [run.find(f"{qn('w:rPr')}/{qn('w:lang')}") for run in runs(letter.content)]
    assert {each.get(qn("w:bidi")) for each in languages} == {"th-TH"}


def test_what_is_bold_is_bold_in_thai_too(sample: Store) -> None:
    (letter,) = written(sample, MISSING)
    marks = [
        [run.find(f"{qn('w:rPr')}/{qn(name)}") is not None for name in ("w:b", "w:bCs")]
        for run in runs(letter.content)
    ]
    assert [True, True] in marks and all(latin == thai for latin, thai in marks)


# --- several -------------------------------------------------------------------------------


def test_several_letters_are_one_document_with_a_page_each(sample: Store) -> None:
    made = written(sample)
    whole = opened(letters.combined_document(made))
    breaks = [*whole.element.body.iter(qn("w:pageBreakBefore"))]
    assert len(breaks) == len(made) - 1


def test_one_document_says_all_that_the_letters_say(sample: Store) -> None:
    made = written(sample)
    assert text(letters.combined_document(made)) == "\n".join(text(each.content) for each in made)


def test_one_letter_is_a_document_as_it_is(sample: Store) -> None:
    made = written(sample, MISSING)
    assert text(letters.combined_document(made)) == text(made[0].content)


def test_an_archive_has_a_document_an_agency(sample: Store) -> None:
    made = written(sample)
    with zipfile.ZipFile(io.BytesIO(letters.zip_archive(made))) as packed:
        names = packed.namelist()
        assert all(text(packed.read(name)) for name in names)
    assert names == [f"{e.letter.agency.code}_{e.letter.agency.name}.docx" for e in made]


# --- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.OFFICER])
def test_only_the_province_writes_letters(sample: Store, role: Role) -> None:
    with pytest.raises(NotAllowed):
        letters.write_letters(sample, Actor("x", role, MISSING), ROUND, [MISSING])


def test_no_letter_goes_to_whoever_reported(sample: Store) -> None:
    with pytest.raises(NothingOutstanding):
        written(sample, MISSING, REPORTED)


def test_no_letter_goes_to_the_exempt(own: Store) -> None:
    decisions.exempt(own, OPERATOR, ROUND, [MISSING], reason="ยุบเลิก")
    with pytest.raises(NothingOutstanding):
        written(own, MISSING)


def test_a_letter_to_an_agency_that_there_is_not_is_refused(sample: Store) -> None:
    with pytest.raises(UnknownAgency):
        written(sample, "999")


@pytest.mark.parametrize(
    ("year", "months", "fault"), [(2563, 6, NoFramework), (2568, 9, UnknownRound)]
)
def test_a_round_that_there_is_not_is_refused(
    sample: Store, year: int, months: int, fault: type[Exception]
) -> None:
    of_round = decisions.RoundKey(year, months)
    with pytest.raises(fault):
        letters.write_letters(sample, OPERATOR, of_round, [MISSING])
    with sample.snapshot() as snapshot, pytest.raises(fault):
        letters.missing_agencies(snapshot, of_round)


def test_a_day_that_has_passed_is_refused(sample: Store) -> None:
    with pytest.raises(WrongDate, match="19"):
        written(sample, MISSING, until=date(2025, 5, 19))


def test_a_day_after_the_round_closes_is_refused(store: Store) -> None:
    scheme = named("สำนักงานที่ดิน")
    (own_round,) = scheme.rounds
    loaded(store, replace(scheme, rounds=(replace(own_round, lock_on=date(2025, 5, 25)),)))
    with pytest.raises(WrongDate, match="25"):
        written(store, "001", until=date(2025, 5, 26))
    assert "ภายในวันที่ ๒๕ พฤษภาคม ๒๕๖๘ เพื่อ" in only(store, "001")


def test_no_letter_is_written_before_the_round_opens(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2025-02-10T10:00:00+07:00")
    with pytest.raises(WrongDate):
        written(sample, MISSING)
