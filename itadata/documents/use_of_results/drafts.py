"""A draft measure for an indicator, from the measures of the framework that answer it, in Thai.

What the framework marks as an example is no draft; certain misprints are corrected. Where the
measures leave it open, the time frame is the next fiscal year, the indicator of success the
indicator itself, its target the threshold or the score that it fell from, and the follow-up the
rounds of the framework.
"""

from collections.abc import Iterable, Sequence

from itadata.analysis import ResultScore
from itadata.documents.report.misprints import corrected
from itadata.documents.report.score_text import list_number, without_list_number
from itadata.framework import Framework, Measure, Step, is_example
from itadata.thai import fiscal_year_end, fiscal_year_start, format_long_date


def answering_measures(framework: Framework, indicator_no: int) -> tuple[Measure, ...]:
    """The measures of the framework that are linked to an indicator, in order."""
    numbers = {link.measure_no for link in framework.links if link.indicator_no == indicator_no}
    return tuple(measure for measure in framework.measures if measure.no in numbers)


def draft_texts(
    framework: Framework, measures: Sequence[Measure], indicator: ResultScore
) -> dict[str, str]:
    """The draft for an indicator, by field (`intake.summaries.DRAFT_FIELDS`)."""
    next_year = framework.fiscal_year + 1
    name = next(each.name for each in framework.indicators if str(each.no) == indicator.code)
    texts = {
        "measure": _titles(measures),
        "steps": step_lines([step for measure in measures for step in measure.steps]),
        "responsible": _lines(measure.responsible for measure in measures),
        "time_frame": _lines(measure.time_frame for measure in measures) or _days(next_year),
        "success_indicator": _lines(measure.success_indicator for measure in measures)
        or f"คะแนน ITA ปีงบประมาณ พ.ศ. {next_year} ตัวชี้วัดที่ {indicator.code} {name}",
        "target": _lines(measure.target for measure in measures) or _target(indicator),
        "follow_up": _lines(measure.follow_up for measure in measures) or _follow_up(framework),
    }
    return {name: corrected(text) for name, text in texts.items()}


def _titles(measures: Sequence[Measure]) -> str:
    """The titles of the measures, numbered where there are several."""
    if len(measures) == 1:
        return measures[0].title
    return "\n".join(f"{n}. {measure.title}" for n, measure in enumerate(measures, start=1))


def _lines(texts: Iterable[str]) -> str:
    """The different texts, a line each, without examples."""
    return "\n".join(dict.fromkeys(text for text in texts if text and not is_example(text)))


def _days(fiscal_year: int) -> str:
    first, last = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    return f"{format_long_date(first)} ถึง {format_long_date(last)}"


def _target(indicator: ResultScore) -> str:
    scores = [indicator.threshold]
    if indicator.fell and not indicator.is_weak and indicator.before is not None:
        scores.append(indicator.before)
    return f"ไม่น้อยกว่า {max(scores):.2f} คะแนน"


def _follow_up(framework: Framework) -> str:
    months = " และ".join(f"รอบ {each.months} เดือน" for each in framework.rounds)
    return f"รายงานผลการดำเนินการต่อจังหวัด {months}" if months else ""


# --- steps as text -----------------------------------------------------------------------------


def step_lines(steps: Sequence[Step]) -> str:
    """Steps as a numbered list, their sub-items on lines of their own."""
    return "\n".join(f"{number}. {step.full_text}" for number, step in enumerate(steps, start=1))


def parse_steps(text: str) -> tuple[Step, ...]:
    """The steps of a text: a line each, or where lines are numbered a number each, the lines
    between them being sub-items.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    numbered = any(list_number(line) for line in lines)
    blocks: list[list[str]] = []
    for line in lines:
        if not blocks or not numbered or list_number(line):
            blocks.append([without_list_number(line)])
        else:
            blocks[-1].append(line)
    return tuple(
        Step(str(number), first, tuple(sub_items))
        for number, (first, *sub_items) in enumerate(blocks, start=1)
    )
