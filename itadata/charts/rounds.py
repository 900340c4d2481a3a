"""Chart of the rounds of a year on a time line: dates, extensions, and today."""

from collections.abc import Sequence
from datetime import date, timedelta

from itadata.charts.style import ACCENT, SECOND, WARNING, Chart, FigureBuilder
from itadata.framework import Extension, Framework, Round
from itadata.language import N_, _
from itadata.thai import fiscal_year_end, fiscal_year_start, format_date

_ROW = 146  # pixels of a round: four lines of text and the time line below them
_AXIS = 46
_MARGIN = timedelta(days=12)
_MONTHS_BETWEEN = 3
_OPEN_ENDED = timedelta(days=30)  # drawn of a round that never closes


def rounds(framework: Framework, today: date) -> Chart:
    """The rounds of a framework on a time line, the first on top.

    A solid line runs from opening to due date, a dashed one to the closing date. Extended due
    dates have markers of their own.
    """
    first, last = _span(framework, today)
    builder = FigureBuilder(height=_ROW * max(len(framework.rounds), 1) + _AXIS)
    for row, reporting_round in enumerate(framework.rounds):
        _draw_round(
            builder, -row, reporting_round, _extensions(framework, reporting_round), (first, last)
        )
    if first <= today <= last:
        _draw_today(builder, today, len(framework.rounds))
    ticks = _ticks(first, last)
    figure = builder.build(
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
    return Chart(figure, _title(framework, today), _alt_text(framework, today))


def _span(framework: Framework, today: date) -> tuple[date, date]:
    """The first and the last day of the chart; today is included where it is near."""
    year = framework.fiscal_year
    days = [fiscal_year_start(year), fiscal_year_end(year)]
    for reporting_round in framework.rounds:
        days += [
            reporting_round.opens_on,
            reporting_round.due_on + _OPEN_ENDED,
            reporting_round.lock_on or reporting_round.due_on,
        ]
    days += [extension.due_on for extension in framework.extensions]
    first, last = min(days), max(days)
    if first - _OPEN_ENDED <= today <= last + _OPEN_ENDED:
        first, last = min(first, today), max(last, today)
    return first - _MARGIN, last + _MARGIN


def _draw_round(
    builder: FigureBuilder,
    row: int,
    reporting_round: Round,
    extensions: Sequence[Extension],
    span: tuple[date, date],
) -> None:
    ends = reporting_round.lock_on or span[1]
    _draw_line(
        builder,
        row,
        reporting_round.opens_on,
        reporting_round.due_on,
        {"color": ACCENT, "width": 10},
    )
    if ends > reporting_round.due_on:
        _draw_line(
            builder,
            row,
            reporting_round.due_on,
            ends,
            {"color": SECOND, "width": 4, "dash": "2px,4px"},
        )
    dates = [
        (reporting_round.opens_on, N_("Opens"), ACCENT, "circle"),
        (reporting_round.due_on, N_("Due"), WARNING, "square"),
    ]
    if reporting_round.lock_on is not None:
        dates.append((reporting_round.lock_on, N_("Closes"), SECOND, "x"))
    dates += [
        (day, N_("Extended"), WARNING, "diamond-open")
        for day in sorted({extension.due_on for extension in extensions})
    ]
    for day, label, colour, symbol in dates:
        builder.traces.append(
            _date_marker(row, day, f"{_(label)} {format_date(day)}", colour, symbol)
        )
    texts = _date_texts(reporting_round, extensions, with_symbols=True)
    lines = [f"<b>{_round_name(reporting_round)}</b>", *texts]
    builder.annotate(
        0,
        row,
        "<br>".join(lines),
        xref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=12,
        align="left",
        font={"size": 14},
    )


def _date_marker(row: int, day: date, text: str, colour: str, symbol: str) -> dict[str, object]:
    line = {"width": 2, "color": colour}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [day.toordinal()],
        "y": [row],
        "marker": {"color": colour, "symbol": symbol, "size": 13, "line": line},
        "hovertemplate": f"{text}<extra></extra>",
    }


def _draw_line(
    builder: FigureBuilder, row: int, begins: date, ends: date, line: dict[str, object]
) -> None:
    builder.traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": [begins.toordinal(), ends.toordinal()],
            "y": [row, row],
            "line": line,
            "hoverinfo": "skip",
        }
    )


def _draw_today(builder: FigureBuilder, today: date, count: int) -> None:
    day, ends = today.toordinal(), 0.72 - max(count, 1)
    builder.line((day, day), (ends, 0), "dot", line={"color": WARNING, "width": 1.5})
    text = _("today {day}").format(day=format_date(today))
    builder.annotate(day, ends, text, yanchor="top", xanchor="auto")


def _extensions(framework: Framework, reporting_round: Round) -> list[Extension]:
    return [e for e in framework.extensions if e.months == reporting_round.months]


def _round_name(reporting_round: Round) -> str:
    return _("{months}-month round").format(months=reporting_round.months)


def _date_texts(
    reporting_round: Round, extensions: Sequence[Extension], *, with_symbols: bool = False
) -> list[str]:
    """The dates in words, in two or three short lines that a phone has room for.

    With symbols each date is followed by its marker, so that the text is the legend.
    """

    def dated(day: date, symbol: str) -> str:
        return f"{format_date(day)} {symbol}" if with_symbols else format_date(day)

    opens, due = dated(reporting_round.opens_on, "●"), dated(reporting_round.due_on, "■")
    lock_on = reporting_round.lock_on
    lines = [
        _("opens {opens} · due {due}").format(opens=opens, due=due),
        _("no closing date")
        if lock_on is None
        else _("closes {closes}").format(closes=dated(lock_on, "✖")),
    ]
    if extensions:
        latest = dated(max(extension.due_on for extension in extensions), "◇")
        text = _("{n} extended, to {day} at the latest")
        lines.append(text.format(n=len(extensions), day=latest))
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
    """A month in short: "เม.ย. 68", "Apr B.E. 68"."""
    _day, *month, year = format_date(day).split()
    return " ".join([*month, year[-2:]])


def _title(framework: Framework, today: date) -> str:
    """The round that is open, else the next one, else that all are over."""
    upcoming = [r for r in framework.rounds if today <= r.due_on]
    if not upcoming:
        if any(r.lock_on is None or today <= r.lock_on for r in framework.rounds):
            return _("Every round is past its due date; returns are still accepted, as late")
        text = _("Every round of fiscal year {year} is closed")
        return text.format(year=framework.fiscal_year)
    name, opens_on, due_on = _round_name(upcoming[0]), upcoming[0].opens_on, upcoming[0].due_on
    if today < opens_on:
        text = _("The {round} opens on {opens}")
        return text.format(round=name, opens=format_date(opens_on))
    text = _("The {round} is open: due on {due}, {days} days left")
    return text.format(round=name, due=format_date(due_on), days=(due_on - today).days)


def _alt_text(framework: Framework, today: date) -> str:
    rounds = "; ".join(
        f"{_round_name(each)}: {', '.join(_date_texts(each, _extensions(framework, each)))}"
        for each in framework.rounds
    )
    text = _("Time line of the rounds: {rounds}. Today is {today}.")
    return text.format(rounds=rounds, today=format_date(today))
