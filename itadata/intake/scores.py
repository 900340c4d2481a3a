"""Score workbooks: how they are read, and what loading one changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from itadata.findings import AND_MORE_FIGURES, Code, Finding, Findings
from itadata.findings.collection import MAX_OF_CODE
from itadata.intake.score_merge import ScoreMerge, ScoreValueChange, merge_scores, score_name
from itadata.language import N_, _
from itadata.scores import (
    NO_CHOICES,
    ParsedScores,
    ReadingOptions,
    Scale,
    ScoreReading,
    ScoreValue,
    UnitScore,
)
from itadata.scores.large import parse_score_file
from itadata.scores.places import unit_label
from itadata.store import Snapshot
from itadata.workbook import Workbook

SCALES: Mapping[str, Scale] = {"percent": Scale.PERCENT, "points": Scale.POINTS}
"""The scales by their names in JSON and on the command line."""

_SCALE_NAMES = {scale: name for name, scale in SCALES.items()}


_FIGURE_LABELS = {
    "total": N_("Total score"),
    "level": N_("Level"),
    "indicator": N_("Indicator no."),
    "subindicator": N_("Sub-indicator no."),
}


@dataclass(frozen=True)
class ScoreOptions:
    """What was chosen for a score workbook.

    `place` is that of the units of which the workbook tells none; `replace` confirms that real
    figures are replaced.
    """

    reading: ReadingOptions = NO_CHOICES
    place: str | None = None
    replace: bool = False

    def as_json(self) -> dict[str, Any]:
        """The options as they are stored with the file."""
        scale = self.reading.scale
        names = {"scale": scale and _SCALE_NAMES[scale], "place": self.place}
        return {**asdict(self.reading), **names, "replace": self.replace}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "ScoreOptions":
        """The options from what is stored."""
        reading = ReadingOptions(
            stored.get("fiscal_year"),
            SCALES.get(stored.get("scale") or ""),
            stored.get("unit_heading"),
        )
        return cls(reading, stored.get("place"), bool(stored.get("replace")))


NO_SCORE_OPTIONS = ScoreOptions()


@dataclass(frozen=True)
class ScoreLoad:
    """How a score workbook was read with the options, and what loading it changes."""

    options: ScoreOptions
    reading: ScoreReading
    merge: ScoreMerge

    def as_json(self) -> dict[str, Any]:
        """The field `reading` of `check --json`."""
        reading = self.reading
        return {
            "unit_heading": reading.unit_heading,
            "place_heading": reading.place_heading,
            "scale": _SCALE_NAMES[reading.scale] if reading.scale else None,
            "fiscal_years": list(reading.fiscal_years),
            "units": reading.units,
            "summary_rows": [asdict(row) for row in reading.summary_rows],
            "changes": [_change_as_json(change) for change in self.merge.changes],
        }


def _change_as_json(change: ScoreValueChange) -> dict[str, Any]:
    names = change._fields[:-2]  # without sheet and cell
    return dict(zip(names, change, strict=False))


def read_scores(
    snapshot: Snapshot, workbook: Workbook, file_name: str, options: ScoreOptions
) -> tuple[ParsedScores, ScoreLoad]:
    """Read a score workbook and merge it with the scores that count."""
    frameworks = snapshot.frameworks()
    parsed = parse_score_file(workbook, frameworks, options.reading, file_name)
    stored = snapshot.stored_scores({score.unit for score in parsed.scores})
    merge = merge_scores(stored, parsed.scores, options.place)
    return parsed, ScoreLoad(options, parsed.reading, merge)


def load_findings(load: ScoreLoad) -> Findings:
    """The reasons not to load the scores, and what of them is left out."""
    findings = Findings(_unclear(load.merge))
    if not load.options.replace:
        # A file may replace all that there is: what would be left out is counted at once.
        replaced = load.merge.replaced
        findings.extend(map(_replaced, replaced[:MAX_OF_CODE]))
        if len(replaced) > MAX_OF_CODE:
            findings.left_out[Code.FIGURE_REPLACED] = len(replaced) - MAX_OF_CODE
    for score, names in load.merge.skipped_illustrations:
        findings.append(_left_out(score, [*map(score_name, names)], score.score_values[names[0]]))
    return findings


def _unclear(merge: ScoreMerge) -> Iterator[Finding]:
    for unclear in merge.unclear:
        yield _finding(
            unclear.score, Code.PLACE_UNCLEAR, unclear.score.unit, ", ".join(unclear.places)
        )
    for score, first in merge.duplicates:
        at = next(iter(first.score_values.values()))
        value = f"{unit_label(score.unit, score.place)} {score.fiscal_year}"
        yield _finding(score, Code.VALUE_DUPLICATE, value, f"{at.sheet}!{at.cell}")


def _finding(score: UnitScore, code: Code, value: str, expected: str | None = None) -> Finding:
    """A finding at the first figure of a unit's year."""
    at = next(iter(score.score_values.values()))
    return Finding(code, at.sheet, at.cell, value, expected)


def _left_out(score: UnitScore, figures: Sequence[str], at: ScoreValue) -> Finding:
    label, number = figure_label(figures[0])
    details = {"name": unit_label(score.unit, score.place), "year": str(score.fiscal_year)}
    details |= {"figure": label, "number": number, "more": "", "left": f"{len(figures) - 1}"}
    if len(figures) > 1:
        details["more"] = AND_MORE_FIGURES
    value = ", ".join(figures)
    return Finding(Code.ILLUSTRATION_LEFT_OUT, at.sheet, at.cell, value, details=details)


def _replaced(change: ScoreValueChange) -> Finding:
    label, number = figure_label(change.figure)
    unit = unit_label(change.unit, change.place)
    return Finding(
        Code.FIGURE_REPLACED,
        change.sheet,
        change.cell,
        figure_text(change.new),
        figure_text(change.old),
        {"name": unit, "year": str(change.fiscal_year), "figure": label, "number": number},
    )


def figure_label(figure: str) -> tuple[str, str]:
    """The label of a figure (a message id), and its number with a space before it, or ""."""
    if figure in _FIGURE_LABELS:
        return _FIGURE_LABELS[figure], ""
    kind, _underscore, number = figure.partition("_")
    if kind in _FIGURE_LABELS and number:
        return _FIGURE_LABELS[kind], f" {number.replace('_', '.')}"
    return figure.upper(), ""


def figure_title(figure: str) -> str:
    """The label of a figure in the language in use: "ตัวชี้วัดที่ 3"."""
    label, number = figure_label(figure)
    return f"{_(label)}{number}"


def figure_text(value: float | str) -> str:
    """A score with two decimals, or the name of a level."""
    return value if isinstance(value, str) else f"{value:.2f}"


def change_text(change: ScoreValueChange) -> str:
    """A change in one line: the unit, the year, the figure, old and new."""
    unit = unit_label(change.unit, change.place)
    figures = f"{figure_text(change.old)} → {figure_text(change.new)}"
    return f"{unit} {change.fiscal_year} {figure_title(change.figure)} {figures}"
