"""Earlier returns in the store: what prefills a template, and what texts are compared with."""

from dataclasses import replace

import pytest

from itadata.access import operator
from itadata.intake import (
    Upload,
    ValidationResult,
    prefilled_return,
    prefilled_returns,
    receive,
    validate,
)
from itadata.returns import Return, write_filled, write_template
from itadata.returns.rules.context import MAX_COMPARED_AGENCIES
from itadata.store import Store
from tests.builders import (
    CREATED,
    IDENTITY_CELLS,
    at,
    edited,
    framework,
    framework_workbook,
    places,
    return_document,
    typed,
)

OPERATOR = operator("cli:malee")
SCHEME, LAST_YEAR = framework(), framework(2566)
AGENCY, WHOLE, HALF = SCHEME.agency("001"), SCHEME.round(12), SCHEME.round(6)
TEXT = (
    "จัดอบรมการใช้คู่มือปฏิบัติงานให้แก่บุคลากรใหม่ทุกคนเมื่อเดือนมกราคม "
    "และติดป้ายแสดงระยะเวลาให้บริการไว้หน้าเคาน์เตอร์ทั้งสามแห่ง มีผู้เข้าอบรม 42 คน"
)


@pytest.fixture(autouse=True)
def october(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which every round of 2567 takes returns."""
    monkeypatch.setenv("ITA_NOW", "2024-06-10T10:00:00+07:00")


@pytest.fixture
def loaded(store: Store) -> Store:
    """A store with 2566 and 2567, whose rounds are both open."""
    rounds = tuple(replace(r, opens_on=HALF.opens_on, lock_on=None) for r in SCHEME.rounds)
    both = replace(SCHEME, rounds=rounds)
    unlocked = tuple(replace(r, lock_on=None) for r in LAST_YEAR.rounds)
    for scheme in (replace(LAST_YEAR, rounds=unlocked), both):
        assert receive(store, OPERATOR, Upload("f.xlsx", framework_workbook(scheme))).accepted
    return store


def with_text(document: Return, text: str = TEXT, measure_no: int = 3) -> Return:
    """The return with a long text for the results of a measure."""
    texts = (replace(t, results=text) if t.measure_no == measure_no else t for t in document.texts)
    return replace(document, texts=tuple(texts))


def upload(document: Return) -> Upload:
    scheme = SCHEME if document.fiscal_year == SCHEME.fiscal_year else LAST_YEAR
    return Upload("แบบรายงาน.xlsx", write_filled(scheme, document, CREATED))


def send(store: Store, document: Return) -> ValidationResult:
    result = receive(store, OPERATOR, upload(document))
    assert result.accepted, result.findings
    return result


def findings(store: Store, document: Return) -> list[tuple[str, str | None]]:
    return places(validate(store, OPERATOR, upload(document)).findings)


def prefilled(store: Store) -> Return | None:
    with store.snapshot() as snapshot:
        return prefilled_return(snapshot, SCHEME, AGENCY, WHOLE)


# --- prefilled templates -------------------------------------------------------------------


def test_without_an_earlier_return_nothing_is_prefilled(loaded: Store) -> None:
    assert prefilled(loaded) is None


def test_the_return_of_the_round_before_prefills_the_template(loaded: Store) -> None:
    sent = return_document(round=6)
    send(loaded, sent)
    document = prefilled(loaded)
    assert document is not None
    assert (
        replace(
            document,
            answers=tuple(replace(a, sheet="", cell="") for a in document.answers),
            texts=tuple(replace(t, results_cell="", outcomes_cell="") for t in document.texts),
        )
        == sent
    )


def test_the_counting_version_prefills_the_template(loaded: Store) -> None:
    send(loaded, return_document(round=6))
    send(loaded, with_text(return_document(round=6)))
    document = prefilled(loaded)
    assert document is not None and document.texts[2].results == TEXT


def test_last_years_return_never_prefills(loaded: Store) -> None:
    send(loaded, return_document(round=12, scheme=LAST_YEAR))
    with loaded.snapshot() as snapshot:
        assert prefilled_return(snapshot, SCHEME, AGENCY, HALF) is None


def test_another_agencys_return_never_prefills(loaded: Store) -> None:
    send(loaded, return_document("002", round=6))
    assert prefilled(loaded) is None


def test_every_agency_with_an_earlier_return_is_prefilled(loaded: Store) -> None:
    send(loaded, return_document("001", round=6))
    send(loaded, return_document("002", round=6))
    with loaded.snapshot() as snapshot:
        assert list(prefilled_returns(snapshot, SCHEME, WHOLE)) == ["001", "002"]


def test_an_unchanged_prefilled_template_gets_warnings(loaded: Store) -> None:
    half = return_document(round=6)
    first = replace(half.answers[0], status=None, done_on=None, evidence="")
    send(loaded, replace(half, answers=(first, *half.answers[1:])))
    before = prefilled(loaded)
    template = write_template(SCHEME, AGENCY, WHOLE, CREATED, before)
    back = edited(
        template, typed("1.1", "status", "ดำเนินการแล้ว"), typed("1.1", "done_on", "1 มี.ค. 2567")
    )
    result = validate(loaded, OPERATOR, Upload("t.xlsx", back))
    assert set(places(result.findings)) == {
        ("carried-text", at("1.1", "outcomes")),
        ("carried-text", at("1.1", "results")),
        ("evidence-missing", at("1.1", "evidence")),
        ("person-missing", IDENTITY_CELLS["reporter"]),
        ("person-missing", IDENTITY_CELLS["certifier"]),
    }


def test_the_return_of_the_round_before_sent_again_gets_a_warning(loaded: Store) -> None:
    """Whether or not a template was prefilled."""
    send(loaded, return_document(round=6))
    result = validate(loaded, OPERATOR, upload(return_document(round=12)))
    assert places(result.findings) == [("carried-whole", IDENTITY_CELLS["round"])]


# --- texts compared ------------------------------------------------------------------------


def test_a_text_of_another_agency_in_the_round_is_found(loaded: Store) -> None:
    send(loaded, with_text(return_document("002", round=6)))
    assert findings(loaded, with_text(return_document("001", round=6))) == [
        ("text-of-another", at("3.1", "results"))
    ]


def test_the_agencys_own_text_of_last_year_is_found(loaded: Store) -> None:
    send(loaded, with_text(return_document(round=12, scheme=LAST_YEAR)))
    assert findings(loaded, with_text(return_document(round=6))) == [
        ("text-of-last-year", at("3.1", "results"))
    ]


def test_the_address_of_a_match_is_its_sheet_and_cell(loaded: Store) -> None:
    send(loaded, with_text(return_document("002", round=6)))
    [finding] = validate(
        loaded, OPERATOR, upload(with_text(return_document("001", round=6)))
    ).findings
    assert finding.expected == f"แบบรายงาน!{at('3.1', 'results')}"
    assert finding.details["agency"] == SCHEME.agency("002").name


def test_the_agencys_own_earlier_version_is_no_match(loaded: Store) -> None:
    send(loaded, return_document(round=6))
    send(loaded, with_text(return_document(round=6)))
    again = replace(with_text(return_document(round=6)), letter_no="ชม 0001/2")
    assert findings(loaded, again) == []


def test_the_agencys_own_text_of_the_round_before_is_no_match(loaded: Store) -> None:
    send(loaded, with_text(return_document(round=6)))
    document = with_text(return_document(round=12))
    one = replace(document.answers[0], evidence="ชม 0001/99")
    assert findings(loaded, replace(document, answers=(one, *document.answers[1:]))) == []


def test_another_agencys_text_of_another_round_is_no_match(loaded: Store) -> None:
    send(loaded, with_text(return_document("002", round=6)))
    assert findings(loaded, with_text(return_document("001", round=12))) == []


def test_a_version_that_no_longer_counts_matches_nothing(loaded: Store) -> None:
    send(loaded, with_text(return_document("002", round=6)))
    send(loaded, return_document("002", round=6))
    assert findings(loaded, with_text(return_document("001", round=6))) == []


def test_a_note_is_found_with_its_step(loaded: Store) -> None:
    def noted(code: str) -> Return:
        document = return_document(code, round=6)
        answers = (replace(a, note=TEXT) if a.step_no == "3.2" else a for a in document.answers)
        return replace(document, answers=tuple(answers))

    send(loaded, noted("002"))
    [finding] = validate(loaded, OPERATOR, upload(noted("001"))).findings
    assert (finding.code, finding.expected) == ("text-of-another", "แบบรายงาน, หมายเหตุ 3.2")


def test_among_very_many_agencies_the_same_text_is_found(loaded: Store) -> None:
    more = tuple(
        replace(AGENCY, code=f"{no:04d}", name=f"หน่วยงานที่ {no}", aliases=())
        for no in range(1000, 1000 + MAX_COMPARED_AGENCIES)
    )
    with loaded.snapshot() as snapshot:
        scheme = snapshot.frameworks()[SCHEME.fiscal_year]
    country = replace(scheme, agencies=(*scheme.agencies, *more))
    assert receive(loaded, OPERATOR, Upload("f.xlsx", framework_workbook(country))).accepted
    send(loaded, with_text(return_document("002", round=6)))
    codes = [code for code, _ in findings(loaded, with_text(return_document("001", round=6)))]
    assert "text-of-another" in codes
