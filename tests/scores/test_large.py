"""Large score workbooks: parsed in the worker, with the same result."""

import pytest

import itadata.scores.large
from itadata.findings import Code
from itadata.intake.sample import SAMPLE_FOLDER
from itadata.scores import ReadingOptions, Scale, parse_scores
from itadata.scores.large import parse_score_file
from itadata.workbook import limits
from tests.builders import frameworks, opened, score_workbook, sheet_of

TABLE = [
    ["ปีงบประมาณ", "หน่วยงาน", "จังหวัด", "คะแนน ITA", "ระดับ", "กลุ่ม"],
    [2567, "เทศบาลหนึ่ง", "ตราด", 91.2, "ผ่าน", "ก"],
    [2567, "เทศบาลสอง", "ตราด", 120, "ผ่าน", "ก"],
    ["ค่าเฉลี่ย", None, None, 80],
]


@pytest.mark.parametrize(
    "content",
    [(SAMPLE_FOLDER / "scores.xlsx").read_bytes(), score_workbook(sheet_of(*TABLE))],
    ids=["without a fault", "with faults"],
)
def test_the_worker_reads_a_large_workbook_as_this_process_reads_a_small_one(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = opened(content), frameworks(), ReadingOptions(scale=Scale.PERCENT), "คะแนน.xlsx"
    here = parse_scores(*given)
    monkeypatch.setattr(itadata.scores.large, "MOST_CELLS_PARSED_HERE", 0)
    there = parse_score_file(*given)
    assert there == here
    assert there.findings.left_out == here.findings.left_out


def test_one_that_takes_too_long_is_refused_with_that_finding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workbook = opened(score_workbook(sheet_of(*TABLE)))
    monkeypatch.setattr(itadata.scores.large, "MOST_CELLS_PARSED_HERE", 0)
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1)
    parsed = parse_score_file(workbook, frameworks())
    assert [finding.code for finding in parsed.findings] == [Code.FILE_TOO_LARGE]
