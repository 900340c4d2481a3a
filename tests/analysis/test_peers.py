import pandas as pd
import pytest

from itadata.analysis import kind_of, peers, scores, totals
from tests.analysis.frames import cell, figures, framework, scored

FRAMEWORKS = {2566: framework(2566), 2567: framework(2567)}
MEAN = "ค่าเฉลี่ยทั้งประเทศ"


def _peers(*units):
    return peers(totals(figures(*units), FRAMEWORKS))


def _provinces(*scores_of_2567):
    return [
        scored(2567, total, unit=f"จังหวัด {number}")
        for number, total in enumerate(scores_of_2567, start=1)
    ]


# --- kinds ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("จังหวัดเชียงใหม่", "จังหวัด"),
        ("มหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัย"),
        ("เทศบาลตำบลแม่ริม", "เทศบาลตำบล"),
        ("เทศบาลนครเชียงใหม่", "เทศบาลนคร"),
        ("องค์การบริหารส่วนตำบลดอนแก้ว", "องค์การบริหารส่วนตำบล"),
        ("องค์การบริหารส่วนจังหวัดเชียงใหม่", "องค์การบริหารส่วนจังหวัด"),
        ("กรมที่ดิน", "กรม"),
        ("สำนักงานปลัดกระทรวงมหาดไทย", "สำนักงาน"),
        ("การไฟฟ้าส่วนภูมิภาค", ""),
    ],
)
def test_the_leading_word_tells_the_kind(unit, kind):
    assert kind_of(unit) == kind


# --- totals --------------------------------------------------------------------------------


def test_a_stated_total_is_taken():
    assert list(totals(figures(scored(2567, 95.55)), FRAMEWORKS)["total"]) == [95.55]


def test_a_total_that_is_not_stated_follows_from_the_instruments():
    found = totals(figures(scored(2567, instruments=[93.5, 95.8, 96.9])), FRAMEWORKS)
    assert list(found["total"]) == [95.55]


@pytest.mark.parametrize(
    "indicators",
    [
        [95.1, 92.8, 93.4, 91.7, 94.5, 96.5, 95.7, 95.2, 95.3, 98.5],
        [90.01, 90.02, 90.03, 90.04, 90.05, 80.01, 80.02, 80.04, 70.01, 70.02],
        [0.05] * 5 + [0.05] * 3 + [0.0, 0.0],
    ],
)
def test_a_total_from_indicators_is_that_of_the_scores(indicators):
    found = figures(scored(2567, indicators=indicators))
    assert list(totals(found, FRAMEWORKS)["total"]) == list(scores(found, FRAMEWORKS)["total"])


def test_a_unit_with_a_missing_indicator_has_no_total():
    found = figures(scored(2567, indicators=[90.0] * 9))
    assert totals(found, FRAMEWORKS).empty


def test_a_total_that_rests_on_an_illustration_says_so():
    found = figures(scored(2567, instruments=[90.0] * 3, rest_illustrated=True))
    assert list(totals(found, FRAMEWORKS)["illustration"]) == [True]


def test_the_mean_of_the_country_is_no_unit():
    found = figures(scored(2567, 93.05, unit=MEAN), scored(2567, 95.55))
    assert MEAN not in set(totals(found, FRAMEWORKS)["unit"])


def test_nothing_loaded_has_no_totals():
    assert totals(figures(), FRAMEWORKS).empty


# --- peers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [("units", 5), ("quartile_1", 82.0), ("median", 84.0), ("quartile_3", 90.0), ("rank", 3)],
)
def test_a_unit_stands_among_its_kind(field, value):
    found = _peers(*_provinces(80.0, 82.0, 84.0, 90.0, 95.0))
    assert cell(found, field, unit="จังหวัด 3") == value


def test_quartiles_lie_between_two_scores():
    found = _peers(*_provinces(80.0, 81.0, 82.0, 83.0))
    assert cell(found, "quartile_1", unit="จังหวัด 1") == 80.75


def test_fewer_than_four_units_have_no_quartiles():
    assert _peers(*_provinces(80.0, 82.0, 84.0))["quartile_1"].isna().all()


def test_fewer_than_four_units_have_a_median():
    assert set(_peers(*_provinces(80.0, 82.0, 84.0))["median"]) == {82.0}


def test_a_unit_alone_has_no_median():
    assert _peers(*_provinces(80.0))["median"].isna().all()


def test_equals_share_a_rank():
    assert list(_peers(*_provinces(90.0, 90.0, 80.0))["rank"]) == [1, 1, 3]


def test_another_kind_does_not_count():
    found = _peers(*_provinces(80.0, 82.0), scored(2567, 99.0, unit="กรมที่ดิน"))
    assert cell(found, "units", unit="จังหวัด 1") == 2


def test_a_unit_of_no_known_kind_stands_among_all():
    found = _peers(*_provinces(80.0, 82.0), scored(2567, 99.0, unit="การไฟฟ้า"))
    assert cell(found, "units", unit="การไฟฟ้า") == 3


def test_another_year_does_not_count():
    found = _peers(*_provinces(80.0), scored(2566, 99.0, unit="จังหวัด 2"))
    assert list(found["units"]) == [1, 1]


def test_the_mean_of_the_country_never_counts():
    found = _peers(scored(2567, 95.0, unit="การไฟฟ้า"), scored(2567, 93.05, unit=MEAN))
    assert list(found["units"]) == [1]


def test_one_illustration_among_the_peers_marks_them_all():
    found = _peers(*_provinces(80.0), scored(2567, 90.0, total_illustrated=True))
    assert list(found["illustration"]) == [True, True]


def test_nothing_loaded_has_no_peers():
    assert isinstance(_peers(), pd.DataFrame) and _peers().empty
