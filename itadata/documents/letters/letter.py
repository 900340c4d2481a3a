"""The content of a letter: to whom, about what, and by when the return is asked for."""

from dataclasses import dataclass
from datetime import date, timedelta

from itadata.documents.digits import NEW_PARAGRAPH, Digits, to_digits, unbroken_date
from itadata.errors import NothingOutstanding, WrongDate
from itadata.framework import Agency, Framework
from itadata.language import N_
from itadata.store import Decision
from itadata.thai import format_date
from itadata.workflow import ReturnStatus, State

TIME_TO_ANSWER = timedelta(days=7)
"""The time that a late agency gets by default."""


@dataclass(frozen=True)
class Letter:
    """A letter to one agency.

    `due_on` is the agency's due date, or the day by which a returned version was to be revised;
    `deadline` the day by which the letter asks for it; `sent_back` the decision that sent the
    return back, None where nothing came yet.
    """

    agency: Agency
    framework: Framework
    months: int
    written_on: date
    due_on: date
    deadline: date
    extended: bool = False
    sent_back: Decision | None = None

    @property
    def reasons(self) -> list[str]:
        """The reasons for sending the return back, numbered: for the whole, then for its steps."""
        if self.sent_back is None:
            return []
        whole = [self.sent_back.reason] if self.sent_back.reason else []
        of_steps = [
            f"ขั้นตอนที่ {no}: {self.sent_back.steps[no]}"
            for no in self.framework.steps
            if no in self.sent_back.steps
        ]
        lines = [" ".join(reason.split()) for reason in (*whole, *of_steps)]
        return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]

    @property
    def days_late(self) -> int:
        """The days since the due date, 0 until then."""
        return max((self.written_on - self.due_on).days, 0)

    def fields(self, digits: Digits, contact: str) -> dict[str, str | bool]:
        """The values of a template's fields."""
        texts = {
            "agency": self.agency.name,
            "head": self.agency.head,
            "province": self.framework.unit,
            "date": unbroken_date(self.written_on),
            "year": str(self.framework.fiscal_year),
            "round": str(self.months),
            "measures": str(len(self.framework.measures)),
            "steps": str(len(self.framework.steps)),
            "due_on": unbroken_date(self.due_on),
            "overdue_since": unbroken_date(self.due_on + timedelta(days=1)),
            "days_late": str(self.days_late),
            "sent_back_on": unbroken_date(self.sent_back.at.date()) if self.sent_back else "",
            "until": unbroken_date(self.deadline),
            "contact": contact,
        }
        filled = {name: to_digits(text, digits) for name, text in texts.items()}
        filled["reasons"] = NEW_PARAGRAPH.join(to_digits(line, digits) for line in self.reasons)
        return filled | {
            "extended": self.extended,
            "overdue": self.days_late > 0,
            "sent_back": self.sent_back is not None,
        }


def is_outstanding(status: ReturnStatus) -> bool:
    """Whether the agency still has to send a return: none came, or it was sent back."""
    if status.exemption is not None:
        return False
    return status.counting_version is None or status.counting_version.state is State.RETURNED


def make_letter(
    framework: Framework,
    agency: Agency,
    status: ReturnStatus,
    today: date,
    *,
    deadline: date | None = None,
    sent_back: Decision | None = None,
) -> Letter:
    """Make the letter to an agency.

    It asks for the return by `deadline`, by default the due date, or within a week where that has
    passed. Raises NothingOutstanding and WrongDate.
    """
    if not is_outstanding(status):
        raise NothingOutstanding(
            N_("No letter was made: {agency} has no outstanding return in this round."),
            agency=agency.name,
        )
    counting = status.counting_version
    due_on = (counting.revise_by if counting else None) or status.round.due_on
    months = status.round.months
    return Letter(
        agency=agency,
        framework=framework,
        months=months,
        written_on=today,
        due_on=due_on,
        deadline=_deadline(agency, status, today, deadline or _default_day(status, due_on, today)),
        extended=counting is None and due_on > framework.round(months).due_on,
        sent_back=sent_back,
    )


def _default_day(status: ReturnStatus, due_on: date, today: date) -> date:
    if due_on >= today:
        return due_on
    day = today + TIME_TO_ANSWER
    return min(day, status.lock_on) if status.lock_on else day


def _deadline(agency: Agency, status: ReturnStatus, today: date, deadline: date) -> date:
    """Check that the round accepts a return between today and the deadline; gives the deadline."""
    if today < status.round.opens_on:
        raise WrongDate(
            N_("The round opens on {date}; no return is due before."),
            date=format_date(status.round.opens_on),
        )
    lock = status.lock_on
    if lock is not None and max(today, deadline) > lock:
        raise WrongDate(
            N_(
                "No letter was made: {agency} cannot send anything after {lock}, when the round "
                "closes. Extend its closing date first, or name an earlier day."
            ),
            agency=agency.name,
            lock=format_date(lock),
        )
    if deadline < today:
        raise WrongDate(
            N_("The day {date} has passed. Name today or a later day."),
            date=format_date(deadline),
        )
    return deadline
