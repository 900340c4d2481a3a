"""A large score workbook is parsed in a worker, so that the server answers others meanwhile.

Python runs one thread at a time: seconds of parsing would make every other request wait.
"""

import gc
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from itadata.findings import Code, Finding, Findings
from itadata.framework import Framework, from_json, from_plain, plain, to_json
from itadata.scores.model import (
    NO_CHOICES,
    DetectedTable,
    ParsedScores,
    ReadingOptions,
    ScoreReading,
    ScoreValue,
    UnitScore,
)
from itadata.scores.parser import parse_scores
from itadata.workbook import Workbook, limits
from itadata.workbook.coverage import Note
from itadata.workbook.opening import workbook_as_json, workbook_from_json
from itadata.workbook.worker_pool import WorkerReply, run_in_worker

if TYPE_CHECKING:
    from itadata.workbook.worker import Job

MOST_CELLS_PARSED_HERE = 20_000
_SCORES_IN_A_PART = 500
_DATES = ("surveyed_from", "surveyed_to", "announced_on")


def parse_score_file(
    workbook: Workbook,
    frameworks: Mapping[int, Framework],
    options: ReadingOptions = NO_CHOICES,
    file_name: str = "",
) -> ParsedScores:
    """What `parse_scores` gives.

    Of a large workbook that takes too long in the worker, the one finding that says so.
    """
    if workbook.size <= MOST_CELLS_PARSED_HERE:
        return parse_scores(workbook, frameworks, options, file_name)
    arguments = {
        "frameworks": [to_json(framework) for framework in frameworks.values()],
        "options": plain(options),
        "file_name": file_name,
    }
    answer = run_in_worker(
        "itadata.scores.large:parse_in_worker",
        workbook_as_json(workbook),
        arguments,
        most_bytes=limits.MAX_UNPACKED_BYTES,
    )
    if isinstance(answer, Finding):
        return ParsedScores((), (), Findings([answer]))
    return _parsed(answer)


def parse_in_worker(content: bytes, arguments: dict[str, Any], job: "Job") -> WorkerReply:
    """Parse a workbook that the parent opened; its scores are sent in parts. In the worker."""
    workbook = workbook_from_json(content)
    job.extend(limits.seconds_for(limits.MAX_CELLS))
    gc.disable()  # a fifth of the time, and nothing of it is a cycle
    try:
        return _send(_parse(workbook, arguments), job)
    finally:
        gc.enable()


def _parse(workbook: Workbook, arguments: dict[str, Any]) -> ParsedScores:
    frameworks = [from_json(document) for document in arguments["frameworks"]]
    return parse_scores(
        workbook,
        {framework.fiscal_year: framework for framework in frameworks},
        from_plain(ReadingOptions, arguments["options"]),
        arguments["file_name"],
    )


def _send(parsed: ParsedScores, job: "Job") -> WorkerReply:
    for first in range(0, len(parsed.scores), _SCORES_IN_A_PART):
        scores = parsed.scores[first : first + _SCORES_IN_A_PART]
        job.part([_score_as_json(score) for score in scores])
    return {
        "tables": plain(parsed.tables),
        "findings": [finding.to_dict() for finding in parsed.findings],
        "left_out": parsed.findings.left_out_as_json(),
        "reading": plain(parsed.reading),
        "notes": plain(parsed.notes),
    }


def _parsed(answer: WorkerReply) -> ParsedScores:
    findings = map(Finding.from_dict, answer["findings"])
    left_out = {Code(code): number for code, number in answer["left_out"].items()}
    return ParsedScores(
        tuple(_scores(answer.get("parts", []))),
        from_plain(tuple[DetectedTable, ...], answer["tables"]),
        Findings(findings, left_out=left_out),
        from_plain(ScoreReading, answer["reading"]),
        from_plain(tuple[Note, ...], answer["notes"]),
    )


def _score_as_json(score: UnitScore) -> dict[str, Any]:
    days = {name: day and day.isoformat() for name in _DATES for day in [getattr(score, name)]}
    return {**vars(score), **days}


def _scores(parts: list[list[dict[str, Any]]]) -> Iterator[UnitScore]:
    """The scores; a sheet or source is one text in memory however often it is there."""
    texts: dict[str, str] = {}
    while parts:
        for score in parts.pop(0):
            values = {
                texts.setdefault(name, name): ScoreValue(
                    value, illustration, texts.setdefault(sheet, sheet), cell
                )
                for name, (value, illustration, sheet, cell, _) in score["score_values"].items()
            }
            dates = {name: score[name] and date.fromisoformat(score[name]) for name in _DATES}
            source = texts.setdefault(score["source"], score["source"])
            yield UnitScore(**{**score, **dates, "score_values": values, "source": source})
