"""The dates of a year's rounds as a calendar file (.ics), by RFC 5545.

Opening, due and closing are whole days, and so is the due date that one agency was given. An
event keeps its UID when its day is moved, so that a calendar that reads the file again moves it.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from itadata.framework import Extension, Framework, Round, round_title
from itadata.language import N_, _
from itadata.thai import format_date, without_control_characters

LONGEST_LINE = 75  # octets, without the line's end
_NEW_LINE = "\r\n"
_TITLES = {
    "opens": N_("Reporting opens: {round}"),
    "due": N_("Reports are due: {round}"),
    "closes": N_("Reporting closes: {round}"),
}
_EXTENDED = N_("Report of {agency} is due, extended: {round}")


def calendar(framework: Framework, made: datetime) -> bytes:
    """The rounds of a year as a calendar, in the language in use; UTF-8, folded, ended by CRLF.

    A round without a closing date has no event for it.
    """
    name = _("ITA reporting, fiscal year {year} ({unit})").format(
        year=framework.fiscal_year, unit=framework.unit
    )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ITA dashboard//Rounds//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        *(
            line
            for reporting_round in framework.rounds
            for kind, day in _days(reporting_round)
            for line in _event(framework, reporting_round, kind, day, made)
        ),
        *(
            line
            for extension in framework.extensions
            for line in _extension(framework, extension, made)
        ),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}{_NEW_LINE}" for line in lines).encode()


def _days(reporting_round: Round) -> Iterator[tuple[str, date]]:
    yield "opens", reporting_round.opens_on
    yield "due", reporting_round.due_on
    if reporting_round.lock_on is not None:
        yield "closes", reporting_round.lock_on


def _event(
    framework: Framework, reporting_round: Round, kind: str, day: date, made: datetime
) -> Iterator[str]:
    title = round_title(framework.fiscal_year, reporting_round.months)
    summary = _(_TITLES[kind]).format(round=title)
    uid = _uid(framework, reporting_round.months, kind)
    yield from _whole_day(framework, uid, day, summary, _dates(framework, reporting_round), made)


def _extension(framework: Framework, extension: Extension, made: datetime) -> Iterator[str]:
    """The due date that one agency was given, with the reason."""
    months, code = extension.months, extension.agency_code
    summary = _(_EXTENDED).format(
        agency=framework.agency(code).name, round=round_title(framework.fiscal_year, months)
    )
    uid = _uid(framework, months, f"extended/{code}")
    yield from _whole_day(framework, uid, extension.due_on, summary, extension.reason, made)


def _whole_day(
    framework: Framework, uid: str, day: date, summary: str, description: str, made: datetime
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{framework.version}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _uid(framework: Framework, months: int, kind: str) -> str:
    """The same for the same day of the same round, whenever and wherever the file is made."""
    named = f"{framework.unit}/{framework.fiscal_year}/{months}/{kind}"
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, f'ita-rounds:{named}')}@ita-rounds"


def _dates(framework: Framework, reporting_round: Round) -> str:
    lock_on = reporting_round.lock_on
    dates = _("{unit}. Opens {opens}, due {due}, closes {closes}.")
    return dates.format(
        unit=framework.unit,
        opens=format_date(reporting_round.opens_on),
        due=format_date(reporting_round.due_on),
        closes="–" if lock_on is None else format_date(lock_on),
    )


def _escaped(text: str) -> str:
    """Text as a value of the type TEXT."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return without_control_characters(text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, none of which cuts a character in two."""
    pieces, length = [""], 0
    for character in line:
        size = len(character.encode())
        if length + size > LONGEST_LINE:
            pieces.append(" ")
            length = 1
        pieces[-1] += character
        length += size
    return _NEW_LINE.join(pieces)
