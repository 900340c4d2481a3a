"""The command line gives the same numbers of the sample as an independent count."""

import json
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner

from itadata.cli import main
from itadata.intake.sample import SAMPLE_DAY, SAMPLE_FOLDER
from tests import recount

TODAY = SAMPLE_DAY
ROUNDS = ((2566, 6), (2566, 12), (2567, 6), (2567, 12), (2568, 6))


@pytest.fixture(scope="module")
def counted():
    """The rounds of the sample, read from its workbooks."""
    return {(of.fiscal_year, of.months): of for of in recount.rounds(SAMPLE_FOLDER)}


@pytest.fixture
def printed(sample_file):
    """The rows of a table, as the command line prints them; numbers keep every digit."""
    runner = CliRunner(env={"ITA_DATABASE_URL": f"sqlite:///{sample_file}"})

    def rows(name, year, months=None):
        query = [] if months is None else ["--round", str(months)]
        arguments = ["table", name, "--year", str(year), *query, "--format", "json"]
        result = runner.invoke(main, arguments, catch_exceptions=False)
        return json.loads(result.stdout, parse_float=Decimal)

    return rows


def by(key, rows):
    """Rows by their key, so that their order does not matter and none comes twice."""
    keyed = {row[key]: row for row in rows}
    assert len(keyed) == len(rows)
    return keyed


def test_every_round_of_every_year_with_measures_is_counted(counted):
    assert tuple(counted) == ROUNDS


def test_the_rates_of_every_year_are_those_counted(counted, printed):
    for year in sorted({year for year, _ in ROUNDS}):
        rates = [recount.rates(of) for (of_year, _), of in counted.items() if of_year == year]
        assert printed("rates", year) == rates


@pytest.mark.parametrize(
    ("name", "key", "count"),
    [
        ("measures", "measure_no", recount.measures),
        ("steps", "step_no", recount.steps),
        ("agencies", "agency_code", lambda of: recount.agencies(of, TODAY)),
    ],
    ids=["measures", "steps", "agencies"],
)
def test_the_tables_of_every_round_are_those_counted(counted, printed, name, key, count):
    for of_round in ROUNDS:
        assert by(key, printed(name, *of_round)) == by(key, count(counted[of_round])), of_round


def test_the_reporting_of_every_round_is_that_counted(counted, printed):
    expected = [recount.reporting(of, TODAY) for of in counted.values()]
    assert printed("reporting_rounds", *ROUNDS[-1]) == expected


def test_whoever_was_behind_in_several_rounds_is_named_with_the_counts(counted, printed):
    rounds = list(counted.values())
    behind = {
        code: counts
        for code in rounds[-1].agencies
        if (counts := recount.times_behind(rounds, code, TODAY))["behind"] >= 2
    }
    rows = by("agency_code", printed("repeatedly_behind", *ROUNDS[-1]))
    assert behind
    assert {c: {name: row[name] for name in behind[c]} for c, row in rows.items()} == behind


def test_the_signals_of_every_round_are_those_counted(counted, printed):
    for (year, months), of in counted.items():
        rows = by("agency_code", printed("signals", year, months))
        signals = {code: recount.signals(of, code) for code in of.without_sent_back()}
        for code, row in rows.items():
            assert (row["without_evidence"], row["one_link"]) == signals.pop(code)
        assert {*signals.values()} <= {(0, 0)}


def test_the_statuses_of_a_counted_step_add_up_to_the_agencies_expected(counted):
    statuses = ("done", "in_progress", "not_started", "not_applicable", "missing")
    steps = [step for of in counted.values() for step in recount.steps(of)]
    assert not [s for s in steps if sum(s[status] for status in statuses) != s["expected"]]


# --- the sample holds what makes these comparisons worth making --------------------------------


def test_the_sample_has_every_case_that_is_counted_in_its_own_way(counted):
    first, second = counted[2567, 12].versions("005")
    cases = {
        "an exempt agency": "021" not in counted[2567, 6].agencies,
        "an agency that reported again": len(counted[2567, 12].versions("019")) == 2,
        "a first version on time, a second late": first.at.date()
        <= counted[2567, 12].due_on
        < second.at.date(),
        "a blank status": any(
            answer.status is None
            for of in counted.values()
            for one in of.received
            for answer in one.answers.values()
        ),
        "a return sent back": counted[2568, 6].sent_back("018"),
        "an agency with more time": counted[2568, 6].due_on_of("006") > counted[2568, 6].due_on,
    }
    assert not [case for case, there in cases.items() if not there]


def test_a_share_is_rounded_half_up_and_none_over_nobody():
    assert recount.percentage(1, 160) == Decimal("0.63")
    assert recount.percentage(0, 0) is None


def test_a_missing_agency_is_late_by_the_days_since_the_due_date(counted):
    of = counted[2568, 6]
    late = {row["days_late"] for row in recount.agencies(of, TODAY) if not row["version"]}
    # The one that got more time is not late yet.
    assert late == {0, (TODAY - date(2025, 4, 18)).days}
