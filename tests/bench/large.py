"""A database of the size of the country: 8,323 units × 6 years, 35 agencies × 6 rounds."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import create_engine, text

from itadata.framework import Round
from itadata.intake.sample import load_sample
from itadata.scores import TOTAL, ScoreValue, UnitScore, indicator_column
from itadata.store import NewSubmission, Store, StoredScore
from itadata.thai import now

_UNITS = 8_323
_YEARS = range(2563, 2569)
_KINDS = ("เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "กรม", "มหาวิทยาลัย", "จังหวัด", "โรงพยาบาล")
_LAST_YEAR = 2568
_SIXTH_ROUND = Round(12, date(2025, 9, 1), date(2025, 10, 15), None)

_RETURNS = (
    "INSERT INTO return_version (fiscal_year, round, agency_code, version, submission_id, "
    "framework_version_id, received_at, reporter, position, telephone, reported_on, certifier, "
    "letter_no, letter_date) SELECT fiscal_year, 12, agency_code, version, submission_id, "
    "framework_version_id, received_at, reporter, position, telephone, reported_on, certifier, "
    "letter_no, letter_date FROM return_version WHERE fiscal_year = 2568 AND round = 6"
)
_TWINS = (
    "FROM {table} JOIN return_version old ON old.id = {table}.return_version_id "
    "JOIN return_version new ON new.agency_code = old.agency_code AND new.version = old.version "
    "AND new.fiscal_year = 2568 AND new.round = 12 "
    "WHERE old.fiscal_year = 2568 AND old.round = 6"
)
_ANSWERS = (
    "INSERT INTO answer SELECT new.id, step_no, measure_no, status, done_on, evidence, note, "
    "sheet, cell " + _TWINS.format(table="answer")
)
_TEXTS = (
    "INSERT INTO measure_text SELECT new.id, measure_no, results, outcomes, results_cell, "
    "outcomes_cell " + _TWINS.format(table="measure_text")
)


def fill(path: Path) -> str:
    """Fill a new database; gives its address."""
    url = f"sqlite:///{path}"
    store = Store.open(url)
    load_sample(store, lambda fraction: None)
    with store.transaction() as transaction:
        submission = transaction.add_submission(_received())
        framework = transaction.frameworks()[_LAST_YEAR]
        more = replace(framework, rounds=(*framework.rounds, _SIXTH_ROUND))
        transaction.add_framework(submission, more, framework.version + 1)
        transaction.add_scores(submission, [*map(StoredScore.of_file, scores())])
    store.close()
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in (_RETURNS, _ANSWERS, _TEXTS):
            connection.execute(text(statement))
    engine.dispose()
    return url


def scores() -> Iterator[UnitScore]:
    """The scores of all units and years; their totals are no sums of their indicators."""
    chance = random.Random(2567)
    for number in range(_UNITS):
        unit = f"{_KINDS[number % len(_KINDS)]}ทดสอบ {number:04}"
        for year in _YEARS:
            indicators = {
                indicator_column(no): Decimal(chance.randrange(7000, 10000)) / 100
                for no in range(1, 11)
            }
            total = sum(indicators.values(), Decimal(0)) / 10
            values = indicators | {TOTAL: total.quantize(Decimal("0.01"))}
            yield UnitScore(
                year,
                unit,
                {
                    name: ScoreValue(float(value), True, "คะแนน", "A1")
                    for name, value in values.items()
                },
                "",
                None,
                None,
                None,
                "made for measuring",
            )


def _received() -> NewSubmission:
    return NewSubmission(
        at=now(),
        received_at=now(),
        by="bench",
        kind=None,
        sha256="0" * 64,
        size=0,
        content=b"",
        file_name="large.xlsx",
        accepted=True,
        receipt=None,
        fiscal_year=None,
        round=None,
        agency_code=None,
        findings=[],
    )
