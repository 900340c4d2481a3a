"""Everything that is stored, checked in the order in which it came. Nothing is ever changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sqlalchemy.exc import DBAPIError

from itadata.audit.verification.counts import Tally
from itadata.audit.verification.difference import Difference
from itadata.audit.verification.entries import Entry, Name, compare
from itadata.audit.verification.log import breaks, read_log
from itadata.audit.verification.rereading import Rereading, stored_entries, version_key
from itadata.audit.verification.sealed import (
    compare_mark_of_sample,
    compare_sealed,
    files_of_templates,
)
from itadata.audit.verification.submissions import (
    about,
    as_event,
    as_submission,
    compare_file,
    compare_with_event,
)
from itadata.audit.verification.texts import DifferenceCode
from itadata.framework import Framework
from itadata.intake import WorkbookKind as FileKind
from itadata.returns import Return
from itadata.store import Record, Snapshot, Store, schema

Progress = Callable[[float], None]

# What may belong to nothing, and what it is called by.
_OF_SUBMISSIONS = {
    "framework": (schema.framework_version.c.submission_id, "id"),
    "return": (schema.return_version.c.submission_id, "id"),
    "score": (schema.unit_score.c.submission_id, "unit"),
}
_OF_DOCUMENTS = {
    "answer": (schema.answer.c.return_version_id, "step_no"),
    "text": (schema.measure_text.c.return_version_id, "measure_no"),
    "figure": (schema.figure.c.unit_score_id, "name"),
}


def verify(store: Store, on_progress: Progress = lambda share: None) -> Iterator[Difference]:
    """Everything that differs, as it is found.

    One consistent look, and one file at a time; `on_progress` hears shares from 0 to 1.
    """
    try:
        with store.snapshot() as snapshot:
            yield from _Verifying(snapshot).differences(on_progress)
    except DBAPIError as fault:
        yield Difference(
            DifferenceCode.DATABASE_UNREADABLE, stored=str(fault.orig).splitlines()[0]
        )


@dataclass(frozen=True)
class _Case:
    """A submission, its file, and what was `said` of it: by its event, or without one by itself.

    `told` is how differences tell of it; its `event` is None where there is none to be believed.
    """

    record: Record
    file: Record | None
    said: Mapping[str, Any]
    told: Difference

    @property
    def kind(self) -> str:
        return str(self.said["action"]).rpartition("-")[0]

    @property
    def accepted(self) -> bool:
        return str(self.said["action"]).endswith("-accepted")


class _Verifying:
    """One look at the store, and what is known of it so far."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._reading = snapshot
        self._records = snapshot.records()
        self._log = read_log(self._records)
        self._rereading = Rereading()
        self._tally = Tally()
        self._intact: dict[str, bool] = {}  # files by their hash
        self._versions: dict[tuple[Any, ...], set[int]] = {}
        self._numbers_agree = True

    def differences(self, on_progress: Progress) -> Iterator[Difference]:
        yield from breaks(self._log, self._records)
        submissions = self._records.keys(schema.submission)
        for number, submission in enumerate(submissions, start=1):
            yield from self._submission(self._case(submission))
            on_progress(number / len(submissions))
        yield from self._templates()
        yield from self._of_nobody()
        yield from self._decided()
        yield from self._gaps()
        for receipt in self._records.shared_receipts():
            yield Difference(DifferenceCode.RECEIPT_SHARED, stored=receipt)
        yield from compare_mark_of_sample(self._log, self._records)
        if self._numbers_agree and not self._log.headless:
            yield from self._tally.differences(self._reading, self._rereading.frameworks)

    # --- one submission --------------------------------------------------------------------

    def _case(self, submission: int) -> _Case:
        record = self._records.one(schema.submission, submission)
        assert record
        number = self._log.event_of(submission)
        if number is None:
            said = as_event(record, self._records)
        else:
            said = as_submission(self._records.event(number))
        told = Difference(DifferenceCode.SUBMISSION_DIFFERS, event=number)
        file = self._records.one(schema.file, said["sha256"])
        return _Case(record, file, said, about(record, told))

    def _submission(self, case: _Case) -> Iterator[Difference]:
        stored = stored_entries(self._records, case.record["id"], case.said)
        differing = [*self._event(case), *self._file(case), *self._document(case, stored)]
        if differing or case.told.event is None:
            self._doubt(case, stored)
        self._note_version(case.kind, case.said)
        yield from differing

    def _event(self, case: _Case) -> Iterator[Difference]:
        if case.told.event is not None:
            yield from compare_with_event(case.told, case.record, case.said, self._records)
        elif self._log.is_untold(case.record["id"]):
            yield replace(case.told, kind=DifferenceCode.SUBMISSION_WITHOUT_EVENT)

    def _file(self, case: _Case) -> Iterator[Difference]:
        sha256 = case.said["sha256"]
        if sha256 in self._intact:
            return
        differing = list(compare_file(case.told, sha256, case.file, case.said.get("size")))
        self._intact[sha256] = not differing
        yield from differing

    def _document(self, case: _Case, stored: Mapping[Name, Entry]) -> Iterator[Difference]:
        if not case.accepted:
            for row, key in stored:
                yield replace(case.told, kind=DifferenceCode.DOCUMENT_UNEXPECTED, row=row, key=key)
        elif not stored:
            yield replace(case.told, kind=DifferenceCode.DOCUMENT_MISSING)
        else:
            yield from self._reread(case, stored)

    def _reread(self, case: _Case, stored: Mapping[Name, Entry]) -> Iterator[Difference]:
        document = None
        content = case.file["content"] if case.file else None
        if content is not None and self._intact[case.said["sha256"]]:
            document = self._rereading.document(case.kind, content, case.said)
            if document is None:
                yield replace(case.told, kind=DifferenceCode.FILE_UNREAD)
        if isinstance(document, Framework):
            self._rereading.remember(document)
        elif case.kind == FileKind.FRAMEWORK:
            self._rereading.remember_stored(self._records, case.record["id"])
        if document is not None:
            expected = self._rereading.entries(document, case.said)
            told = replace(case.told, kind=DifferenceCode.ROW_DIFFERS)
            yield from map(_of_file_or_submission, compare(told, stored, expected))
        if isinstance(document, Return) and case.told.event is not None:
            self._tally.add(document, case.said)

    def _doubt(self, case: _Case, stored: Mapping[Name, Entry]) -> None:
        """Counts follow from rows: where these differ, those are not told again."""
        entries = [entry.fields for (row, _), entry in stored.items() if row == "return"]
        for fields in (case.said, case.record, *entries):
            self._tally.doubt(fields["fiscal_year"])
        if case.kind == FileKind.FRAMEWORK or any(row == "framework" for row, _ in stored):
            self._numbers_agree = False

    def _note_version(self, kind: str, said: Mapping[str, Any]) -> None:
        if isinstance(said["version"], int):
            whose = (kind, said["fiscal_year"], said["round"], said["agency_code"])
            self._versions.setdefault(whose, set()).add(said["version"])

    def _templates(self) -> Iterator[Difference]:
        """The files of templates, which came without a submission."""
        for sha256, told in files_of_templates(self._log, self._records).items():
            if sha256 not in self._intact:
                file = self._records.one(schema.file, sha256)
                yield from compare_file(told, sha256, file, None)
                self._intact[sha256] = True

    # --- what belongs to none --------------------------------------------------------------

    def _of_nobody(self) -> Iterator[Difference]:
        for link in self._log.lone:
            said = as_submission(link.fields)
            self._intact.setdefault(said["sha256"], False)
            self._note_version(link.action.rpartition("-")[0], said)
        for sha256 in self._records.keys(schema.file):
            if sha256 not in self._intact:
                yield Difference(DifferenceCode.FILE_WITHOUT_SUBMISSION, stored=sha256)
        for row, (column, name) in {**_OF_SUBMISSIONS, **_OF_DOCUMENTS}.items():
            for record in self._records.strays(column):
                if row in _OF_SUBMISSIONS and record["submission_id"] in self._log.gone:
                    continue
                self._numbers_agree &= row != "framework"
                key = str(record[name])
                yield Difference(DifferenceCode.DOCUMENT_UNEXPECTED, row=row, key=key)

    def _decided(self) -> Iterator[Difference]:
        """What was decided; every number follows from it, so these are not told again."""
        for difference in compare_sealed(self._log, self._records):
            self._numbers_agree = False
            yield difference

    def _gaps(self) -> Iterator[Difference]:
        for (kind, *whose), versions in self._versions.items():
            missing = next(number for number in count(1) if number not in versions)
            if missing < max(versions):
                key = version_key(*whose)
                yield Difference(
                    DifferenceCode.VERSION_MISSING, row=kind, key=key, expected=missing
                )


def _of_file_or_submission(difference: Difference) -> Difference:
    """What the system gave to a return, its number and its time, is not said by its file."""
    if difference.field in ("version", "received_at"):
        return replace(difference, kind=DifferenceCode.ROW_UNLIKE_SUBMISSION)
    return difference
