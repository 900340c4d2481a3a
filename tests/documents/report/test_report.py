"""The report of years that are not over, of years without anything, and what is chosen."""

from dataclasses import replace

import pytest

from itadata.access import Actor, Role
from itadata.documents import Digits
from itadata.documents.report import Annex, write_report
from itadata.errors import NoFramework, NotAllowed, UnknownRound
from itadata.exports import SAMPLE_LABEL
from itadata.framework import Framework
from itadata.intake import Upload, receive
from itadata.intake.summaries import write_summary
from itadata.language import _, gettext_in
from itadata.store import Store
from tests import builders
from tests.documents.report.conftest import (
    OPERATOR,
    cells,
    headers,
    made,
    opened,
    report,
    rows,
    text,
)
from tests.documents.test_page_breaks import whole

YEAR = builders.framework().fiscal_year


def loaded(store: Store, framework: Framework) -> Store:
    upload = Upload("framework.xlsx", builders.framework_workbook(framework))
    assert receive(store, OPERATOR, upload).accepted
    return store


def test_executives_and_the_province_make_it_an_officer_does_not(sample: Store) -> None:
    for role in (Role.EXECUTIVE, Role.PROVINCE):
        assert write_report(sample, Actor("somebody", role), 2567).content
    with pytest.raises(NotAllowed):
        write_report(sample, Actor("somchai", Role.OFFICER, "001"), 2567)


def test_an_unknown_year_or_round_is_refused(sample: Store) -> None:
    for year in (2563, 2560):
        with pytest.raises(NoFramework, match=str(year)):
            made(sample, year)
    with pytest.raises(UnknownRound):
        made(sample, 2567, 9)


# --- the middle of a round, and nothing at all ---------------------------------------------


def test_in_the_middle_of_a_round_it_says_so_first(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2025-04-18T10:00")
    first = text(report(sample, 2568)).splitlines()[0]
    assert first.startswith("จัดทำระหว่างรอบรายงาน: ข้อมูลรอบ 6 เดือน ณ วันที่ 18 เมษายน 2568 ")


def test_of_half_a_year_without_texts_it_says_so(sample: Store) -> None:
    written = made(sample, 2568)
    document = opened(written.content)
    lines = text(document)
    assert lines.splitlines()[0] == (
        "รายงานรอบ 6 เดือนแรก มิใช่ทั้งปีงบประมาณ: ข้อมูล ณ วันที่ 2 พฤษภาคม 2568 "
        "ส่วนราชการรายงานแล้ว 18 จาก 35 แห่ง"
    )
    assert "ตั้งแต่วันที่ 1 ตุลาคม 2567 ถึง วันที่ 31 มีนาคม 2568" in lines
    assert {row["results"] for row in rows(document)} == {"–"}
    assert any("ยังไม่มีผลการดำเนินการ: มาตรการที่ 1, 2" in each for each in written.remarks)
    thai = text(report(sample, 2568, digits=Digits.THAI))
    assert "๑๘ จาก ๓๕ แห่ง" in thai.splitlines()[0]


def test_of_an_earlier_round_it_says_so_and_leaves_the_score_sentence_out(sample: Store) -> None:
    written = made(sample, 2567, 6)
    document = opened(written.content)
    assert text(document).startswith("รายงานรอบ 6 เดือนแรก มิใช่ทั้งปีงบประมาณ")
    assert "95.55" not in str(rows(document))
    assert any("ทั้งปี 2567" in each for each in written.remarks)


def test_a_year_with_no_returns_is_a_right_file(store: Store) -> None:
    loaded(store, builders.framework())
    document = report(store)
    assert len(rows(document)) == len(builders.framework().measures)
    assert "0 จาก" in text(document).splitlines()[0]
    assert headers(document) == {""}


def test_without_a_score_there_is_no_sentence_and_it_is_reported(store: Store) -> None:
    written = made(loaded(store, builders.framework()), YEAR, 12)
    assert "ITA" not in str(rows(opened(written.content)))
    assert any(f"ยังไม่มีคะแนน ITA ปี {YEAR}" in each for each in written.remarks)


def test_without_a_score_a_sentence_that_was_written_is_left_out_and_reported(
    store: Store,
) -> None:
    loaded(store, builders.framework())
    claimed = f"1. ดีขึ้น\n2. ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {YEAR} เพิ่มขึ้นเป็น 99.99"
    write_summary(store, OPERATOR, YEAR, 1, results="ครบ", outcomes=claimed, after=0)
    written = made(store, YEAR, 12)
    assert rows(opened(written.content))[0]["outcomes"] == "1. ดีขึ้น"
    assert any("มาตรการที่ 1" in each and "คะแนนรองรับ" in each for each in written.remarks)


def test_the_sentence_is_of_the_stored_score_whatever_was_written(sample: Store) -> None:
    # The sample's texts of 2566 were written of 2567.
    written = made(sample, 2566)
    last = {row["outcomes"].splitlines()[-1][3:] for row in rows(opened(written.content))}
    assert last == {
        "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566 ของจังหวัดเชียงใหม่ เพิ่มขึ้นเป็น 93.64 อยู่ในระดับผ่านดี"
    }
    assert any("ไม่ตรงกับคะแนนในระบบ" in each for each in written.remarks)


def test_text_from_outside_is_text(sample_store: Store) -> None:
    hostile = "{{ year }} <w:p> & {% for %} \x00\a{{ 7*7 }}"
    write_summary(sample_store, OPERATOR, 2568, 1, results=hostile, outcomes="–", after=0)
    assert (
        rows(report(sample_store, 2568))[0]["results"] == "{{ year }} <w:p> & {% for %} {{ 7*7 }}"
    )


def test_a_short_row_stays_whole_and_a_very_long_one_may_go_on_over_the_page(
    sample_store: Store,
) -> None:
    write_summary(sample_store, OPERATOR, 2568, 2, results="ครบ", outcomes="ดีขึ้น", after=0)
    long = "\n".join(f"{n}. ดำเนินการตามแผนอย่างต่อเนื่องทั้งปีงบประมาณ" for n in range(1, 80))
    write_summary(sample_store, OPERATOR, 2568, 1, results=long, outcomes="–", after=0)
    table = report(sample_store, 2568).tables[0]
    # The steps of measures 4 and 7 alone fill a page in a font that stands in.
    assert whole(table)[1:] == [False, True, True, False, True, True, False, True]


def test_the_oit_item_stands_only_where_the_framework_of_the_next_year_says_it(
    store: Store,
) -> None:
    loaded(store, builders.framework())
    assert "OIT" not in text(report(store))
    loaded(store, replace(builders.framework(YEAR + 1), report_item="O26"))
    assert "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ข้อ O26" in text(report(store))


# --- annexes -------------------------------------------------------------------------------


def test_the_chosen_annexes_follow_in_order_each_with_its_table(sample: Store) -> None:
    written = made(sample)
    document = opened(written.content)
    assert len(document.tables) == 1, "none is chosen"
    assert headers(document) == {gettext_in(SAMPLE_LABEL, "th")}
    assert "มาตรการที่ 2: ลำดับข้อข้ามข้อ 2" in written.remarks

    document = report(sample, annexes=(*reversed(Annex),))
    lines = text(document).splitlines()
    titles = [line for line in lines if line.startswith("ภาคผนวก")]
    expected = [
        f"ภาคผนวก {letter} {_(annex.label)}" for letter, annex in zip("กขคง", Annex, strict=True)
    ]
    assert titles == expected
    assert [line.startswith("ส่วนราชการรายงานแล้ว 33 จาก 35 แห่ง") for line in lines].count(True) == 4
    assert "2 พ.ค. 2568" in lines[lines.index(titles[0]) + 1]

    matrix, evidence, missing, definitions = map(cells, document.tables[1:])
    assert len(matrix) == 1 + 35 + 1
    assert [row[2:] for row in matrix if row[1] == "เรือนจำกลางเชียงใหม่"] == [["–"] * 8]
    assert evidence[1][4] == "returns/2567-12/001.xlsx · แบบรายงาน!E4"
    assert {row[1] for row in missing[1:]} == {"เรือนจำกลางเชียงใหม่", "สำนักงานสัสดีจังหวัดเชียงใหม่"}
    assert len(definitions) > 10


def test_an_exemption_is_listed_with_its_reason(store: Store) -> None:
    framework = builders.framework()
    exemption = replace(framework.exemptions[0], months=12) if framework.exemptions else None
    assert exemption is not None
    loaded(store, replace(framework, exemptions=(exemption,)))
    missing = cells(report(store, annexes=(Annex.MISSING,)).tables[1])
    assert any(exemption.reason in row[-1] for row in missing)
