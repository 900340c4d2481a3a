"""The framework of a year, in a workbook that an officer edits; and score → level by its rules.

- `model`: the framework and its parts
- `scheme`: instruments, indicators, adjustments and level rules
- `schemas`, `parser`, `writer`: its workbook
- `checks`: faults across its tables
- `rounds`: the round that is meant when none is named
- `levels`: instrument means, total and level
- `status`: the statuses of a step
- `reload_checks`: what loading it again may not remove
- `differences`: between two frameworks of a year
- `next_year`: drafts of the next year's, and of any year's with the scheme alone
- `serialization`: JSON for the store
"""

from itadata.framework.differences import Change, Difference, differences
from itadata.framework.levels import (
    adjusted_total,
    computed_total,
    find_level_rule,
    indicator_means,
    indicator_shares,
    instrument_means,
    level_name,
    level_rule,
    rounded,
)
from itadata.framework.measure_details import detail_lines, is_example, measure_details
from itadata.framework.model import (
    Agency,
    Exemption,
    Extension,
    Framework,
    Link,
    Measure,
    Round,
    Step,
    Summary,
    framework_summary,
    localized,
    round_title,
    step_order,
)
from itadata.framework.next_year import (
    blank_framework,
    draft_next_year,
    texts_mentioning_year,
)
from itadata.framework.parser import (
    ParsedFramework,
    looks_like_framework,
    parse_framework,
    reparse_framework,
)
from itadata.framework.reload_checks import ExistingAnswers, forbidden_changes
from itadata.framework.rounds import (
    RoundKey,
    RoundPhase,
    accepting_rounds,
    current_round,
    is_closed,
    missing_rounds,
    round_phase,
    with_rounds,
)
from itadata.framework.scheme import (
    Adjustment,
    AdjustmentKind,
    Indicator,
    Instrument,
    LevelRule,
    Minimum,
    SubIndicator,
    adjustment_key,
    indicator_key,
    instrument_key,
    subindicator_key,
)
from itadata.framework.serialization import complete, from_json, from_plain, plain, to_json
from itadata.framework.status import StepStatus
from itadata.framework.writer import write_framework

__all__ = [
    "Adjustment",
    "AdjustmentKind",
    "Agency",
    "Change",
    "Difference",
    "Exemption",
    "ExistingAnswers",
    "Extension",
    "Framework",
    "Indicator",
    "Instrument",
    "LevelRule",
    "Link",
    "Measure",
    "Minimum",
    "ParsedFramework",
    "Round",
    "RoundKey",
    "RoundPhase",
    "Step",
    "StepStatus",
    "SubIndicator",
    "Summary",
    "accepting_rounds",
    "adjusted_total",
    "adjustment_key",
    "blank_framework",
    "complete",
    "computed_total",
    "current_round",
    "detail_lines",
    "differences",
    "draft_next_year",
    "find_level_rule",
    "forbidden_changes",
    "framework_summary",
    "from_json",
    "from_plain",
    "indicator_key",
    "indicator_means",
    "indicator_shares",
    "instrument_key",
    "instrument_means",
    "is_closed",
    "is_example",
    "level_name",
    "level_rule",
    "localized",
    "looks_like_framework",
    "measure_details",
    "missing_rounds",
    "parse_framework",
    "plain",
    "reparse_framework",
    "round_phase",
    "round_title",
    "rounded",
    "step_order",
    "subindicator_key",
    "texts_mentioning_year",
    "to_json",
    "with_rounds",
    "write_framework",
]
