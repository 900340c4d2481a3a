"""Score workbooks over the scores that are stored: previewed, confirmed, taken away."""

from datetime import datetime

import pytest

from itadata.access import Actor, Role, operator
from itadata.audit.verification import verify
from itadata.errors import NotAllowed, ReasonMissing, UnknownUnit
from itadata.intake import Upload, ValidationResult, receive, validate
from itadata.intake.score_removal import remove_scores
from itadata.intake.scores import ScoreOptions
from itadata.store import Store
from itadata.thai import BANGKOK
from tests.builders import PROVINCE, YEAR, framework_workbook, score_workbook, sheet_of

NOW = datetime(2024, 10, 10, 10, 0, tzinfo=BANGKOK)
OPERATOR = operator("cli:malee")
HEADINGS = ["ปีงบประมาณ", "หน่วยงาน", "ตัวชี้วัดที่ 1", "คะแนน ITA", "ที่มา", "ข้อมูลตัวอย่าง"]
SCALE = ["มาตราคะแนน: 0–100"]
REPLACE = ScoreOptions(replace=True)


def file(name: str, *cells: object) -> Upload:
    """A file of one row: its indicator, total, source and illustrations; None is a blank."""
    row = [YEAR, PROVINCE, *cells, *[None] * (4 - len(cells))]
    return Upload(f"{name}.xlsx", score_workbook(sheet_of(SCALE, HEADINGS, row)))


FIRST = file("first", 90, 95.55, "ประกาศ")
TOTAL_ALONE = file("total alone", None, 95.55)
OTHER_TOTAL = file("other total", None, 91.2)
EXAMPLE = file("example", 80, 80, "สมมติ", "ใช่")


@pytest.fixture
def loaded(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with a framework and the scores of the first file."""
    monkeypatch.setenv("ITA_NOW", NOW.isoformat())
    receive(store, OPERATOR, Upload("framework.xlsx", framework_workbook()))
    assert receive(store, OPERATOR, FIRST).receipt
    return store


def counting(store: Store) -> dict[str, float]:
    with store.snapshot() as snapshot:
        frame = snapshot.score_values()
    return dict(zip(frame["name"], frame["value"], strict=True))


def errors(result: ValidationResult) -> list[str]:
    return [str(f.code) for f in result.findings if f.severity == "error"]


def test_a_file_with_fewer_figures_takes_none_away(loaded: Store) -> None:
    assert receive(loaded, OPERATOR, TOTAL_ALONE).receipt
    assert counting(loaded) == {"indicator:1": 90, "total": 95.55}
    with loaded.snapshot() as snapshot:
        assert set(snapshot.score_values()["source"]) == {"ประกาศ"}


def test_a_real_figure_is_replaced_where_it_is_confirmed_alone(loaded: Store) -> None:
    for attempt in (validate, receive):
        refused = attempt(loaded, OPERATOR, OTHER_TOTAL)
        assert errors(refused) == ["figure-replaced"]
        [finding] = [f for f in refused.findings if f.code == "figure-replaced"]
        assert (finding.value, finding.expected, finding.cell) == ("91.20", "95.55", "D3")
    assert counting(loaded)["total"] == 95.55
    assert validate(loaded, OPERATOR, OTHER_TOTAL, options=REPLACE).accepted
    assert receive(loaded, OPERATOR, OTHER_TOTAL, options=REPLACE).receipt
    assert counting(loaded) == {"indicator:1": 90, "total": 91.2}
    with loaded.snapshot() as snapshot:
        assert snapshot.events()["detail"].iloc[-1]["replaced"] == 1


def test_an_illustration_leaves_real_figures_even_when_confirmed(loaded: Store) -> None:
    result = receive(loaded, OPERATOR, EXAMPLE, options=REPLACE)
    [left_out] = [f for f in result.findings if f.code == "illustration-left-out"]
    assert "ตัวชี้วัดที่ 1 และอีก 1 ค่าเป็นข้อมูลตัวอย่าง" in left_out.message("th")
    assert "Indicator no. 1 and 1 more figures as illustrations" in left_out.message("en")
    assert counting(loaded) == {"indicator:1": 90, "total": 95.55}


def test_the_changes_are_named_by_check(loaded: Store) -> None:
    reading = validate(loaded, OPERATOR, OTHER_TOTAL).as_json()["reading"]
    assert reading["changes"] == [
        {
            "fiscal_year": YEAR,
            "unit": PROVINCE,
            "place": None,
            "figure": "total",
            "old": 95.55,
            "new": 91.2,
            "old_illustration": False,
        }
    ]
    assert (reading["fiscal_years"], reading["units"]) == ([YEAR], 1)


def test_a_confirmation_is_of_the_changes_that_were_seen(loaded: Store) -> None:
    preview = validate(loaded, OPERATOR, OTHER_TOTAL, options=REPLACE)
    assert preview.score_load
    seen = preview.score_load.merge.changes
    receive(loaded, OPERATOR, file("meanwhile", None, 93), options=REPLACE)
    result = receive(loaded, OPERATOR, OTHER_TOTAL, options=REPLACE, confirmed_changes=seen)
    assert (result.changes_unconfirmed, result.receipt) == (True, None)
    assert counting(loaded)["total"] == 93
    assert result.score_load
    again = result.score_load.merge.changes
    assert receive(loaded, OPERATOR, OTHER_TOTAL, options=REPLACE, confirmed_changes=again).receipt


def test_scores_are_taken_away_and_can_be_loaded_again(loaded: Store) -> None:
    removed = remove_scores(loaded, OPERATOR, YEAR, PROVINCE, None, "ผิดหน่วยงาน")
    assert len(removed.score_values) == 2
    assert counting(loaded) == {}
    with loaded.snapshot() as snapshot:
        assert snapshot.content(FIRST.sha256) == FIRST.content
        event = snapshot.events().iloc[-1]
    assert (event["action"], event["detail"]["unit"]) == ("scores-removed", PROVINCE)
    assert not receive(loaded, OPERATOR, FIRST).repeated
    assert counting(loaded) == {"indicator:1": 90, "total": 95.55}


def test_scores_are_taken_away_by_the_province_for_a_reason_once(loaded: Store) -> None:
    officer = Actor("somchai", Role.OFFICER, "001")
    with pytest.raises(NotAllowed):
        remove_scores(loaded, officer, YEAR, PROVINCE, None, "ผิด")
    with pytest.raises(ReasonMissing):
        remove_scores(loaded, OPERATOR, YEAR, PROVINCE, None, "  ")
    remove_scores(loaded, OPERATOR, YEAR, PROVINCE, None, "ผิด")
    with pytest.raises(UnknownUnit):
        remove_scores(loaded, OPERATOR, YEAR, PROVINCE, None, "ผิด")


def test_merged_rows_are_verified_with_their_files(loaded: Store) -> None:
    receive(loaded, OPERATOR, TOTAL_ALONE)
    receive(loaded, OPERATOR, OTHER_TOTAL, options=REPLACE)
    receive(loaded, OPERATOR, EXAMPLE)
    remove_scores(loaded, OPERATOR, YEAR, PROVINCE, None, "ผิดหน่วยงาน")
    receive(loaded, OPERATOR, OTHER_TOTAL)
    assert counting(loaded) == {"total": 91.2}
    assert [difference.sentence("en") for difference in verify(loaded)] == []
