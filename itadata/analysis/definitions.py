"""What each number means, in one sentence each: the help page and the hints beside the numbers.

The sentences are those of the docstrings beside the formulas; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from itadata.analysis import completion, compliance, links
from itadata.analysis import scores as scores_module
from itadata.language import mark, translate


@dataclass(frozen=True)
class Definition:
    """A term (a message id), what it means (a message id that its source's docstring holds), and
    the source: the module or function that computes it.
    """

    term: str
    text: str
    source: object


DEFINITIONS: Mapping[str, Definition] = {
    "expected": Definition(
        mark("Agencies expected"), mark("the agencies listed and not exempt"), compliance
    ),
    "actual": Definition(
        mark("Agencies that reported"),
        mark("have at least one version that is not withdrawn"),
        compliance,
    ),
    "reporting_rate": Definition(
        mark("Reporting rate"), mark("actual ÷ expected"), compliance.rates
    ),
    "on_time_rate": Definition(mark("On-time rate"), mark("on time ÷ expected"), compliance.rates),
    "on_time": Definition(
        mark("On time"),
        mark("first such version was received by the end of the agency's due date"),
        compliance,
    ),
    "days_late": Definition(
        mark("Days late"),
        mark("first received − due, for the missing today − due, at least 0"),
        compliance.agencies,
    ),
    "state": Definition(
        mark("State"),
        mark("review state of the version that counts; missing where none has come"),
        compliance,
    ),
    "status": Definition(
        mark("Status"),
        mark(
            "what an agency says of a step; missing where it said nothing or no return of it "
            "counts"
        ),
        completion,
    ),
    "completion": Definition(
        mark("Completion"),
        mark(
            "done ÷ (expected agencies × steps − not applicable). A missing return counts as not "
            "done, and so does one that was sent back, until a new version comes"
        ),
        completion,
    ),
    "completion_of_reporting": Definition(
        mark("Completion of those that reported"),
        mark("the same over the agencies whose return is submitted or accepted"),
        completion,
    ),
    "completeness": Definition(
        mark("Completeness of the return"),
        mark("steps with a status ÷ steps"),
        compliance.agencies,
    ),
    "evidence_coverage": Definition(
        mark("Evidence coverage"),
        mark("done steps with evidence ÷ done steps"),
        compliance.agencies,
    ),
    "instrument": Definition(
        mark("Instrument"), mark("plain mean of its indicators"), scores_module
    ),
    "total": Definition(mark("Total score"), mark("Σ weight × instrument"), scores_module),
    "level": Definition(
        mark("Level"),
        mark("The level follows the rules of its year"),
        scores_module,
    ),
    "inferred": Definition(
        mark("Inferred"),
        mark("a link read from the wording of the measure; no document states it"),
        links,
    ),
}
"""The terms in the order in which they build on each other, by the name of their column."""


def meaning(name: str) -> str:
    """What a number means, in the language in use."""
    return translate(DEFINITIONS[name].text)
