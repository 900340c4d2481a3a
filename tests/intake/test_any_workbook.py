"""Any input gives a result: no exception, and a message for each finding.

`ITA_EXAMPLES=5000` looks for longer, and elsewhere each time.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itadata.access import operator
from itadata.findings import has_errors
from itadata.intake import Upload, ValidationResult, WorkbookKind, receive, validate
from itadata.intake.scores import NO_SCORE_OPTIONS
from itadata.intake.validation import validate_workbook
from itadata.language import LANGUAGES
from itadata.returns import Return, write_filled
from itadata.store import Store
from itadata.thai import BANGKOK
from itadata.workbook import Workbook
from tests import builders, strategies
from tests.strategies import Change

NOW = datetime(2024, 10, 10, 10, 0, tzinfo=BANGKOK)
ACTOR = operator("cli:malee")
PLAIN = builders.return_workbook()
_EXAMPLES = os.environ.get("ITA_EXAMPLES")


def examples(number: int) -> settings:
    """So many examples, always the same ones; more and others where they were asked for."""
    return settings(
        max_examples=int(_EXAMPLES or number),
        derandomize=not _EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@cache
def _opened() -> Workbook:
    return builders.opened(PLAIN)


@pytest.fixture(autouse=True)
def october(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_NOW", NOW.isoformat())


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the framework of 2567, in its open round."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('anything') / 'ita.db'}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ITA_NOW", NOW.isoformat())
        framework = Upload("กรอบ.xlsx", builders.framework_workbook())
        assert receive(store, ACTOR, framework).accepted
    yield store
    store.close()


def check(result: ValidationResult) -> None:
    """Check what is true of every result."""
    assert result.accepted != has_errors(result.findings)
    assert not (result.accepted and result.document is None)
    for finding in result.findings:
        for language in LANGUAGES:
            sentence = finding.full_message(language)
            assert len(sentence) > 10 and "{" not in sentence.replace(finding.value or "", "")
    json.dumps(result.as_json(), allow_nan=False, ensure_ascii=False).encode()


@examples(15)
@given(document=strategies.returns())
def test_a_return_that_keeps_the_rules_is_accepted(loaded: Store, document: Return) -> None:
    content = write_filled(builders.framework(), document, builders.CREATED)
    result = validate(loaded, ACTOR, Upload("return.xlsx", content))
    check(result)
    assert result.accepted and result.kind is WorkbookKind.RETURN, result.findings


@examples(15)
@given(document=strategies.returns())
def test_what_was_accepted_can_be_kept(loaded: Store, document: Return) -> None:
    content = write_filled(builders.framework(), document, builders.CREATED)
    assert receive(loaded, ACTOR, Upload("return.xlsx", content)).receipt


@examples(40)
@given(several=st.lists(strategies.changes(), min_size=1, max_size=6))
def test_any_table_gets_a_result(loaded: Store, several: list[Change]) -> None:
    book = strategies.changed_book(_opened(), several)
    with loaded.snapshot() as snapshot:
        upload = Upload("return.xlsx", PLAIN)
        check(validate_workbook(snapshot, ACTOR, upload, book, NOW, NO_SCORE_OPTIONS))


@examples(15)
@given(edits=st.lists(strategies.edits(), min_size=1, max_size=4))
def test_any_edit_gets_a_result(loaded: Store, edits: list[builders.Edit]) -> None:
    check(validate(loaded, ACTOR, Upload("return.xlsx", builders.edited(PLAIN, *edits))))


@examples(30)
@given(content=strategies.flipped(PLAIN))
def test_any_bytes_get_a_result(loaded: Store, content: bytes) -> None:
    check(validate(loaded, ACTOR, Upload("return.xlsx", content)))


@examples(40)
@given(content=strategies.with_damaged_part(PLAIN))
def test_any_part_gets_a_result(loaded: Store, content: bytes) -> None:
    check(validate(loaded, ACTOR, Upload("return.xlsx", content)))


@examples(40)
@given(content=st.binary(max_size=300) | strategies.texts.map(str.encode))
def test_anything_at_all_gets_a_result(loaded: Store, content: bytes) -> None:
    check(validate(loaded, ACTOR, Upload("return.xlsx", content)))


@examples(40)
@given(name=st.text(max_size=300))
def test_any_name_of_a_file_is_kept(loaded: Store, name: str) -> None:
    result = receive(loaded, ACTOR, Upload(name, b"text"))
    check(result)
    assert "\0" not in result.upload.name
