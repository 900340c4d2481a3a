from itadata.analysis import peers, scores, unit_totals
from itadata.analysis.peers import unit_kind
from tests.analysis.frames import cell, cells, framework, score_values, scored

FRAMEWORKS = {2566: framework(2566), 2567: framework(2567)}
MEAN = "ค่าเฉลี่ยทั้งประเทศ"


def _totals(*units):
    return unit_totals(score_values(*units), FRAMEWORKS)


def _peers(*units):
    return peers(_totals(*units))


def _provinces(*scores_of_2567):
    return [
        scored(2567, total, unit=f"จังหวัด {number}")
        for number, total in enumerate(scores_of_2567, start=1)
    ]


def test_the_leading_word_of_a_unit_tells_its_kind():
    kinds = {
        "จังหวัดเชียงใหม่": "จังหวัด",
        "มหาวิทยาลัยเชียงใหม่": "มหาวิทยาลัย",
        "เทศบาลตำบลแม่ริม": "เทศบาลตำบล",
        "เทศบาลนครเชียงใหม่": "เทศบาลนคร",
        "องค์การบริหารส่วนตำบลดอนแก้ว": "องค์การบริหารส่วนตำบล",
        "องค์การบริหารส่วนจังหวัดเชียงใหม่": "องค์การบริหารส่วนจังหวัด",
        "กรมที่ดิน": "กรม",
        "สำนักงานปลัดกระทรวงมหาดไทย": "สำนักงาน",
        "การไฟฟ้าส่วนภูมิภาค": "",
    }
    assert {unit: unit_kind(unit) for unit in kinds} == kinds


# --- totals --------------------------------------------------------------------------------


def test_a_total_is_as_stated_or_follows_from_the_instruments():
    assert list(_totals(scored(2567, 95.55))["total"]) == [95.55]
    illustrated = scored(2567, instruments=[93.5, 95.8, 96.9], rest_illustrated=True)
    assert cells(_totals(illustrated), "total", "illustration") == (95.55, True)


def test_a_total_from_indicators_is_that_of_the_scores():
    for indicators in (
        [95.1, 92.8, 93.4, 91.7, 94.5, 96.5, 95.7, 95.2, 95.3, 98.5],
        [90.01, 90.02, 90.03, 90.04, 90.05, 80.01, 80.02, 80.04, 70.01, 70.02],
        [0.05] * 5 + [0.05] * 3 + [0.0, 0.0],
    ):
        values = score_values(scored(2567, indicators=indicators))
        expected = list(scores(values, FRAMEWORKS)["total"])
        assert list(unit_totals(values, FRAMEWORKS)["total"]) == expected


def test_units_without_a_total_and_the_mean_of_the_country_are_left_out():
    assert _totals(scored(2567, indicators=[90.0] * 9)).empty
    assert MEAN not in set(_totals(scored(2567, 93.05, unit=MEAN), scored(2567, 95.55))["unit"])
    assert _totals().empty


# --- peers ---------------------------------------------------------------------------------


def test_a_unit_is_ranked_among_its_kind():
    frame = _peers(*_provinces(80.0, 82.0, 84.0, 90.0, 95.0))
    columns = ("units", "quartile_1", "median", "quartile_3", "rank")
    assert cells(frame, *columns, unit="จังหวัด 3") == (5, 82.0, 84.0, 90.0, 3)
    assert list(_peers(*_provinces(90.0, 90.0, 80.0))["rank"]) == [1, 1, 3]


def test_quartiles_need_four_units_and_a_median_two():
    four = _peers(*_provinces(80.0, 81.0, 82.0, 83.0))
    assert cell(four, "quartile_1", unit="จังหวัด 1") == 80.75
    three = _peers(*_provinces(80.0, 82.0, 84.0))
    assert three["quartile_1"].isna().all()
    assert set(three["median"]) == {82.0}
    assert _peers(*_provinces(80.0))["median"].isna().all()


def test_only_units_of_the_same_kind_and_year_count():
    other_kind = _peers(*_provinces(80.0, 82.0), scored(2567, 99.0, unit="กรมที่ดิน"))
    assert cell(other_kind, "units", unit="จังหวัด 1") == 2
    other_year = _peers(*_provinces(80.0), scored(2566, 99.0, unit="จังหวัด 2"))
    assert list(other_year["units"]) == [1, 1]


def test_a_unit_of_no_known_kind_is_ranked_among_all_units_without_the_mean():
    unknown = scored(2567, 99.0, unit="การไฟฟ้า")
    frame = _peers(*_provinces(80.0, 82.0), unknown, scored(2567, 93.05, unit=MEAN))
    assert cell(frame, "units", unit="การไฟฟ้า") == 3


def test_one_illustration_among_the_peers_marks_them_all():
    frame = _peers(*_provinces(80.0), scored(2567, 90.0, total_illustrated=True))
    assert list(frame["illustration"]) == [True, True]
    assert _peers().empty
