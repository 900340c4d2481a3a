"""A round in which agency 001 has reported."""

import pytest

from itadata.intake import Upload, receive
from itadata.store import Store
from tests.builders import framework_workbook
from tests.intake.decisions.scenes import FIRST, OFFICER, OPERATOR


@pytest.fixture(autouse=True)
def october(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Round 12 of 2567 is open, and not yet due."""
    monkeypatch.setenv("ITA_NOW", "2024-10-10T10:00:00+07:00")


@pytest.fixture
def sent(store: Store) -> Store:
    """A store in which agency 001 has sent its first version."""
    assert receive(store, OPERATOR, Upload("f.xlsx", framework_workbook())).accepted
    assert receive(store, OFFICER, FIRST).accepted
    return store
