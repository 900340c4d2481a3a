"""Broken and hostile workbooks: each gets its own sentence, and nothing else feels it."""

from collections import Counter

import pytest

from itadata.access import operator
from itadata.intake import Upload, judge, receive
from itadata.store import Store
from itadata.workbook import limits
from tests.builders import framework_workbook
from tests.hostile import HOSTILE, Hostile

ACTOR = operator("malee")
EACH = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.build.__name__)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the framework of 2567, in its open round."""
    folder = tmp_path_factory.mktemp("hostile")
    store = Store.open(f"sqlite:///{folder / 'ita.db'}")
    assert receive(store, ACTOR, Upload("กรอบ.xlsx", framework_workbook())).accepted
    return store


@pytest.fixture(autouse=True)
def october(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-10-10T10:00:00+07:00")


def test_there_are_forty_or_more() -> None:
    assert len(HOSTILE) >= 40


def test_each_has_a_name_of_its_own() -> None:
    assert [
        name for name, count in Counter(h.file_name for h in HOSTILE).items() if count > 1
    ] == []


def test_no_file_may_take_longer_than_five_seconds() -> None:
    assert limits.seconds_for(limits.CELLS_READ_IN_FULL) <= 5


def test_no_file_may_take_more_than_a_gigabyte() -> None:
    assert limits.MEMORY_BYTES <= 1024**3


@EACH
def test_it_gets_its_own_sentence(loaded: Store, hostile: Hostile) -> None:
    judgement = judge(loaded, ACTOR, Upload(hostile.file_name, hostile.content))
    told = [(finding.code, finding.cell) for finding in judgement.findings]
    if hostile.code is None:
        assert judgement.accepted, told
    else:
        assert (hostile.code, hostile.cell) in told or hostile.cell is None
        assert hostile.code in {code for code, _ in told}, told
