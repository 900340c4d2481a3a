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
from itadata.workflow import ReviewRequest, Transition
from tests.documents.letters.conftest import (
    OPERATOR,
    ROUND,
    loaded,
    named,
    only,
    opened,
    text,
    write,
)

MISSING = "003"
REPORTED = "001"
SAMPLE_NOTICE = "ข้อมูลตัวอย่าง"


def send_back(store: Store) -> None:
    request = ReviewRequest(
        Transition.SEND_BACK, 1, "แนบหลักฐานเพิ่ม", {"2.1": "ลิงก์\nเปิดไม่ได้"}, date(2025, 5, 30)
    )
    decisions.decide(store, OPERATOR, ROUND, REPORTED, request)


def test_every_missing_agency_has_a_letter(sample: Store) -> None:
    with sample.snapshot() as snapshot:
        agencies = letters.missing_agencies(snapshot, ROUND)
    assert REPORTED not in [agency.code for agency in agencies]
    made = write(sample)
    assert [(each.letter.agency.code) for each in made] == [a.code for a in agencies]
    assert all(a.name in text(each.content) for a, each in zip(agencies, made, strict=True))


def test_a_letter_says_what_is_outstanding_and_until_when(sample: Store) -> None:
    letter = only(sample, MISSING)
    expected = (
        *("ปีงบประมาณ พ.ศ. ๒๕๖๘ รอบ ๖ เดือน รวม ๘ มาตรการ ๒๖ ขั้นตอน",),
        *("ตั้งแต่วันที่ ๑๙ เมษายน ๒๕๖๘ เป็นเวลา ๑๔ วัน", "ภายในวันที่ ๙ พฤษภาคม ๒๕๖๘ เพื่อ"),
        "วันที่  ๒ พฤษภาคม ๒๕๖๘",
    )
    assert [part for part in expected if part not in letter] == []
    assert "{" not in letter and not set("0123456789") & set(letter)
    assert letter.startswith(SAMPLE_NOTICE)
    until = only(sample, MISSING, deadline=date(2025, 6, 2))
    assert "ภายในวันที่ ๒ มิถุนายน ๒๕๖๘ เพื่อ" in until


def test_a_letter_has_the_form_of_a_memorandum_signed_for_the_governor(sample: Store) -> None:
    lines = only(sample, MISSING).splitlines()
    starts = ("บันทึกข้อความ", "ส่วนราชการ", "ที่", "เรื่อง", "เรียน", "ตามที่")
    parts = [line for line in lines if line.startswith(starts)]
    assert [next(s for s in starts if line.startswith(s)) for line in parts] == [*starts]
    assert lines[-2].endswith("ปฏิบัติราชการแทน") and lines[-1] == "ผู้ว่าราชการจังหวัดเชียงใหม่"


def test_a_letter_has_arabic_digits_where_they_are_wanted(sample: Store) -> None:
    letter = only(sample, MISSING, digits=Digits.ARABIC)
    assert "18 เมษายน 2568" in letter and not set("๐๑๒๓๔๕๖๗๘๙") & set(letter)


def test_a_letter_of_a_real_database_does_not(store: Store) -> None:
    loaded(store, named("สำนักงานที่ดิน"))
    assert SAMPLE_NOTICE not in only(store, "001")


def test_who_to_ask_is_named_where_the_installation_names_somebody(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_CONTACT", "กลุ่มงานยุทธศาสตร์ โทร. 0 5311 2708 ita1@chiangmai.go.th")
    assert "โทร. ๐ ๕๓๑๑ ๒๗๐๘ ita1@chiangmai.go.th" in only(sample, MISSING)


def test_a_letter_before_the_due_date_asks_for_the_return_by_then(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2025-04-10T10:00:00+07:00")
    letter = only(sample, MISSING)
    assert "ล่วงเลย" not in letter and "ภายในวันที่ ๑๘ เมษายน ๒๕๖๘ เพื่อ" in letter


def test_more_time_is_in_the_letter(sample_store: Store) -> None:
    decisions.extend(
        sample_store, OPERATOR, ROUND, [MISSING], reason="น้ำท่วม", due_on=date(2025, 5, 31)
    )
    assert "ภายในวันที่ ๓๑ พฤษภาคม ๒๕๖๘ ตามที่ได้ขยายเวลาให้แล้ว นั้น" in only(sample_store, MISSING)


def test_a_letter_about_what_was_sent_back_asks_for_a_revision(sample_store: Store) -> None:
    send_back(sample_store)
    letter = only(sample_store, REPORTED)
    assert "ส่งรายงานกลับเมื่อวันที่ ๒ พฤษภาคม ๒๕๖๘" in letter
    assert "ฉบับแก้ไขภายในวันที่ ๓๐ พฤษภาคม ๒๕๖๘" in letter
    assert "\n๑. แนบหลักฐานเพิ่ม\n๒. ขั้นตอนที่ ๒.๑: ลิงก์ เปิดไม่ได้\n" in letter
    with sample_store.snapshot() as snapshot:
        assert REPORTED not in [a.code for a in letters.missing_agencies(snapshot, ROUND)]


def test_an_agencys_name_stays_text(store: Store) -> None:
    name = "สำนักงาน <b>ก</b> & ข {{ year }} {% if overdue %}ก =1+1 'ก' \"ข\" {%p if x %}"
    loaded(store, named(name))
    lines = only(store, "001", digits=Digits.ARABIC).splitlines()
    assert [f"หัวหน้า{name}" in line for line in lines if line.startswith("เรียน")] == [True]


def test_every_run_names_its_font_size_and_language(sample: Store) -> None:
    (letter,) = write(sample, MISSING)
    looks = [run.find(qn("w:rPr")) for run in opened(letter.content).element.body.iter(qn("w:r"))]

    def values(name: str, attribute: str) -> set[str]:
        return {look.find(qn(name)).get(qn(attribute)) for look in looks}

    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        assert values("w:rFonts", f"w:{script}") == {"TH Sarabun New"}
    for size in ("w:sz", "w:szCs"):
        assert values(size, "w:val") == {"32", "40", "58"}
    assert values("w:lang", "w:bidi") == {"th-TH"}
    bold = [[look.find(qn(name)) is not None for name in ("w:b", "w:bCs")] for look in looks]
    assert [True, True] in bold and all(latin == thai for latin, thai in bold)


def test_several_letters_are_one_document_with_a_page_each_or_an_archive(sample: Store) -> None:
    made = write(sample)
    whole = letters.combined_document(made)
    breaks = [*opened(whole).element.body.iter(qn("w:pageBreakBefore"))]
    assert len(breaks) == len(made) - 1
    assert text(whole) == "\n".join(text(each.content) for each in made)
    assert text(letters.combined_document(made[:1])) == text(made[0].content)
    with zipfile.ZipFile(io.BytesIO(letters.zip_archive(made))) as packed:
        names = packed.namelist()
        assert all(text(packed.read(name)) for name in names)
    assert [name.split("_")[1][:3] for name in names] == [e.letter.agency.code for e in made]


# --- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.OFFICER])
def test_only_the_province_writes_letters(sample: Store, role: Role) -> None:
    with pytest.raises(NotAllowed):
        letters.write_letters(sample, Actor("x", role, MISSING), ROUND, [MISSING])


def test_no_letter_goes_to_whoever_reported(sample: Store) -> None:
    with pytest.raises(NothingOutstanding):
        write(sample, MISSING, REPORTED)


def test_no_letter_goes_to_the_exempt(sample_store: Store) -> None:
    decisions.exempt(sample_store, OPERATOR, ROUND, [MISSING], reason="ยุบเลิก")
    with pytest.raises(NothingOutstanding):
        write(sample_store, MISSING)


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


def test_a_day_that_has_passed_and_an_unknown_agency_are_refused(sample: Store) -> None:
    with pytest.raises(WrongDate, match="17"):
        write(sample, MISSING, deadline=date(2025, 4, 17))
    with pytest.raises(UnknownAgency):
        write(sample, "999")


def test_a_day_after_the_round_closes_is_refused(store: Store) -> None:
    scheme = named("สำนักงานที่ดิน")
    (own_round,) = scheme.rounds
    loaded(store, replace(scheme, rounds=(replace(own_round, lock_on=date(2025, 5, 6)),)))
    with pytest.raises(WrongDate, match="6 พ"):
        write(store, "001", deadline=date(2025, 5, 7))
    assert "ภายในวันที่ ๖ พฤษภาคม ๒๕๖๘ เพื่อ" in only(store, "001")


def test_no_letter_is_written_before_the_round_opens(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2025-02-10T10:00:00+07:00")
    with pytest.raises(WrongDate):
        write(sample, MISSING)
