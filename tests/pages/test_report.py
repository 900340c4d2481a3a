"""รายงาน: what the province writes, and the report as a file."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itadata.access import Actor, Role
from itadata.intake.summaries import (
    CHOICE,
    DRAFT_FIELDS,
    use_of_results_versions,
    write_summary,
    write_use_of_results,
)
from itadata.store import Store
from tests.pages.conftest import Opened, labels, listings, texts

WICHAI = Actor("wichai", Role.PROVINCE)
AT = {"year": 2568, "round": 6}


def boxes(test: AppTest) -> list[str]:
    return [box.value for box in test.text_area]


def click(test: AppTest, key: str) -> AppTest:
    assert not test.exception
    return test.button(key=key).click().run()


@pytest.fixture
def store_of(sample_copy: Path) -> Store:
    return Store.open(f"sqlite:///{sample_copy}")


def stored_summaries(store: Store, year: int = 2568) -> list[tuple[int, int, str]]:
    with store.snapshot() as snapshot:
        return [(s.no, s.version, s.texts["results"]) for s in snapshot.summaries(year)]


@pytest.mark.parametrize(("lang", "year"), [("th", 2566), ("en", 2567), ("th", 2568)])
def test_it_opens_for_every_year(app: Opened, lang: str, year: int) -> None:
    assert not app("report", lang, year=year).exception


def test_on_an_empty_database_it_says_so(empty_app: Opened) -> None:
    assert "No measures are loaded yet" in texts(empty_app("report", "en"))


def test_it_shows_the_remarks_the_texts_and_the_file_of_the_report(app: Opened) -> None:
    test = app("report", year=2567, round=12)
    assert "ลำดับข้อข้ามข้อ 2" in texts(test) and "บุคคลากร" in texts(test)
    (html,) = listings(test)
    assert "ได้จัดทำคู่มือหรือมาตรฐานการปฏิบัติงาน" in html
    assert any(".docx" in each.label for each in test.get("download_button"))


def test_a_template_that_cannot_be_used_is_a_sentence(
    app: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ITA_REPORT_TEMPLATE", str(tmp_path / "none.docx"))
    assert "none" in texts(app("report", year=2567, round=12))


def test_the_editor_begins_with_the_frameworks_sheet_and_shows_the_counts(app: Opened) -> None:
    test = app("report", year=2567, round=12, measure=1)
    before = boxes(test)[0]
    assert before.startswith("ส่วนราชการประจำจังหวัดเชียงใหม่ ได้จัดทำคู่มือ")
    counts = "ส่วนราชการรายงานแล้ว 33 จาก 35 แห่ง ดำเนินการครบทุกขั้นตอน 21 แห่ง"
    assert counts in texts(test)
    assert "มาตรการถัดไป" in labels(test)
    # A draft is added to the text.
    assert boxes(click(test, "report_draft"))[0].startswith(before)


def test_a_text_is_saved_once_however_often_the_button_is_clicked(
    app: Opened, store_of: Store
) -> None:
    test = app("report", **AT, measure=1)
    test.text_area[0].set_value("ผลของจังหวัด").run()
    click(test, "report_save")
    assert "บันทึกฉบับที่ 1 แล้ว" in texts(test)
    click(test, "report_save")
    assert stored_summaries(store_of) == [(1, 1, "ผลของจังหวัด")]


def test_what_is_not_saved_stays_while_other_measures_are_looked_at(app: Opened) -> None:
    test = app("report", **AT, measure=1)
    test.text_area[0].set_value("ยังเขียนไม่เสร็จ").run()
    test = click(click(test, "report_next"), "report_before")
    assert boxes(test)[0] == "ยังเขียนไม่เสร็จ"


def test_a_quotation_is_added_with_its_source(app: Opened, store_of: Store) -> None:
    test = app("report", **AT, measure=1)
    test = click(test, "report_quote_results_0")
    quoted = boxes(test)[0]
    assert quoted
    click(test, "report_save")
    with store_of.snapshot() as snapshot:
        (summary,) = snapshot.summaries(2568)
    assert summary.texts["results"] == quoted
    assert summary.quoted[0].cell.startswith("แบบรายงาน!")


def test_a_draft_of_figures_and_agencies_can_be_undone(app: Opened) -> None:
    test = click(app("report", **AT, measure=1), "report_draft")
    assert boxes(test)[0].startswith("1. ส่วนราชการรายงานแล้ว 18 จาก 35 แห่ง")
    assert boxes(click(test, "report_undo")) == ["", ""]


@pytest.mark.parametrize("choice", ["report_mine", "report_theirs"])
def test_a_version_that_somebody_saved_meanwhile_is_shown_and_nothing_is_lost(
    app: Opened, store_of: Store, choice: str
) -> None:
    test = app("report", **AT, measure=1)
    test.text_area[0].set_value("ของฉัน").run()
    write_summary(store_of, WICHAI, 2568, 1, results="ของวิชัย", outcomes="", after=0)
    test = click(test, "report_save")
    assert "wichai" in texts(test) and "ของวิชัย" in texts(test)
    assert boxes(test)[0] == "ของฉัน"
    click(test, choice)
    if choice == "report_theirs":
        assert boxes(test)[0] == "ของวิชัย"
        return
    click(test, "report_save")
    assert stored_summaries(store_of) == [(1, 2, "ของฉัน"), (1, 1, "ของวิชัย")]


def test_an_earlier_version_can_be_taken_up(app: Opened, store_of: Store) -> None:
    for after, text in enumerate(("ก", "ข")):
        write_summary(store_of, WICHAI, 2568, 1, results=text, outcomes="", after=after)
    test = app("report", **AT, measure=1)
    assert boxes(click(test, "report_version_1"))[0] == "ก"


def test_text_of_agencies_is_no_markup(app: Opened, store_of: Store) -> None:
    hostile = "**หนา** <b>x</b> $a$"
    write_summary(store_of, WICHAI, 2568, 1, results=hostile, outcomes="", after=0)
    assert "**หนา**" not in texts(app("report", **AT, measure=1))


def test_the_page_of_measures_shows_what_was_written(app: Opened, store_of: Store) -> None:
    write_summary(store_of, WICHAI, 2568, 1, results="ผลที่เขียนบนหน้า", outcomes="", after=0)
    assert any("ผลที่เขียนบนหน้า" in each for each in listings(app("measures", **AT)))


def test_an_agencys_page_is_offered_for_its_head(app: Opened) -> None:
    test = app("agency", year=2567, round=12, agency="003")
    assert any("หัวหน้าส่วนราชการ" in each.label for each in test.get("download_button"))


# --- the use of the results ------------------------------------------------------------------

USE = {"kind": "use-of-results", "results": 2567}


def stored_drafts(store: Store) -> dict[int, list[dict[str, str]]]:
    """The texts of each version of the use of the results of 2567, newest first."""
    with store.snapshot() as snapshot:
        versions = use_of_results_versions(snapshot, 2567)
    return {no: [dict(each.texts) for each in of_no] for no, of_no in versions.items()}


def test_the_indicators_are_offered_with_their_draft_measures_and_the_choice_is_kept(
    app: Opened, store_of: Store
) -> None:
    test = app("report", kind="use-of-results")
    (counts,) = [line for line in texts(test).splitlines() if "4 จาก 10 ตัวชี้วัด" in line]
    assert "ข้อมูลตัวอย่าง" in counts
    choice = test.multiselect[0]
    assert choice.value == ["4", "2", "3", "5"] and choice.options[:2] == [
        "4. การใช้ทรัพย์สินของราชการ",
        "2. การใช้งบประมาณ",
    ]
    (html,) = listings(test)
    assert "การป้องกันการนำทรัพย์สินราชการไปใช้" in html
    offered = [each.label for each in test.get("download_button")]
    assert any(".docx" in label for label in offered)
    assert any("2568" in label and ".xlsx" in label for label in offered)
    choice.set_value(["4", "10"]).run()
    assert stored_drafts(store_of) == {CHOICE: [{"indicators": "4 10"}]}
    assert test.multiselect[0].value == ["4", "10"]
    assert "2, 3, 5" in texts(test)


def test_a_draft_measure_is_edited_and_nothing_of_two_writers_is_lost(
    app: Opened, store_of: Store
) -> None:
    test = app("report", **USE, indicator=4)
    assert len(boxes(test)) == 7 and boxes(test)[0].startswith("การป้องกันการนำทรัพย์สิน")
    test.text_area[0].set_value("ของฉัน").run()
    other = dict.fromkeys(DRAFT_FIELDS, "ของวิชัย")
    write_use_of_results(store_of, WICHAI, 2567, 4, texts=other, after=0)
    test = click(test, "report_save")
    assert "ของวิชัย" in texts(test) and boxes(test)[0] == "ของฉัน"
    click(click(test, "report_mine"), "report_save")
    assert [each["measure"] for each in stored_drafts(store_of)[4]] == ["ของฉัน", "ของวิชัย"]
    assert "ของฉัน" in listings(click(test, "report_whole"))[0]


def test_an_executive_reads_and_takes_the_use_of_the_results(app: Opened) -> None:
    test = app("report", role="executive", **USE)
    assert test.multiselect[0].disabled
    offered = [each.label for each in test.get("download_button")]
    assert any(".docx" in label for label in offered)
    assert not any("ร่างกรอบ" in label for label in offered)
    read = app("report", role="executive", **USE, indicator=4)
    assert not read.text_area and "การป้องกันการนำทรัพย์สินราชการไปใช้" in texts(read)


def test_an_unknown_year_of_results_or_indicator_shows_what_there_is(app: Opened) -> None:
    test = app("report", kind="use-of-results", results=2499, indicator="x")
    assert not test.exception
    assert "2499" in texts(test) and test.multiselect
    assert not app("report", "en", kind="use-of-results", results=2563).exception


def test_without_a_score_there_is_nothing_to_use(empty_app: Opened) -> None:
    assert "No ITA score" in texts(empty_app("report", "en", kind="use-of-results"))
