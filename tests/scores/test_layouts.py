"""Real scores of provinces in the layouts that people use: each is read as the same figures."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from itadata.framework import computed_total, instrument_means
from itadata.scores import ParsedScores, Scale
from tests.builders import cents, frameworks, score_workbook, sheet_of
from tests.scores.parsing import parse

Rows = Sequence[Sequence[Any]]

# As published for fiscal years 2563 and 2564: ten indicators, then the total.
REAL = {
    ("จังหวัดตราด", 2564): "93.55 87.72 91.01 87.93 89.52 90.55 88.68 88.58 72.89 65.56 81.45",
    ("จังหวัดตราด", 2563): "92.57 86.13 90.08 85.98 88.04 83.67 82.11 79.29 69.94 52.78 75.62",
    ("จังหวัดจันทบุรี", 2564): "92.84 86.27 89.21 84.7 87.51 90.03 87.99 85.97 75.39 65.39 80.99",
    ("จังหวัดจันทบุรี", 2563): "92.17 85.44 88.74 84.05 86.51 84.62 83.7 81.88 51.68 29.82 67.54",
    ("จังหวัดนครนายก", 2564): "94.65 89.11 91.95 89.29 89.86 92.12 89.9 89.49 65.89 51.15 77.85",
}
FIGURES = {key: [Decimal(text) for text in figures.split()] for key, figures in REAL.items()}
OF_2564 = {unit: figures for (unit, year), figures in FIGURES.items() if year == 2564}
TITLE = ["ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2564"]
NUMBERED = [f"ตัวชี้วัดที่ {no}" for no in range(1, 11)]
MEMBERS = {"IIT": slice(0, 5), "EIT": slice(5, 8), "OIT": slice(8, 10)}
WEIGHTS = {"IIT": Decimal("0.3"), "EIT": Decimal("0.3"), "OIT": Decimal("0.4")}


def means(figures: Sequence[Decimal]) -> dict[str, Decimal]:
    parts = {code: figures[members] for code, members in MEMBERS.items()}
    return {code: sum(part, Decimal()) / len(part) for code, part in parts.items()}


def one_row_a_unit_and_year() -> Rows:
    rows = [[year, unit, *figures] for (unit, year), figures in FIGURES.items()]
    return [["ปีงบประมาณ", "หน่วยงาน", *NUMBERED, "คะแนน ITA"], *rows]


def ranked_list() -> Rows:
    headings = ["อันดับ", "จังหวัด", *(f"KPI {no}" for no in range(1, 11)), "ผลคะแนน (100)", "เกรด"]
    ranked = sorted(OF_2564.items(), key=lambda each: -each[1][-1])
    rows = [[n, unit, *figures, "B"] for n, (unit, figures) in enumerate(ranked, 1)]
    return [TITLE, headings, *rows]


def two_heading_rows() -> Rows:
    groups = [None, None, "IIT (ร้อยละ 30)", *[None] * 4, "EIT (ร้อยละ 30)", None, None]
    groups += ["OIT (ร้อยละ 40)", None, None]
    names = ["ที่", "ส่วนราชการ", *range(1, 11), "คะแนนรวม"]
    rows = [[n, unit, *figures] for n, (unit, figures) in enumerate(OF_2564.items(), 1)]
    return [TITLE, groups, names, *rows, ["ค่าเฉลี่ย", None, *[80] * 11]]


def years_as_groups() -> Rows:
    groups = ["หน่วยงาน", "ปีงบประมาณ 2563", *[None] * 10, "ปีงบประมาณ 2564", *[None] * 10]
    names = [None, *NUMBERED, "คะแนน", *NUMBERED, "คะแนน"]
    blank = [None] * 11
    units = dict.fromkeys(unit for unit, _ in FIGURES)
    rows = [[u, *FIGURES.get((u, 2563), blank), *FIGURES.get((u, 2564), blank)] for u in units]
    return [["ผลคะแนน ITA ย้อนหลัง ปี 2563 - 2564"], groups, names, *rows]


def units_as_columns() -> Rows:
    labels = [*NUMBERED, "คะแนน ITA"]
    rows = [[label, *values] for label, *values in zip(labels, *OF_2564.values(), strict=True)]
    return [TITLE, [], ["ตัวชี้วัด", *OF_2564], *rows]


def units_under_a_group() -> Rows:
    rows = [list(row) for row in units_as_columns()[3:]]
    return [TITLE, ["รายการ", "หน่วยงาน", None, None], [None, *OF_2564], *rows]


def long_under_other_words() -> Rows:
    labels = [f"KPI {no}" for no in range(1, 11)] + ["ผลคะแนนรวม"]
    rows = [
        [f"ปีงบฯ {year}", unit, label, value, "ผ่านการตรวจ"]
        for (unit, year), figures in FIGURES.items()
        for label, value in zip(labels, figures, strict=True)
    ]
    return [["ปี", "ชื่อหน่วยงานภาครัฐ", "ประเด็น", "ร้อยละ", "สถานะ"], *rows]


def long_with_years_as_columns() -> Rows:
    both = FIGURES["จังหวัดตราด", 2563], FIGURES["จังหวัดตราด", 2564]
    rows = [[label, *pair] for label, *pair in zip([*NUMBERED, "รวม"], *both, strict=True)]
    return [["หน่วยงาน: จังหวัดตราด"], ["เครื่องมือ/ตัวชี้วัด", 2563, 2564], *rows]


def with_weights_ranks_and_earlier_scores() -> Rows:
    headings = ["หน่วยงาน", "สังกัด", *NUMBERED, "น้ำหนัก IIT", "อันดับ", "คะแนนก่อนการประเมิน"]
    headings += ["ผลคะแนนปี 2563", "คะแนน ITA ปี 2564", "ผลการประเมิน"]
    rows = [
        [unit, "มหาดไทย", *figures[:10], 30, n, 70, *FIGURES.get((unit, 2563), [None])[-1:]]
        for n, (unit, figures) in enumerate(OF_2564.items(), 1)
    ]
    return [TITLE, headings, *([*row, OF_2564[str(row[0])][-1], "B"] for row in rows)]


def instruments_in_points() -> Rows:
    headings = ["หน่วยงาน", *NUMBERED, "IIT (30)", "EIT (30)", "OIT (40)", "รวม (100)"]
    rows: list[list[Any]] = []
    for unit, figures in OF_2564.items():
        points = [cents(mean * WEIGHTS[code]) for code, mean in means(figures).items()]
        rows.append([unit, *figures[:10], *points, figures[10]])
    rows[1][12] = None
    return [TITLE, headings, *rows]


def units_as_columns_by_bare_names() -> Rows:
    names = [unit.removeprefix("จังหวัด") for unit in OF_2564]
    figures = zip(*OF_2564.values(), strict=True)
    rows = [[label, *row] for label, row in zip([*NUMBERED, "รวม"], figures, strict=True)]
    return [["ปีงบประมาณ 2564"], ["ตัวชี้วัด", *names], *rows]


def three_heading_rows() -> Rows:
    """Numbers of indicators under their instruments, units merged beside all three rows."""
    groups = [None, None, "IIT (30%)", *[None] * 4, "EIT (30%)", *[None] * 2, "OIT (40%)", None]
    rows = [[n, unit, *figures, "B"] for n, (unit, figures) in enumerate(OF_2564.items(), 1)]
    heads = [["ที่", "หน่วยงาน", "ผลรายเครื่องมือ"], [*groups, "คะแนนรวม", "ระดับ"]]
    return [TITLE, *heads, [None, None, *range(1, 11)], *rows]


def instruments_merged_beside_their_indicators() -> Rows:
    unit, figures = next(iter(OF_2564.items()))
    codes = ["IIT", *[None] * 4, "EIT", None, None, "OIT", None]
    rows = [[*each, 100] for each in zip(codes, NUMBERED, figures, strict=False)]
    title = f"หน่วยงาน: {unit} ปีงบประมาณ พ.ศ. 2564"
    headings = ["เครื่องมือ", "ตัวชี้วัด", "คะแนนที่ได้", "คะแนนเต็ม"]
    return [[title], headings, *rows, [None, "คะแนน ITA", figures[-1], 100]]


def long_with_a_round_figure() -> Rows:
    """The mean of an EIT is 88: a row with it is no row of headings."""
    rows = []
    for unit, figures in OF_2564.items():
        parts = [*means(figures).items(), ("คะแนนรวม", figures[-1])]
        rows += [[2564, unit, label, cents(value)] for label, value in parts]
    assert any(row[3] == 88 for row in rows)
    return [["ปี", "หน่วยรับการประเมิน", "รายการ", "ค่า"], *rows]


LAYOUTS: list[Callable[[], Rows]] = [
    one_row_a_unit_and_year,
    ranked_list,
    two_heading_rows,
    years_as_groups,
    units_as_columns,
    units_under_a_group,
    long_under_other_words,
    long_with_years_as_columns,
    with_weights_ranks_and_earlier_scores,
    instruments_in_points,
    units_as_columns_by_bare_names,
    long_with_a_round_figure,
    three_heading_rows,
    instruments_merged_beside_their_indicators,
]


MERGES = {
    "three_heading_rows": ("A2:A4", "B2:B4", "C2:L2", "C3:G3", "H3:J3", "K3:L3", "M3:M4", "N3:N4")
}


def read(layout: Callable[[], Rows]) -> ParsedScores:
    return parse(score_workbook(sheet_of(*layout(), merges=MERGES.get(layout.__name__, ()))))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_real_scores_are_read_and_recompute_in_every_layout(layout: Callable[[], Rows]) -> None:
    parsed = read(layout)
    assert [f.message("en") for f in parsed.findings if f.severity == "error"] == []
    scores = {(s.unit, s.fiscal_year): s for s in parsed.scores}
    assert scores and scores.keys() <= FIGURES.keys()
    for key, score in scores.items():
        total = Decimal(str(score.score_values["total"].value))
        assert total == FIGURES[key][-1]
        if score.indicators:
            assert list(score.indicators.values()) == FIGURES[key][:10]
            framework = frameworks()[key[1]]
            computed = computed_total(framework, instrument_means(framework, score.indicators))
            assert computed is not None and abs(computed - total) <= Decimal("0.03")


def test_every_figure_of_a_layout_is_there() -> None:
    counts = {layout.__name__: len(read(layout).scores) for layout in LAYOUTS}
    of_five = {"one_row_a_unit_and_year", "years_as_groups", "long_under_other_words"}
    assert {name for name, count in counts.items() if count == 5} == of_five | {
        "with_weights_ranks_and_earlier_scores"
    }
    assert counts["long_with_years_as_columns"] == 2


def test_points_beside_indicators_in_percent_are_points_of_instruments_alone() -> None:
    parsed = read(instruments_in_points)
    assert parsed.reading.scale is Scale.POINTS
    assert all(finding.code != "indicator-missing" for finding in parsed.findings)


def test_a_sheet_named_after_a_province_is_of_that_province() -> None:
    rows = [["ปีงบประมาณ 2564"], ["ตัวชี้วัด", "คะแนน"]]
    sheets = [
        sheet_of(*rows, *zip([*NUMBERED, "คะแนน ITA"], figures, strict=True), name=name)
        for name, figures in zip(("ตราด", "จังหวัดจันทบุรี"), OF_2564.values(), strict=False)
    ]
    parsed = parse(score_workbook(*sheets))
    assert [score.unit for score in parsed.scores] == ["จังหวัดตราด", "จังหวัดจันทบุรี"]
