"""The draft framework of the next year, with the draft measures for the chosen indicators."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from itadata.access import Action, Actor, require
from itadata.documents.report.score_text import without_list_number
from itadata.documents.use_of_results.data import (
    DraftMeasure,
    UseOfResults,
    read_use_of_results,
)
from itadata.documents.use_of_results.drafts import parse_steps, step_lines
from itadata.framework import Framework, Link, Measure, draft_next_year, write_framework
from itadata.store import Store
from itadata.thai import now

_SAME = ("title", "responsible", "time_frame", "follow_up")


def write_next_framework(store: Store, actor: Actor, fiscal_year: int | None = None) -> bytes:
    """The workbook of the draft framework after a year, by default the last with a score.

    Raises NotAllowed, NoFramework and UnknownUnit.
    """
    require(actor, Action.WRITE_USE_OF_RESULTS)
    with store.snapshot() as snapshot:
        data = read_use_of_results(snapshot, fiscal_year)
    return write_framework(next_framework(data), now(), to_fill_in=True)


def next_framework(data: UseOfResults) -> Framework:
    """The draft of the next year's framework with the draft measures in place of its own.

    Without results. A framework that is marked as an illustration loses the mark, and its target,
    which is one. Drafts that differ only in their success are one measure of several indicators.
    """
    framework = draft_next_year(data.framework)
    measures: dict[tuple[str, ...], Measure] = {}
    links: list[Link] = []
    for indicator in data.selection:
        for measure in _measures(data.draft(indicator)):
            key = (step_lines(measure.steps), *(getattr(measure, name) for name in _SAME))
            present = measures.setdefault(key, replace(measure, no=len(measures) + 1))
            measures[key] = _united(present, measure)
            links.append(Link(present.no, int(indicator.code), inferred=False))
    return replace(
        framework,
        illustration="",
        target=None if framework.illustration else framework.target,
        measures=tuple(map(_numbered, measures.values())),
        links=tuple(links),
    )


def _measures(draft: DraftMeasure) -> Iterator[Measure]:
    """The measures of a draft: those of the framework where their wording was left as it is."""
    others: dict[str, Any] = {
        name: " ".join(text.split("\n")) for name, text in draft.texts.items()
    }
    title = " ".join(map(without_list_number, draft.texts["measure"].splitlines()))
    del others["measure"], others["steps"]
    if all(draft.texts[name] == draft.offered[name] for name in ("measure", "steps")):
        yield from (replace(measure, **others) for measure in draft.measures)
    elif title:
        steps = parse_steps(draft.texts["steps"])
        yield Measure(0, title, title, "", "", steps=steps, **others)


def _united(one: Measure, other: Measure) -> Measure:
    """A measure with what another one of the same wording says of its success."""
    names = ("success_indicator", "target")
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in names}
    texts: dict[str, Any] = {
        name: "\n".join(dict.fromkeys(filter(None, pair))) for name, pair in pairs.items()
    }
    return replace(one, **texts)


def _numbered(measure: Measure) -> Measure:
    steps = (
        replace(step, no=f"{measure.no}.{number}")
        for number, step in enumerate(measure.steps, start=1)
    )
    return replace(measure, steps=tuple(steps))
