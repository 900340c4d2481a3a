"""The rows that follow from a file, beside the rows that are stored.

A file is read for what it says, not validated: rules change, and so does today. It is read under
the frameworks that were there before it, as their own files have them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from itadata.audit.verification.codes import DifferenceCode
from itadata.audit.verification.difference import Difference, compare_fields
from itadata.audit.verification.earlier_parser import as_first_framework, as_first_parsed
from itadata.framework import Framework, complete, from_json, reparse_framework, to_json
from itadata.intake import WorkbookKind
from itadata.returns import Return, reparse_return
from itadata.store import Record, Records, schema
from itadata.workbook import Workbook, open_workbook

Document = Framework | Return
Frameworks = dict[int, Framework]
_KEYS = ("id", "submission_id", "framework_version_id")
_RETURN_FIELDS = [name for name in [*schema.return_version.c.keys()] if name not in _KEYS]
# The number and the time of a version are in its submission, not in its file.
_FIELD_CODES = dict.fromkeys(("version", "received_at"), DifferenceCode.ROW_UNLIKE_SUBMISSION)
_VERSION_FIELDS = ("fiscal_year", "round", "agency_code", "version")


@dataclass(frozen=True)
class Entry:
    """A row: its values by column, in the types of JSON, and the rows that belong to it."""

    fields: Mapping[str, Any]
    children: "Rows" = field(default_factory=dict)


Rows = dict[tuple[str, str], Entry]
"""Rows by their kind and key: ("answer", "4.2")."""


def compare(about: Difference, stored: Rows, expected: Rows) -> Iterator[Difference]:
    """Differences like `about`; the rows that belong to a missing row are not reported again."""
    for name in {**expected, **stored}:
        difference = replace(about, row=name[0], key=name[1])
        if name not in stored:
            yield replace(difference, kind=DifferenceCode.ROW_MISSING)
        elif name not in expected:
            yield replace(difference, kind=DifferenceCode.ROW_UNEXPECTED)
        else:
            for each in compare_fields(difference, stored[name].fields, expected[name].fields):
                yield replace(each, kind=_FIELD_CODES.get(each.field, DifferenceCode.ROW_DIFFERS))
            yield from compare(about, stored[name].children, expected[name].children)


def reparse(
    kind: str, content: bytes, facts: Mapping[str, Any], frameworks: Frameworks
) -> Document | None:
    """The document in an accepted file, None where it cannot be read any more."""
    workbook = open_workbook(content)
    if not isinstance(workbook, Workbook):
        return None
    if kind == WorkbookKind.FRAMEWORK:
        first = facts.get("parser") is None
        framework = reparse_framework(workbook, first_parser=first)
        if framework and first:
            framework = as_first_framework(framework)
        return framework and framework.with_version(facts["version"] or 0)
    framework = frameworks.get(facts["fiscal_year"])
    if facts.get("parser") is None:
        workbook = as_first_parsed(workbook)
    return framework and reparse_return(workbook, framework)


def stored_frameworks(records: Records, submission: int) -> Iterator[Framework]:
    """The frameworks stored for a submission, as far as they can be read."""
    for row in records.rows(schema.framework_version, submission_id=submission):
        try:
            yield from_json(json.loads(row["document"])).with_version(row["version"])
        except Exception:  # what was changed by hand may be anything
            continue


# --- expected ------------------------------------------------------------------------------


def expected_rows(document: Document, facts: Mapping[str, Any], frameworks: Frameworks) -> Rows:
    """The rows that follow from the document in a file."""
    if isinstance(document, Framework):
        return {("framework", version_key(facts)): _framework_entry(document)}
    template = frameworks[document.fiscal_year].template_version
    values = {name: getattr(document, name, facts.get(name)) for name in _RETURN_FIELDS}
    answers = {("answer", each.step_no): _entry(each) for each in document.answers}
    texts = {("text", str(each.measure_no)): _entry(each) for each in document.texts}
    row = plain(values | {"framework_version": template})
    return {("return", version_key(facts)): Entry(row, answers | texts)}


def _framework_entry(framework: Framework) -> Entry:
    document = to_json(framework)
    fields = {name: document[name] for name in ("fiscal_year", "version")}
    return Entry(fields, _leaves(document))


def _leaves(value: Any, path: str = "") -> Rows:
    """Every value of a document by its path; rows of a table go by their first value."""
    if isinstance(value, Mapping):
        parts = [(str(name), item) for name, item in value.items()]
    elif isinstance(value, list) and value:
        parts = list(zip(_row_names(value), value, strict=True))
    else:
        return {("entry", path): Entry({"value": value})}
    leaves: Rows = {}
    for name, item in parts:
        leaves |= _leaves(item, f"{path}.{name}" if path else name)
    return leaves


def _row_names(rows: list[Any]) -> list[str]:
    numbers = [str(number) for number in range(1, len(rows) + 1)]
    if not all(isinstance(row, Mapping) and row for row in rows):
        return numbers
    names = [str(next(iter(row.values()))) for row in rows]
    return names if len(set(names)) == len(names) else numbers


def _entry(record: Any) -> Entry:
    return Entry(plain(vars(record)))


def plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the types of JSON."""
    return {name: _plain_value(value) for name, value in fields.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


# --- stored --------------------------------------------------------------------------------


def stored_rows(records: Records, submission: int, facts: Mapping[str, Any]) -> Rows:
    """The rows that are stored for a submission, whatever their kind."""
    rows: Rows = {}
    for table, name, entry in (
        (schema.framework_version, "framework", _stored_framework),
        (schema.return_version, "return", _stored_return),
    ):
        stored = records.rows(table, submission_id=submission)
        # The one row that should be there goes by its event, whatever the row itself says.
        right = next((row for row in stored if version_key(row) == version_key(facts)), None)
        expected = None if facts["version"] is None else right or next(iter(stored), None)
        for row in stored:
            key = version_key(facts if row is expected else row)
            rows[name, key] = entry(records, row)
    for row in records.rows(schema.unit_score, submission_id=submission):
        key = score_key(row)
        values = records.rows(schema.figure, unit_score_id=row["id"])
        figures = {("figure", f"{key} · {each['name']}"): Entry(each) for each in values}
        rows["score", key] = Entry(row, figures)
    return rows


def _stored_framework(records: Records, row: Record) -> Entry:
    try:
        return Entry(row, _leaves(complete(json.loads(row["document"]))))
    except ValueError:  # what was changed by hand may be anything
        return Entry(row)


def _stored_return(records: Records, row: Record) -> Entry:
    framework = records.row(schema.framework_version, row["framework_version_id"])
    template = framework and f"{framework['fiscal_year']}-{framework['version']}"
    answers = records.rows(schema.answer, return_version_id=row["id"])
    texts = records.rows(schema.measure_text, return_version_id=row["id"])
    children = {("answer", each["step_no"]): Entry(each) for each in answers}
    children |= {("text", str(each["measure_no"])): Entry(each) for each in texts}
    return Entry(row | {"framework_version": template}, children)


def version_key(row: Mapping[str, Any]) -> str:
    """The name of a version: "2567-06-001-2" of a return, "2567-2" of a framework."""
    parts = [row.get(name) for name in _VERSION_FIELDS]
    return "-".join(str(part) for part in parts if part is not None)


def score_key(row: Mapping[str, Any]) -> str:
    """The name of the scores of a unit and year."""
    parts = (row["unit"], row.get("place") and f"({row['place']})", row["fiscal_year"])
    return " ".join(str(part) for part in parts if part)
