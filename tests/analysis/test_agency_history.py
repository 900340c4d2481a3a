"""Agencies over the rounds, counted by hand in a small year."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from itadata.analysis import (
    agencies,
    agency_rounds,
    agency_spread,
    repeatedly_behind,
    reporting_rounds,
)
from itadata.charts import agency_spread as spread_chart
from itadata.charts import reporting_rounds as rounds_chart
from itadata.framework import Extension, RoundKey
from tests.analysis.frames import answered, answers, framework, version, versions

SIX, TWELVE = RoundKey(2567, 6), RoundKey(2567, 12)
AFTER = date(2024, 11, 1)
IN_TIME, LATE = "2024-10-15T23:59:59", "2024-10-18T09:00"
FIVE = ("001", "002", "003", "004", "005")


def _rounds(*rows, today=AFTER, of=None, keys=(SIX, TWELVE)):
    return agency_rounds({2567: of or framework()}, keys, versions(*rows), today)


def _reporting(frame, months):
    of_round = frame[frame["round"] == months]
    return dict(zip(of_round["agency_code"], of_round["reporting"], strict=True))


def test_an_agency_is_on_time_late_missing_or_exempt_in_a_round():
    frame = _rounds(
        version("001", IN_TIME), version("002", LATE), of=framework(exempt=[("003", 6)])
    )
    assert _reporting(frame, 12) == {"001": "on_time", "002": "late", "003": "missing"}
    assert _reporting(frame, 6)["003"] == "exempt"


def test_whoever_has_an_extension_is_not_missing_until_it_ends():
    extension = Extension(12, "001", date(2024, 11, 1), None, "น้ำท่วม")
    frame = _rounds(of=replace(framework(), extensions=(extension,)))
    assert _reporting(frame, 12) == {"001": "not_due", "002": "missing", "003": "missing"}
    last = reporting_rounds(frame).iloc[-1]
    assert (last["expected"], last["missing"], last["not_due"]) == (3, 2, 1)


def test_a_round_counts_once_however_an_agency_was_behind_in_it():
    late_and_sent_back = version("001", LATE, state="returned")
    again = version("001", "2024-10-20T09:00", number=2)
    frame = repeatedly_behind(framework(), TWELVE, _rounds(late_and_sent_back, again))
    first = frame.set_index("agency_code").loc["001"]
    counts = ["rounds", "behind", "missing", "late", "sent_back", "rounds_missing"]
    assert list(first[counts]) == [2, 2, 1, 1, 1, 0]
    assert first["missing_since"] is None


def test_of_one_round_nobody_is_behind_repeatedly():
    frame = _rounds(keys=[TWELVE])
    assert repeatedly_behind(framework(), TWELVE, frame).empty
    assert "ไม่มีรอบก่อนหน้าให้เปรียบเทียบ" in rounds_chart(reporting_rounds(frame)).title


@pytest.fixture
def spread():
    """Agency 001 among five, whose completions are 0, ⅓, ⅔, 1 and none (sent back)."""
    of = framework(agencies=FIVE)
    done = {"001": 1, "002": 0, "003": 2, "004": 3}
    rows = [answered(code, *["done"] * n, *["not_started"] * (3 - n)) for code, n in done.items()]
    rows.append(answered("005", "done", "done", "done", state="returned"))
    came = versions(
        *(version(code, IN_TIME) for code in FIVE[:3]),
        version("004", "2024-10-19T09:00"),
        version("005", "2024-10-17T09:00", state="returned"),
    )
    frames = {key: agencies(of, key.months, came, answers(*rows), AFTER) for key in (SIX, TWELVE)}
    return agency_spread("001", agency_rounds({2567: of}, [SIX, TWELVE], came, AFTER), frames)


def test_an_agency_stands_against_the_spread_of_those_whose_answers_count(spread):
    row = spread.iloc[-1]
    parts = ["agencies", "minimum", "quartile_1", "median", "quartile_3", "maximum"]
    assert row["completion"] == 33.33
    assert list(row[[f"completion_{part}" for part in parts]]) == [4, 0, 25, 50, 75, 100]
    assert list(row[[f"days_late_{part}" for part in parts]]) == [5, 0, 0, 0, 2, 4]


def test_a_round_without_a_return_is_unknown_and_not_zero(spread):
    row = spread.iloc[0]
    assert (row["reporting"], row["completion"], row["days_late"]) == ("missing", None, None)
    assert row["completion_agencies"] == 0
    assert spread_chart(spread).title == "รอบ 2567/12 แล้วเสร็จ 33% มัธยฐานของส่วนราชการ 4 แห่ง 50%"


def test_an_agency_new_this_year_was_not_in_the_register_before(spread):
    nobody = spread.iloc[:0]
    frames = {TWELVE: pd.DataFrame(columns=["agency_code", "state", "completion", "days_late"])}
    frame = agency_spread("999", _rounds(), frames)
    assert list(frame["reporting"]) == ["not_listed"]
    assert "ยังไม่มีรอบใด" in spread_chart(frame).title
    assert "ยังไม่มีรอบใด" in spread_chart(nobody).title
