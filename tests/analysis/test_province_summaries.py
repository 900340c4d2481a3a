import pandas as pd

from itadata.analysis import distinct_texts, measure_progress, peer_comparison
from itadata.analysis.peer_comparisons import ALL_MEASURES
from tests import builders

FRAMEWORK = builders.framework()
CODES = [agency.code for agency in FRAMEWORK.agencies][:3]


def agencies(*states: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"agency_code": code, "parent_body": f"กระทรวง {number // 2}", "state": state}
            for number, (code, state) in enumerate(zip(CODES, states, strict=True))
        ]
    )


def cell(code: str, measure: int, done: int, asked: int, reported: bool = True) -> dict:
    return {
        "agency_code": code,
        "measure_no": measure,
        "done": done,
        "asked": asked,
        "reported": reported,
    }


EVERYBODY = agencies("accepted", "submitted", "returned")
MATRIX = pd.DataFrame(
    [
        cell(CODES[0], 1, 3, 3),
        cell(CODES[0], 2, 1, 2),
        cell(CODES[1], 1, 2, 3),
        cell(CODES[1], 2, 0, 0),
        cell(CODES[2], 1, 0, 3, reported=False),
        cell(CODES[2], 2, 0, 2, reported=False),
    ]
)


def test_what_was_sent_back_was_reported() -> None:
    assert set(measure_progress(EVERYBODY, MATRIX)["reported"]) == {3}


def test_what_is_missing_was_not_reported() -> None:
    assert set(
        measure_progress(agencies("accepted", "submitted", "missing"), MATRIX)["reported"]
    ) == {2}


def test_complete_is_who_did_every_step_that_applies() -> None:
    assert list(measure_progress(EVERYBODY, MATRIX)["complete"]) == [1, 0]


def test_where_no_step_applies_nothing_is_complete() -> None:
    one = MATRIX[(MATRIX["measure_no"] == 2) & (MATRIX["agency_code"] == CODES[1])]
    assert list(measure_progress(EVERYBODY, one)["complete"]) == [0]


def test_everybody_is_expected() -> None:
    assert set(measure_progress(EVERYBODY, MATRIX)["expected"]) == {3}


def test_an_agency_stands_beside_its_parent_body_and_all() -> None:
    frame = peer_comparison(EVERYBODY, MATRIX, CODES[0]).set_index("measure_no")
    row = frame.loc[1]
    assert (row["done"], row["asked"], row["completion"]) == (3, 3, 100.0)
    assert (row["parent_body"], row["everyone"]) == (83.33, 55.56)


def test_all_measures_are_counted_together() -> None:
    every = peer_comparison(EVERYBODY, MATRIX, CODES[0]).set_index("measure_no").loc[ALL_MEASURES]
    assert (every["done"], every["asked"], every["everyone"]) == (4, 5, 46.15)


def test_alone_in_its_parent_body_it_is_its_own_neighbour() -> None:
    frame = peer_comparison(EVERYBODY, MATRIX, CODES[2]).set_index("measure_no")
    assert frame.loc[1, "parent_body"] == frame.loc[1, "completion"] == 0.0


def answers(*texts: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "agency_code": code,
                "agency": f"หน่วย {code}",
                "round": 12,
                "version": 1,
                "measure_no": 1,
                "results": results,
                "outcomes": outcomes,
                "file": f"{code}.xlsx",
                "sheet": "แบบรายงาน",
                "results_cell": "G4",
                "outcomes_cell": "สรุป!H4",
            }
            for code, results, outcomes in texts
        ]
    )


def test_the_same_text_is_reported_once_with_every_place() -> None:
    found = distinct_texts(
        FRAMEWORK, answers((CODES[0], "จัดทำ คู่มือ", ""), (CODES[1], "จัดทำคู่มือ", "")), 1
    )
    assert [(each.text, len(each.sources)) for each in found] == [("จัดทำ คู่มือ", 2)]


def test_what_most_wrote_comes_first() -> None:
    found = distinct_texts(
        FRAMEWORK, answers((CODES[0], "ก", ""), (CODES[1], "ข", ""), (CODES[2], "ข", "")), 1
    )
    assert [each.text for each in found] == ["ข", "ก"]


def test_a_place_names_sheet_and_cell() -> None:
    results, outcomes = distinct_texts(FRAMEWORK, answers((CODES[0], "ก", "ข")), 1)
    assert results.sources[0].cell == "แบบรายงาน!G4"
    assert outcomes.sources[0].cell == "สรุป!H4"


def test_what_is_blank_or_of_another_measure_is_left_out() -> None:
    assert not distinct_texts(FRAMEWORK, answers((CODES[0], " - ", "")), 1)
    assert not distinct_texts(FRAMEWORK, answers((CODES[0], "ก", "")), 2)
