"""The return of an agency: its template out, its workbook in.

- `fields`: the sheets, labels and headings of the workbook
- `template`, `guide`: the form for one agency and round, or for all; its guide sheet
- `identity`: the agency, year and round
- `parser`: the form → rules → a `Return`, or findings
- `model`: the return, its answers as a frame, and the result of parsing
"""

from itadata.returns.fields import SENDER_FIELDS
from itadata.returns.model import Answer, MeasureText, Return, ReturnParseResult, answers_frame
from itadata.returns.parser import PARSER_VERSION, parse_return, reparse_return
from itadata.returns.template import write_all_templates, write_filled, write_template

__all__ = [
    "PARSER_VERSION",
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
