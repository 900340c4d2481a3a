"""The return of an agency: its template out, its workbook in.

- `fields`: the sheets, labels and headings of the workbook
- `template`, `guide`: the form for one agency and round, and its guide sheet
- `archive`: the templates of all agencies
- `form_tables`, `identity`: the tables of the form; the agency, year and round
- `parser`: parse → rules → a `Return`, or findings
- `model`: the return, and the result of parsing
- `frames`: its answers as a frame
"""

from itadata.returns.archive import write_all_templates
from itadata.returns.fields import SENDER_FIELDS
from itadata.returns.frames import answers_frame
from itadata.returns.model import Answer, MeasureText, Return, ReturnParseResult
from itadata.returns.parser import parse_return, reparse_return
from itadata.returns.template import write_filled, write_template

__all__ = [
    "SENDER_FIELDS",
    "Answer",
    "MeasureText",
    "Return",
    "ReturnParseResult",
    "answers_frame",
    "parse_return",
    "reparse_return",
    "write_all_templates",
    "write_filled",
    "write_template",
]
