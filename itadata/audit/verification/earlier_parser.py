"""Returns stored by the first parser, which read less of a file than the present one.

It dropped links and unusual line breaks, took "N/A" for a blank and dotted lines for names, and
knew a label by its exact name alone. Rows of then stay as they are, and are no difference.
"""

import re
from dataclasses import replace

from itadata.audit.verification.difference import Difference
from itadata.framework import StepStatus
from itadata.thai import is_line_to_write_on
from itadata.workbook import Workbook

_LINE_BREAK = re.compile(r"_x000[abd]_|\s", re.I)
_MONTHS_OF_QUARTER = 3


def as_first_parsed(workbook: Workbook) -> Workbook:
    """The workbook without its links, which the first parser did not see."""
    return replace(workbook, sheets=tuple(replace(s, links={}) for s in workbook.sheets))


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
