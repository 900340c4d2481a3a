"""A template of another version: taken while its steps are the same, refused when not."""

from dataclasses import replace

from itadata.framework import Framework
from itadata.returns import parse_return
from tests.builders import (
    YEAR,
    at,
    framework,
    identified,
    opened,
    places,
    return_workbook,
)
from tests.returns.rules.test_rules import TODAY


def reworded(no: str) -> Framework:
    """The framework of 2567 loaded again with another wording of a step."""
    measures = tuple(
        replace(
            measure,
            steps=tuple(
                replace(step, text="จัดทำทะเบียนความเสี่ยง") if step.no == no else step
                for step in measure.steps
            ),
        )
        for measure in framework().measures
    )
    return replace(framework(), measures=measures).with_version(2)


def findings_of(scheme: Framework, *edits):
    return places(parse_return(opened(return_workbook(*edits)), {YEAR: scheme}, TODAY).findings)


def test_the_current_template_is_no_fault() -> None:
    assert findings_of(framework()) == []


def test_thai_digits_make_no_other_version() -> None:
    assert findings_of(framework(), identified("template_version", "๒๕๖๗-๑")) == []


def test_an_earlier_template_with_the_same_steps_is_a_warning() -> None:
    assert findings_of(framework().with_version(2)) == [("template-version", "B12")]


def test_an_earlier_template_with_other_steps_is_an_error_beside_the_step() -> None:
    assert findings_of(reworded("2.2")) == [
        ("step-reworded", at("2.2", "step")),
        ("template-outdated", "B12"),
    ]
