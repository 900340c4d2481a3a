"""The draft framework of the next year, from the chosen indicators and their draft measures."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from itadata.access import Actor, Role
from itadata.documents.use_of_results import read_use_of_results, write_next_framework
from itadata.documents.use_of_results.drafts import parse_steps, step_lines
from itadata.documents.use_of_results.next_framework import next_framework
from itadata.errors import NotAllowed
from itadata.framework import Framework, Step
from itadata.intake.summaries import CHOICE, DRAFT_FIELDS, write_use_of_results
from itadata.store import Store
from tests.documents.report.conftest import OPERATOR
from tests.frameworks import framework, read

BLANK = dict.fromkeys(DRAFT_FIELDS, "")


@pytest.fixture
def store(sample_copy: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{sample_copy}")
    yield opened
    opened.close()


def choose(store: Store, *numbers: int) -> None:
    texts = {"indicators": " ".join(map(str, numbers))}
    write_use_of_results(store, OPERATOR, 2567, CHOICE, texts=texts, after=0)


def draft(store: Store) -> Framework:
    """The draft of 2568, which can be loaded as it is."""
    parsed = read(write_next_framework(store, OPERATOR, 2567))
    assert parsed.framework, [each.code for each in parsed.findings]
    return parsed.framework


def test_it_has_the_measures_of_the_choice_without_results_and_without_the_mark_of_a_sample(
    store: Store,
) -> None:
    made, of_2567 = draft(store), framework(2567)
    sources = [of_2567.measure(no) for no in (6, 7, 8, 2)]
    assert [(m.no, m.title, m.short) for m in made.measures] == [
        (no, source.title, source.short) for no, source in enumerate(sources, 1) if source
    ]
    assert [step.no for step in made.measures[1].steps] == ["2.1", "2.2", "2.3", "2.4"]
    links = [(link.measure_no, link.indicator_no, link.inferred) for link in made.links]
    assert links == [(1, 4, False), (2, 2, False), (3, 3, False), (4, 5, False)]
    assert made.measures[0].target == "ไม่น้อยกว่า 95.00 คะแนน"
    assert (made.fiscal_year, made.illustration, made.target) == (2568, "", None)
    assert (made.summaries, made.exemptions) == ((), ())
    assert len(made.agencies) == len(of_2567.agencies) and len(made.rounds) == 2


def test_a_measure_that_answers_two_indicators_stands_once_with_both_targets(
    store: Store,
) -> None:
    choose(store, 6, 8)
    made = draft(store)
    # 1, 3 and 4 answer indicator 6; 3 and 4 answer 8.
    links = [(link.measure_no, link.indicator_no) for link in made.links]
    assert links == [(1, 6), (2, 6), (3, 6), (2, 8), (3, 8)]
    indicators = made.measures[1].success_indicator
    assert "ตัวชี้วัดที่ 6" in indicators and "ตัวชี้วัดที่ 8" in indicators
    assert len(made.measures) == 3


def test_what_the_province_wrote_is_one_measure_and_a_blank_draft_is_none(store: Store) -> None:
    choose(store, 6, 10)
    texts = BLANK | {
        "measure": "1. มาตรการ\n2. ใหม่",
        "steps": "1. ก\n(1) ข\n๒. ค",
        "responsible": "จังหวัด",
    }
    write_use_of_results(store, OPERATOR, 2567, 6, texts=texts, after=0)
    write_use_of_results(store, OPERATOR, 2567, 10, texts=BLANK, after=0)
    (measure,) = draft(store).measures
    assert (measure.title, measure.responsible) == ("มาตรการ ใหม่", "จังหวัด")
    assert measure.steps == (Step("1.1", "ก", ("(1) ข",)), Step("1.2", "ค"))


def test_the_target_of_a_framework_that_is_not_marked_stays(store: Store) -> None:
    with store.snapshot() as snapshot:
        data = read_use_of_results(snapshot, 2567)
    real = replace(data, framework=replace(data.framework, illustration=""))
    assert next_framework(real).target == framework(2567).target is not None


def test_steps_as_text_are_the_same_steps_again() -> None:
    for measure in framework(2567).measures:
        plain = [replace(step, no=str(n)) for n, step in enumerate(measure.steps, start=1)]
        assert list(parse_steps(step_lines(measure.steps))) == plain
    assert [step.text for step in parse_steps("ก\n\nข")] == ["ก", "ข"]


def test_only_the_province_takes_it(store: Store) -> None:
    for role in (Role.EXECUTIVE, Role.OFFICER):
        with pytest.raises(NotAllowed):
            write_next_framework(store, Actor("somebody", role, "001"), 2567)
