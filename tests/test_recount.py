"""What the command line says of the sample is what an independent count of its workbooks gives."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from click.testing import CliRunner

from itadata.cli import main
from itadata.intake.sample import SAMPLE_FOLDER
from tests import recount
from tests.conftest import NOW

TODAY = datetime.fromisoformat(NOW).date()
ROUNDS = ((2566, 6), (2566, 12), (2567, 6), (2567, 12), (2568, 6))
every_round = pytest.mark.parametrize(
    "of_round", ROUNDS, ids=[f"{year}-{months}" for year, months in ROUNDS]
)


@pytest.fixture(scope="module")
def counted():
    """The rounds of the sample, read from its workbooks."""
    return {(of.fiscal_year, of.months): of for of in recount.rounds(SAMPLE_FOLDER)}


@pytest.fixture
def told(sample_file):
    """The rows of a table, as the command line prints them; figures keep every digit."""
    runner = CliRunner(env={"ITA_DATABASE_URL": f"sqlite:///{sample_file}"})

    def rows(name, year, months=None):
        of_round = [] if months is None else ["--round", str(months)]
        asked = ["table", name, "--year", str(year), *of_round, "--format", "json"]
        said = runner.invoke(main, asked, catch_exceptions=False)
        return json.loads(said.stdout, parse_float=Decimal)

    return rows


def by(key, rows):
    """Rows by what names them, so that their order does not matter and none comes twice."""
    found = {row[key]: row for row in rows}
    assert len(found) == len(rows)
    return found


def test_every_round_of_every_year_with_measures_is_counted(counted):
    assert tuple(counted) == ROUNDS


@pytest.mark.parametrize("year", sorted({year for year, _ in ROUNDS}))
def test_the_rates_of_a_year_are_those_that_are_counted(counted, told, year):
    own = [recount.rates(of) for (of_year, _), of in counted.items() if of_year == year]
    assert told("rates", year) == own


@every_round
def test_the_measures_of_a_round_are_those_that_are_counted(counted, told, of_round):
    own = recount.measures(counted[of_round])
    assert by("measure_no", told("measures", *of_round)) == by("measure_no", own)


@every_round
def test_the_steps_of_a_round_are_those_that_are_counted(counted, told, of_round):
    own = recount.steps(counted[of_round])
    assert by("step_no", told("steps", *of_round)) == by("step_no", own)


@every_round
def test_the_agencies_of_a_round_are_those_that_are_counted(counted, told, of_round):
    own = recount.agencies(counted[of_round], TODAY)
    assert by("agency_code", told("agencies", *of_round)) == by("agency_code", own)


@every_round
def test_the_states_of_a_counted_step_add_up_to_the_agencies_expected(counted, of_round):
    states = ("done", "in_progress", "not_started", "not_applicable", "missing")
    assert all(
        sum(step[state] for state in states) == step["expected"]
        for step in recount.steps(counted[of_round])
    )


# --- the sample holds what makes these comparisons worth making --------------------------------


def test_the_sample_has_an_agency_that_is_exempt(counted):
    assert "021" not in counted[2567, 6].agencies


def test_the_sample_has_an_agency_that_reported_again(counted):
    assert len(counted[2567, 12].versions("019")) == 2


def test_the_sample_has_a_first_return_on_time_whose_second_came_late(counted):
    again = counted[2567, 12]
    first, second = again.versions("005")
    assert first.at.date() <= again.due_on < second.at.date()


def test_the_sample_has_a_status_that_was_left_blank(counted):
    assert any(
        answer.status is None
        for of in counted.values()
        for one in of.received
        for answer in one.answers.values()
    )


def test_a_share_is_rounded_half_up():
    assert recount.percentage(1, 160) == Decimal("0.63")


def test_a_share_of_nobody_is_none():
    assert recount.percentage(0, 0) is None


def test_a_missing_agency_is_late_by_the_days_since_the_due_date(counted):
    of = counted[2568, 6]
    late = {row["days_late"] for row in recount.agencies(of, TODAY) if not row["version"]}
    # The one that got more time is not late yet.
    assert late == {0, (date(2025, 5, 20) - date(2025, 4, 18)).days}


def test_the_sample_has_a_return_that_was_sent_back(counted):
    assert counted[2568, 6].sent_back("018")


def test_the_sample_has_an_agency_with_more_time(counted):
    assert counted[2568, 6].due_on_of("006") > counted[2568, 6].due_on
