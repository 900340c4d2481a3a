"""The definition of each number in a sentence, for the help page and the hints beside numbers.

The same sentences are in the docstrings beside the formulas; a test compares them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from itadata.analysis import completion, compliance, links
from itadata.analysis import scores as scores_module
from itadata.language import N_, _


@dataclass(frozen=True)
class Definition:
    """A term and its meaning (message ids), and the module or function that computes it, whose
    docstring has the meaning.
    """

    term: str
    text: str
    source: object


DEFINITIONS: Mapping[str, Definition] = {
    "expected": Definition(
        N_("Agencies expected"), N_("the agencies listed and not exempt"), compliance
    ),
    "actual": Definition(
        N_("Agencies that reported"),
        N_("have at least one version that is not withdrawn"),
        compliance,
    ),
    "reporting_rate": Definition(N_("Reporting rate"), N_("actual ÷ expected"), compliance.rates),
    "on_time_rate": Definition(N_("On-time rate"), N_("on time ÷ expected"), compliance.rates),
    "on_time": Definition(
        N_("On time"),
        N_("first such version was received by the end of the agency's due date"),
        compliance,
    ),
    "days_late": Definition(
        N_("Days late"),
        N_("first received − due, for the missing today − due, at least 0"),
        compliance.agencies,
    ),
    "state": Definition(
        N_("State"),
        N_("review state of the version that counts; missing where none has come"),
        compliance,
    ),
    "status": Definition(
        N_("Status"),
        N_(
            "the status an agency reported for a step; missing if not reported or if no return "
            "counts"
        ),
        completion,
    ),
    "completion": Definition(
        N_("Completion"),
        N_(
            "done ÷ (expected agencies × steps − not applicable). A missing return counts as not "
            "done, and so does one that was sent back, until a new version comes"
        ),
        completion,
    ),
    "completion_of_reporting": Definition(
        N_("Completion of those that reported"),
        N_("the same over the agencies whose return is submitted or accepted"),
        completion,
    ),
    "completeness": Definition(
        N_("Completeness of the return"),
        N_("steps with a status ÷ steps"),
        compliance.agencies,
    ),
    "evidence_coverage": Definition(
        N_("Evidence coverage"),
        N_("done steps with evidence ÷ done steps"),
        compliance.agencies,
    ),
    "instrument": Definition(N_("Instrument"), N_("plain mean of its indicators"), scores_module),
    "total": Definition(N_("Total score"), N_("Σ weight × instrument"), scores_module),
    "level": Definition(
        N_("Level"),
        N_("The level follows the rules of its year"),
        scores_module,
    ),
    "inferred": Definition(
        N_("Inferred"),
        N_("a link read from the wording of the measure; no document states it"),
        links,
    ),
}
"""The definitions by column name, each after those that it builds on."""


def meaning(name: str) -> str:
    """The meaning of a number in the current language."""
    return _(DEFINITIONS[name].text)
