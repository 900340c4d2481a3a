from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itadata.framework import (
    Adjustment,
    AdjustmentKind,
    Agency,
    Exemption,
    Framework,
    Indicator,
    Instrument,
    LevelRule,
    Link,
    Measure,
    Minimum,
    Round,
    Step,
    SubIndicator,
    Summary,
    write_framework,
)
from itadata.framework.scheme import SAME_NUMBER
from itadata.thai import fiscal_year_end, fiscal_year_start
from tests.frameworks import CREATED, framework, read, workbook

_WORDS = st.text(
    st.sampled_from("กขคงจดทนมราเแโใไำิี่้์ABCxyz0123๐๑๒ ()/\"'<&%=+-"), min_size=1, max_size=30
)
# A cell cannot tell a blank text, or one that says "nothing", from an empty cell.
TEXTS = _WORDS.map(lambda text: f"ก{text}".strip())
SCORES = st.decimals(0, 100, places=2)
MINIMA = [(), ("instrument:OIT",), ("instrument:IIT", "indicator:1", "indicator:3")]
EQUAL = ((1, None), (2, None), (3, None))
WEIGHTED = ((1, Decimal("0.25")), (2, Decimal(1)), (3, Decimal("0.75")))
PARTS = (
    SubIndicator("2.1", 2, "ส่วนที่หนึ่ง", Decimal(2)),
    SubIndicator("2.2", 2, "ส่วนที่สอง", Decimal("0.5")),
    SubIndicator("3.1", 3, "ส่วนเดียว"),
)
ADJUSTMENTS = (
    Adjustment("B1", "นวัตกรรม", AdjustmentKind.BONUS, Decimal(2)),
    Adjustment("D1", "ร้องเรียน", AdjustmentKind.DEDUCTION, Decimal("1.5")),
)
LATEST = CREATED.date().replace(year=2100)


def ordered_days(fiscal_year):
    days = st.dates(fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year))
    return st.lists(days, min_size=2, max_size=2).map(sorted)


@st.composite
def frameworks(draw):
    """Any framework that an officer may have meant."""
    share = draw(st.integers(0, 100))
    year = draw(st.integers(2560, 2600))
    weights = [Decimal(share) / 100, Decimal(100 - share) / 100]
    codes = ["IIT", "OIT"]
    shares = draw(st.sampled_from([EQUAL, WEIGHTED]))
    numbers_before = draw(st.sampled_from([(SAME_NUMBER,) * 3, (SAME_NUMBER, 3, None)]))
    agencies = draw(st.integers(1, 3))
    rounds = [
        Round(months, *draw(ordered_days(year)), draw(st.none() | st.just(LATEST)))
        for months in draw(st.sampled_from([(6,), (12,), (6, 12)]))
    ]
    measures = [
        Measure(
            no=no,
            title=draw(TEXTS),
            short=draw(TEXTS),
            title_en=draw(TEXTS),
            short_en=draw(TEXTS),
            responsible=draw(TEXTS),
            time_frame=draw(TEXTS),
            follow_up=draw(TEXTS),
            success_indicator=draw(st.just("") | TEXTS),
            target=draw(st.just("") | TEXTS),
            budget=draw(st.none() | SCORES),
            steps=tuple(
                Step(f"{no}.{n}", draw(TEXTS), tuple(draw(st.lists(TEXTS, max_size=2))))
                for n in range(1, draw(st.integers(2, 3)))
            ),
        )
        for no in (1, 2, 10)
    ]
    return Framework(
        fiscal_year=year,
        unit=draw(TEXTS),
        target=draw(st.none() | SCORES),
        illustration=draw(st.just("") | TEXTS),
        source=draw(st.just("") | TEXTS),
        report_item=draw(st.just("") | TEXTS),
        use_of_results_item=draw(st.just("") | st.just("O25")),
        instruments=tuple(
            Instrument(code, draw(TEXTS), draw(TEXTS), weight)
            for code, weight in zip(codes, weights, strict=True)
        ),
        indicators=tuple(
            Indicator(no, codes[no % 2], draw(TEXTS), draw(st.just("") | TEXTS), share, before)
            for (no, share), before in zip(shares, numbers_before, strict=True)
        ),
        subindicators=draw(st.just(()) | st.just(PARTS)),
        adjustments=draw(st.just(()) | st.just(ADJUSTMENTS)),
        level_rules=tuple(
            LevelRule(
                f"ระดับ {n}",
                draw(TEXTS),
                draw(SCORES),
                draw(st.none() | SCORES),
                tuple(Minimum(key, draw(SCORES)) for key in draw(st.sampled_from(MINIMA))),
            )
            for n in range(3)
        ),
        measures=tuple(measures),
        links=tuple(Link(no, 1, draw(st.booleans())) for no in (1, 10)),
        agencies=tuple(
            Agency(
                f"{n:03d}",
                f"{n} {draw(TEXTS)}",
                tuple(f"{n} {alias}" for alias in draw(st.lists(TEXTS, max_size=2))),
                draw(TEXTS),
                draw(st.just("") | TEXTS),
            )
            for n in range(agencies)
        ),
        rounds=tuple(rounds),
        exemptions=tuple(Exemption(r.months, "000", draw(TEXTS)) for r in rounds),
        summaries=(Summary(10, draw(TEXTS), draw(TEXTS)),),
    )


@pytest.mark.parametrize("year", range(2563, 2569))
def test_a_framework_is_read_back_as_it_was_written(year):
    assert read(workbook(year)).framework == framework(year)


@pytest.mark.parametrize("year", range(2563, 2569))
def test_a_framework_that_was_written_has_no_findings(year):
    assert read(workbook(year)).findings == []


@settings(max_examples=15)
@given(frameworks())
def test_any_framework_is_read_back_as_it_was_written(any_framework):
    snapshot = read(write_framework(any_framework, CREATED))
    assert (snapshot.findings, snapshot.framework) == ([], any_framework)


def test_the_version_is_the_stores_and_is_not_written():
    content = write_framework(framework().with_version(4), CREATED)
    assert read(content).framework.version == 0


def test_a_scheme_alone_has_no_sheets_of_measures():
    names = openpyxl.load_workbook(BytesIO(workbook(2563))).sheetnames
    assert names == ["ข้อมูลทั่วไป", "เครื่องมือ", "ตัวชี้วัด", "เกณฑ์ระดับ"]


def test_a_framework_without_exemptions_has_their_empty_table():
    content = write_framework(replace(framework(), exemptions=()), CREATED)
    assert read(content).framework.exemptions == ()


def test_a_formula_in_a_name_stays_text():
    named = replace(framework(), unit="=1+1")
    assert read(write_framework(named, CREATED)).framework.unit == "=1+1"


def test_the_same_framework_gives_the_same_bytes():
    assert write_framework(framework(), CREATED) == workbook()
