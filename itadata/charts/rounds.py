"""The rounds of a year on a time line: opening, due and closing, extensions, and today."""

from collections.abc import Sequence
from datetime import date, timedelta

from itadata.charts.style import ACCENT, SECOND, WARNING, Chart, FigureBuilder
from itadata.framework import Extension, Framework, Round
from itadata.language import N_, _
from itadata.thai import fiscal_year_end, fiscal_year_start, format_date

_ROW = 146  # pixels of a round: four lines of text and what is drawn under them
_AXIS = 46
_MARGIN = timedelta(days=12)
_MONTHS_BETWEEN = 3
_OPEN_END = timedelta(days=30)  # what is drawn of a round that never closes, beyond its last day


def rounds(framework: Framework, today: date) -> Chart:
    """The rounds of a framework, the first on top.

    The full line runs from opening to the due date, the dashed one on to the closing date; an
    extension has a mark of its own on the day that it moved the due date to.
    """
    first, last = _span(framework, today)
    drawing = FigureBuilder(height=_ROW * max(len(framework.rounds), 1) + _AXIS)
    for row, own in enumerate(framework.rounds):
        _draw_round(drawing, -row, own, _given(framework, own), (first, last))
    if first <= today <= last:
        _draw_today(drawing, today, len(framework.rounds))
    ticks = _ticks(first, last)
    document = drawing.build(
        {
            "range": [first.toordinal(), last.toordinal()],
            "tickvals": [day.toordinal() for day in ticks],
            "ticktext": [_month(day) for day in ticks],
            "fixedrange": True,
        },
        {
            "range": [0.45 - max(len(framework.rounds), 1), 0.75],
            "visible": False,
            "fixedrange": True,
        },
    )
    return Chart(document, _title(framework, today), _alternative(framework, today))


def _span(framework: Framework, today: date) -> tuple[date, date]:
    """From the first to the last day that is drawn; today too, where it is near."""
    year = framework.fiscal_year
    days = [fiscal_year_start(year), fiscal_year_end(year)]
    for own in framework.rounds:
        days += [own.opens_on, own.due_on + _OPEN_END, own.lock_on or own.due_on]
    days += [extension.due_on for extension in framework.extensions]
    first, last = min(days), max(days)
    if first - _OPEN_END <= today <= last + _OPEN_END:
        first, last = min(first, today), max(last, today)
    return first - _MARGIN, last + _MARGIN


def _draw_round(
    drawing: FigureBuilder,
    row: int,
    own: Round,
    given: Sequence[Extension],
    span: tuple[date, date],
) -> None:
    ends = own.lock_on or span[1]
    _draw_line(drawing, row, own.opens_on, own.due_on, {"color": ACCENT, "width": 10})
    if ends > own.due_on:
        _draw_line(
            drawing, row, own.due_on, ends, {"color": SECOND, "width": 4, "dash": "2px,4px"}
        )
    marks = [
        (own.opens_on, N_("Opens"), ACCENT, "circle"),
        (own.due_on, N_("Due"), WARNING, "square"),
    ]
    if own.lock_on is not None:
        marks.append((own.lock_on, N_("Closes"), SECOND, "x"))
    marks += [
        (day, N_("Extended"), WARNING, "diamond-open")
        for day in sorted({extension.due_on for extension in given})
    ]
    for day, label, colour, symbol in marks:
        drawing.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [day.toordinal()],
                "y": [row],
                "marker": {
                    "color": colour,
                    "symbol": symbol,
                    "size": 13,
                    "line": {"width": 2, "color": colour},
                },
                "hovertemplate": f"{_(label)} {format_date(day)}<extra></extra>",
            }
        )
    drawing.annotate(
        0,
        row,
        f"<b>{_name(own)}</b><br>{'<br>'.join(_lines(own, given))}",
        xref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=12,
        align="left",
        font={"size": 14},
    )


def _draw_line(
    drawing: FigureBuilder, row: int, begins: date, ends: date, line: dict[str, object]
) -> None:
    drawing.traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": [begins.toordinal(), ends.toordinal()],
            "y": [row, row],
            "line": line,
            "hoverinfo": "skip",
        }
    )


def _draw_today(drawing: FigureBuilder, today: date, count: int) -> None:
    day, ends = today.toordinal(), 0.72 - max(count, 1)
    drawing.line((day, day), (ends, 0), "dot", line={"color": WARNING, "width": 1.5})
    said = _("today {day}").format(day=format_date(today))
    drawing.annotate(day, ends, said, yanchor="top", xanchor="auto")


def _given(framework: Framework, own: Round) -> list[Extension]:
    return [each for each in framework.extensions if each.months == own.months]


def _name(own: Round) -> str:
    return _("{months}-month round").format(months=own.months)


def _lines(own: Round, given: Sequence[Extension]) -> list[str]:
    """The dates in words; two or three short lines, which a phone has room for."""
    begins = _("opens {opens} · due {due}")
    closes = (
        _("takes returns without end")
        if own.lock_on is None
        else _("closes {closes}").format(closes=format_date(own.lock_on))
    )
    lines = [begins.format(opens=format_date(own.opens_on), due=format_date(own.due_on)), closes]
    if given:
        latest = max(extension.due_on for extension in given)
        extended = _("{n} extended, to {day} at the latest")
        lines.append(extended.format(n=len(given), day=format_date(latest)))
    return lines


def _ticks(first: date, last: date) -> list[date]:
    """The first days of every third month, as fiscal years count them."""
    days = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13, _MONTHS_BETWEEN)
    ]
    return [day for day in days if first <= day <= last]


def _month(day: date) -> str:
    """A month as it is written where there is little room: "เม.ย. 68"."""
    _, month, year = format_date(day).split()
    return f"{month} {year[-2:]}"


def _title(framework: Framework, today: date) -> str:
    """What the year asks for today: the round that is open, else the next, else that all ended."""
    coming = [own for own in framework.rounds if today <= own.due_on]
    taken = [own for own in framework.rounds if own.lock_on is None or today <= own.lock_on]
    if coming and today >= coming[0].opens_on:
        left = (coming[0].due_on - today).days
        said = _("The {round} is open: due on {due}, {days} days left")
        return said.format(round=_name(coming[0]), due=format_date(coming[0].due_on), days=left)
    if coming:
        said = _("The {round} opens on {opens}")
        return said.format(round=_name(coming[0]), opens=format_date(coming[0].opens_on))
    if taken:
        return _("Every round is past its due date; returns are still taken, as late")
    said = _("Every round of fiscal year {year} is closed")
    return said.format(year=framework.fiscal_year)


def _alternative(framework: Framework, today: date) -> str:
    told = "; ".join(
        f"{_name(own)}: {', '.join(_lines(own, _given(framework, own)))}"
        for own in framework.rounds
    )
    said = _("Time line of the rounds: {rounds}. Today is {today}.")
    return said.format(rounds=told, today=format_date(today))
