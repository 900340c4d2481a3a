import pandas as pd
import pytest

from itadata.framework import StepStatus
from itadata.ui.components import filters
from tests.ui.conftest import Asking

AGENCIES = pd.DataFrame(
    {
        "agency_code": ["013", "001", "023"],
        "agency": [
            "สำนักงานเกษตรจังหวัดเชียงใหม่",
            "ที่ทำการปกครองจังหวัดเชียงใหม่",
            "เรือนจำกลางเชียงใหม่",
        ],
        "note": ["Annual REPORT", None, ""],
    }
)
COLUMNS = ("agency", "agency_code", "note")


@pytest.mark.parametrize(
    ("search", "codes"),
    [
        ("", ["013", "001", "023"]),
        ("   ", ["013", "001", "023"]),
        ("เกษตร", ["013"]),
        ("งานเกษตรจัง", ["013"]),
        ("เชียงใหม่ ปกครอง", ["001"]),
        ("ปกครอง  ที่ทำการ", ["001"]),
        ("เกษตร ปกครอง", []),
        ("023", ["023"]),
        ("๐๒๓", ["023"]),
        ("report", ["013"]),
        ("AnnualReport", ["013"]),
        ("เเห่ง", []),
        ("เชียงใหม", ["013", "001", "023"]),
        ("none", []),
        ("nan", []),
        (".*", []),
    ],
)
def test_a_search_finds_every_word_anywhere(asking: Asking, search: str, codes: list[str]) -> None:
    asking(search=search)
    assert list(filters.matching(AGENCIES, COLUMNS)["agency_code"]) == codes


def test_a_word_does_not_run_from_one_column_into_the_next(asking: Asking) -> None:
    asking(search="ใหม่013")
    assert filters.matching(AGENCIES, COLUMNS).empty


def test_a_search_looks_into_the_columns_that_are_named_alone(asking: Asking) -> None:
    asking(search="report")
    assert filters.matching(AGENCIES, ["agency"]).empty


def test_nothing_is_found_in_nothing(asking: Asking) -> None:
    asking(search="เกษตร")
    assert filters.matching(AGENCIES.head(0), COLUMNS).empty


def test_no_agency_of_a_round_is_exempt_from_it() -> None:
    assert "exempt" not in filters.STATES


def test_a_state_of_a_return_is_none_of_a_step() -> None:
    assert not {status.value for status in StepStatus} & set(filters.STATES)
