"""The texts of findings about a score workbook."""

from collections.abc import Mapping

from itadata.findings.codes import Code
from itadata.language import N_

SCORE_ERRORS: Mapping[Code, str] = {
    Code.UNIT_UNCLEAR: N_(
        "“{value}” does not tell which unit the scores of the table belong to. Add a column "
        "“{name}”, or write the unit in a row above the table as “{expected}”."
    ),
    Code.YEAR_UNCLEAR: N_(
        "“{value}” does not tell which fiscal year the scores of the table belong to: {expected}. "
        "Choose the year (on the command line: --year), add a column “{name}”, or leave one year "
        "in the title."
    ),
    Code.YEAR_MISSING: N_(
        "Nothing tells which fiscal year the scores of the table belong to. Choose the year (on "
        "the command line: --year), add a column “{name}”, or write the year above the table."
    ),
    Code.UNIT_HEADING_UNCLEAR: N_(
        "The units could stand under {expected}. Choose the heading of the units (on the command "
        "line: --unit-heading), or leave one of them in the table."
    ),
    Code.UNIT_HEADING_UNKNOWN: N_(
        "No table has the heading “{value}”, which was chosen for the units. Choose one of these: "
        "{expected}."
    ),
    Code.SCORES_EMPTY: N_(
        "The table has headings of scores and no row with a unit and a score ({expected}). Fill "
        "in the scores, or choose the right file."
    ),
    Code.SCORES_NOT_OFFICIAL: N_(
        "“{value}” says that these are not the announced results (a target, forecast, draft, "
        "self-assessment or round). Remove the sheet from the file, or those words if these are "
        "the announced results."
    ),
    Code.INDICATOR_CONTRADICTS: N_(
        "“{value}” has the number of one indicator and the name of another, which is {expected} "
        "in fiscal year {year}. Correct the number or the name."
    ),
    Code.PLACE_MISSING: N_(
        "Rows {expected} name no “{name}”, and other rows of the table do. Write it on each row, "
        "merge its cells, or write – where there is none."
    ),
    Code.TABLES_SIDE_BY_SIDE: N_(
        "Two tables seem to stand side by side: “{value}” heads the columns at {expected}. Put "
        "each table on a sheet of its own, or below the other."
    ),
    Code.SCORE_OUT_OF_RANGE: N_(
        "The score {value} is outside {expected}. Check it against the announcement."
    ),
    Code.SCALE_SHARES: N_(
        "The scores lie between 0 and 1 (here {value}), as shares of 1 do. Write them as "
        "{expected}, or show the cells as percentages."
    ),
    Code.SCALE_UNCLEAR: N_(
        "It is unclear whether the instruments are 0–100 or weighted points, because {reason}. "
        "Choose the scale (on the command line: --scale percent or --scale points), or write "
        "“{expected}” in a row above the table."
    ),
    Code.TOTAL_DIFFERS: N_(
        "The total {value} does not follow from its instruments or indicators, which give "
        "{expected}. Check the figures of this row against the announcement."
    ),
    Code.INDICATOR_DIFFERS: N_(
        "The score {value} of indicator {name} is not the mean of its sub-indicators, {expected}. "
        "Check the figures of this row against the announcement."
    ),
    Code.INSTRUMENT_DIFFERS: N_(
        "The score {value} of {name} is not the mean of its indicators, {expected}. Check the "
        "figures of this row against the announcement."
    ),
    Code.FIGURE_REPLACED: N_(
        "The stored figure {expected} ({name}, fiscal year {year}, {figure}{number}) is real, and "
        "the file has {value}. Confirm that it is replaced (on the command line with --replace), "
        "or take the row out of the file."
    ),
    Code.PLACE_UNCLEAR: N_(
        "Several units are called “{value}”: in {expected}. Add a column with the province, or "
        "choose which one the file is about (on the command line with --place)."
    ),
}

SCORE_WARNINGS: Mapping[Code, str] = {
    Code.SOURCE_MISSING: N_(
        "The table does not say where its scores come from. Add a column “{name}”, or a row "
        "below the table that begins with that word."
    ),
    Code.NO_SCORE: N_(
        "“{value}” is taken to say that there is no score here; one that is stored already stays. "
        "If there is a score, type it."
    ),
    Code.INDICATOR_UNKNOWN: N_(
        "The scheme of fiscal year {year} has no “{value}”, so its score is left out. "
        "It has {expected}."
    ),
    Code.SCALE_POINTS: N_(
        "The instruments were read as weighted points ({expected}), because only that reading "
        "gives the totals. They are kept as 0–100."
    ),
    Code.INDICATOR_MISSING: N_(
        "Indicator {value} has no score, so the mean of its instrument {expected} cannot be "
        "computed. Fill it in if the announcement gives it."
    ),
    Code.TOTAL_DIFFERS_SLIGHTLY: N_(
        "The total {value} differs by rounding from {expected}, which its instruments or "
        "indicators give. It is kept as stated."
    ),
    Code.INDICATOR_DIFFERS_SLIGHTLY: N_(
        "The score {value} of indicator {name} differs by rounding from {expected}, the mean of "
        "its sub-indicators. It is kept as stated."
    ),
    Code.INSTRUMENT_DIFFERS_SLIGHTLY: N_(
        "The score {value} of {name} differs by rounding from {expected}, the mean of its "
        "indicators. It is kept as stated."
    ),
    Code.LEVEL_DIFFERS: N_(
        "The published level is “{value}”; the rules of the year give “{expected}”. Both are "
        "kept and shown; check the announcement."
    ),
    Code.LEVEL_UNKNOWN: N_("“{value}” is not a level of this year. The levels are: {expected}."),
    Code.ILLUSTRATION_LEFT_OUT: N_(
        "The file marks {figure}{number}{more} as illustrations ({name}, fiscal year {year}), and "
        "the stored figures are real. The real ones stay."
    ),
}
