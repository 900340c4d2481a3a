"""What is said of a framework."""

from collections.abc import Mapping

from itadata.findings.codes import Code
from itadata.findings.texts.finding_text import FindingText, error
from itadata.language import N_

FRAMEWORKS: Mapping[Code, FindingText] = {
    Code.WEIGHTS_SUM: error(
        N_("The weights of the instruments add up to {value}; they must add up to {expected}.")
    ),
    Code.INSTRUMENT_EMPTY: error(
        N_("The instrument “{value}” has no indicator. Add its indicators or remove it.")
    ),
    Code.LEVEL_RULE_RANGE: error(
        N_("The lower bound {value} is outside {expected}, but a score cannot be. Mend it.")
    ),
    Code.ROUND_DATES: error(
        N_(
            "The dates of the round are out of order: {value}. It must open first, then be due, "
            "then lock; a blank lock date means never."
        )
    ),
    Code.ROUND_OUTSIDE_YEAR: error(
        N_(
            "The round opens on {value}, outside the fiscal year ({expected}). "
            "Write the dates of the year itself."
        )
    ),
    Code.MEASURE_EMPTY: error(
        N_("Measure {value} has no step. Add its steps, or remove the measure.")
    ),
    Code.STEP_ANSWERED: error(
        N_(
            "Step {value} already has answers, and this framework removes it or gives its number "
            "to another text. Keep the step as it was: “{expected}”."
        )
    ),
    Code.ROUND_ANSWERED: error(
        N_("Round {value} already has returns, and this framework removes it. Keep the round.")
    ),
    Code.AGENCY_ANSWERED: error(
        N_("Agency {value} already reported, and this framework removes it. Keep the agency.")
    ),
    Code.EXEMPT_ANSWERED: error(
        N_(
            "Agency {value} already reported in round {months}, and this framework exempts it. "
            "Remove the row from the sheet of exemptions."
        )
    ),
    Code.FRAMEWORK_MISSING: error(
        N_(
            "There is no framework for fiscal year {value}, so its scores cannot be judged. Load "
            "the framework of that year first. Years loaded: {expected}."
        )
    ),
}
