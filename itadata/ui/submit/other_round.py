"""A file of another year or round than the page is set to: told, and confirmed."""

import streamlit as st

from itadata.framework import round_title
from itadata.intake import ValidationResult, WorkbookKind
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import format_time, today
from itadata.ui import load, markdown
from itadata.ui.submit.open_rounds import SubmissionView


def confirm(result: ValidationResult, view: SubmissionView | None) -> bool:
    """Whether a file is of the year and round of the page, or confirmed to be of another."""
    if view is None or result.kind is not WorkbookKind.RETURN or _is_of_page(result, view):
        return True
    title = round_title(result.fiscal_year or 0, result.round or 0)
    st.warning(_notice(result, view, title), icon=":material/swap_horiz:")
    return st.checkbox(
        _("Yes, submit it for {of}").format(of=title),
        key=f"other_round_{result.upload.sha256}",
    )


def _is_of_page(result: ValidationResult, view: SubmissionView) -> bool:
    return (result.fiscal_year, result.round) == (view.query.fiscal_year, view.query.round)


def _notice(result: ValidationResult, view: SubmissionView, title: str) -> str:
    chosen = round_title(view.framework.fiscal_year, view.round.months)
    message = _("The file is of {of}, but the page is set to {chosen}.")
    sentences = (message.format(of=title, chosen=chosen), _consequence(result))
    return markdown.escape(" ".join(sentences))


def _consequence(result: ValidationResult) -> str:
    """What the file would replace, if anything."""
    year, months, code = result.fiscal_year or 0, result.round or 0, result.agency_code or ""
    frame = load.table("agency_returns", TableQuery(today(), year, months, agency_code=code))
    of_round = frame["counting"] & (frame["fiscal_year"] == year) & (frame["round"] == months)
    agency = load.frameworks()[year].agency(code).name
    for row in frame[of_round].to_dict("records"):
        message = _(
            "If it is sent, it replaces version {version} of {agency}, which that round received "
            "on {time}."
        )
        time = format_time(row["submitted_at"])
        return message.format(version=row["version"], agency=agency, time=time)
    message = _("{agency} has sent nothing for that round yet.")
    return message.format(agency=agency)
