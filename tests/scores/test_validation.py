"""Whether scores agree with each other: one fault gives one finding at its cell."""

from decimal import Decimal

from itadata.scores import NATIONAL_MEAN
from tests.builders import (
    LONG,
    POINTS,
    PROVINCE,
    SHORT,
    WIDE,
    long_rows,
    short_row,
    wide_row,
    wide_scores,
)
from tests.scores.parsing import (
    LAMPHUN,
    findings_of_rows,
    findings_of_workbook,
    only_finding,
    parse,
    parse_rows,
)

# --- one cell cannot be used ---------------------------------------------------------------

UNUSABLE = {
    "เก้าสิบ": "number-unreadable",
    "95,55": "number-unreadable",
    "30 ก.ย. 2567": "number-unreadable",
    101: "score-out-of-range",
    -1: "score-out-of-range",
    "#REF!": "cell-error",
    "=AVERAGE(C2:G2)": "cell-uncomputed",
}
CELLS = {"i3": "E2", "EIT": "N2", "total": "P2"}
SOUND_POINTS = short_row(unit=LAMPHUN, **POINTS)


def test_a_cell_that_cannot_be_used_is_the_only_finding() -> None:
    for value, code in UNUSABLE.items():
        for column, cell in CELLS.items():
            assert findings_of_workbook(wide_scores(**{column: value})) == [(code, cell)], value
        rows = long_rows()
        rows[2][3] = value
        assert findings_of_rows(LONG, *rows) == [(code, "D4")], value


def test_a_cell_in_points_that_cannot_be_used_is_reported_at_its_cell() -> None:
    for value, code in UNUSABLE.items():
        faulty = short_row(**{**POINTS, "EIT": value})
        assert (code, "D3") in findings_of_rows(SHORT, SOUND_POINTS, faulty), value


NO_SCORE = (
    *("ไม่เข้าร่วม", "ไม่ประเมิน", "ไม่เข้ารับการประเมิน ITA", "ไม่ได้รับการประเมิน", "(งดประเมิน)"),
    *("รอประกาศผล", "อยู่ระหว่างการประเมิน", "ไม่มีคะแนน", "ยกเว้น", "Not assessed"),
)


def test_a_word_for_no_score_is_a_blank_with_a_warning() -> None:
    for word in NO_SCORE:
        rows = [["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA"], [2567, PROVINCE, 95.55]]
        parsed = parse_rows(*rows, [2567, LAMPHUN, word])
        assert [(f.code, f.cell, f.value) for f in parsed.findings] == [("no-score", "C3", word)]
        assert [score.unit for score in parsed.scores] == [PROVINCE]
    for word in ("คะแนน", "ผลการประเมิน", "ไม่ผ่าน", "ไม่"):
        assert findings_of_rows(*rows, [2567, LAMPHUN, word]) == [("number-unreadable", "C3")]


def test_a_finding_says_what_the_cell_holds() -> None:
    assert only_finding(parse(wide_scores(EIT=101))).value == "101"
    parsed = parse_rows(SHORT, SOUND_POINTS, short_row(**{**POINTS, "IIT": 31}))
    [finding] = [f for f in parsed.findings if f.code == "score-out-of-range"]
    assert (finding.cell, finding.value) == ("C3", "31")


def test_faults_of_several_rows_are_found_in_one_pass() -> None:
    rows = (
        wide_row(i1=101),
        wide_row(year=2599),
        wide_row(unit=LAMPHUN, total="#REF!"),
        wide_row(unit="จังหวัดลำปาง", total=90),
    )
    assert findings_of_rows(WIDE, *rows) == [
        ("cell-error", "P4"),
        ("framework-missing", "A3"),
        ("score-out-of-range", "C2"),
        ("total-differs", "P5"),
    ]


# --- what is missing -----------------------------------------------------------------------


def test_a_missing_indicator_is_a_warning_at_its_cell_with_its_instrument() -> None:
    finding = only_finding(parse(wide_scores(i7=None)))
    assert (finding.code, finding.cell, finding.value) == ("indicator-missing", "I2", "7")
    assert (finding.expected, finding.severity) == ("EIT", "warning")
    assert findings_of_workbook(wide_scores(i7="-")) == [("indicator-missing", "I2")]


def test_an_indicator_without_a_column_is_reported_at_the_unit() -> None:
    headings, row = WIDE[:-1], wide_row()[:-1]
    del headings[5], row[5]
    assert findings_of_rows(headings, row) == [("indicator-missing", "B2")]
    assert findings_of_rows(SHORT, short_row()) == []


# --- sums ----------------------------------------------------------------------------------


def test_a_total_is_compared_with_what_its_parts_give() -> None:
    codes = {
        **dict.fromkeys(("95.55", "95.56", "95.54"), None),
        **dict.fromkeys(("95.57", "95.60", "95.50"), "total-differs-slightly"),
        **dict.fromkeys(("95.61", "95.49", "90.00"), "total-differs"),
    }
    for total, code in codes.items():
        expected = [(code, "P2")] if code else []
        assert findings_of_workbook(wide_scores(total=Decimal(total), level=None)) == expected, (
            total
        )


def test_a_total_that_differs_is_an_error_with_what_its_parts_give() -> None:
    finding = only_finding(parse(wide_scores(total=90, level=None)))
    assert (finding.severity, finding.value, finding.expected) == ("error", "90.00", "95.55")


def test_a_total_that_differs_by_rounding_is_kept_with_a_warning() -> None:
    parsed = parse(wide_scores(total=95.60))
    assert only_finding(parsed).severity == "warning"
    assert parsed.scores[0].score_values["total"].value == 95.6


def test_an_instrument_is_compared_with_the_mean_of_its_indicators() -> None:
    codes = {"95.83": "instrument-differs-slightly", "95.90": "instrument-differs"}
    for stated, code in codes.items():
        finding = only_finding(parse(wide_scores(EIT=Decimal(stated))))
        assert (finding.code, finding.cell, finding.expected) == (code, "N2", "95.80")


def test_a_total_is_compared_with_instruments_where_there_are_any() -> None:
    assert findings_of_rows(SHORT, short_row(total=90, level=None)) == [("total-differs", "F2")]
    assert findings_of_rows(SHORT, short_row(IIT=None, EIT=None, OIT=None, level=None)) == []


def test_points_that_were_each_rounded_are_no_error() -> None:
    # Each indicator is 81.91 and loses half a cent to rounding: 5 × 4.91 is not 24.57.
    points = {"i1": 4.91, "i2": 4.91, "i3": 4.91, "i4": 4.91, "i5": 4.91}
    points |= {"i6": 8.19, "i7": 8.19, "i8": 8.19, "i9": 16.38, "i10": 16.38}
    points |= {"IIT": 24.57, "EIT": 24.57, "OIT": 32.76, "total": 81.91}
    findings = parse(wide_scores(**points, level=None)).findings
    assert [f.code for f in findings if f.severity == "error"] == []


# --- levels --------------------------------------------------------------------------------


def test_a_level_that_differs_from_the_rules_is_reported_and_kept_as_published() -> None:
    parsed = parse(wide_scores(level="ผ่านดีเยี่ยม"))
    finding = only_finding(parsed)
    assert (finding.code, finding.cell) == ("level-differs", "Q2")
    assert (finding.value, finding.expected) == ("ผ่านดีเยี่ยม", "ผ่านดี")
    assert parsed.scores[0].level_published == "ผ่านดีเยี่ยม"


def test_a_level_is_one_of_its_year_in_any_spelling() -> None:
    finding = only_finding(parse(wide_scores(level="AA")))
    assert (finding.code, finding.cell, finding.value) == ("level-unknown", "Q2", "AA")
    assert findings_of_workbook(wide_scores(year=2565, level="AA")) == []
    for level in ("ผ่านดี", "ระดับผ่านดี", " ผ่านดี ", "ผ่าน ดี"):
        assert findings_of_workbook(wide_scores(level=level)) == [], level


def test_a_level_is_compared_as_far_as_the_total_alone_can_tell() -> None:
    without = {"IIT": None, "EIT": None, "OIT": None}
    assert findings_of_rows(SHORT, short_row(**without, level="ผ่านดีเยี่ยม")) == []
    ruled_out = short_row(**without, total=84.99, level="ผ่าน")
    assert findings_of_rows(SHORT, ruled_out) == [("level-differs", "G2")]
    mean = short_row(unit=NATIONAL_MEAN, **without, total=60, level="ผ่านดี")
    assert findings_of_rows(SHORT, mean) == []


def test_a_level_that_shows_an_error_is_reported_as_such() -> None:
    assert findings_of_workbook(wide_scores(level="#N/A")) == [("cell-error", "Q2")]
    formula = '=IF(P2>95,"ผ่านดี","ผ่าน")'
    assert findings_of_workbook(wide_scores(level=formula)) == [("cell-uncomputed", "Q2")]


# --- one fault hides no other --------------------------------------------------------------

TWO_FAULTS = [
    ({"year": 2599, "i1": 101}, [("framework-missing", "A2"), ("score-out-of-range", "C2")]),
    ({"year": None, "i1": "x"}, [("number-unreadable", "C2"), ("value-missing", "A2")]),
    ({"unit": None, "i1": 102}, [("score-out-of-range", "C2"), ("value-missing", "B2")]),
    ({"unit": None, "total": 90}, [("total-differs", "P2"), ("value-missing", "B2")]),
    ({"i1": 101, "EIT": 90}, [("instrument-differs", "N2"), ("score-out-of-range", "C2")]),
    ({"i1": "x", "EIT": 90}, [("instrument-differs", "N2"), ("number-unreadable", "C2")]),
    ({"i1": "x", "level": "AA"}, [("level-unknown", "Q2"), ("number-unreadable", "C2")]),
    ({"i1": 101, "total": 90}, [("score-out-of-range", "C2"), ("total-differs", "P2")]),
    ({"i1": "x", "i7": None}, [("indicator-missing", "I2"), ("number-unreadable", "C2")]),
    ({"i1": -1, "i2": 101}, [("score-out-of-range", "C2"), ("score-out-of-range", "D2")]),
]  # fmt: skip


def test_two_faults_of_a_row_are_both_found() -> None:
    for row, faults in TWO_FAULTS:
        assert findings_of_workbook(wide_scores(**row)) == faults, row


def test_a_fault_is_found_where_neither_year_nor_unit_is_known() -> None:
    assert findings_of_rows(WIDE[2:], wide_row(i1=101)[2:]) == [
        ("column-missing", "A1"),
        ("score-out-of-range", "A2"),
        ("year-missing", "A1"),
    ]


def test_two_cells_that_cannot_be_read_beside_the_scores_are_both_reported() -> None:
    faults = findings_of_rows([*WIDE, "ที่มา"], [*wide_row(level="#N/A"), "#REF!"])
    assert faults == [("cell-error", "Q2"), ("cell-error", "R2")]


# --- indicators that the scheme does not have ----------------------------------------------

ELEVEN = [*WIDE, "ตัวชี้วัดที่ 11"]


def test_an_indicator_that_the_scheme_lacks_is_reported_at_its_heading_and_left_out() -> None:
    rows = ([*wide_row(), 88], [*wide_row(unit="ลำพูน"), 88])
    assert findings_of_rows(ELEVEN, *rows) == [("indicator-unknown", "R1")]
    assert 11 not in parse_rows(ELEVEN, rows[0]).scores[0].indicators
    assert findings_of_rows(ELEVEN, wide_row()) == []


def test_an_indicator_that_the_scheme_lacks_is_reported_at_its_row_of_a_long_table() -> None:
    rows = [*long_rows(), [*long_rows()[0][:2], "ตัวชี้วัดที่ 11", 88]]
    assert findings_of_rows(LONG, *rows) == [("indicator-unknown", "C16")]
