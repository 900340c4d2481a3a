"""A year's framework, in a workbook that an officer edits; and score → level by its rules.

- `model`: what a framework says
- `reading`, `writing`, `forms`: its workbook
- `checks`: what must hold across its tables
- `levels`: instrument means, total and level
- `status`: the states of a step
- `changes`: what loading it again may not take away
- `differences`: what one says otherwise than another
- `next_year`: the draft of the year after
- `document`: the form in which it is stored
"""

from itadata.framework.changes import Answered, refused_changes
from itadata.framework.checks import step_order
from itadata.framework.differences import Change, Difference, differences
from itadata.framework.document import from_document, to_document
from itadata.framework.levels import (
    computed_total,
    instrument_means,
    level_called,
    level_name,
    level_rule,
    rounded,
)
from itadata.framework.model import (
    Agency,
    Exemption,
    Extension,
    Framework,
    Indicator,
    Instrument,
    LevelRule,
    Link,
    Measure,
    Round,
    Step,
    Summary,
    round_title,
    spoken,
)
from itadata.framework.next_year import next_year, texts_of_year
from itadata.framework.reading import (
    FrameworkReading,
    looks_like_framework,
    read_framework,
    reread_framework,
)
from itadata.framework.status import Status
from itadata.framework.writing import write_framework

__all__ = [
    "Agency",
    "Answered",
    "Change",
    "Difference",
    "Exemption",
    "Extension",
    "Framework",
    "FrameworkReading",
    "Indicator",
    "Instrument",
    "LevelRule",
    "Link",
    "Measure",
    "Round",
    "Status",
    "Step",
    "Summary",
    "computed_total",
    "differences",
    "from_document",
    "instrument_means",
    "level_called",
    "level_name",
    "level_rule",
    "looks_like_framework",
    "next_year",
    "read_framework",
    "refused_changes",
    "reread_framework",
    "round_title",
    "rounded",
    "spoken",
    "step_order",
    "texts_of_year",
    "to_document",
    "write_framework",
]
