from datetime import date

from itadata.analysis import DistinctText
from itadata.analysis.province_summaries import TextSource
from itadata.documents.report.summary_draft import (
    MeasureCounts,
    append_lines,
    draft_summary,
    quotations,
)

FIGURES = MeasureCounts(35, 33, 28)
DAY = date(2024, 10, 20)
LONG = "จัดทำคู่มือการปฏิบัติงานและเผยแพร่บนเว็บไซต์ของหน่วยงานครบทุกกระบวนงาน พร้อมประชาสัมพันธ์ให้ประชาชนทราบ"
CLOSING = "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 ของจังหวัดเชียงใหม่ เพิ่มขึ้นเป็น 95.55"


def wording(text: str, *codes: str, field: str = "results") -> DistinctText:
    places = tuple(TextSource(c, f"หน่วย {c}", 12, 1, f"{c}.xlsx", "แบบรายงาน!G4") for c in codes)
    return DistinctText(field, text, places)


def test_the_figures_are_a_sentence() -> None:
    assert FIGURES.sentence() == "ส่วนราชการรายงานแล้ว 33 จาก 35 แห่ง ดำเนินการครบทุกขั้นตอน 28 แห่ง"


def test_a_draft_begins_with_the_figures_and_their_day() -> None:
    made = draft_summary(FIGURES, [], DAY)
    assert made.results == f"{FIGURES.sentence()} (ข้อมูล ณ วันที่ 20 ตุลาคม 2567)"


def test_without_texts_a_draft_has_no_outcomes() -> None:
    assert draft_summary(FIGURES, [], DAY).outcomes == ""


def test_who_wrote_a_text_stands_after_it() -> None:
    made = draft_summary(FIGURES, [wording("จัดทำคู่มือ", "001")], DAY)
    assert made.results.splitlines()[1] == "2. จัดทำคู่มือ (หน่วย 001)"


def test_equal_and_near_equal_texts_stand_once_with_the_number_and_names_of_agencies() -> None:
    text = LONG
    made = draft_summary(
        FIGURES,
        [
            wording(text, "001", "002", field="outcomes"),
            wording("ประชาชนพึงพอใจ", "003", field="outcomes"),
            wording(f"{text}แล้ว", "004", field="outcomes"),
        ],
        DAY,
    )
    assert made.outcomes.splitlines() == [
        f"1. {text} (3 แห่ง ได้แก่ หน่วย 001, หน่วย 002 และหน่วย 004)",
        "2. ประชาชนพึงพอใจ (หน่วย 003)",
    ]
    assert [each.agency_code for each in made.quoted] == ["001", "002", "004", "003"]


def test_texts_with_other_numbers_or_a_not_are_not_near_equal() -> None:
    texts = [
        f"จัดอบรมบุคลากรของหน่วยงานเรื่องมาตรฐานทางจริยธรรม{n}" for n in (" 10 คน", " 12 คน", "ไม่ครบ")
    ]
    made = draft_summary(FIGURES, [wording(t, f"{n:03}") for n, t in enumerate(texts)], DAY)
    assert len(made.results.splitlines()) == 1 + 3


def test_the_other_texts_follow_by_step_a_line_each() -> None:
    texts = ["ไม่มีเลขข้อ", "3. รายงานผล", "1. ประกาศนโยบาย\n2. อบรม"]
    made = draft_summary(FIGURES, [wording(t, f"{n:03}") for n, t in enumerate(texts)], DAY)
    assert [line.split(" (")[0] for line in made.results.splitlines()[1:]] == [
        "2. 1. ประกาศนโยบาย 2. อบรม",
        "3. รายงานผล",
        "4. ไม่มีเลขข้อ",
    ]


def test_every_word_of_a_draft_is_of_the_figures_or_of_agencies() -> None:
    made = draft_summary(FIGURES, [wording("จัดทำคู่มือ", "001"), wording("อบรม", "002")], DAY)
    assert made.results.splitlines()[1:] == ["2. จัดทำคู่มือ (หน่วย 001)", "3. อบรม (หน่วย 002)"]


def test_the_sources_of_a_draft_are_kept() -> None:
    made = draft_summary(FIGURES, [wording("จัดทำคู่มือ", "001", "002")], DAY)
    assert [(each.agency_code, each.cell) for each in made.quoted] == [
        ("001", "แบบรายงาน!G4"),
        ("002", "แบบรายงาน!G4"),
    ]


def test_a_quotation_knows_agency_version_and_cell() -> None:
    (source,) = quotations(wording("จัดทำคู่มือ", "001"))
    assert (source.agency_code, source.round, source.version, source.field, source.cell) == (
        "001",
        12,
        1,
        "results",
        "แบบรายงาน!G4",
    )


def test_what_is_quoted_goes_on_with_the_list() -> None:
    assert append_lines("1. ก\n2. ข", "ค") == "1. ก\n2. ข\n3. ค"


def test_what_is_quoted_stands_before_the_closing_sentence() -> None:
    assert append_lines(f"1. ก\n2. {CLOSING}", "ข") == f"1. ก\n2. ข\n3. {CLOSING}"


def test_a_running_text_stays_without_numbers() -> None:
    assert append_lines("ก", "ข") == "ก\nข"


def test_a_list_that_is_added_takes_the_numbers_that_follow() -> None:
    assert append_lines("1. ก", "1. ข\n2. ค") == "1. ก\n2. ข\n3. ค"


def test_what_the_text_says_already_is_not_repeated() -> None:
    written = "1. ก\n2. จัดทำคู่มือ (สำนักงานจังหวัด)"
    assert append_lines(written, "จัดทำคู่มือ") == written
    assert append_lines(written, "1. ข\n2. จัดทำคู่มือ (สำนักงานจังหวัด)") == f"{written}\n3. ข"
