"""The report of years that are not over, of years without anything, and what is chosen."""

from dataclasses import replace

import pytest

from itadata.access import Actor, Role
from itadata.documents import Digits
from itadata.documents.report import Annex, ReportOptions, write_report
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

YEAR = builders.framework().fiscal_year
OPEN = "2025-05-20T10:00:00+07:00"  # in the middle of 2568


def loaded(store: Store, framework: Framework) -> Store:
    upload = Upload("framework.xlsx", builders.framework_workbook(framework))
    assert receive(store, OPERATOR, upload).accepted
    return store


# --- who, and of what ----------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.PROVINCE])
def test_executives_and_the_province_make_it(sample: Store, role: Role) -> None:
    assert write_report(sample, Actor("somebody", role), 2567).content


def test_an_officer_of_an_agency_does_not(sample: Store) -> None:
    with pytest.raises(NotAllowed):
        write_report(sample, Actor("somchai", Role.OFFICER, "001"), 2567)


@pytest.mark.parametrize("year", [2563, 2560])
def test_a_year_without_measures_is_told(sample: Store, year: int) -> None:
    with pytest.raises(NoFramework, match=str(year)):
        made(sample, year)


def test_a_round_that_there_is_not_is_told(sample: Store) -> None:
    with pytest.raises(UnknownRound):
        made(sample, 2567, 9)


# --- sample --------------------------------------------------------------------------------


def test_the_mark_of_a_sample_is_on_every_page(sample: Store) -> None:
    assert headers(report(sample)) == {gettext_in(SAMPLE_LABEL, "th")}


def test_what_is_no_sample_has_no_mark(store: Store) -> None:
    loaded(store, builders.framework())
    assert headers(report(store)) == {""}


# --- the middle of a round, and nothing at all ---------------------------------------------


def test_in_the_middle_of_a_round_it_says_so_first(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2025-04-18T10:00")
    first = text(report(sample, 2568)).splitlines()[0]
    assert first.startswith("จัดทำระหว่างรอบรายงาน: ข้อมูลรอบ 6 เดือน ณ วันที่ 18 เมษายน 2568 ")


def test_of_half_a_year_it_says_so_first(sample: Store) -> None:
    first = text(report(sample, 2568)).splitlines()[0]
    assert first == (
        "รายงานรอบ 6 เดือนแรก มิใช่ทั้งปีงบประมาณ: ข้อมูล ณ วันที่ 20 พฤษภาคม 2568 "
        "ส่วนราชการรายงานแล้ว 18 จาก 35 แห่ง"
    )


def test_of_half_a_year_the_period_is_half_a_year(sample: Store) -> None:
    said = text(report(sample, 2568)).replace("\N{NO-BREAK SPACE}", " ")
    assert "ตั้งแต่วันที่ 1 ตุลาคม 2567 ถึง วันที่ 31 มีนาคม 2568" in said


def test_what_it_says_first_is_in_its_figures(sample: Store) -> None:
    first = text(report(sample, 2568, digits=Digits.THAI)).splitlines()[0]
    assert "๑๘ จาก ๓๕ แห่ง" in first


def test_of_an_earlier_round_it_says_so(sample: Store) -> None:
    first = text(opened(made(sample, 2567, 6).content)).splitlines()[0]
    assert first.startswith("รายงานรอบ 6 เดือนแรก มิใช่ทั้งปีงบประมาณ")


def test_a_year_with_no_returns_is_a_right_file(store: Store) -> None:
    loaded(store, builders.framework())
    document = report(store)
    assert len(rows(document)) == len(builders.framework().measures)
    assert "0 จาก" in text(document).splitlines()[0]


def test_a_measure_without_text_has_a_dash_and_is_told(sample: Store) -> None:
    written = made(sample, 2568)
    assert {row["results"] for row in rows(opened(written.content))} == {"–"}
    assert any("ยังไม่มีผลการดำเนินการ: มาตรการที่ 1, 2" in each for each in written.remarks)


def test_without_a_score_there_is_no_sentence_and_it_is_told(store: Store) -> None:
    written = made(loaded(store, builders.framework()), YEAR, 12)
    assert "ITA" not in str(rows(opened(written.content)))
    assert any(f"ยังไม่มีคะแนน ITA ปี {YEAR}" in each for each in written.remarks)


def test_without_a_score_a_sentence_that_was_written_is_left_out_and_told(store: Store) -> None:
    loaded(store, builders.framework())
    claimed = f"1. ดีขึ้น\n2. ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {YEAR} เพิ่มขึ้นเป็น 99.99"
    write_summary(store, OPERATOR, YEAR, 1, results="ครบ", outcomes=claimed, after=0)
    written = made(store, YEAR, 12)
    assert rows(opened(written.content))[0]["outcomes"] == "1. ดีขึ้น"
    assert any("มาตรการที่ 1" in each and "คะแนนรองรับ" in each for each in written.remarks)


def test_of_half_a_year_the_sentence_of_the_year_is_left_out_and_it_is_told(
    sample: Store,
) -> None:
    written = made(sample, 2567, 6)
    assert "95.55" not in str(rows(opened(written.content)))
    assert any("ทั้งปี 2567" in each for each in written.remarks)


def test_the_sentence_is_of_the_stored_score_whatever_was_written(sample: Store) -> None:
    # The sample's texts of 2566 were written of 2567.
    written = made(sample, 2566)
    last = {row["outcomes"].splitlines()[-1][3:] for row in rows(opened(written.content))}
    assert last == {
        "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2566 ของจังหวัดเชียงใหม่ เพิ่มขึ้นเป็น 93.64 อยู่ในระดับผ่านดี"
    }
    assert any("ไม่ตรงกับคะแนนในระบบ" in each for each in written.remarks)


def test_a_number_that_a_list_leaves_out_is_told(sample: Store) -> None:
    assert "มาตรการที่ 2: ลำดับข้อข้ามข้อ 2" in made(sample).remarks


def test_what_the_province_wrote_is_what_the_report_says(own: Store) -> None:
    write_summary(own, OPERATOR, 2568, 1, results="ผลใหม่", outcomes="1. ดีขึ้น", after=0)
    assert rows(report(own, 2568))[0]["results"] == "ผลใหม่"


def test_text_from_outside_is_text(own: Store) -> None:
    hostile = "{{ year }} <w:p> & {% for %} \x00\a{{ 7*7 }}"
    write_summary(own, OPERATOR, 2568, 1, results=hostile, outcomes="–", after=0)
    assert rows(report(own, 2568))[0]["results"] == "{{ year }} <w:p> & {% for %} {{ 7*7 }}"


def test_a_short_row_stays_whole_and_a_very_long_one_may_go_on_over_the_page(own: Store) -> None:
    from docx.oxml.ns import qn

    write_summary(own, OPERATOR, 2568, 2, results="ครบ", outcomes="ดีขึ้น", after=0)
    long = "\n".join(f"{n}. ดำเนินการตามแผนอย่างต่อเนื่องทั้งปีงบประมาณ" for n in range(1, 80))
    write_summary(own, OPERATOR, 2568, 1, results=long, outcomes="–", after=0)
    table = report(own, 2568).tables[0]
    whole = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:]]
    # The steps of measures 4 and 7 alone fill a page in a font that stands in.
    assert whole == [False, True, True, False, True, True, False, True]


# --- annexes -------------------------------------------------------------------------------


def test_without_a_choice_there_is_no_annex(sample: Store) -> None:
    assert len(report(sample).tables) == 1


@pytest.mark.parametrize("annex", Annex)
def test_each_annex_is_a_table_under_its_title(sample: Store, annex: Annex) -> None:
    document = report(sample, annexes=(annex,))
    assert len(document.tables) == 2
    assert f"ภาคผนวก ก {_(annex.label)}" in text(document)


def test_annexes_have_their_letters_in_order(sample: Store) -> None:
    said = text(report(sample, annexes=(Annex.DEFINITIONS, Annex.MATRIX)))
    assert said.index("ภาคผนวก ก ขั้นตอน") < said.index("ภาคผนวก ข ความหมาย")


def test_every_annex_says_n_of_n_and_of_when(sample: Store) -> None:
    said = text(report(sample, annexes=(Annex.DEFINITIONS,)))
    assert "รายงานแล้ว 33 จาก 35 แห่ง" in said and "20 พ.ค. 2568" in said


def test_the_matrix_has_every_agency(sample: Store) -> None:
    found = cells(report(sample, annexes=(Annex.MATRIX,)).tables[1])
    assert len(found) == 1 + 35 + 1


def test_what_is_missing_has_dashes_in_the_matrix(sample: Store) -> None:
    found = cells(report(sample, annexes=(Annex.MATRIX,)).tables[1])
    [prison] = [row for row in found if row[1] == "เรือนจำกลางเชียงใหม่"]
    assert prison[2:] == ["–"] * 8


def test_the_agencies_that_did_not_report_are_listed(sample: Store) -> None:
    found = cells(report(sample, annexes=(Annex.MISSING,)).tables[1])
    assert {row[1] for row in found[1:]} == {"เรือนจำกลางเชียงใหม่", "สำนักงานสัสดีจังหวัดเชียงใหม่"}


def test_an_exemption_is_listed_with_its_reason(store: Store) -> None:
    framework = builders.framework()
    exemption = replace(framework.exemptions[0], months=12) if framework.exemptions else None
    assert exemption is not None
    loaded(store, replace(framework, exemptions=(exemption,)))
    found = cells(report(store, annexes=(Annex.MISSING,)).tables[1])
    assert any(exemption.reason in row[-1] for row in found)


def test_evidence_names_its_file_and_cell(sample: Store) -> None:
    found = cells(report(sample, annexes=(Annex.EVIDENCE,)).tables[1])
    assert found[1][4] == "returns/2567-12/001.xlsx · แบบรายงาน!E4"


def test_options_have_usual_values() -> None:
    assert ReportOptions().digits is Digits.ARABIC and not ReportOptions().annexes
