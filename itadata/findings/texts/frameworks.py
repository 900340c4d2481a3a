"""The texts of findings about a framework."""

from collections.abc import Mapping

from itadata.findings.codes import Code
from itadata.language import N_

FRAMEWORK_ERRORS: Mapping[Code, str] = {
    Code.WEIGHTS_SUM: N_(
        "The weights of the instruments add up to {value}; they must add up to {expected}."
    ),
    Code.INDICATOR_WEIGHTS_SUM: N_(
        "The weights of the indicators of “{name}” add up to {value}; they must add up to "
        "{expected}. Correct them, or leave all of them blank where they weigh the same."
    ),
    Code.INSTRUMENT_EMPTY: N_(
        "The instrument “{value}” has no indicator. Add its indicators or remove it."
    ),
    Code.NUMBER_CUT: N_(
        "The number {value} occurs here a second time; the first is in {expected}. If it should "
        "be {name}, Excel cut its last 0: format the cell as text and type {name}."
    ),
    Code.LEVEL_RULE_RANGE: N_(
        "The lower bound {value} is outside {expected}, but a score cannot be. Correct it."
    ),
    Code.LEVEL_COLUMN_UNKNOWN: N_(
        "The heading “{value}” is not known or stands twice, and has figures under it: a level "
        "may depend on them. Use one of these headings: {expected}. Head a remark หมายเหตุ."
    ),
    Code.LEVEL_SCORE_UNKNOWN: N_(
        "“{value}” is a lower bound of a score that the framework does not have: its instruments "
        "and indicators are {expected}. Correct the heading, or add the instrument or indicator."
    ),
    Code.CODE_RESERVED: N_(
        "The code “{value}” is the name of another column of score tables. Choose another code."
    ),
    Code.ROUND_DATES: N_(
        "The dates of the round are out of order: {value}. It must open first, then be due, "
        "then lock; a blank lock date means never."
    ),
    Code.ROUND_OUTSIDE_YEAR: N_(
        "The round opens on {value}, outside the fiscal year ({expected}). "
        "Write the dates of the year itself."
    ),
    Code.MEASURE_EMPTY: N_("Measure {value} has no step. Add its steps, or remove the measure."),
    Code.STEP_ANSWERED: N_(
        "Step {value} already has answers, and this framework removes it or gives its number "
        "to another text. Keep the step as it was: “{expected}”."
    ),
    Code.ROUND_ANSWERED: N_(
        "Round {value} already has returns, and this framework removes it. Keep the round."
    ),
    Code.AGENCY_ANSWERED: N_(
        "Agency {value} already reported, and this framework removes it. Keep the agency."
    ),
    Code.EXEMPT_ANSWERED: N_(
        "Agency {value} already reported in round {months}, and this framework exempts it. "
        "Remove the row from the sheet of exemptions."
    ),
    Code.FRAMEWORK_MISSING: N_(
        "There is no framework for fiscal year {value}, so its scores cannot be validated. Load "
        "the framework of that year first: the page Fiscal year plan has a blank one, to be "
        "loaded as it is. Years loaded: {expected}."
    ),
}

FRAMEWORK_WARNINGS: Mapping[Code, str] = {
    Code.CODE_SHORTENED: N_(
        "The code “{value}” counts as {expected}, like the other codes: Excel drops zeros of "
        "numbers. Format the column as text and type {expected}."
    ),
    Code.FRAMEWORK_ILLUSTRATION: N_(
        "The framework says that its data are not real: “{value}”. Delete this text if they are "
        "the province's own."
    ),
    Code.TARGET_ILLUSTRATION: N_(
        "The target {value} is that of a framework whose data are not real. Write the "
        "province's own, or leave it blank."
    ),
}
