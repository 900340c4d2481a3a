import re
from datetime import date

import pytest

from itadata.store import Store
from itadata.tables import TableQuery, read_table
from tests.builders import framework
from tests.pages.conftest import Opened, labels, listings, page_charts, texts

LANGUAGES = ("th", "en")
YEAR = {"year": 2567, "round": 12}


def rows(table: str) -> int:
    """The number of rows below the headings."""
    return table.count("<tr>") - 1


def test_the_reporting_rate_has_its_n_of_n_in_both_languages(seen: Opened) -> None:
    metrics = [seen("agencies", lang, **YEAR).metric[0] for lang in LANGUAGES]
    assert [(metric.value, metric.delta) for metric in metrics] == [
        ("94%", "33 จาก 35 แห่ง"),
        ("94%", "33 of 35 agencies"),
    ]


def test_every_agency_is_listed_with_missing_ones_first(seen: Opened) -> None:
    table = listings(seen("agencies", **YEAR))[0]
    assert rows(table) == 35
    assert "ไม่ได้รายงาน" in table.split("<tr>")[2]


def test_whoever_missed_a_closed_round_did_not_report_and_of_an_open_one_not_yet(
    seen: Opened,
) -> None:
    closed, still_open = texts(seen("agencies", **YEAR)), texts(seen("agencies"))
    assert "ไม่ได้รายงาน" in closed and "ยังไม่รายงาน" not in closed
    assert "ยังไม่รายงาน" in still_open and "ไม่ได้รายงาน" not in still_open
    assert "ไม่ได้รายงาน" in seen("agencies", **YEAR).selectbox(key="filter_state").options


def test_a_name_leads_to_the_agency_in_the_language_in_use(seen: Opened) -> None:
    thai, english = (listings(seen("agencies", lang, **YEAR))[0] for lang in LANGUAGES)
    assert "href='agency?year=2567&amp;round=12&amp;agency=001'" in thai
    assert "agency=001&amp;lang=en'" in english


def test_a_short_name_has_the_full_name_as_its_tooltip(seen: Opened) -> None:
    assert "title='สำนักงานเกษตรจังหวัดเชียงใหม่'" in listings(seen("agencies", **YEAR))[0]


def test_the_matrix_has_a_column_for_each_measure(seen: Opened) -> None:
    assert listings(seen("agencies", **YEAR))[1].count("<th ") == 1 + 8


def test_an_agency_without_a_return_has_no_number_in_the_matrix(seen: Opened) -> None:
    matrix = listings(seen("agencies", **YEAR))[1]
    (row,) = [row for row in matrix.split("<tr>") if "agency=023'" in row]
    assert "%" not in row and row.count("unreported") == 8


def test_a_cell_of_the_matrix_says_the_counts_of_its_table(seen: Opened, sample: Store) -> None:
    query = TableQuery(date(2025, 5, 20), 2568, 6)
    with sample.snapshot() as snapshot:
        table = read_table(snapshot, "matrix", query).frame
    counts: dict[str, list[str]] = {}
    for row in table.itertuples():
        cell = f"{row.done}/{row.asked}" if row.asked else "–"
        counts.setdefault(row.agency_code, []).append(cell if row.reported else "")
    shown = {}
    for row in listings(seen("agencies", year=2568, round=6))[1].split("<tr>")[2:]:
        code = re.search("agency=([0-9]+)", row)
        assert code
        shown[code[1]] = re.findall(r"(?:heat|unreported)'[^>]*>(?:<a[^>]*>)?([^<]*)<", row)
    assert shown == counts
    reported = [bool(any(cells)) for cells in shown.values()]
    assert reported == sorted(reported, reverse=True)  # hatched rows come last


def test_the_filter_of_a_state_reaches_every_picture_and_leaves_no_empty_matrix(
    seen: Opened,
) -> None:
    page = seen("agencies", "en", year=2568, round=6, state="missing")
    charts = {chart["anchor"]: chart for chart in page_charts(page)}
    assert "up to fiscal year 2568" in charts.pop("rounds")["caption"]  # of rounds, not of one
    assert set(charts) == {"reporting", "parent_bodies"}
    assert charts["reporting"]["title"] == "17 of 17 agencies have not reported"
    assert all("17 of 35 agencies shown" in chart["caption"] for chart in charts.values())
    assert not any("class='grid'" in table for table in listings(page))
    assert "No answers count of the agencies shown" in texts(page)


def test_each_of_four_charts_has_a_text_alternative(seen: Opened) -> None:
    charts = page_charts(seen("agencies", **YEAR))
    assert [bool(chart["alternative"]) for chart in charts] == [True] * 4


def test_filters_leave_the_agencies_that_match(seen: Opened) -> None:
    of_ministry = listings(seen("agencies", **YEAR, parent_body="กระทรวงมหาดไทย"))[0]
    assert "กระทรวงเกษตรและสหกรณ์" not in of_ministry
    assert rows(listings(seen("agencies", **YEAR, state="missing"))[0]) == 2
    listing = listings(seen("agencies", **YEAR, search="เกษตร จังหวัด"))[0]
    assert "title='สำนักงานเกษตรจังหวัดเชียงใหม่'" in listing


def test_a_search_without_matches_can_be_cleared(app: Opened) -> None:
    page = app("agencies", **YEAR, search="ดาวอังคาร")
    assert "ล้างตัวกรอง" in labels(page)
    page.button(key="list_clear").click().run()
    assert rows(listings(page)[0]) == 35


def test_an_exempt_agency_is_no_state_to_filter_by(seen: Opened) -> None:
    assert "ได้รับยกเว้น" not in seen("agencies", **YEAR).selectbox(key="filter_state").options


def test_a_choice_is_in_the_address(app: Opened) -> None:
    page = app("agencies", **YEAR)
    page.selectbox(key="filter_round").set_value("6").run()
    assert page.query_params["round"] == "6"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_that_asks_for_what_does_not_exist_is_reported(seen: Opened, lang: str) -> None:
    sentence = {"th": "ไม่มีข้อมูลให้แสดง", "en": "for which there is nothing to show"}[lang]
    queries = [{"year": 2599}, {"year": 2567, "round": 9}, {"year": 2567, "parent_body": "ก"}]
    pages = [texts(seen("agencies", lang, **query)) for query in queries]
    assert [q for q, page in zip(queries, pages, strict=True) if sentence not in page] == []


def test_an_unknown_year_shows_the_latest(seen: Opened) -> None:
    assert "18 จาก 35 แห่ง" in texts(seen("agencies", year=2599))


def test_an_address_that_asks_for_markup_is_text(seen: Opened) -> None:
    assert r"\!\[x\]\(http" in texts(seen("agencies", year="![x](http://h.example/p)"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_says_what_to_load(empty_app: Opened, lang: str) -> None:
    expected = {"th": "กรอบ", "en": "Load the framework"}
    assert expected[lang] in texts(empty_app("agencies", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_year_without_returns_is_shown(app_of, lang: str) -> None:
    page = app_of(framework())("agencies", lang)
    assert not page.exception and page.metric[0].value == "0%"


def test_the_first_round_of_the_first_year_is_compared_with_none(seen: Opened) -> None:
    curve = page_charts(seen("agencies", year=2566, round=6))[1]
    assert curve["figure"].count('"mode":"lines"') == 1


def test_signals_lead_to_what_was_sent_and_only_the_province_sees_them(seen: Opened) -> None:
    def tables(role: str) -> list[str]:
        found = listings(seen("agencies", role=role, **YEAR))
        return [table for table in found if "sort=signals.one_link" in table]

    (table,) = tables("province")
    assert "href='review?year=2567&amp;round=12&amp;agency=009'>4</a>" in table
    assert "href='agency?year=2567&amp;round=12&amp;agency=009&amp;section=answers'>3</a>" in table
    assert tables("executive") == []


def test_whoever_was_behind_in_several_rounds_is_listed(seen: Opened) -> None:
    (table,) = [t for t in listings(seen("agencies")) if "sort=repeatedly_behind.behind" in t]
    assert "agency=023" in table and "สำนักงานประชาสัมพันธ์" not in table
