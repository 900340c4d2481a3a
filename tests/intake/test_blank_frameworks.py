"""From an empty database to the years of one's own."""

from datetime import datetime

import pytest

from itadata.access import operator
from itadata.errors import NoFramework
from itadata.findings import Code
from itadata.framework import blank_framework, write_framework
from itadata.intake import Upload, ValidationResult, receive, validate
from itadata.intake.blank_frameworks import blank_framework_of
from itadata.intake.sample import SAMPLE_FOLDER
from itadata.store import Store
from itadata.thai import BANGKOK
from tests.builders import YEAR, wide_scores
from tests.frameworks import framework, read

PROVINCE = operator("cli:malee")
CREATED = datetime(2025, 5, 20, 10, tzinfo=BANGKOK)


def load_blank(store: Store, year: int) -> ValidationResult:
    with store.snapshot() as snapshot:
        blank = blank_framework_of(snapshot, year)
    content = write_framework(blank, CREATED, to_fill_in=True)
    return receive(store, PROVINCE, Upload(f"{year}.xlsx", content))


def test_the_scores_of_a_year_need_no_more_than_its_blank_framework(store: Store) -> None:
    scores = Upload("scores.xlsx", wide_scores())
    assert not validate(store, PROVINCE, scores).accepted
    assert load_blank(store, YEAR).findings == []
    assert receive(store, PROVINCE, scores).accepted


def test_a_blank_framework_is_of_the_province_that_asks(store: Store) -> None:
    with store.snapshot() as snapshot:
        blank = blank_framework_of(snapshot, 2569, "จังหวัดลำพูน")
    content = write_framework(blank, CREATED, to_fill_in=True)
    assert receive(store, PROVINCE, Upload("2569.xlsx", content)).accepted
    with store.snapshot() as snapshot:
        assert snapshot.frameworks()[2569].unit == "จังหวัดลำพูน"


def test_a_year_of_another_model_has_no_scheme(store: Store) -> None:
    with pytest.raises(NoFramework, match="2562"), store.snapshot() as snapshot:
        blank_framework_of(snapshot, 2561)


@pytest.mark.parametrize(("year", "source"), [(2563, "รวบรวม"), (2575, "ร่าง")])
def test_the_scheme_is_that_of_the_year_or_a_draft_from_the_last_one(
    store: Store, year: int, source: str
) -> None:
    assert load_blank(store, year).accepted
    with store.snapshot() as snapshot:
        blank = snapshot.frameworks()[year]
    assert blank.source.startswith(source) and blank.indicators


def test_a_blank_framework_has_the_scheme_and_sheets_to_fill_in_alone() -> None:
    blank = blank_framework(framework(2568), 2568)
    assert (blank.target, blank.illustration) == (None, "")
    assert (blank.measures, blank.agencies, blank.rounds) == ((), (), ())
    parsed = read(write_framework(blank, CREATED, to_fill_in=True))
    assert (parsed.framework, parsed.findings) == (blank, [])


OF_SAMPLE = Upload("copy.xlsx", (SAMPLE_FOLDER / "framework_2568.xlsx").read_bytes())
MARKS = {(Code.FRAMEWORK_ILLUSTRATION, "B4"), (Code.TARGET_ILLUSTRATION, "B3")}


def test_a_copy_of_the_sample_brings_its_mark_and_target_along_with_a_warning(
    store: Store,
) -> None:
    result = validate(store, PROVINCE, OF_SAMPLE)
    assert result.accepted
    assert {(each.code, each.cell) for each in result.findings} == MARKS


def test_in_a_sample_they_need_no_warning(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.mark_as_sample()
    assert validate(store, PROVINCE, OF_SAMPLE).findings == []
