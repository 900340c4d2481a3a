from collections import Counter
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from itadata.access import operator
from itadata.analysis.columns import table_columns
from itadata.errors import NoFramework, NotAllowed, UnknownAgency, UnknownRound, UnknownTable
from itadata.intake import Upload, receive
from itadata.intake.sample import SAMPLE_DAY, SAMPLE_FOLDER
from itadata.language import gettext_in
from itadata.tables import TABLES, TableQuery, read_table
from tests import builders
from tests.analysis.frames import cell

TODAY = SAMPLE_DAY
PROVINCE = "จังหวัดเชียงใหม่"
AN_AGENCY = "001"
OF_ONE_AGENCY = (
    "agency_returns",
    "agency_answers",
    "agency_texts",
    "owed",
    "changes",
    "agency_spread",
)
OF_UNITS = ("scores", "indicators", "levels", "contributions", "way_up", "peers")
OF_A_ROUND = (
    "rates",
    "measures",
    "steps",
    "agencies",
    "answers",
    "parent_bodies",
    "curve",
    "follow_up",
    "matrix",
    "step_agencies",
    "queue",
    "repeatedly_behind",
    "signals",
)
OPENED = ("measures", "steps", "agencies", "answers")
"""Of one round, the current one by default."""


def _read(store, name, query):
    with store.snapshot() as snapshot:
        return read_table(snapshot, name, query, operator("cli:malee")).frame


def _query(name, year=None, months=None, today=TODAY):
    return TableQuery(today, year, months, agency_code=AN_AGENCY * (name in OF_ONE_AGENCY))


@pytest.fixture
def table(sample):
    """A table of the sample, by its name, year and round, as a frame."""
    return lambda name, *scope, **more: _read(sample, name, _query(name, *scope, **more))


def _not_refused(store, error, queries):
    """The tables that give rows, or another error, where `error` is due."""
    failures = []
    for name, query in queries.items():
        try:
            _read(store, name, query)
        except error:
            continue
        failures.append(name)
    return failures


# --- the registry --------------------------------------------------------------------------


def test_every_table_is_complete(sample):
    """Its reader gives every column, and rows of the sample that its key identifies."""
    faults = []
    for name, registered in TABLES.items():
        schema = registered.schema
        with sample.snapshot() as snapshot:
            rows = registered.reader(snapshot, _query(name)).frame
        table_columns(name, schema.columns)
        checks = {
            "name": schema.name == name,
            "title in Thai": gettext_in(schema.title, "th") != schema.title,
            "columns once": max(Counter(schema.columns).values()) == 1,
            "fiscal year": "fiscal_year" in schema.columns,
            "round": name not in OF_A_ROUND or "round" in schema.columns,
            "reader gives the columns": {*schema.columns} <= {*rows.columns},
            "rows in the sample": len(rows) > 0,
            "key": not schema.key or not rows.duplicated([*schema.key]).any(),
            "persons": registered.permission is not None
            or not {"telephone", "reporter"} & {*schema.columns},
        }
        faults += [f"{name}: {check}" for check, holds in checks.items() if not holds]
    assert not faults


def test_an_unknown_table_is_refused(table):
    with pytest.raises(UnknownTable):
        table("everything")


def test_a_table_with_a_permission_is_not_read_for_nobody(sample):
    guarded = [name for name, registered in TABLES.items() if registered.permission]
    assert guarded == ["follow_up", "signals", "queue", "attempts", "evidence", "events"]
    for name in guarded:
        with sample.snapshot() as snapshot, pytest.raises(NotAllowed):
            read_table(snapshot, name, TableQuery(TODAY))


# --- defaults ------------------------------------------------------------------------------


def test_the_year_left_out_is_that_of_the_current_round(table):
    years = {name: {*table(name)["fiscal_year"]} for name in OF_A_ROUND}
    assert {name: value for name, value in years.items() if value != {2568}} == {}


@pytest.mark.parametrize(
    ("today", "months"),
    [(TODAY, 12), (date(2024, 8, 31), 6), (date(2024, 9, 1), 12)],
    ids=["the last", "not before it opens", "from its first day"],
)
def test_the_round_left_out_is_the_last_opened(table, today, months):
    rounds = {name: {*table(name, 2567, today=today)["round"]} for name in OPENED}
    assert {name: value for name, value in rounds.items() if value != {months}} == {}


def test_a_round_in_the_query_is_the_round_of_the_table(table):
    rounds = {name: {*table(name, 2567, 6)["round"]} for name in OPENED}
    assert {name: value for name, value in rounds.items() if value != {6}} == {}


def test_rates_have_one_row_a_round(table):
    assert list(table("rates", 2567)["round"]) == [6, 12]


def test_rates_of_one_round_are_one_row(table):
    assert list(table("rates", 2567, 12)["round"]) == [12]


@pytest.mark.parametrize("name", ["scores", "indicators"])
def test_scores_without_a_year_are_of_all_years_and_else_of_that_year(table, name):
    assert {2563, 2564, 2565, 2566, 2567} <= set(table(name)["fiscal_year"])
    assert set(table(name, 2566)["fiscal_year"]) == {2566}


def test_scores_of_one_unit_are_its_rows_among_all(sample, table):
    differing = []
    for name in OF_UNITS:
        rows = _read(sample, name, TableQuery(TODAY, unit=PROVINCE))
        every = table(name)
        among_all = every[every["unit"] == PROVINCE].reset_index(drop=True)
        if rows.empty or not rows.equals(among_all.astype(rows.dtypes)):
            differing.append(name)
    assert not differing


def test_a_unit_that_nobody_loaded_has_no_rows(sample):
    query = TableQuery(TODAY, unit="จังหวัดอื่น")
    assert [len(_read(sample, name, query)) for name in OF_UNITS] == [0] * len(OF_UNITS)


def test_the_contributions_of_the_sample_explain_the_change(table):
    moved = table("contributions", 2567)
    of_province = moved[moved["unit"] == PROVINCE]
    assert round(of_province["contribution"].sum(), 2) == 1.91


def test_events_are_of_the_year_in_the_query_or_of_the_current_round(table):
    assert set(table("events")["fiscal_year"].dropna()) == {2568}
    assert set(table("events", 2567)["fiscal_year"].dropna()) == {2567}


def test_events_of_no_year_are_of_every_year(table):
    assert "scores-accepted" in set(table("events", 2567)["action"])


def test_events_of_a_round_are_of_that_round(table):
    assert set(table("events", 2567, 6)["round"]) == {6}


def test_the_contact_of_an_agency_is_its_last_reporter_of_any_round(table):
    assert cell(table("follow_up", 2568), "telephone", agency_code="003") == "0 5300 0003"


# --- what the store does not have ----------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "error"),
    [
        ((2560,), NoFramework),
        ((2564,), NoFramework),
        ((2567, 9), UnknownRound),
        ((2567, 0), UnknownRound),
    ],
    ids=["no year", "the scheme alone", "no round", "0 months"],
)
def test_a_year_or_round_that_is_not_there_is_refused(sample, scope, error):
    queries = {name: TableQuery(TODAY, *scope) for name in OF_A_ROUND}
    assert not _not_refused(sample, error, queries)


def test_an_empty_store_says_that_a_framework_is_missing(store):
    queries = {name: _query(name) for name in (*OF_A_ROUND, *OF_ONE_AGENCY)}
    assert not _not_refused(store, NoFramework, queries)


def test_an_empty_store_has_empty_scores_and_events(store):
    names = (*OF_UNITS, "events")
    assert [len(_read(store, name, TableQuery(TODAY))) for name in names] == [0] * len(names)


def test_an_agency_that_nobody_lists_is_refused(sample):
    queries = {
        name: TableQuery(TODAY, 2567, 12, agency_code="999")
        for name in ("agencies", "matrix", *OF_ONE_AGENCY)
    }
    assert not _not_refused(sample, UnknownAgency, queries)


def test_a_table_of_one_agency_is_refused_without_one(sample):
    queries = {name: TableQuery(TODAY, 2567, 12) for name in OF_ONE_AGENCY}
    assert not _not_refused(sample, UnknownAgency, queries)


# --- filters -------------------------------------------------------------------------------

INTERIOR = "กระทรวงมหาดไทย"


@pytest.fixture
def filtered(sample):
    """A table of the 12-month round of 2567, filtered."""

    def read(name, **filters):
        query = TableQuery(TODAY, **{"fiscal_year": 2567, "round": 12, **filters})
        return _read(sample, name, query)

    return read


@pytest.mark.parametrize(
    ("column", "value", "filters", "names"),
    [
        (
            "parent_body",
            INTERIOR,
            {"parent_body": INTERIOR},
            ["agencies", "parent_bodies", "step_agencies"],
        ),
        (
            "agency_code",
            "002",
            {"agency_code": "002"},
            ["agencies", "matrix", "answers", "step_agencies"],
        ),
        (
            "measure_no",
            4,
            {"measure_no": 4},
            ["measures", "steps", "matrix", "answers", "step_agencies", "measure_indicators"],
        ),
    ],
    ids=["parent body", "agency", "measure"],
)
def test_a_filtered_table_has_the_rows_of_the_filter_alone(
    filtered, column, value, filters, names
):
    values = {name: {*filtered(name, **filters)[column]} for name in names}
    assert values == {name: {value} for name in names}


def test_the_tables_of_a_parent_body_expect_its_agencies(filtered):
    agencies = len(filtered("agencies", parent_body=INTERIOR))
    assert list(filtered("rates", parent_body=INTERIOR)["expected"]) == [agencies]
    assert set(filtered("measures", parent_body=INTERIOR)["expected_agencies"]) == {agencies}


def test_a_parent_body_that_the_year_has_not_has_no_agency(filtered):
    assert filtered("agencies", parent_body="กระทรวงเวทมนตร์").empty


def test_a_state_leaves_the_agencies_in_it(filtered):
    assert set(filtered("agencies", state="missing")["state"]) == {"missing"}


@pytest.mark.parametrize(("state", "late"), [("on_time", False), ("late", True)])
def test_a_state_tells_on_time_from_late(filtered, state, late):
    assert set(filtered("agencies", state=state)["days_late"] > 0) == {late}


def test_the_states_add_up_to_the_agencies(filtered):
    parts = [len(filtered("agencies", state=s)) for s in ("on_time", "late", "missing")]
    assert sum(parts) == len(filtered("agencies"))


def test_the_measures_of_those_that_are_missing_are_of_nobody_that_reported(filtered):
    assert set(filtered("measures", state="missing")["reporting_agencies"]) == {0}


def test_a_state_that_nobody_is_in_leaves_nobody(filtered):
    assert filtered("agencies", state="withdrawn").empty


def test_an_agency_of_a_measure_has_done_its_steps_at_most(filtered):
    steps = len(filtered("steps", measure_no=4))
    assert filtered("agencies", measure_no=4)["done"].max() <= steps


def test_filters_narrow_each_other(filtered):
    rows = filtered("agencies", parent_body=INTERIOR, state="on_time")
    assert set(rows["parent_body"]) == {INTERIOR} and set(rows["days_late"]) == {0}


def test_the_answers_of_a_version_are_in_the_file_of_that_version(filtered):
    files = [
        filtered("agency_answers", fiscal_year=2566, agency_code="012", version=version)["file"]
        for version in (1, 2)
    ]
    assert [set(of_version) for of_version in files] == [
        {"returns/2566-12/012.xlsx"},
        {"returns/2566-12/012-2.xlsx"},
    ]


def test_the_version_left_out_is_the_one_that_counts(filtered):
    rows = filtered("agency_answers", fiscal_year=2566, agency_code="012")
    assert set(rows["file"]) == {"returns/2566-12/012-2.xlsx"}


def test_a_version_that_never_came_has_no_answers(filtered):
    rows = filtered("agency_answers", agency_code=AN_AGENCY, version=9)
    assert set(rows["status"]) == {"missing"}


def test_the_returns_of_an_agency_are_of_every_year(filtered):
    rows = filtered("agency_returns", agency_code=AN_AGENCY)
    assert list(dict.fromkeys(rows["fiscal_year"])) == [2568, 2567, 2566]


def test_an_agency_has_no_returns_in_a_year_that_does_not_list_it(store):
    before = builders.framework(2566)
    others = {a.code for a in before.agencies} - {AN_AGENCY}
    _load(store, replace(before.filtered(others), exemptions=()), builders.framework())
    assert set(_read(store, "agency_returns", _query("agency_returns"))["fiscal_year"]) == {2567}


def _load(store, *frameworks):
    for year in frameworks:
        upload = Upload(f"{year.fiscal_year}.xlsx", builders.framework_workbook(year))
        assert receive(store, operator("cli:malee"), upload).accepted


# --- the sample ----------------------------------------------------------------------------


def test_the_province_of_2567(table):
    scores = table("scores")
    [row] = scores[(scores["fiscal_year"] == 2567) & (scores["unit"] == PROVINCE)].to_dict(
        "records"
    )
    expected = {
        "total": 95.55,
        "iit": 93.5,
        "eit": 95.8,
        "oit": 96.9,
        "level": "ผ่านดี",
        "level_published": "ผ่านดี",
        "illustration": False,
        "instruments_illustration": True,
        "change_illustration": True,
    }
    assert {name: row[name] for name in expected} == expected


def test_the_change_of_2567_is_from_2566(table):
    rows = table("scores")
    totals = [cell(rows, "total", fiscal_year=y, unit=PROVINCE) for y in (2566, 2567)]
    assert cell(rows, "change", fiscal_year=2567, unit=PROVINCE) == round(totals[1] - totals[0], 2)


def test_2567_has_8_measures_and_26_steps(table):
    assert list(table("measures", 2567)["measure_no"]) == [*range(1, 9)]
    assert len(table("steps", 2567)) == 26


def test_the_statuses_of_every_step_add_up_to_expected(table):
    statuses = ["done", "in_progress", "not_started", "not_applicable", "missing"]
    rounds = [(2566, 6), (2566, 12), (2567, 6), (2567, 12), (2568, 6)]
    steps = {scope: table("steps", *scope) for scope in rounds}
    assert not [
        scope
        for scope, frame in steps.items()
        if frame.empty or (frame[statuses].sum(axis=1) != frame["expected"]).any()
    ]


def test_steps_and_measures_count_the_same(table):
    of_steps = table("steps", 2567).groupby("measure_no")["done"].sum()
    assert list(of_steps) == list(table("measures", 2567)["done"])


def test_agencies_and_measures_count_the_same(table):
    assert table("agencies", 2567)["done"].sum() == table("measures", 2567)["done"].sum()


def test_agencies_and_rates_count_the_same(table):
    on_time = int((table("agencies", 2567)["on_time"] == True).sum())  # noqa: E712
    assert cell(table("rates", 2567), "on_time", round=12) == on_time


def test_the_exempt_agency_is_not_among_the_expected(table):
    assert "021" not in set(table("agencies", 2567, 6)["agency_code"])


def test_every_agency_that_reported_has_an_answer_to_every_step(table):
    reported = (table("agencies", 2567)["state"] != "missing").sum()
    assert len(table("answers", 2567)) == reported * 26


def test_an_answer_can_be_traced_to_its_cell(table):
    rows = table("answers", 2567)
    one = rows[(rows["agency_code"] == "001") & (rows["step_no"] == "1.1")].iloc[0]
    book = openpyxl.load_workbook(SAMPLE_FOLDER / one["file"])
    words = {"done": "ดำเนินการแล้ว", "in_progress": "อยู่ระหว่างดำเนินการ"}
    assert book[one["sheet"]][one["cell"]].value == words[one["status"]]


def test_the_log_has_an_event_for_every_workbook(sample):
    with sample.snapshot() as snapshot:
        of_files = snapshot.events()["action"].isin(
            ["framework-accepted", "scores-accepted", "return-accepted"]
        )
    assert of_files.sum() == len(list(SAMPLE_FOLDER.glob("**/*.xlsx")))
