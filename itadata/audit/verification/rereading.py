"""The file opened again, read as it was when it came, and the rows that follow from it.

What is compared is what the file says, not whether it would be accepted: rules change, and so does
today. It is read under the frameworks that were there before it, as they stand in their own files.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from itadata.audit.verification.entries import Entry, Name
from itadata.framework import Framework, from_json, reparse_framework, to_json
from itadata.intake import WorkbookKind
from itadata.returns import Return, reread_return
from itadata.scores import UnitScore, parse_scores
from itadata.store import Record, Records, schema
from itadata.thai import sort_key
from itadata.workbook import Workbook, open_workbook

Document = Framework | tuple[UnitScore, ...] | Return
_OF_THE_ROW = (
    "fiscal_year",
    "round",
    "agency_code",
    "version",
    "received_at",
    "reporter",
    "position",
    "telephone",
    "reported_on",
    "certifier",
    "letter_no",
    "letter_date",
)


class Rereading:
    """Files in the order in which they came, each read under the frameworks before it."""

    def __init__(self) -> None:
        self.frameworks: dict[int, Framework] = {}

    def document(self, kind: str, content: bytes, said: Mapping[str, Any]) -> Document | None:
        """What a file says that was accepted, None where it cannot be read any more."""
        book = open_workbook(content)
        if not isinstance(book, Workbook):
            return None
        if kind == WorkbookKind.FRAMEWORK:
            framework = reparse_framework(book)
            return framework and framework.with_version(said["version"] or 0)
        if kind == WorkbookKind.SCORES:
            return parse_scores(book, dict(sorted(self.frameworks.items()))).scores or None
        framework = self.frameworks.get(said["fiscal_year"])
        return framework and reread_return(book, framework)

    def remember(self, framework: Framework) -> None:
        """Read what comes from here on under this framework."""
        self.frameworks[framework.fiscal_year] = framework

    def remember_stored(self, records: Records, submission: int) -> None:
        """The same with the framework as it is stored, where its file does not tell it."""
        for row in records.every(schema.framework_version, submission_id=submission):
            try:
                framework = from_json(json.loads(row["document"]))
            except Exception:  # what was changed by hand may be anything
                continue
            self.remember(framework.with_version(row["version"]))

    def entries(self, document: Document, said: Mapping[str, Any]) -> dict[Name, Entry]:
        """The rows that follow from what a file says."""
        if isinstance(document, Framework):
            return {("framework", _key(said)): _framework_entry(to_json(document))}
        if isinstance(document, Return):
            framework = self.frameworks[document.fiscal_year]
            return {("return", _key(said)): _return_entry(document, said, framework)}
        return {("score", _score_key(asdict(score))): _score_entry(score) for score in document}


# --- the rows that should be there ---------------------------------------------------------


def _framework_entry(document: Mapping[str, Any]) -> Entry:
    fields = {name: document[name] for name in ("fiscal_year", "version")}
    return Entry(fields, _leaves(document))


def _leaves(value: Any, path: str = "") -> dict[Name, Entry]:
    """Every value of a document by its path; rows of a table go by what they begin with."""
    if isinstance(value, Mapping):
        parts = [(str(name), item) for name, item in value.items()]
    elif isinstance(value, list) and value:
        parts = list(zip(_row_names(value), value, strict=True))
    else:
        return {("entry", path): Entry({"value": value})}
    leaves: dict[Name, Entry] = {}
    for name, item in parts:
        leaves |= _leaves(item, f"{path}.{name}" if path else name)
    return leaves


def _row_names(rows: list[Any]) -> list[str]:
    numbered = [str(number) for number in range(1, len(rows) + 1)]
    if not all(isinstance(row, Mapping) and row for row in rows):
        return numbered
    named = [str(next(iter(row.values()))) for row in rows]
    return named if len(set(named)) == len(named) else numbered


def _return_entry(document: Return, said: Mapping[str, Any], framework: Framework) -> Entry:
    fields = {name: _plain(getattr(document, name, said.get(name))) for name in _OF_THE_ROW}
    fields["framework_version"] = framework.template_version
    answers = {("answer", a.step_no): Entry(_plain_fields(asdict(a))) for a in document.answers}
    texts = {("text", str(t.measure_no)): Entry(asdict(t)) for t in document.texts}
    return Entry(fields, {**answers, **texts})


def _score_entry(score: UnitScore) -> Entry:
    fields = _plain_fields({n: v for n, v in vars(score).items() if n != "figures"})
    fields["unit_sort_key"] = sort_key(score.unit)
    figures = {
        ("figure", f"{_score_key(fields)} · {name}"): Entry(_plain_fields(asdict(figure)))
        for name, figure in score.score_values.items()
    }
    return Entry(fields, figures)


def _plain_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, str) else value


# --- the rows that are there ---------------------------------------------------------------


def stored_entries(
    records: Records, submission: int, said: Mapping[str, Any]
) -> dict[Name, Entry]:
    """The rows that are recorded for a submission, whatever their kind."""
    entries: dict[Name, Entry] = {}
    for table, name, entry in (
        (schema.framework_version, "framework", _stored_framework),
        (schema.return_version, "return", _stored_return),
    ):
        rows = records.every(table, submission_id=submission)
        # The one row that there should be is told of by what its event says, whatever it holds.
        own = next((row for row in rows if _key(row) == _key(said)), next(iter(rows), None))
        own = None if said["version"] is None else own
        for row in rows:
            entries[name, _key(said) if row is own else _key(row)] = entry(records, row)
    for row in records.every(schema.unit_score, submission_id=submission):
        entries["score", _score_key(row)] = _stored_score(records, row)
    return entries


def _stored_framework(records: Records, row: Record) -> Entry:
    try:
        leaves = _leaves(json.loads(row["document"]))
    except ValueError:
        leaves = {}
    return Entry(row, leaves)


def _stored_return(records: Records, row: Record) -> Entry:
    framework = records.one(schema.framework_version, row["framework_version_id"])
    version = framework and f"{framework['fiscal_year']}-{framework['version']}"
    answers = {
        ("answer", answer["step_no"]): Entry(answer)
        for answer in records.every(schema.answer, return_version_id=row["id"])
    }
    texts = {
        ("text", str(text["measure_no"])): Entry(text)
        for text in records.every(schema.measure_text, return_version_id=row["id"])
    }
    return Entry({**row, "framework_version": version}, {**answers, **texts})


def _stored_score(records: Records, row: Record) -> Entry:
    figures = {
        ("figure", f"{_score_key(row)} · {figure['name']}"): Entry(figure)
        for figure in records.every(schema.figure, unit_score_id=row["id"])
    }
    return Entry(row, figures)


# --- what rows are called ------------------------------------------------------------------


def _key(row: Mapping[str, Any]) -> str:
    """A version of a return or framework: "2567-06-001-2", "2567-2"."""
    return version_key(
        row["fiscal_year"], row.get("round"), row.get("agency_code"), row["version"]
    )


def version_key(*parts: object) -> str:
    """The same from its parts, of which a framework has but two."""
    return "-".join(str(part) for part in parts if part is not None)


def _score_key(row: Mapping[str, Any]) -> str:
    return f"{row['unit']} {row['fiscal_year']}"
