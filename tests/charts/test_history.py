from itertools import pairwise

import pytest

from itadata import analysis
from itadata.charts import instrument_years, peers
from itadata.language import using
from tests.analysis.frames import LETTERS, UNIT, figures, framework, scored

FRAMEWORKS = {
    2565: framework(2565, LETTERS),
    2566: framework(2566),
    2567: framework(2567),
}
REAL = scored(2567, 95.55)
YEARS = (
    scored(2565, 90.0, instruments=[89.0, 90.0, 91.0], rest_illustrated=True),
    scored(2566, 92.0, instruments=[91.0, 92.0, 93.0]),
    scored(2567, 95.55, instruments=[93.5, 95.8, 96.9]),
)


def _instruments(*units, year=2567):
    own = analysis.scores(figures(*units), FRAMEWORKS)
    gaps = analysis.gaps(own, UNIT, year, FRAMEWORKS)
    return instrument_years(own, gaps, FRAMEWORKS, year)


def _peers(*others, year=2567, own=(REAL,)):
    every = figures(*own, *others)
    placed = analysis.peers(analysis.totals(every, FRAMEWORKS))
    scores = analysis.scores(figures(*own), FRAMEWORKS)
    return peers(placed[placed["unit"] == UNIT], scores, year)


def _provinces(*totals):
    return [scored(2567, t, unit=f"จังหวัด {n}") for n, t in enumerate(totals)]


# --- instruments ---------------------------------------------------------------------------


def test_the_title_holds_the_instruments_against_their_line():
    assert _instruments(*YEARS).title == "IIT 93.50 ต่ำกว่าเกณฑ์ 95"


def test_where_the_levels_ask_nothing_of_instruments_the_title_names_the_lowest():
    assert _instruments(*YEARS, year=2565).title == (
        "เครื่องมือที่ได้คะแนนต่ำสุดของปี 2565: IIT 89.00 (ข้อมูลตัวอย่าง)"
    )


def test_each_instrument_has_a_line():
    assert [trace.name for trace in _instruments(*YEARS).figure.data] == ["IIT", "EIT", "OIT"]


def test_each_instrument_has_a_shape_of_its_own():
    shapes = [trace.marker.symbol[-1] for trace in _instruments(*YEARS).figure.data]
    assert len(set(shapes)) == 3


def test_illustrations_are_hollow():
    assert _instruments(*YEARS).figure.data[0].marker.symbol == ("circle-open", "circle", "circle")


def test_a_line_that_rests_on_an_illustration_is_dotted():
    assert _instruments(*YEARS).figure.data[0].line.dash == "dot"


def test_the_change_of_rules_is_marked():
    notes = [note.text for note in _instruments(*YEARS).figure.layout.annotations]
    assert "ใช้เกณฑ์ระดับใหม่ตั้งแต่ปี 2566" in notes


def test_the_names_at_the_ends_do_not_touch():
    picture = _instruments(scored(2567, 95.0, instruments=[95.0, 95.01, 95.02]))
    places = sorted(n.y for n in picture.figure.layout.annotations if n.text.startswith("<b>"))
    assert all(above - below > 0.9 for below, above in pairwise(places))


def test_one_year_is_drawn():
    assert _instruments(YEARS[2]).figure.layout.xaxis.tickvals == (2567,)


def test_a_unit_without_instruments_says_so():
    assert _instruments(scored(2567, 95.55)).title == "ไม่มีคะแนนรายเครื่องมือของปี 2567"


def test_the_alternative_text_holds_every_year():
    assert "IIT 2565 89.00, 2566 91.00, 2567 93.50" in _instruments(*YEARS).alternative


# --- peers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("th", "ปี 2567 อยู่อันดับที่ 1 จาก 4 หน่วยงานประเภท “จังหวัด” มัธยฐาน 88.00"),
        ("en", "Rank 1 of 4 units of the kind “จังหวัด” in 2567; the median is 88.00"),
    ],
)
def test_the_title_says_the_rank_and_the_median(language, title):
    with using(language):
        assert _peers(*_provinces(84.0, 86.0, 90.0)).title == title


def test_a_rank_among_illustrations_says_so():
    other = scored(2567, 90.0, unit="จังหวัดแพร่", total_illustrated=True)
    assert _peers(other).title.endswith("(ข้อมูลตัวอย่าง)")


def test_a_unit_alone_says_so():
    assert _peers().title == "ปี 2567 ไม่มีคะแนนของหน่วยงานอื่นในประเภท “จังหวัด” ให้เปรียบเทียบ"


def test_a_box_reaches_from_quartile_to_quartile():
    box = _peers(*_provinces(84.0, 86.0, 90.0, 92.0)).figure.data[0]
    assert (box.base[0], round(box.base[0] + box.y[0], 2)) == (86.0, 92.0)


def test_fewer_than_four_units_have_no_box():
    assert not _peers(*_provinces(84.0)).figure.data[0].x


def test_an_illustration_of_the_unit_is_hollow():
    own = (scored(2567, 95.0, total_illustrated=True),)
    assert _peers(own=own).figure.data[2].marker.symbol == ("circle-open",)


def test_the_alternative_text_says_rank_and_median():
    told = _peers(*_provinces(84.0, 86.0, 90.0)).alternative
    assert "2567: 95.55 อันดับ 1 จาก 4 มัธยฐาน 88.00" in told


def test_only_traces_of_the_small_bundle_are_drawn():
    kinds = {trace.type for trace in _peers(*_provinces(84.0, 86.0, 90.0)).figure.data}
    assert kinds <= {"scatter", "bar", "pie"}
