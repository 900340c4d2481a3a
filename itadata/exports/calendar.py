"""The dates of a year's rounds as a calendar file (.ics, RFC 5545).

Opening, due and closing days are whole-day events, and so is an extended due date of one agency.
An event keeps its UID when its day is moved, so that a calendar which reads the file again moves
it.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vText

from itadata.framework import Extension, Framework, Round, round_title
from itadata.language import N_, _
from itadata.thai import format_date, strip_control_characters, unit_name

_TITLES = {
    "opens": N_("Reporting opens: {round}"),
    "due": N_("Reports are due: {round}"),
    "closes": N_("Reporting closes: {round}"),
}
_EXTENDED = N_("Report of {agency} is due, extended: {round}")


@dataclass(frozen=True)
class _Day:
    """A day of the calendar; `uid` identifies it within the unit and year."""

    uid: str
    on: date
    summary: str
    description: str


def calendar(framework: Framework, made_at: datetime) -> bytes:
    """The rounds of a year as a calendar in the current language.

    A round without a closing date has no event for it.
    """
    name = _("ITA reporting, fiscal year {year} ({unit})").format(
        year=framework.fiscal_year, unit=unit_name(framework.unit)
    )
    file = Calendar()
    file.add("VERSION", "2.0")
    file.add("PRODID", "-//ITA dashboard//Rounds//TH")
    file.add("CALSCALE", "GREGORIAN")
    file.add("METHOD", "PUBLISH")
    file.add("X-WR-CALNAME", vText(strip_control_characters(name)))
    for reporting_round in framework.rounds:
        for day in _round_days(framework, reporting_round):
            file.add_component(_event(framework, day, made_at))
    for extension in framework.extensions:
        file.add_component(_event(framework, _extended_day(framework, extension), made_at))
    content: bytes = file.to_ical(sorted=False)
    return content


def _round_days(framework: Framework, reporting_round: Round) -> Iterator[_Day]:
    days = {
        "opens": reporting_round.opens_on,
        "due": reporting_round.due_on,
        "closes": reporting_round.lock_on,
    }
    dates = _("{unit}. Opens {opens}, due {due}, closes {closes}.").format(
        unit=unit_name(framework.unit),
        **{kind: "–" if on is None else format_date(on) for kind, on in days.items()},
    )
    months = reporting_round.months
    title = round_title(framework.fiscal_year, months)
    for kind, on in days.items():
        if on is not None:
            yield _Day(f"{months}/{kind}", on, _(_TITLES[kind]).format(round=title), dates)


def _extended_day(framework: Framework, extension: Extension) -> _Day:
    months, code = extension.months, extension.agency_code
    summary = _(_EXTENDED).format(
        agency=framework.agency(code).name, round=round_title(framework.fiscal_year, months)
    )
    return _Day(f"{months}/extended/{code}", extension.due_on, summary, extension.reason)


def _event(framework: Framework, day: _Day, made_at: datetime) -> Event:
    # The same day of the same round has the same UID, whenever and wherever the file is made.
    path = f"{framework.unit}/{framework.fiscal_year}/{day.uid}"
    event = Event()
    event.add("UID", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'ita-rounds:{path}')}@ita-rounds")
    event.add("DTSTAMP", made_at.astimezone(UTC))
    event.add("SEQUENCE", framework.version)
    event.add("DTSTART", day.on)
    event.add("DTEND", day.on + timedelta(days=1))
    event.add("SUMMARY", strip_control_characters(day.summary))
    event.add("DESCRIPTION", strip_control_characters(day.description))
    event.add("TRANSP", "TRANSPARENT")
    return event
