"""The return of an agency: its template out, its workbook in.

- `form`: the sheets, labels and headings of the workbook
- `template`: the form for one agency and round
- `tables`, `identity`: the form in a workbook, and whose return it is
- `reading`: parse → rules → a `Return`, or findings
- `model`: what was understood
"""

from itadata.returns.model import Answer, MeasureText, Return, ReturnReading
from itadata.returns.reading import looks_like_return, read_return, reread_return
from itadata.returns.template import write_filled, write_template

__all__ = [
    "Answer",
    "MeasureText",
    "Return",
    "ReturnReading",
    "looks_like_return",
    "read_return",
    "reread_return",
    "write_filled",
    "write_template",
]
