"""The report on the use of the assessment's results, and the draft framework made from it.

- `data`: the results of a year, the chosen indicators and their draft measures, from the store
- `drafts`: a draft measure for an indicator, from the framework's measures that answer it
- `wording`: the analysis in Thai sentences
- `remarks`: what to check before signing
- `template`: the fields of its Word template
- `writer`: the report as a file
- `next_framework`: the draft framework of the next year
"""

from itadata.documents.use_of_results.data import (
    DraftMeasure,
    UseOfResults,
    read_use_of_results,
)
from itadata.documents.use_of_results.next_framework import write_next_framework
from itadata.documents.use_of_results.remarks import signing_remarks
from itadata.documents.use_of_results.template import TEMPLATE
from itadata.documents.use_of_results.writer import write_use_of_results

__all__ = [
    "TEMPLATE",
    "DraftMeasure",
    "UseOfResults",
    "read_use_of_results",
    "signing_remarks",
    "write_next_framework",
    "write_use_of_results",
]
