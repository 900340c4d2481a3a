"""An agency's page for its head, as .docx: what it owed, sent and did, beside the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from itadata import analysis
from itadata.access import Action, Actor, require
from itadata.analysis.columns import COLUMNS, value_label
from itadata.documents.digits import Digits, to_digits
from itadata.documents.notices import add_notices
from itadata.documents.report.page_breaks import allow_tall_rows_to_break
from itadata.documents.style import BODY_SIZE, add_text, set_plain_styles
from itadata.documents.word_table import bordered_table
from itadata.framework import Agency, Framework, StepStatus
from itadata.language import N_, _, language_context
from itadata.store import Decision, Snapshot, Store
from itadata.tables import TableQuery, framework_with_measures, last_opened_round, read_table
from itadata.thai import format_date, format_time, now
from itadata.workflow import ReturnStatus, State

_TITLE, _HEADING = 20, 17  # points
_WIDTH = 17.0  # cm
_NOT_DONE = (StepStatus.IN_PROGRESS.value, StepStatus.NOT_STARTED.value, analysis.MISSING)


@dataclass(frozen=True)
class _Seen:
    """What the page says; frames are those of the named tables of the round."""

    framework: Framework
    agency: Agency
    months: int
    at: datetime
    standing: ReturnStatus
    agencies: pd.DataFrame
    returns: pd.DataFrame
    answers: pd.DataFrame
    matrix: pd.DataFrame
    decisions: Sequence[Decision]
    sample: bool


def write_agency_page(
    store: Store,
    actor: Actor,
    fiscal_year: int,
    agency_code: str,
    *,
    months: int | None = None,
    digits: Digits = Digits.ARABIC,
) -> bytes:
    """The page of an agency in a round, the last that has opened where none is named, in Thai.

    Raises NotAllowed, NoFramework, UnknownRound and UnknownAgency.
    """
    require(actor, Action.SEE, agency_code, months)
    with language_context("th"):
        with store.snapshot() as snapshot:
            seen = _read(snapshot, fiscal_year, agency_code, months)
        return add_notices(_document(seen, digits), sample=seen.sample, every_page=True)


def _read(snapshot: Snapshot, fiscal_year: int, agency_code: str, months: int | None) -> _Seen:
    framework = framework_with_measures(snapshot, fiscal_year)
    agency = framework.agency(agency_code)
    at = now()
    own = framework.round(months or last_opened_round(framework, at.date()) or 0).months
    whole = TableQuery(at.date(), fiscal_year, own)
    of_agency = TableQuery(at.date(), fiscal_year, own, agency_code=agency_code)
    returns = read_table(snapshot, "agency_returns", of_agency).frame
    of_round = (returns["fiscal_year"] == fiscal_year) & (returns["round"] == own)
    return _Seen(
        framework=framework,
        agency=agency,
        months=own,
        at=at,
        standing=snapshot.return_status(fiscal_year, own, agency_code),
        agencies=read_table(snapshot, "agencies", whole).frame,
        returns=returns[of_round],
        answers=read_table(snapshot, "agency_answers", of_agency).frame,
        matrix=read_table(snapshot, "matrix", whole).frame,
        decisions=snapshot.decisions(fiscal_year, own, agency_code),
        sample=snapshot.is_sample(),
    )


def _document(seen: _Seen, digits: Digits) -> bytes:
    page = _Page(digits)
    _head(page, seen)
    _owed(page, seen)
    _sent(page, seen)
    if seen.standing.exemption is None:
        _done(page, seen)
        _left(page, seen)
    allow_tall_rows_to_break(page.document)
    stream = BytesIO()
    page.document.save(stream)
    return stream.getvalue()


class _Page:
    """A document of A4 that is written from the top down."""

    def __init__(self, digits: Digits) -> None:
        self.document: Any = Document()
        self._digits = digits
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.5)
        section.header_distance = section.footer_distance = Cm(0.8)
        of_document = self.document.core_properties
        of_document.author, of_document.comments = "", ""
        set_plain_styles(self.document)

    def line(self, text: str, size: float = BODY_SIZE, *, bold: bool = False) -> Any:
        """A paragraph."""
        paragraph = self.document.add_paragraph()
        add_text(paragraph._p, to_digits(text, self._digits), size=size, bold=bold)
        return paragraph

    def centred(self, text: str, size: float = BODY_SIZE, *, bold: bool = False) -> None:
        """A paragraph in the middle."""
        self.line(text, size, bold=bold).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def heading(self, text: str) -> None:
        """The heading of a part, on the page of what follows."""
        paragraph = self.line(text, _HEADING, bold=True)
        paragraph.paragraph_format.space_before = Pt(8)
        paragraph.paragraph_format.keep_with_next = True

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        centred: Sequence[int],
    ) -> None:
        """A table."""
        texts = [[to_digits(text, self._digits) for text in row] for row in (headings, *rows)]
        made = bordered_table(texts[0], texts[1:], widths, centred=centred)
        self.document.element.body.get_or_add_sectPr().addprevious(made)


def _head(page: _Page, seen: _Seen) -> None:
    page.document.core_properties.title = seen.agency.name
    page.centred(_("Results of an agency's return"), _TITLE, bold=True)
    page.centred(seen.agency.name, _TITLE, bold=True)
    of_round = N_("fiscal year B.E. {year}, {round}-month round · {parent_body}")
    page.centred(
        _(of_round).format(
            year=seen.framework.fiscal_year,
            round=seen.months,
            parent_body=seen.agency.parent_body,
        )
    )
    page.centred(_("as of {time}").format(time=format_time(seen.at)))


def _owed(page: _Page, seen: _Seen) -> None:
    page.heading(_("What was to be reported"))
    standing = seen.standing
    if standing.exemption is not None:
        said = _("This agency is exempt from the round: {reason}")
        page.line(said.format(reason=standing.exemption.reason))
        return
    said = _("{measures} measures, {steps} steps, due on {due}").format(
        measures=len(seen.framework.measures),
        steps=len(seen.framework.steps),
        due=format_date(standing.round.due_on),
    )
    if standing.round.due_on > seen.framework.round(seen.months).due_on:
        said += _(" (extended for this agency)")
    if standing.lock_on is not None:
        closed = _(", closed after {lock}")
        said += closed.format(lock=format_date(standing.lock_on))
    page.line(said)


def _sent(page: _Page, seen: _Seen) -> None:
    page.heading(_("What was sent"))
    sent = [row for row in seen.returns.to_dict("records") if row["version"] is not None]
    if not sent:
        page.line(_("No return of this round has been received yet."))
        return
    names = ("version", "submitted_at", "days_late", "state", "file")
    rows = [
        [
            str(row["version"]),
            format_time(row["submitted_at"]),
            str(row["days_late"]) if row["days_late"] else "–",
            value_label("state", row["state"]),
            str(row["file"]),
        ]
        for row in sent
    ]
    page.table([COLUMNS[n].heading for n in names], rows, (1.6, 4, 2.4, 3.4, 5.6), (0, 2))
    for text in _sent_back(seen):
        page.line(text)


def _sent_back(seen: _Seen) -> Iterator[str]:
    """Why the version that counts was sent back, if it was."""
    counting = seen.standing.counting
    if counting is None or counting.state is not State.RETURNED:
        return
    last = next(each for each in seen.decisions if each.version == counting.number)
    said = _("Sent back on {day}: {reason}")
    yield said.format(day=format_date(last.at.date()), reason=last.reason or "–")
    for no, reason in last.steps.items():
        yield _("Step {no}: {reason}").format(no=no, reason=reason)
    if last.mend_by is not None:
        asked = _("The mended return is asked for by {day}.")
        yield asked.format(day=format_date(last.mend_by))


def _done(page: _Page, seen: _Seen) -> None:
    page.heading(_("What was done, beside the others"))
    same = seen.agencies[seen.agencies["parent_body"] == seen.agency.parent_body]
    page.line(_rates(N_("Same parent body: {said}"), same))
    page.line(_rates(N_("All agencies: {said}"), seen.agencies))
    frame = analysis.peer_comparison(seen.agencies, seen.matrix, seen.agency.code)
    rows = [
        [
            _measure(seen.framework, row.measure_no),
            f"{row.done}/{row.asked}",
            _percent(row.completion),
            _percent(row.parent_body),
            _percent(row.everyone),
        ]
        for row in frame.itertuples()
    ]
    headings = [
        _("Measure"),
        _("Steps done"),
        _("This agency (%)"),
        _("Same parent body (%)"),
        _("All agencies (%)"),
    ]
    stacked = [heading.replace(" (", "\n(") for heading in headings]
    page.table(stacked, rows, (6.6, 2.2, 2.5, 3.0, 2.7), (1, 2, 3, 4))


def _rates(said: str, agencies: pd.DataFrame) -> str:
    """How many of some agencies reported, and how many on time."""
    counted = _("{n} of {of} agencies have reported, {on_time} on time").format(
        n=analysis.reported(agencies),
        of=len(agencies),
        on_time=int((agencies["on_time"] == True).sum()),  # noqa: E712
    )
    return _(said).format(said=counted)


def _measure(framework: Framework, number: int) -> str:
    measure = framework.measure(number)
    return measure.label if measure else _("All measures")


def _percent(value: float | None) -> str:
    return "–" if value is None or value != value else f"{value:.2f}"


def _left(page: _Page, seen: _Seen) -> None:
    if seen.standing.counting is None:
        return
    page.heading(_("What is left to do"))
    left = [row for row in seen.answers.to_dict("records") if row["status"] in _NOT_DONE]
    if not left:
        page.line(_("Every step that applies is done."))
        return
    rows = [
        [row["step_no"], row["step"], value_label("status", row["status"]), row["note"] or "–"]
        for row in left
    ]
    names = ("step_no", "step", "status", "note")
    page.table([COLUMNS[n].heading for n in names], rows, (1.6, 8.0, 3.4, 4.0), (0,))
