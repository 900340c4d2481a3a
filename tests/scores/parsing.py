"""Parse score workbooks made in code."""

from dataclasses import replace
from typing import Any

from itadata.findings import Code, Finding
from itadata.scores import NO_CHOICES, ParsedScores, ReadingOptions, UnitScore, parse_scores
from tests.builders import frameworks, opened, places, score_workbook, sheet_of

LAMPHUN = "จังหวัดลำพูน"


BESIDE_THE_POINT = (Code.SOURCE_MISSING, Code.NOT_READ)


def parse(content: bytes, options: ReadingOptions = NO_CHOICES) -> ParsedScores:
    """The scores of a workbook, with the findings about the scores themselves."""
    parsed = parse_with_notes(content, options)
    findings = tuple(f for f in parsed.findings if f.code not in BESIDE_THE_POINT)
    return replace(parsed, findings=findings)


def parse_with_notes(
    content: bytes, options: ReadingOptions = NO_CHOICES, file_name: str = ""
) -> ParsedScores:
    """The scores of a workbook under the frameworks of the sample."""
    return parse_scores(opened(content), frameworks(), options, file_name)


def parse_rows(
    *rows: list[Any], merges: tuple[str, ...] = (), options: ReadingOptions = NO_CHOICES
) -> ParsedScores:
    """The scores of a workbook of one sheet with these rows."""
    return parse(score_workbook(sheet_of(*rows, merges=merges)), options)


def findings_of_rows(*rows: list[Any]) -> list[tuple[str, str | None]]:
    """Code and cell of each finding in a sheet with these rows."""
    return places(parse_rows(*rows).findings)


def findings_of_workbook(content: bytes) -> list[tuple[str, str | None]]:
    """Code and cell of each finding in a workbook."""
    return places(parse(content).findings)


def only_score(parsed: ParsedScores) -> UnitScore:
    """The one score of a workbook without findings."""
    assert places(parsed.findings) == []
    [score] = parsed.scores
    return score


def only_finding(parsed: ParsedScores) -> Finding:
    """The one finding of a workbook."""
    [finding] = parsed.findings
    return finding


def keys(parsed: ParsedScores) -> list[tuple[int, str]]:
    """Year and unit of each score of a workbook without findings."""
    assert places(parsed.findings) == []
    return [(score.fiscal_year, score.unit) for score in parsed.scores]
