"""What a score workbook makes of the scores that count."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from itadata.intake.score_merge import ScoreMerge, merge_scores, score_name
from itadata.scores import ScoreValue, UnitScore
from itadata.store import StoredScore

UNIT = "เทศบาลตำบลในเมือง"
HERE, THERE = "เชียงใหม่", "ขอนแก่น"


def score(values: dict[str, float], **changes: Any) -> UnitScore:
    """The scores of a unit in a file, all of them real."""
    score_values = {n: ScoreValue(v, False, "คะแนน", "C2") for n, v in values.items()}
    blank = UnitScore(2567, UNIT, score_values, "", None, None, None, "")
    return replace(blank, **changes)


def illustration(values: dict[str, float], **changes: Any) -> UnitScore:
    real = score(values, **changes)
    marked = {n: v._replace(illustration=True) for n, v in real.score_values.items()}
    return replace(real, score_values=marked)


def stored(*scores: UnitScore) -> dict[Any, StoredScore]:
    """Scores that count, by their key; their rows have the ids 1, 2 …"""
    of_file = [replace(StoredScore.of_file(s), id=no) for no, s in enumerate(scores, start=1)]
    return {each.key: each for each in of_file}


def values(merge: ScoreMerge) -> dict[str, float]:
    [only] = merge.scores
    return {name: value.value for name, value in only.score_values.items()}


def test_a_blank_says_nothing_and_a_new_figure_is_added() -> None:
    before = score({"indicator:1": 90}, source="ประกาศ", level_published="ผ่าน")
    merge = merge_scores(stored(before), [score({"total": 91})])
    assert values(merge) == {"indicator:1": 90, "total": 91}
    [merged] = merge.scores
    assert (merged.source, merged.level_published) == ("ประกาศ", "ผ่าน")
    assert (merge.changes, merge.added) == ((), 1)


def test_a_figure_that_was_carried_over_keeps_its_own_cell_and_file() -> None:
    before = stored(score({"indicator:1": 90}))
    [key] = before
    carried = before[key].score_values["indicator:1"]._replace(cell="H9", submission_id=7)
    before[key] = replace(before[key], score_values={"indicator:1": carried})
    [merged] = merge_scores(before, [score({"total": 91})]).scores
    assert merged.score_values["indicator:1"] == carried
    assert merged.score_values["total"].submission_id is None


def test_figures_that_differ_as_published_are_changes_the_real_ones_first() -> None:
    mixed = illustration({"instrument:IIT": 80})
    mixed = replace(mixed, score_values=mixed.score_values | score({"total": 95.55}).score_values)
    new = score({"instrument:IIT": 80, "total": 91.2, "indicator:3": 70})
    changes = merge_scores(stored(mixed), [new]).changes
    assert [(c.figure, c.old, c.new, c.old_illustration) for c in changes] == [
        ("total", 95.55, 91.2, False),
        ("iit", 80.0, 80.0, True),
    ]


@pytest.mark.parametrize(("new", "changes"), [(95.554, 0), (95.555, 1), (95.55, 0)])
def test_a_figure_changes_where_its_two_decimals_do(new: float, changes: int) -> None:
    merge = merge_scores(stored(score({"total": 95.55})), [score({"total": new})])
    assert len(merge.changes) == changes


def test_an_illustration_never_replaces_a_real_figure() -> None:
    before = score({"total": 95.55}, level_published="ผ่านดี", source="ประกาศ")
    file = illustration({"total": 80, "indicator:1": 70}, level_published="ผ่าน", source="สมมติ")
    merge = merge_scores(stored(before), [file])
    assert values(merge) == {"total": 95.55, "indicator:1": 70}
    [merged] = merge.scores
    assert (merged.level_published, merged.source) == ("ผ่านดี", "ประกาศ")
    assert merge.changes == ()
    assert [names for _score, names in merge.skipped_illustrations] == [("total",)]


def test_the_source_of_illustrations_says_nothing_of_real_figures() -> None:
    before = illustration({"total": 80}, source="ข้อมูลตัวอย่าง", announced_on=date(2024, 7, 30))
    [merged] = merge_scores(stored(before), [score({"total": 90})]).scores
    assert (merged.source, merged.announced_on) == ("", None)


def test_no_earlier_source_stands_for_a_figure_that_was_replaced() -> None:
    before = stored(score({"total": 90}, source="ประกาศ", announced_on=date(2024, 7, 30)))
    [merged] = merge_scores(before, [score({"total": 91})]).scores
    assert (merged.source, merged.announced_on) == ("", None)


def test_source_and_dates_follow_only_rows_of_which_a_figure_changed() -> None:
    before = stored(score({"total": 90}, source="ประกาศ"))
    new = {"source": "ประกาศใหม่", "announced_on": date(2024, 7, 30)}
    [same] = merge_scores(before, [score({"total": 90}, **new)]).scores
    [changed] = merge_scores(before, [score({"total": 91}, **new)]).scores
    [added] = merge_scores(before, [score({"total": 90, "indicator:1": 80}, **new)]).scores
    sources = [each.source for each in (same, changed, added)]
    assert sources == ["ประกาศ", "ประกาศใหม่", "ประกาศ · ประกาศใหม่"]
    assert same.announced_on == date(2024, 7, 30)  # was blank


def test_another_level_is_a_change_however_it_is_spaced() -> None:
    before = stored(score({"total": 90}, level_published="ผ่านดี"))
    same = merge_scores(before, [score({"total": 90}, level_published="ผ่าน ดี")])
    other = merge_scores(before, [score({"total": 90}, level_published="ผ่าน")])
    assert same.changes == ()
    assert [(c.figure, c.old, c.new) for c in other.changes] == [("level", "ผ่านดี", "ผ่าน")]


def test_the_same_file_again_changes_nothing() -> None:
    file = score({"total": 90}, source="ประกาศ", level_published="ผ่านดี")
    assert merge_scores(stored(file), [file]).unchanged
    assert not merge_scores({}, [file]).unchanged


def test_scores_without_a_place_are_of_the_one_unit_of_that_name() -> None:
    before = stored(score({"total": 90}, place=HERE))
    merge = merge_scores(before, [score({"total": 91})])
    assert [each.place for each in merge.scores] == [HERE]
    assert [(c.place, c.old, c.new) for c in merge.changes] == [(HERE, 90, 91)]


def test_scores_without_a_place_are_unclear_where_several_units_have_the_name() -> None:
    before = stored(score({"total": 90}, place=HERE), score({"total": 80}, place=THERE))
    merge = merge_scores(before, [score({"total": 91})])
    assert ([each.places for each in merge.unclear], merge.scores) == ([(THERE, HERE)], ())
    [merged] = merge_scores(before, [score({"total": 91})], place="จังหวัดขอนแก่น").scores
    assert merged.place == THERE


def test_a_place_becomes_known_in_every_year_where_one_unit_has_the_name() -> None:
    before = stored(score({"total": 80}, fiscal_year=2566), score({"total": 90}))
    merge = merge_scores(before, [score({"indicator:1": 70}, place=HERE)])
    totals = {(s.fiscal_year, s.place): s.score_values["total"].value for s in merge.scores}
    assert totals == {(2566, HERE): 80, (2567, HERE): 90}
    assert merge.ids_given_place == (1, 2)


def test_no_place_becomes_known_where_the_file_has_two_units_of_the_name() -> None:
    before = stored(score({"total": 80}))
    file = [score({"total": 90}, place=HERE), score({"total": 91}, place=THERE)]
    merge = merge_scores(before, file)
    assert (merge.ids_given_place, merge.changes) == ((), ())
    assert {each.place for each in merge.scores} == {HERE, THERE}


def test_one_unit_stated_with_and_without_its_place_is_stated_twice() -> None:
    file = [score({"total": 90}, place=HERE), score({"total": 91})]
    [(second, first)] = merge_scores({}, file).duplicates
    assert (first.place, second.score_values["total"].value) == (HERE, 91)


def test_a_place_is_the_same_however_it_is_written() -> None:
    before = stored(score({"total": 90}, place="จ.เชียงใหม่"))
    merge = merge_scores(before, [score({"total": 91}, place="จังหวัดเชียงใหม่")])
    assert [each.place for each in merge.scores] == ["จ.เชียงใหม่"]


def test_figures_have_their_names_of_json() -> None:
    names = ["total", "instrument:IIT", "indicator:3", "subindicator:9.1", "adjustment:PENALTY"]
    expected = ["total", "iit", "indicator_3", "subindicator_9_1", "PENALTY"]
    assert [score_name(name) for name in names] == expected
