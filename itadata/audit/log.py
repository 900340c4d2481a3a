"""The log to read: every event as a sentence, newest first, filtered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from itadata.access import Action, Actor, require
from itadata.access.people import agency_name, display_name
from itadata.framework import Framework, round_title
from itadata.language import N_, _
from itadata.scores.places import unit_label
from itadata.store import Snapshot
from itadata.thai import format_date, format_time, parse_time

COLUMNS = (
    "event_no",
    "at",
    "by",
    "action",
    "fiscal_year",
    "round",
    "agency_code",
    "version",
    "detail",
    "day",
    "happened",
    "told",
)

ACTION_LABELS: Mapping[str, str] = {
    "framework-accepted": N_("framework loaded"),
    "framework-rejected": N_("framework not accepted"),
    "scores-accepted": N_("scores loaded"),
    "scores-rejected": N_("scores not accepted"),
    "scores-removed": N_("scores removed"),
    "return-accepted": N_("return received"),
    "return-rejected": N_("return not accepted"),
    "file-accepted": N_("file received"),
    "file-rejected": N_("file not accepted"),
    "review-accepted": N_("return passed the review"),
    "review-returned": N_("return sent back"),
    "review-withdrawn": N_("return withdrawn"),
    "review-reopened": N_("return reopened"),
    "extension-given": N_("extension"),
    "exemption-given": N_("exemption"),
    "exemption-lifted": N_("exemption lifted"),
    "note-written": N_("note of the province"),
    "summary-written": N_("text of the report"),
    "use-of-results-written": N_("text of the use of the results"),
    "template-replaced": N_("template replaced"),
    "template-restored": N_("template of the program again"),
    "evidence-host-allowed": N_("host for links of evidence allowed"),
    "evidence-host-removed": N_("host for links of evidence not allowed any more"),
    "evidence-begun": N_("trying of links begun"),
    "evidence-tried": N_("links tried"),
    "user-added": N_("user added"),
    "user-changed": N_("user changed"),
    "user-bound": N_("first sign-in"),
    "user-refused": N_("sign-in refused"),
    "user-erased": N_("person erased"),
}
"""A short label (message id) of every action of an event."""

_SENTENCES: Mapping[str, str] = {
    "framework-accepted": N_(
        "{who} loaded the framework of fiscal year {year}, version {version}"
    ),
    "framework-rejected": N_(
        "{who} tried to load a framework of fiscal year {year}; it was not accepted"
    ),
    "scores-accepted": N_("{who} loaded scores"),
    "scores-rejected": N_("{who} tried to load scores; they were not accepted"),
    "scores-removed": N_("{who} removed the scores of {unit}, fiscal year {year}"),
    "return-accepted": N_(
        "{who} sent the return of {agency}, {round}; received as version {version}"
    ),
    "return-rejected": N_("{who} sent a return of {agency}, {round}; it was not accepted"),
    "file-accepted": N_("{who} sent a file; it was received"),
    "file-rejected": N_("{who} sent a file that is not a known workbook ({agency}); not accepted"),
    "review-accepted": N_("{who} accepted the return of {agency}, {round}, version {version}"),
    "review-returned": N_("{who} sent back the return of {agency}, {round}, version {version}"),
    "review-withdrawn": N_("{who} withdrew the return of {agency}, {round}, version {version}"),
    "review-reopened": N_("{who} reopened the return of {agency}, {round}, version {version}"),
    "extension-given": N_("{who} gave {agency} more time, {round}"),
    "exemption-given": N_("{who} exempted {agency}, {round}"),
    "exemption-lifted": N_("{who} lifted the exemption of {agency}, {round}"),
    "note-written": N_("{who} wrote a note of the province on {agency}, {round}"),
    "summary-written": N_(
        "{who} wrote the report's text of measure {measure}, fiscal year {year}, version {version}"
    ),
    "use-of-results-written": N_(
        "{who} wrote the use of the results of fiscal year {year}, {subject}, version {version}"
    ),
    "template-replaced": N_(
        "{who} put a template of the province's own to use for the {document}, version {version}"
    ),
    "template-restored": N_(
        "{who} went back to the program's template for the {document}, version {version}"
    ),
    "evidence-host-allowed": N_("{who} allowed trying the links of evidence at {host}"),
    "evidence-host-removed": N_("{who} ended the trying of links of evidence at {host}"),
    "evidence-begun": N_("{who} began to try the links of evidence, {round}"),
    "evidence-tried": N_("the links of evidence were tried, {round}"),
    "user-added": N_("{who} added the user {user}"),
    "user-changed": N_("{who} changed the user {user}"),
    "user-bound": N_("{who} signed in for the first time"),
    "user-refused": N_("another account was refused that signed in with the e-mail of {user}"),
    "user-erased": N_("{who} erased a person: {user}"),
}
_DOCUMENTS: Mapping[str, str] = {
    "letter": N_("reminder letters"),
    "report": N_("official report"),
    "use-of-results": N_("use of the results"),
}
_OTHER = N_("{who}: {action} ({agency}, {round})")
_UNKNOWN_AGENCY = N_("agency unknown")
_UNKNOWN_ROUND = N_("round unknown")


@dataclass(frozen=True)
class LogFilter:
    """A filter of the log; an empty field filters nothing.

    Both days are included, in Bangkok; `by` is the name of an actor as it is in the log.
    """

    action: str = ""
    agency_code: str = ""
    by: str = ""
    fiscal_year: int | None = None
    round: int | None = None
    since: date | None = None
    until: date | None = None


def entries(snapshot: Snapshot, actor: Actor) -> pd.DataFrame:
    """Every event, newest first, in the language in use.

    COLUMNS: event_no int, at datetime (Bangkok), by, action str, fiscal_year (B.E.), round
    (months), agency_code, version (None where there is none), detail, day date, happened and told
    str. Raises NotAllowed.
    """
    require(actor, Action.SEE_LOG)
    frameworks, user_names = snapshot.frameworks(), snapshot.user_names()
    rows = []
    for number, event in enumerate(snapshot.events().astype(object).to_dict("records"), start=1):
        fields: dict[str, Any] = {str(n): _none_if_missing(value) for n, value in event.items()}
        rows.append(
            {
                **fields,
                "event_no": number,
                "day": fields["at"].date(),
                "happened": action_label(fields["action"]),
                "told": sentence(fields, frameworks, user_names),
            }
        )
    return pd.DataFrame(rows[::-1], columns=[*COLUMNS], dtype=object)


def _none_if_missing(value: Any) -> Any:
    """The value, None where the frame has none; a column of numbers with gaps has floats."""
    if value is None or value != value:
        return None
    return int(value) if isinstance(value, float) else value


def filter_entries(entries: pd.DataFrame, log_filter: LogFilter) -> pd.DataFrame:
    """The entries that match a filter, in their order."""
    for name in ("action", "agency_code", "by", "fiscal_year", "round"):
        if value := getattr(log_filter, name):
            entries = entries[entries[name] == value]
    if log_filter.since is not None:
        entries = entries[entries["day"] >= log_filter.since]
    if log_filter.until is not None:
        entries = entries[entries["day"] <= log_filter.until]
    return entries


def action_label(action: str) -> str:
    """The label of an action; an unknown action stays as it is written."""
    return _(ACTION_LABELS[action]) if action in ACTION_LABELS else action


def sentence(
    event: Mapping[str, Any],
    frameworks: Mapping[int, Framework],
    user_names: Mapping[int, str],
) -> str:
    """An event as a sentence: who did what, for which agency and round, with which result.

    `event` has by, action, fiscal_year, agency_code, round, version and detail.
    """
    year, months = event["fiscal_year"], event["round"]
    by = display_name(event["by"], frameworks, user_names)
    text = _(_SENTENCES.get(event["action"], _OTHER)).format(
        who=by[:1].upper() + by[1:],
        action=event["action"],
        agency=_agency(event["agency_code"], year, frameworks),
        round=_round(year, months),
        year=year or "–",
        version=event["version"] or "–",
        measure=event["detail"].get("measure_no", "–"),
        subject=_subject(event["detail"].get("measure_no")),
        document=_document(event["detail"].get("document")),
        unit=_unit(event["detail"]),
        host=event["detail"].get("host", "–"),
        user=_user(event["detail"].get("user"), frameworks, user_names),
    )
    return " · ".join([text, *_additions(event["detail"])])


def _document(name: str | None) -> str:
    return _(_DOCUMENTS.get(name or "", name or "–"))


def _subject(indicator_no: int | None) -> str:
    """The indicator of a text in the use of results; the choice of indicators has none."""
    if not indicator_no:
        return _("the choice of indicators")
    return _("indicator {no}").format(no=indicator_no)


def _unit(detail: Mapping[str, Any]) -> str:
    return unit_label(detail.get("unit") or "–", detail.get("place"))


def _user(
    number: int | None, frameworks: Mapping[int, Framework], user_names: Mapping[int, str]
) -> str:
    return display_name(f"user:{number}", frameworks, user_names) if number else "–"


def _agency(code: str | None, year: int | None, frameworks: Mapping[int, Framework]) -> str:
    return agency_name(code, frameworks, year) if code else _(_UNKNOWN_AGENCY)


def _round(year: int | None, months: int | None) -> str:
    return round_title(year, months) if year and months else _(_UNKNOWN_ROUND)


def _additions(detail: Mapping[str, Any]) -> list[str]:
    """Further parts of the sentence, from the detail of the event."""
    return [
        _(text).format(value=as_text(detail[name]))
        for name, text, as_text in _ADDITIONS
        if detail.get(name)
    ]


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text))


def _moment(text: str) -> str:
    return format_time(parse_time(text))


_ADDITIONS: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("steps", N_("steps {value}"), ", ".join),
    ("mend_by", N_("revision due {value}"), _day),
    ("due_on", N_("due {value}"), _day),
    ("lock_on", N_("closes {value}"), _day),
    ("received_at", N_("recorded as received {value}"), _moment),
    ("links", N_("{value} links"), "{:,}".format),
    ("findings", N_("{value} findings"), "{:,}".format),
    ("figures", N_("{value} figures"), "{:,}".format),
    ("replaced", N_("{value} real figures replaced"), "{:,}".format),
    ("receipt", N_("receipt no. {value}"), str),
)
