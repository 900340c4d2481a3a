from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from itadata.access import Actor, Role, operator
from itadata.analysis.columns import TABLE_COLUMNS
from itadata.errors import NoFramework, NotAllowed, UnknownAgency, UnknownRound, UnknownTable
from itadata.intake import Upload, receive
from itadata.intake.sample import SAMPLE_FOLDER
from itadata.tables import GUARDED, TableQuery, last_opened_round, latest_year, read_table
from tests import builders
from tests.analysis.frames import cell, framework

TODAY = date(2025, 5, 20)
PROVINCE = "จังหวัดเชียงใหม่"
AN_AGENCY = "001"

FIELDS = {
    "rates": "expected actual on_time reporting_rate on_time_rate",
    "measures": "measure_no measure expected_agencies reporting_agencies steps done "
    "not_applicable completion completion_of_reporting evidence_coverage",
    "steps": "measure_no step_no step expected done in_progress not_started not_applicable "
    "missing completion",
    "agencies": "agency_code agency parent_body state first_submitted_at submitted_at on_time "
    "days_late version completeness done not_applicable completion evidence_coverage",
    "parent_bodies": "parent_body expected on_time late missing reporting_rate on_time_rate",
    "curve": "date days_to_due actual expected reporting_rate",
    "follow_up": "agency_code agency parent_body state situation outstanding due_on lock_on "
    "extended days_late version submitted_at reporter position telephone contacted_on contact "
    "reason",
    "matrix": "agency_code agency measure_no measure reported done asked completion",
    "step_agencies": "measure_no step_no agency_code agency parent_body status",
    "agency_returns": "version state submitted_at due_on days_late counting receipt file sha256 "
    "note",
    "agency_answers": "measure_no step_no step status done_on evidence note file sheet cell "
    "status_before done_on_before evidence_before",
    "agency_texts": "measure_no measure results results_cell outcomes outcomes_cell file sheet "
    "results_before outcomes_before",
    "owed": "due_on lock_on days_left state version submitted_at",
    "changes": "step_no step field was becomes",
    "queue": "agency_code agency parent_body version received_at days_waiting mended warnings "
    "state decided_at decided_by mend_by receipt file",
    "attempts": "attempt received_at at by kind_of_file agency_code agency version outcome "
    "state errors warnings receipt file sha256",
    "measure_indicators": "measure_no measure indicator_no indicator inferred score_before "
    "score_same score_after scores_illustration",
    "answers": "agency_code agency version measure_no step_no status done_on evidence note "
    "results outcomes file sheet cell results_cell outcomes_cell",
    "scores": "unit total iit eit oit level level_published change source illustration "
    "instruments_illustration change_illustration",
    "indicators": "unit indicator_no indicator instrument score change illustration",
    "levels": "unit total change level_computed level_published levels_differ surveyed_from "
    "surveyed_to announced_on source illustration instruments_illustration",
    "contributions": "unit indicator_no indicator instrument share score_before score change "
    "contribution illustration",
    "peers": "unit kind total rank units quartile_1 median quartile_3 illustration",
    "events": "at by action agency_code round version detail",
}
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
)
OF_ONE_AGENCY = ("agency_returns", "agency_answers", "agency_texts", "owed", "changes")


@pytest.fixture
def table(sample):
    """A table of the sample, by its name, year and round, as a frame."""

    def read(name, year=None, months=None, today=TODAY):
        with sample.snapshot() as snapshot:
            query = TableQuery(
                today, year, months, agency_code=AN_AGENCY * (name in OF_ONE_AGENCY)
            )
            return read_table(snapshot, name, query, operator("malee")).frame

    return read


# --- fields --------------------------------------------------------------------------------


def test_the_tables_are_these():
    assert set(TABLE_COLUMNS) == set(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_a_table_has_its_fields(table, name):
    wanted = FIELDS[name].split()
    columns = [c for c in table(name).columns if c in wanted or c not in ("fiscal_year", "round")]
    assert columns == wanted


@pytest.mark.parametrize("name", FIELDS)
def test_every_table_says_the_fiscal_year(table, name):
    assert "fiscal_year" in table(name).columns


@pytest.mark.parametrize("name", OF_A_ROUND)
def test_every_table_of_a_round_says_the_round(table, name):
    assert "round" in table(name).columns


@pytest.mark.parametrize("name", FIELDS)
def test_no_table_of_the_sample_is_empty(table, name):
    assert len(table(name)) > 0


# --- defaults ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OF_A_ROUND)
def test_the_year_left_out_is_the_latest_with_returns(table, name):
    assert set(table(name)["fiscal_year"]) == {2568}


@pytest.mark.parametrize("name", ["measures", "steps", "agencies", "answers"])
def test_the_round_left_out_is_the_last_opened(table, name):
    assert set(table(name, 2567)["round"]) == {12}


@pytest.mark.parametrize("name", ["measures", "steps", "agencies"])
def test_a_round_that_has_not_opened_is_not_the_default(table, name):
    assert set(table(name, 2567, today=date(2024, 8, 31))["round"]) == {6}


@pytest.mark.parametrize("name", ["measures", "steps", "agencies"])
def test_a_round_is_open_from_its_first_day(table, name):
    assert set(table(name, 2567, today=date(2024, 9, 1))["round"]) == {12}


@pytest.mark.parametrize("name", ["measures", "steps", "agencies", "answers"])
def test_a_round_that_is_asked_for_is_given(table, name):
    assert set(table(name, 2567, 6)["round"]) == {6}


def test_rates_have_one_row_a_round(table):
    assert list(table("rates", 2567)["round"]) == [6, 12]


def test_rates_of_one_round_are_one_row(table):
    assert list(table("rates", 2567, 12)["round"]) == [12]


@pytest.mark.parametrize("name", ["scores", "indicators"])
def test_scores_without_a_year_are_of_all_years(table, name):
    assert {2563, 2564, 2565, 2566, 2567} <= set(table(name)["fiscal_year"])


@pytest.mark.parametrize("name", ["scores", "indicators"])
def test_scores_of_a_year_are_of_that_year(table, name):
    assert set(table(name, 2566)["fiscal_year"]) == {2566}


OF_UNITS = ("scores", "indicators", "levels", "contributions", "peers")


@pytest.mark.parametrize("name", OF_UNITS)
def test_what_units_scored_can_be_of_one_unit(sample, name):
    with sample.snapshot() as snapshot:
        found = read_table(snapshot, name, TableQuery(TODAY, unit=PROVINCE)).frame
    assert set(found["unit"]) == {PROVINCE}


@pytest.mark.parametrize("name", OF_UNITS)
def test_the_rows_of_one_unit_are_those_among_all(sample, table, name):
    with sample.snapshot() as snapshot:
        found = read_table(snapshot, name, TableQuery(TODAY, unit=PROVINCE)).frame
    every = table(name)
    own = every[every["unit"] == PROVINCE].reset_index(drop=True)
    assert found.equals(own.astype(found.dtypes))


@pytest.mark.parametrize("name", OF_UNITS)
def test_a_unit_that_nobody_loaded_has_no_rows(sample, name):
    with sample.snapshot() as snapshot:
        assert read_table(snapshot, name, TableQuery(TODAY, unit="จังหวัดอื่น")).frame.empty


def test_the_contributions_of_the_sample_explain_the_change(table):
    moved = table("contributions", 2567)
    own = moved[moved["unit"] == PROVINCE]
    assert round(own["contribution"].sum(), 2) == 1.91


def test_events_without_a_year_are_of_the_latest_with_returns(table):
    assert set(table("events")["fiscal_year"].dropna()) == {2568}


def test_events_of_a_year_are_of_that_year(table):
    assert set(table("events", 2567)["fiscal_year"].dropna()) == {2567}


def test_events_of_no_year_are_of_every_year(table):
    assert "scores-accepted" in set(table("events", 2567)["action"])


def test_events_of_a_round_are_of_that_round(table):
    assert set(table("events", 2567, 6)["round"]) == {6}


def test_the_latest_year_is_the_latest_with_returns(sample):
    with sample.snapshot() as snapshot:
        assert latest_year(snapshot) == 2568


def test_an_empty_store_has_no_latest_year(store):
    with store.snapshot() as snapshot:
        assert latest_year(snapshot) is None


def test_before_any_round_opens_the_first_is_meant():
    assert last_opened_round(framework(), date(2024, 1, 1)) == 6


# --- what is asked for and is not there ----------------------------------------------------


def test_an_unknown_table_is_refused(table):
    with pytest.raises(UnknownTable):
        table("everything")


@pytest.mark.parametrize("name", OF_A_ROUND)
def test_a_year_that_nobody_loaded_is_refused(table, name):
    with pytest.raises(NoFramework):
        table(name, 2560)


@pytest.mark.parametrize("name", OF_A_ROUND)
def test_a_year_that_has_only_the_scheme_is_refused(table, name):
    with pytest.raises(NoFramework):
        table(name, 2564)


@pytest.mark.parametrize("name", OF_A_ROUND)
def test_an_unknown_round_is_refused(table, name):
    with pytest.raises(UnknownRound):
        table(name, 2567, 9)


@pytest.mark.parametrize("name", ["measures", "steps", "agencies", "answers"])
def test_a_round_of_0_months_is_refused(table, name):
    with pytest.raises(UnknownRound):
        table(name, 2567, 0)


@pytest.mark.parametrize("name", OF_A_ROUND)
def test_an_empty_store_says_that_a_framework_is_missing(store, name):
    with store.snapshot() as snapshot, pytest.raises(NoFramework):
        read_table(snapshot, name, TableQuery(TODAY), operator("malee"))


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.OFFICER])
@pytest.mark.parametrize("name", GUARDED)
def test_a_guarded_table_is_refused_to_other_roles(sample, name, role):
    with sample.snapshot() as snapshot, pytest.raises(NotAllowed):
        read_table(snapshot, name, TableQuery(TODAY), Actor("somebody", role, AN_AGENCY))


@pytest.mark.parametrize("name", GUARDED)
def test_a_guarded_table_is_refused_to_nobody_in_particular(sample, name):
    with sample.snapshot() as snapshot, pytest.raises(NotAllowed):
        read_table(snapshot, name, TableQuery(TODAY))


def test_no_other_table_has_a_telephone_number():
    open_to_all = {columns for name, columns in TABLE_COLUMNS.items() if name not in GUARDED}
    assert not any("telephone" in columns or "reporter" in columns for columns in open_to_all)


def test_whom_to_call_is_the_last_reporter_of_any_round(table):
    first = cell(table("follow_up", 2568), "telephone", agency_code="003")
    assert first == "0 5300 0003"


@pytest.mark.parametrize(
    "name", ["scores", "indicators", "levels", "contributions", "peers", "events"]
)
def test_an_empty_store_has_empty_scores_and_events(store, name):
    with store.snapshot() as snapshot:
        assert len(read_table(snapshot, name, TableQuery(TODAY)).frame) == 0


# --- filters -------------------------------------------------------------------------------

INTERIOR = "กระทรวงมหาดไทย"


@pytest.fixture
def filtered(sample):
    """A table of the 12-month round of 2567, filtered."""

    def read(name, **filters):
        with sample.snapshot() as snapshot:
            query = TableQuery(TODAY, **{"fiscal_year": 2567, "round": 12, **filters})
            return read_table(snapshot, name, query).frame

    return read


@pytest.mark.parametrize("name", ["agencies", "parent_bodies", "step_agencies"])
def test_a_table_of_a_parent_body_has_its_agencies_alone(filtered, name):
    assert set(filtered(name, parent_body=INTERIOR)["parent_body"]) == {INTERIOR}


def test_the_rates_of_a_parent_body_expect_its_agencies(filtered):
    agencies = filtered("agencies", parent_body=INTERIOR)
    assert list(filtered("rates", parent_body=INTERIOR)["expected"]) == [len(agencies)]


def test_the_measures_of_a_parent_body_expect_its_agencies(filtered):
    agencies = filtered("agencies", parent_body=INTERIOR)
    assert set(filtered("measures", parent_body=INTERIOR)["expected_agencies"]) == {len(agencies)}


def test_a_parent_body_that_the_year_has_not_has_no_agency(filtered):
    assert filtered("agencies", parent_body="กระทรวงเวทมนตร์").empty


@pytest.mark.parametrize("name", ["agencies", "matrix", "answers", "step_agencies"])
def test_a_table_of_an_agency_has_that_agency_alone(filtered, name):
    assert set(filtered(name, agency_code="002")["agency_code"]) == {"002"}


@pytest.mark.parametrize("name", ["agencies", "matrix", *OF_ONE_AGENCY])
def test_a_table_of_an_agency_that_nobody_lists_is_refused(filtered, name):
    with pytest.raises(UnknownAgency):
        filtered(name, agency_code="999")


@pytest.mark.parametrize("name", OF_ONE_AGENCY)
def test_a_table_of_one_agency_is_refused_without_one(filtered, name):
    with pytest.raises(UnknownAgency):
        filtered(name)


@pytest.mark.parametrize("name", OF_ONE_AGENCY)
def test_an_empty_store_has_no_table_of_one_agency(store, name):
    with store.snapshot() as snapshot, pytest.raises(NoFramework):
        read_table(snapshot, name, TableQuery(TODAY, agency_code=AN_AGENCY))


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


@pytest.mark.parametrize("name", ["measures", "steps", "matrix", "answers", "step_agencies"])
def test_a_table_of_a_measure_has_that_measure_alone(filtered, name):
    assert set(filtered(name, measure_no=4)["measure_no"]) == {4}


def test_the_agencies_of_a_measure_are_asked_its_steps_alone(filtered):
    steps = len(filtered("steps", measure_no=4))
    assert filtered("agencies", measure_no=4)["done"].max() <= steps


def test_the_indicators_of_a_measure_are_its_own(filtered):
    assert set(filtered("measure_indicators", measure_no=4)["measure_no"]) == {4}


def test_filters_narrow_each_other(filtered):
    found = filtered("agencies", parent_body=INTERIOR, state="on_time")
    assert set(found["parent_body"]) == {INTERIOR} and set(found["days_late"]) == {0}


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
    found = filtered("agency_answers", fiscal_year=2566, agency_code="012")
    assert set(found["file"]) == {"returns/2566-12/012-2.xlsx"}


def test_a_version_that_never_came_has_no_answers(filtered):
    found = filtered("agency_answers", agency_code=AN_AGENCY, version=9)
    assert set(found["status"]) == {"missing"}


def test_the_returns_of_an_agency_are_of_every_year(filtered):
    found = filtered("agency_returns", agency_code=AN_AGENCY)
    assert list(dict.fromkeys(found["fiscal_year"])) == [2568, 2567, 2566]


def test_an_agency_has_no_returns_in_a_year_that_does_not_list_it(store):
    before = builders.framework(2566)
    others = {a.code for a in before.agencies} - {AN_AGENCY}
    _load(store, replace(before.filtered(others), exemptions=()), builders.framework())
    with store.snapshot() as snapshot:
        found = read_table(
            snapshot, "agency_returns", TableQuery(TODAY, agency_code=AN_AGENCY)
        ).frame
    assert set(found["fiscal_year"]) == {2567}


def _load(store, *frameworks):
    for year in frameworks:
        upload = Upload(f"{year.fiscal_year}.xlsx", builders.framework_workbook(year))
        assert receive(store, operator("malee"), upload).accepted


# --- the sample ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("total", 95.55),
        ("iit", 93.5),
        ("eit", 95.8),
        ("oit", 96.9),
        ("level", "ผ่านดี"),
        ("level_published", "ผ่านดี"),
        ("illustration", False),
        ("instruments_illustration", True),
        ("change_illustration", True),
    ],
)
def test_the_province_of_2567(table, field, value):
    assert cell(table("scores"), field, fiscal_year=2567, unit=PROVINCE) == value


def test_the_change_of_2567_is_from_2566(table):
    found = table("scores")
    totals = [cell(found, "total", fiscal_year=y, unit=PROVINCE) for y in (2566, 2567)]
    assert cell(found, "change", fiscal_year=2567, unit=PROVINCE) == round(
        totals[1] - totals[0], 2
    )


def test_the_measures_of_2567_are_eight(table):
    assert list(table("measures", 2567)["measure_no"]) == [*range(1, 9)]


def test_the_steps_of_2567_are_twenty_six(table):
    assert len(table("steps", 2567)) == 26


@pytest.mark.parametrize(
    ("year", "months"), [(2566, 6), (2566, 12), (2567, 6), (2567, 12), (2568, 6)]
)
def test_the_states_of_every_step_add_up_to_expected(table, year, months):
    found = table("steps", year, months)
    states = ["done", "in_progress", "not_started", "not_applicable", "missing"]
    assert (found[states].sum(axis=1) == found["expected"]).all()


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
    found = table("answers", 2567)
    one = found[(found["agency_code"] == "001") & (found["step_no"] == "1.1")].iloc[0]
    book = openpyxl.load_workbook(SAMPLE_FOLDER / one["file"])
    words = {"done": "ดำเนินการแล้ว", "in_progress": "อยู่ระหว่างดำเนินการ"}
    assert book[one["sheet"]][one["cell"]].value == words[one["status"]]


def test_the_log_has_an_event_for_every_workbook(sample):
    with sample.snapshot() as snapshot:
        of_files = snapshot.events()["action"].isin(
            ["framework-accepted", "scores-accepted", "return-accepted"]
        )
    assert of_files.sum() == len(list(SAMPLE_FOLDER.glob("**/*.xlsx")))
