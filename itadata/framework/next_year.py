"""Drafts of frameworks for an officer to review: of the next year, and of any year the scheme."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from itadata.framework.model import Framework, Round
from itadata.framework.rounds import missing_rounds
from itadata.framework.scheme import SAME_NUMBER
from itadata.thai import ERA_OFFSET, to_arabic_digits

# The workbook is in Thai, as all of its sheets are.
_SOURCE = "ร่าง: ยกมาจากกรอบปีงบประมาณ {year} ยังไม่ได้ตรวจสอบกับเกณฑ์ที่ประกาศใช้ในปีงบประมาณ {next_year}"


_LACKS_ROUNDS = " และยังไม่มีรอบรายงาน {months} เดือน"


def draft_next_year(framework: Framework) -> Framework:
    """The framework with the dates of its rounds a year later, without what is of this year alone:
    exemptions, extensions and summaries. Indicators keep their numbers. Its source says that it
    is a draft, of which year, and which usual rounds it lacks (`missing_rounds`).
    """
    year = framework.fiscal_year
    source = _SOURCE.format(year=year, next_year=year + 1)
    if framework.measures and (lacking := missing_rounds(framework)):
        source += _LACKS_ROUNDS.format(months=", ".join(map(str, lacking)))
    return replace(
        framework,
        fiscal_year=year + 1,
        source=source,
        indicators=tuple(replace(i, previous_no=SAME_NUMBER) for i in framework.indicators),
        rounds=tuple(_a_year_later(reporting_round) for reporting_round in framework.rounds),
        exemptions=(),
        extensions=(),
        summaries=(),
        version=0,
    )


def blank_framework(framework: Framework, fiscal_year: int) -> Framework:
    """The scheme alone of a framework as that of a year: instruments, indicators and levels.

    It is loaded as it is for a year of which only scores are known, or filled in.
    """
    blank = replace(
        framework,
        fiscal_year=fiscal_year,
        target=None,
        illustration="",
        measures=(),
        links=(),
        agencies=(),
        rounds=(),
        exemptions=(),
        extensions=(),
        summaries=(),
        version=0,
    )
    if fiscal_year == framework.fiscal_year:
        return blank
    return replace(
        blank,
        source=_SOURCE.format(year=framework.fiscal_year, next_year=fiscal_year),
        indicators=tuple(replace(i, previous_no=SAME_NUMBER) for i in framework.indicators),
    )


def texts_mentioning_year(framework: Framework, fiscal_year: int) -> list[str]:
    """The texts of measures and steps that mention a year (B.E. or C.E.), in order: an officer
    must review them in a draft.
    """
    years = rf"(?<!\d)(?:{fiscal_year}|{fiscal_year - ERA_OFFSET})(?!\d)"
    return [
        text for text in _texts(framework.measures) if re.search(years, to_arabic_digits(text))
    ]


def _a_year_later(reporting_round: Round) -> Round:
    return replace(
        reporting_round,
        opens_on=_later(reporting_round.opens_on),
        due_on=_later(reporting_round.due_on),
        lock_on=None if reporting_round.lock_on is None else _later(reporting_round.lock_on),
    )


def _later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
