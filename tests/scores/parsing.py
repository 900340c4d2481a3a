"""Parse score workbooks made in code."""

from typing import Any

from itadata.findings import Finding
from itadata.scores import ParsedScores, UnitScore, parse_scores
from tests.builders import frameworks, opened, places, score_workbook, sheet_of

LAMPHUN = "จังหวัดลำพูน"


def parse(content: bytes) -> ParsedScores:
    """The scores of a workbook under the frameworks of the sample."""
    return parse_scores(opened(content), frameworks())


def parse_rows(*rows: list[Any], merges: tuple[str, ...] = ()) -> ParsedScores:
    """The scores of a workbook of one sheet with these rows."""
    return parse(score_workbook(sheet_of(*rows, merges=merges)))


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
