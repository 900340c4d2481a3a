"""Returns and frameworks stored by the first parser, which read less than the present one.

It dropped links and unusual line breaks, took "N/A" for a blank and dotted lines for names, and
knew a label by its exact name alone. Rows of then stay as they are, and are no difference.
"""

import re
from dataclasses import MISSING, fields, replace
from typing import TypeVar

from itadata.audit.verification.difference import Difference
from itadata.framework import Agency, Framework, Indicator, LevelRule, Measure, StepStatus
from itadata.thai import is_line_to_write_on
from itadata.workbook import Workbook

_LINE_BREAK = re.compile(r"_x000[abd]_|\s", re.I)
_MONTHS_OF_QUARTER = 3
_FIRST_DEFAULTS = {"steps"}  # a field with a default that the first parser filled
_Row = TypeVar("_Row", Indicator, LevelRule, Measure, Agency)


def as_first_parsed(workbook: Workbook) -> Workbook:
    """The workbook without its links, which the first parser did not see."""
    return replace(workbook, sheets=tuple(replace(s, links={}) for s in workbook.sheets))


def as_first_framework(framework: Framework) -> Framework:
    """The framework with the tables and columns alone that the first parser knew."""
    return replace(
        framework,
        subindicators=(),
        adjustments=(),
        indicators=tuple(map(_without_additions, framework.indicators)),
        level_rules=tuple(map(_without_additions, framework.level_rules)),
        measures=tuple(map(_without_additions, framework.measures)),
        agencies=tuple(map(_without_additions, framework.agencies)),
    )


def _without_additions(row: _Row) -> _Row:
    """The row with the defaults of every column that came after the first parser."""
    defaults = {f.name: f.default for f in fields(row) if f.default is not MISSING}
    return replace(row, **{n: d for n, d in defaults.items() if n not in _FIRST_DEFAULTS})


def is_first_parse(difference: Difference) -> bool:
    """Whether the first parser stored this where the present one reads what is expected."""
    stored, expected = difference.stored, difference.expected
    if not difference.field:
        return False  # a whole row
    if difference.field == "status":
        return stored is None and expected == StepStatus.NOT_APPLICABLE
    if difference.field == "round":
        # "ไตรมาสที่ 3" was the round of 3 months.
        return isinstance(stored, int) and stored * _MONTHS_OF_QUARTER == expected
    if difference.row == "return" and not stored:
        return True  # beside a label with an addition, or one cell further on
    stored, expected = (value or "" for value in (stored, expected))
    if not (isinstance(stored, str) and isinstance(expected, str)):
        return False
    dotted = is_line_to_write_on(stored) and not expected
    return dotted or _LINE_BREAK.sub("", stored) == _LINE_BREAK.sub("", expected)
