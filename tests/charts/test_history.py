from itertools import pairwise

from itadata import analysis
from itadata.charts import instrument_years, peers
from tests.analysis.frames import LETTERS, UNIT, framework, score_values, scored
from tests.charts.languages import titles

FRAMEWORKS = {2565: framework(2565, LETTERS), 2566: framework(2566), 2567: framework(2567)}
REAL = scored(2567, 95.55)
YEARS = (
    scored(2565, 90.0, instruments=[89.0, 90.0, 91.0], rest_illustrated=True),
    scored(2566, 92.0, instruments=[91.0, 92.0, 93.0]),
    scored(2567, 95.55, instruments=[93.5, 95.8, 96.9]),
)


def _instruments(*units, year=2567):
    own = analysis.scores(score_values(*units), FRAMEWORKS)
    gaps = analysis.gaps(own, UNIT, year, FRAMEWORKS)
    return instrument_years(own, gaps, FRAMEWORKS, year)


def _peers(*others, year=2567, own=(REAL,)):
    ranked = analysis.peers(analysis.unit_totals(score_values(*own, *others), FRAMEWORKS))
    scores = analysis.scores(score_values(*own), FRAMEWORKS)
    return peers(ranked[ranked["unit"] == UNIT], scores, year)


def _provinces(*totals):
    return [scored(2567, total, unit=f"จังหวัด {n}") for n, total in enumerate(totals)]


# --- instruments ---------------------------------------------------------------------------


def test_the_title_compares_the_instruments_with_their_threshold_or_names_the_lowest():
    assert _instruments(*YEARS).title == "IIT 93.50 ต่ำกว่าเกณฑ์ 95"
    assert _instruments(*YEARS, year=2565).title == (
        "เครื่องมือที่ได้คะแนนต่ำสุดของปี 2565: IIT 89.00 (ข้อมูลตัวอย่าง)"
    )
    assert _instruments(REAL).title == "ไม่มีคะแนนรายเครื่องมือของปี 2567"


def test_each_instrument_is_a_line_with_a_shape_of_its_own():
    chart = _instruments(*YEARS)
    assert [trace.name for trace in chart.figure.data] == ["IIT", "EIT", "OIT"]
    assert len({trace.marker.symbol[-1] for trace in chart.figure.data}) == 3
    assert "IIT 2565 89.00, 2566 91.00, 2567 93.50" in chart.alt_text
    assert _instruments(YEARS[2]).figure.layout.xaxis.tickvals == (2567,)


def test_illustrations_are_hollow_and_their_line_is_dotted():
    iit = _instruments(*YEARS).figure.data[0]
    assert iit.marker.symbol == ("circle-open", "circle", "circle")
    assert iit.line.dash == "dot"


def test_the_change_of_rules_is_marked():
    notes = [note.text for note in _instruments(*YEARS).figure.layout.annotations]
    assert "ใช้เกณฑ์ระดับใหม่ตั้งแต่ปี 2566" in notes


def test_the_names_at_the_ends_do_not_touch():
    chart = _instruments(scored(2567, 95.0, instruments=[95.0, 95.01, 95.02]))
    heights = sorted(n.y for n in chart.figure.layout.annotations if n.text.startswith("<b>"))
    assert all(above - below > 0.9 for below, above in pairwise(heights))


# --- peers ---------------------------------------------------------------------------------


def test_the_title_says_the_rank_and_the_median():
    assert titles(lambda: _peers(*_provinces(84.0, 86.0, 90.0))) == (
        "ปี 2567 อยู่อันดับที่ 1 จาก 4 หน่วยงานประเภท “จังหวัด” มัธยฐาน 88.00",
        "Rank 1 of 4 units of the kind “จังหวัด” in 2567; the median is 88.00",
    )
    other = scored(2567, 90.0, unit="จังหวัดแพร่", total_illustrated=True)
    assert _peers(other).title.endswith("(ข้อมูลตัวอย่าง)")
    assert _peers().title == "ปี 2567 ไม่มีคะแนนของหน่วยงานอื่นในประเภท “จังหวัด” ให้เปรียบเทียบ"


def test_a_box_reaches_from_quartile_to_quartile_of_four_units_or_more():
    box = _peers(*_provinces(84.0, 86.0, 90.0, 92.0)).figure.data[0]
    assert (box.base[0], round(box.base[0] + box.y[0], 2)) == (86.0, 92.0)
    assert not _peers(*_provinces(84.0)).figure.data[0].x


def test_an_illustration_of_the_unit_is_hollow():
    own = (scored(2567, 95.0, total_illustrated=True),)
    assert _peers(own=own).figure.data[2].marker.symbol == ("circle-open",)


def test_the_alternative_text_says_rank_and_median():
    text = _peers(*_provinces(84.0, 86.0, 90.0)).alt_text
    assert "2567: 95.55 อันดับ 1 จาก 4 มัธยฐาน 88.00" in text


def test_only_traces_of_the_small_bundle_are_drawn():
    kinds = {trace.type for trace in _peers(*_provinces(84.0, 86.0, 90.0)).figure.data}
    assert kinds <= {"scatter", "bar", "pie"}
