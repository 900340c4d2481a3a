"""Score workbooks from before figures were merged, which this version may read otherwise."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import update

from itadata.access import operator
from itadata.audit.verification import verify
from itadata.intake import Upload, receive
from itadata.intake.score_removal import remove_scores
from itadata.scores import ScoreValue, UnitScore
from itadata.store import Event, NewSubmission, Store, StoredScore, schema, submission_hash
from itadata.thai import BANGKOK
from tests.builders import YEAR, framework_workbook, score_workbook, sheet_of

NOW = datetime(2024, 10, 10, 10, 0, tzinfo=BANGKOK)
OPERATOR = operator("cli:malee")
UNIT, MEAN = "เทศบาลเมืองแพร่", "ค่าเฉลี่ย"
FILE = Upload(
    "before.xlsx",
    score_workbook(
        sheet_of(
            ["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA", "ที่มา"],
            [YEAR, UNIT, 91.5, "ประกาศ"],
            [YEAR, MEAN, 90, "ประกาศ"],
        )
    ),
)


@pytest.fixture
def of_before(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store whose earlier version took a mean for a unit; it kept no options with the file."""
    monkeypatch.setenv("ITA_NOW", NOW.isoformat())
    receive(store, OPERATOR, Upload("framework.xlsx", framework_workbook()))
    submission = NewSubmission(
        at=NOW,
        received_at=NOW,
        by=OPERATOR.name,
        kind="scores",
        sha256=FILE.sha256,
        size=len(FILE.content),
        content=FILE.content,
        file_name=FILE.name,
        accepted=True,
        receipt="S2",
        fiscal_year=YEAR,
        round=None,
        agency_code=None,
        findings=[],
    )
    with store.transaction() as transaction:
        number = transaction.add_submission(submission)
        stored = [_score(UNIT, 91.5, "C2"), _score(MEAN, 90, "C3")]
        transaction.add_scores(number, stored)
        detail = {
            "submission": number,
            "sha256": FILE.sha256,
            "size": len(FILE.content),
            "findings": 0,
            "receipt": "S2",
            "record": submission_hash(FILE.name, []),
        }
        event = Event(NOW, OPERATOR.name, "scores-accepted", fiscal_year=YEAR, detail=detail)
        transaction.add_event(event)
    return store


def _score(unit: str, total: float, cell: str) -> StoredScore:
    values = {"total": ScoreValue(total, False, "คะแนน", cell)}
    score = UnitScore(YEAR, unit, values, "", None, None, None, "ประกาศ")
    return replace(StoredScore.of_file(score), level_illustration=None)  # type: ignore[arg-type]


def kinds(store: Store) -> list[str]:
    return [str(difference.kind) for difference in verify(store)]


def test_a_file_that_is_read_otherwise_now_is_told_once_until_its_rows_are_taken_away(
    of_before: Store,
) -> None:
    assert kinds(of_before) == ["scores-read-otherwise"]
    for unit in (MEAN, UNIT):
        remove_scores(of_before, OPERATOR, YEAR, unit, None, "แถวสรุป")
    assert kinds(of_before) == []


def test_a_figure_that_is_not_the_one_in_its_cell_is_told(of_before: Store) -> None:
    engine = of_before._engine  # the way of whoever changes a database by hand
    with engine.begin() as connection:
        connection.execute(update(schema.figure).values(value=99.0))
    assert kinds(of_before) == ["row-differs", "row-unexpected"]
