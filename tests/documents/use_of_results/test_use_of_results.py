"""The use of the results: its analysis, recounted by hand; what it says where data are missing."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from itadata.access import Actor, Role
from itadata.cli import main
from itadata.documents import Digits, to_pdf, use_of_results
from itadata.documents.report import Report
from itadata.documents.templates import replace_template
from itadata.documents.use_of_results import write_use_of_results
from itadata.errors import NoFramework, NotAllowed, UnknownUnit
from itadata.framework import Framework
from itadata.intake import Upload, receive
from itadata.intake.summaries import CHOICE
from itadata.intake.summaries import write_use_of_results as write_texts
from itadata.store import Store
from tests.builders import PROVINCE, framework_workbook, score_workbook, sheet_of
from tests.documents.report.conftest import OPERATOR, cells, opened, text
from tests.documents.templates import with_text
from tests.documents.test_pdf import read
from tests.frameworks import framework

# The sample's scores of 2566 and 2567, and the rule of ผ่านดีเยี่ยม: 95 in total and in each.
BEFORE = (93.70, 91.05, 92.15, 89.60, 92.80, 94.10, 92.65, 93.05, 93.60, 96.90)
SCORES = (95.10, 92.80, 93.40, 91.70, 94.50, 96.50, 95.70, 95.20, 95.30, 98.50)
MEMBERS = {"IIT": (1, 2, 3, 4, 5), "EIT": (6, 7, 8), "OIT": (9, 10)}
NAMES = {each.no: each.name for each in framework(2567).indicators}
TIED = "\u00a0"


def made(store: Store, year: int = 2567, digits: Digits = Digits.ARABIC) -> Report:
    return write_use_of_results(store, OPERATOR, year, digits)


def lines(report: Report) -> list[str]:
    """The paragraphs outside of tables; a tied space is a space."""
    return text(opened(report.content)).splitlines()


def tables(report: Report) -> list[list[list[str]]]:
    """Scores and measures, without their headings."""
    document = opened(report.content)
    return [
        [[cell.replace(TIED, " ").strip() for cell in row] for row in cells(table)[1:]]
        for table in document.tables
    ]


# --- by hand ---------------------------------------------------------------------------------


def by_hand() -> tuple[list[str], list[str], list[str]]:
    """The lines of strong points, weak points and rises, in hundredths and from the rule alone."""
    cents = {no: round(score * 100) for no, score in enumerate(SCORES, start=1)}
    gained = {no: cents[no] - round(score * 100) for no, score in enumerate(BEFORE, start=1)}
    weak = sorted((no for no in cents if cents[no] < 9500), key=lambda no: cents[no])
    strong = sorted((no for no in cents if cents[no] >= 9500), key=lambda no: -cents[no])
    rises = sorted((no for no in gained if gained[no] > 0), key=lambda no: -gained[no])[:3]

    def point(no: int, side: str) -> str:
        points = abs(cents[no] - 9500) / 100
        return (
            f"ตัวชี้วัดที่ {no} {NAMES[no]} {SCORES[no - 1]:.2f}* คะแนน "
            f"({side}กว่าเกณฑ์ 95.00 คะแนน อยู่ {points:.2f} คะแนน)"
        )

    def rise(no: int) -> str:
        return (
            f"ตัวชี้วัดที่ {no} {NAMES[no]} จาก {BEFORE[no - 1]:.2f}* เป็น {SCORES[no - 1]:.2f}* คะแนน "
            f"(เพิ่มขึ้น {gained[no] / 100:.2f} คะแนน)"
        )

    def numbered(points: Sequence[str]) -> list[str]:
        return [f"{number}. {point}" for number, point in enumerate(points, start=1)]

    return (
        numbered([point(no, "สูง") for no in strong]),
        numbered([point(no, "ต่ำ") for no in weak]),
        numbered([rise(no) for no in rises]),
    )


def test_the_analysis_is_that_of_a_hand_count(sample: Store) -> None:
    report = made(sample)
    written = lines(report)
    strong, weak, rises = by_hand()
    for heading, expected in (
        ("ตัวชี้วัดที่มีคะแนนตั้งแต่เกณฑ์ระดับผ่านดีเยี่ยมขึ้นไป จำนวน 6 จาก 10 ตัวชี้วัด ได้แก่", strong),
        ("ตัวชี้วัดที่มีคะแนนต่ำกว่าเกณฑ์ระดับผ่านดีเยี่ยม จำนวน 4 จาก 10 ตัวชี้วัด ได้แก่", weak),
        ("ตัวชี้วัดที่คะแนนเพิ่มขึ้นมากที่สุด ได้แก่", rises),
    ):
        first = written.index(heading) + 1
        assert written[first : first + len(expected)] == expected
    assert "เพิ่มขึ้นจากปีงบประมาณ พ.ศ. 2566 (93.64* คะแนน) 1.91 คะแนน" in "\n".join(written)
    assert "IIT 93.50* คะแนน (ต่ำกว่าเกณฑ์ 95.00 คะแนน อยู่ 1.50 คะแนน)" in "\n".join(written)
    scores, measures = tables(report)
    means = {
        code: sum(round(SCORES[no - 1] * 100) for no in members) / len(members) / 100
        for code, members in MEMBERS.items()
    }
    assert {row[0].split()[0]: row[2] for row in scores if row[0][0] in "IEO"} == {
        code: f"{mean:.2f}*" for code, mean in means.items()
    }
    assert scores[-1][:4] == ["คะแนนรวม", "93.64*", "95.55", "+1.91"], "a real figure"
    assert [row[0].splitlines()[0].split()[1] for row in measures] == ["4", "2", "3", "5"]


# --- the draft measures ----------------------------------------------------------------------


def test_a_draft_measure_is_that_of_the_framework_without_what_is_an_example(
    sample: Store,
) -> None:
    _, measures = tables(made(sample))
    first = measures[0]
    source = framework(2567).measure(6)
    assert source and first[1] == source.title
    assert first[2].splitlines()[0] == f"1. {source.steps[0].text}"
    assert first[3] == source.responsible
    assert first[4] == "1 ตุลาคม 2567 ถึง 30 กันยายน 2568"
    assert first[5].endswith("ค่าเป้าหมาย: ไม่น้อยกว่า 95.00 คะแนน")
    assert first[6] == "รายงานผลการดำเนินการต่อจังหวัด รอบ 6 เดือน และรอบ 12 เดือน"
    assert "(ตัวอย่าง)" not in str(measures)


def test_the_choice_and_the_wording_of_the_province_count(sample_copy: Path) -> None:
    store = Store.open(f"sqlite:///{sample_copy}")
    write_texts(store, OPERATOR, 2567, CHOICE, texts={"indicators": "10 5"}, after=0)
    texts = {"measure": "มาตรการใหม่ {{ year }}", "steps": "ทำ", "responsible": "จังหวัด"}
    write_texts(store, OPERATOR, 2567, 10, texts=texts | dict.fromkeys(REST, ""), after=0)
    report = made(store, digits=Digits.THAI)
    _, measures = tables(report)
    assert [row[0].split()[1] for row in measures] == ["๕", "๑๐"], "those offered come first"
    assert measures[1][1:5] == ["มาตรการใหม่ {{ year }}", "ทำ", "จังหวัด", "–"]
    assert any("4, 2, 3" in each for each in report.remarks)
    assert any("ตัวชี้วัดที่ 10" in each and "ค่าเป้าหมาย" in each for each in report.remarks)


REST = ("time_frame", "success_indicator", "target", "follow_up")


@pytest.mark.slow
def test_a_last_row_that_nearly_fills_a_page_leaves_no_signature_alone(
    sample_copy: Path, tmp_path: Path
) -> None:
    store = Store.open(f"sqlite:///{sample_copy}")
    write_texts(store, OPERATOR, 2567, CHOICE, texts={"indicators": "4 2 6"}, after=0)
    pages = read(to_pdf(made(store).content), tmp_path).rstrip("\f").split("\f")
    assert "ลงชื่อ" in pages[-1] and "การกำกับติดตาม" in pages[-1]


# --- who, how and from what ------------------------------------------------------------------


def test_executives_and_the_province_take_it_and_an_officer_does_not(sample: Store) -> None:
    for role in (Role.EXECUTIVE, Role.PROVINCE):
        assert write_use_of_results(sample, Actor("somebody", role), 2567).content
    with pytest.raises(NotAllowed):
        write_use_of_results(sample, Actor("somchai", Role.OFFICER, "001"), 2567)


def test_the_provinces_template_is_the_one_in_use(sample_copy: Path) -> None:
    store = Store.open(f"sqlite:///{sample_copy}")
    own = "{% for score in scores %}{{ score.name }}={{ score.score }};{% endfor %}"
    content = with_text(own, template=use_of_results.TEMPLATE)
    replace_template(store, OPERATOR, use_of_results.TEMPLATE, content, "ต้นแบบ.docx")
    assert "คะแนนรวม=95.55;" in lines(made(store))[-1]


def loaded(store: Store, *rows: Sequence[object], changed: Framework | None = None) -> Store:
    """A store with the framework of 2567, and scores as rows of year, total and indicators."""
    for each in (framework(2566), changed or framework(2567)):
        upload = Upload(f"{each.fiscal_year}.xlsx", framework_workbook(each))
        assert receive(store, OPERATOR, upload).accepted
    headings = ["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA", *(f"ตัวชี้วัดที่ {no}" for no in NAMES)]
    content = score_workbook(
        sheet_of(["มาตราคะแนน: 0–100"], headings, *([y, PROVINCE, *rest] for y, *rest in rows))
    )
    assert receive(store, OPERATOR, Upload("scores.xlsx", content)).receipt
    return store


def test_a_total_alone_is_analysed_alone(store: Store) -> None:
    report = made(loaded(store, [2567, 95.55]))
    written = "\n".join(lines(report))
    assert "คะแนนรวม 95.55 คะแนน\nไม่มีคะแนนรายเครื่องมือ จึงวิเคราะห์ได้เฉพาะคะแนนรวม" in written
    assert written.count("จึงไม่สามารถวิเคราะห์รายตัวชี้วัดได้") == 2
    assert tables(report)[1] == []
    assert any("รายตัวชี้วัด" in each for each in report.remarks)


def test_one_year_alone_says_nothing_of_a_change(store: Store) -> None:
    report = made(loaded(store, [2567, None, *SCORES]))
    assert "ไม่มีคะแนนรายตัวชี้วัดปีงบประมาณ พ.ศ. 2566 ที่เปรียบเทียบได้" in lines(report)
    assert {row[3] for row in tables(report)[0]} == {"–"}
    assert any("2566" in each for each in report.remarks)


def test_a_missing_indicator_is_named_and_the_others_are_analysed(store: Store) -> None:
    scores: list[float | None] = [*SCORES]
    scores[3] = None
    report = made(loaded(store, [2567, None, *scores]))
    assert "ไม่มีคะแนนตัวชี้วัดที่ 4" in lines(report)
    assert [row[0].split()[1] for row in tables(report)[1]] == ["2", "3", "5"]


def test_falls_come_after_the_weak_ones_with_the_score_they_fell_from_as_target(
    store: Store,
) -> None:
    scores = [*SCORES]
    scores[9], scores[8] = 96.00, 93.00
    loaded(store, [2566, None, *BEFORE], [2567, None, *scores])
    write_texts(store, OPERATOR, 2567, CHOICE, texts={"indicators": "10 9"}, after=0)
    report = made(store)
    written = lines(report)
    first = written.index("ตัวชี้วัดที่คะแนนลดลง เรียงจากมากไปน้อย ได้แก่")
    assert written[first + 1].startswith(f"1. ตัวชี้วัดที่ 10 {NAMES[10]} จาก 96.90 เป็น 96.00 คะแนน")
    assert written[first + 2].startswith("2. ตัวชี้วัดที่ 9 ")
    targets = [row[5].splitlines()[-1] for row in tables(report)[1]]
    assert targets == ["ค่าเป้าหมาย: ไม่น้อยกว่า 95.00 คะแนน", "ค่าเป้าหมาย: ไม่น้อยกว่า 96.90 คะแนน"]


def test_a_framework_without_links_drafts_what_it_can_and_says_so(store: Store) -> None:
    changed = replace(framework(2567), links=())
    report = made(loaded(store, [2567, None, *SCORES], changed=changed))
    assert {(row[1], row[2]) for row in tables(report)[1]} == {("–", "–")}
    assert any("ไม่มีมาตรการที่เชื่อมโยงกับตัวชี้วัดที่ 4" in each for each in report.remarks)


def test_a_year_without_a_score_or_a_framework_is_refused(sample: Store) -> None:
    with pytest.raises(UnknownUnit, match="2568"):
        made(sample, 2568)
    with pytest.raises(NoFramework, match="2499"):
        made(sample, 2499)


def test_the_oit_item_stands_only_where_the_next_framework_says_it(store: Store) -> None:
    loaded(store, [2567, None, *SCORES])
    assert not any("OIT) ข้อ" in line for line in lines(made(store)))
    after = replace(framework(2568), use_of_results_item="O25")
    assert receive(store, OPERATOR, Upload("2568.xlsx", framework_workbook(after))).accepted
    assert "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ข้อ O25" in lines(made(store))


# --- the command -----------------------------------------------------------------------------


def run(database: Path, *arguments: object):
    environment = {"ITA_DATABASE_URL": f"sqlite:///{database}"}
    command = ["report", "--kind", "use-of-results", *map(str, arguments)]
    return CliRunner(env=environment).invoke(main, command)


def test_the_command_writes_it_by_default_of_the_last_year_with_a_score(
    sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ก.docx"
    result = run(sample_file, "-o", path)
    assert result.exit_code == 0 and "ยังไม่ได้เลือกตัวชี้วัด" in result.stderr
    assert "ประจำปีงบประมาณ พ.ศ. 2567" in text(opened(path.read_bytes()))


def test_a_misuse_is_a_sentence_and_no_file(
    sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ("-o", "r.odt"),
        ("--agency", "003", "-o", "r.docx"),
        ("--round", "6", "-o", "r.docx"),
        ("--misprints", "mend", "-o", "r.docx"),
        ("--year", "2568", "-o", "r.docx"),
    ):
        result = run(sample_file, *arguments)
        assert result.exit_code == 2 and result.stderr and "Traceback" not in result.output
        assert not list(tmp_path.iterdir())
