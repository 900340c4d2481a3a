"""The return of an agency: its template out, its workbook in.

- `form`: the sheets, labels and headings of the workbook
- `template`, `guide`: the form for one agency and round, and its page of guidance
- `archive`: the templates of all agencies
- `tables`, `identity`: the form in a workbook, and whose return it is
- `reading`: parse → rules → a `Return`, or findings
- `model`: what was understood
- `frames`: the same as a frame
"""

from itadata.returns.archive import write_all_templates
from itadata.returns.frames import answers_of
from itadata.returns.model import Answer, MeasureText, Return, ReturnReading
from itadata.returns.reading import read_return, reread_return
from itadata.returns.template import write_filled, write_template

__all__ = [
    "Answer",
    "MeasureText",
    "Return",
    "ReturnReading",
    "answers_of",
    "read_return",
    "reread_return",
    "write_all_templates",
    "write_filled",
    "write_template",
]
