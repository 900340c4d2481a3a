"""The parts of คะแนน ITA: the unit and year, the headline, what is missing, the two listings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.columns import COLUMNS, YEARS
from itadata.framework import Framework, level_called, spoken
from itadata.language import mark, translate
from itadata.thai import format_date, normalise
from itadata.ui import address, filters, load, overview, parts

OFFERED = 50
"""How many units are offered at once; thousands would be sent to the browser at every change."""

_ILLUSTRATED = "○"
_UNDER = "▼"


@dataclass(frozen=True)
class Chosen:
    """A unit assessed and the fiscal year (B.E.) that is looked at.

    `scores` are its rows of `analysis.scores` in order of the year.
    """

    unit: str
    fiscal_year: int
    scores: pd.DataFrame
    frameworks: dict[int, Framework]

    @property
    def framework(self) -> Framework:
        """The framework of the year."""
        return self.frameworks[self.fiscal_year]

    @property
    def row(self) -> pd.Series:
        """The scores of the year."""
        return self.scores[self.scores["fiscal_year"] == self.fiscal_year].iloc[0]

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """`analysis.indicators` of every year."""
        return load.of_unit("indicators", self.unit)

    @cached_property
    def levels(self) -> pd.DataFrame:
        """`analysis.levels` of every year."""
        return load.of_unit("levels", self.unit)

    @cached_property
    def peers(self) -> pd.DataFrame:
        """`analysis.peers` of every year."""
        return load.of_unit("peers", self.unit)

    @cached_property
    def contributions(self) -> pd.DataFrame:
        """`analysis.contributions` of the year."""
        return self.of_year(load.of_unit("contributions", self.unit))

    def of_year(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the year."""
        return frame[frame["fiscal_year"] == self.fiscal_year]

    @cached_property
    def standing(self) -> analysis.Standing | None:
        """Where the unit stood in the year; None where it has no total in it."""
        return analysis.standing(self.of_year(self.scores), self.unit, self.frameworks)

    @cached_property
    def gaps(self) -> list[analysis.Gap]:
        """The instruments of the year against the floor of its highest level."""
        return analysis.gaps(self.scores, self.unit, self.fiscal_year, self.frameworks)

    @cached_property
    def weakest(self) -> analysis.Weak | None:
        """The indicator of the year that is furthest under its line."""
        return analysis.weakest(self.of_year(self.indicators), self.framework)

    @cached_property
    def movement(self) -> analysis.Movement:
        """What the indicators explain of the change of the total."""
        change = self.row["change"]
        stated = None if pd.isna(change) else float(change)
        return analysis.movement(self.contributions, stated, self.framework)

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What the tables of every year are filtered by."""
        return [(COLUMNS["unit"].heading, self.unit)]

    @property
    def filters_of_year(self) -> list[tuple[str, str]]:
        """What the tables of the year are filtered by."""
        return [*self.filters, (COLUMNS["fiscal_year"].heading, str(self.fiscal_year))]

    @property
    def known_indicators(self) -> str:
        """N of N of the indicators, with unit and year."""
        said = translate(mark("{n} of {of} indicators have a score")).format(
            n=len(self.of_year(self.indicators)), of=len(self.framework.indicators)
        )
        return f"{said} · {parts.escaped(self.unit)} {self.fiscal_year} · {signs()}"


def signs() -> str:
    """How marks tell real figures from others."""
    return translate(mark("● published ○ illustration"))


def choose() -> Chosen | None:
    """The unit and the year, both in the address; None where no unit has a score."""
    frameworks = load.frameworks()
    units = load.units()
    if not units:
        st.info(
            translate(
                mark(
                    "No score is loaded yet. Load the framework of a year and then a score "
                    "workbook with the columns fiscal year, unit and total; the page “Submit a "
                    "return” takes both."
                )
            ),
            icon=":material/info:",
        )
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        unit = _choose_unit(units, frameworks[max(frameworks)].unit)
        scores = load.of_unit("scores", unit)
        year = _choose_year(scores)
    filters.say_unknown()
    return Chosen(unit, year, scores, frameworks)


def _choose_unit(units: Mapping[str, str], province: str) -> str:
    default = province if province in units else next(iter(units))
    asked = address.asked("unit")
    now = asked if asked in units else default
    found = list(units)
    if len(units) > OFFERED:
        filters.search_box(translate(mark("Search a unit")))
        words = normalise(address.asked("search")).split()
        found = [name for name, text in units.items() if all(word in text for word in words)]
    label = translate(mark("Unit assessed"))
    if len(found) > OFFERED or len(found) < len(units):
        label = translate(mark("Unit assessed – {n} of {of} are listed")).format(
            n=f"{min(len(found), OFFERED):,}", of=f"{len(units):,}"
        )
    return filters.choose("unit", {n: n for n in [now, *found[:OFFERED]]}, default, label)


def _choose_year(scores: pd.DataFrame) -> int:
    with_total = scores[scores["total"].notna()]
    newest = (with_total if len(with_total) else scores)["fiscal_year"].max()
    years = {str(year): str(year) for year in sorted(scores["fiscal_year"], reverse=True)}
    return int(filters.choose("year", years, str(newest), COLUMNS["fiscal_year"].heading))


def headline(chosen: Chosen) -> None:
    """The total with its level; the lowest indicator and the place among its kind where known."""
    figures = [_score_metric]
    if chosen.weakest:
        figures.append(_lowest_metric)
    if _comparable(chosen):
        figures.append(_rank_metric)
    for column, figure in zip(st.columns(len(figures)), figures, strict=True):
        with column:
            figure(chosen)


def _score_metric(chosen: Chosen) -> None:
    if chosen.standing:
        overview.score_metric(chosen.standing, chosen.frameworks)
        return
    message = mark(
        "{unit} has no total in {year}. Load a score workbook with the total, or with every "
        "instrument."
    )
    st.info(
        translate(message).format(unit=parts.escaped(chosen.unit), year=chosen.fiscal_year),
        icon=":material/info:",
    )


def _comparable(chosen: Chosen) -> bool:
    row = chosen.of_year(chosen.peers)
    return bool((row["units"] > 1).any())


def _lowest_metric(chosen: Chosen) -> None:
    weakest = chosen.weakest
    if weakest is None:
        return
    st.metric(
        translate(mark("Lowest indicator: {indicator}")).format(
            indicator=f"{weakest.indicator_no}. {parts.escaped(weakest.indicator)}"
        ),
        f"{weakest.score:.2f}",
        border=True,
        height="stretch",
        delta=f"{weakest.distance:+.2f}",
        delta_description=translate(
            mark("from the line {line} (illustration)")
            if weakest.illustration
            else mark("from the line {line}")
        ).format(line=f"{weakest.line:g}"),
    )


def _rank_metric(chosen: Chosen) -> None:
    place = chosen.of_year(chosen.peers).iloc[0]
    median = place["median"]
    st.metric(
        translate(mark("Rank among the kind “{kind}”")).format(
            kind=charts.kind_name(place["kind"])
        ),
        translate(mark("{n} of {of}")).format(n=f"{place['rank']:,}", of=f"{place['units']:,}"),
        border=True,
        height="stretch",
        delta=f"{analysis.difference(float(place['total']), float(median)):+.2f}",
        delta_description=translate(
            mark("from the median {median} (illustration)")
            if place["illustration"]
            else mark("from the median {median}")
        ).format(median=f"{median:.2f}"),
    )


def level_text(chosen: Chosen, fiscal_year: int, level: object) -> str:
    """A level in the language in use; – where there is none."""
    if not level or level != level:
        return "–"
    rule = level_called(chosen.frameworks[fiscal_year], str(level))
    return spoken(rule.level, rule.level_en) if rule else str(level)


def notices(chosen: Chosen) -> None:
    """What must be known beside the total: which level it is, and what is weak behind it."""
    row = chosen.of_year(chosen.levels).iloc[0]
    if row["levels_differ"]:
        _levels_differ(chosen, row)
    elif not row["level_computed"] and row["level_published"]:
        st.caption(
            translate(
                mark(
                    "The level is as published; it cannot be computed without the scores of the "
                    "instruments."
                )
            )
        )
    elif chosen.standing and not chosen.standing.level:
        st.caption(
            translate(
                mark(
                    "No level was published, and it cannot be told without the scores of the "
                    "instruments. Load a score workbook with either."
                )
            )
        )
    _weak_behind_a_pass(chosen)


def _levels_differ(chosen: Chosen, row: pd.Series) -> None:
    st.warning(
        translate(
            mark(
                "Published level: {published}. By the rules of {year}: {computed}. Both are kept; "
                "check the announcement."
            )
        ).format(
            published=parts.escaped(
                level_text(chosen, chosen.fiscal_year, row["level_published"])
            ),
            year=chosen.fiscal_year,
            computed=level_text(chosen, chosen.fiscal_year, row["level_computed"]),
        ),
        icon=":material/difference:",
    )


def _weak_behind_a_pass(chosen: Chosen) -> None:
    line = analysis.pass_line(chosen.framework)
    own = chosen.of_year(chosen.indicators)
    under = own[own["score"] < line]
    if under.empty or chosen.standing is None or chosen.standing.total < line:
        return
    message = translate(
        mark("The total passes, yet {n} indicators are under {line}: {indicators}.")
    ).format(
        n=len(under),
        line=f"{line:g}",
        indicators=", ".join(
            f"{row.indicator_no}. {parts.escaped(row.indicator)} {row.score:.2f}"
            for row in under.sort_values("score").itertuples()
        ),
    )
    if under["illustration"].any():
        message = f"{message} ({translate(mark('illustration'))})"
    st.warning(message, icon=":material/flag:")


def missing(chosen: Chosen) -> None:
    """What the unit's scores lack, and what to load."""
    said = [*_missing_figures(chosen), *_missing_year_before(chosen)]
    if said:
        title = translate(mark("What is missing"))
        st.info("\n".join(f"- {line}" for line in said), title=title, icon=":material/info:")


def _missing_figures(chosen: Chosen) -> list[str]:
    known = set(chosen.of_year(chosen.indicators)["indicator_no"])
    lacking = [str(i.no) for i in chosen.framework.indicators if i.no not in known]
    unknown = [c for c in chosen.framework.instrument_codes if pd.isna(chosen.row[c.lower()])]
    said = []
    if unknown:
        said.append(
            translate(
                mark(
                    "{instruments} of {year} have no score: load a score workbook with these "
                    "columns."
                )
            ).format(instruments=", ".join(unknown), year=chosen.fiscal_year)
        )
    if lacking:
        said.append(
            translate(
                mark(
                    "Indicators {numbers} of {year} have no score: load a score workbook with "
                    "these columns."
                )
            ).format(numbers=", ".join(lacking), year=chosen.fiscal_year)
        )
    return said


def _missing_year_before(chosen: Chosen) -> list[str]:
    before = chosen.fiscal_year - 1
    if before not in set(chosen.scores["fiscal_year"]):
        message = mark(
            "The scores of {before} are not loaded, so no change can be told: load a score "
            "workbook of that year."
        )
        return [translate(message).format(before=before)]
    earlier = chosen.frameworks[before]
    if not analysis.same_structure(chosen.framework, earlier):
        message = mark(
            "{before} and {year} have different instruments or weights, so what moved the total "
            "cannot be divided among the indicators."
        )
        return [translate(message).format(before=before, year=chosen.fiscal_year)]
    of_before = chosen.indicators[chosen.indicators["fiscal_year"] == before]
    if len(of_before) < len(earlier.indicators):
        message = mark(
            "{n} of {of} indicators of {before} have a score: load the others to see in full what "
            "moved the total."
        )
        said = translate(message).format(
            n=len(of_before), of=len(earlier.indicators), before=before
        )
        return [said]
    return []


def explained(chosen: Chosen) -> str:
    """What the contributions add up to, beside the stated change; with n of N."""
    moved = chosen.movement
    said = [
        translate(mark("{n} of {of} indicators have a change")).format(n=moved.known, of=moved.of)
    ]
    if moved.explained is not None and moved.stated is not None:
        message = mark("together {explained} of the change of {stated}")
        said.append(
            translate(message).format(
                explained=f"{moved.explained:+.2f}", stated=f"{moved.stated:+.2f}"
            )
        )
    if moved.rest:
        message = mark("{rest} is rounding, or figures that were stated apart")
        said.append(translate(message).format(rest=f"{moved.rest:+.2f}"))
    if moved.illustration:
        said.append(translate(mark("hollow bars rest on an illustration")))
    return " · ".join(said)


def compared(chosen: Chosen) -> str:
    """Among how many the unit stands in the year, and how they were chosen."""
    row = chosen.of_year(chosen.peers)
    units = int(row["units"].iloc[0]) if len(row) else 0
    kind = chosen.peers["kind"].iloc[0]
    message = (
        mark("units with a total in {year} whose names begin with “{kind}”: {n}")
        if kind
        else mark("units of all kinds with a total in {year}: {n}")
    )
    said = translate(message).format(n=f"{units:,}", kind=kind, year=chosen.fiscal_year)
    if units < analysis.QUARTILES_FROM:
        note = mark("quartiles need {n} units: load the scores of more")
        said = f"{said} · {translate(note).format(n=analysis.QUARTILES_FROM)}"
    return f"{said} · {signs()}"


def mean_source(chosen: Chosen, mean: pd.DataFrame) -> None:
    """The mean of the country in the year, beside the unit, and where it comes from."""
    of_year = chosen.of_year(mean)
    if of_year.empty:
        message = mark("No national mean is loaded for {year}.")
        st.caption(translate(message).format(year=chosen.fiscal_year))
        return
    row = of_year.iloc[0]
    message = mark("National mean of {year}: {mean}. Source: {source}")
    st.caption(
        translate(message).format(
            year=chosen.fiscal_year,
            mean=f"{row['total']:.2f}",
            source=parts.escaped(str(row["source"]) or "–"),
        )
    )


def indicator_listing(chosen: Chosen) -> None:
    """Indicators down, years across; what is under the pass line is said in words."""
    st.subheader(translate(mark("The indicators over the years")), anchor="indicators_years")
    if chosen.indicators.empty:
        st.info(
            translate(
                mark(
                    "No indicator of {unit} has a score in any year. Load a score workbook with "
                    "the columns of the indicators."
                )
            ).format(unit=parts.escaped(chosen.unit)),
            icon=":material/info:",
        )
        return
    frame = years_across(chosen)
    written = _written(chosen)
    years = [name for name in frame.columns if name.isdecimal()]
    parts.listing(
        YEARS,
        frame,
        counted=f"{chosen.known_indicators} · {_under_sign(chosen)}",
        filters=chosen.filters,
        title=translate(mark("The indicators over the years")),
        key="years",
        shorts={
            change_in(chosen): _change(change_in(chosen)),
            **{year: _cell_of(written, year) for year in years},
        },
        minor=("instrument", "indicator_no", "illustration"),
    )


def _under_sign(chosen: Chosen) -> str:
    under = translate(mark("under {line}")).format(
        line=f"{analysis.pass_line(chosen.framework):g}"
    )
    return f"{_UNDER} {under}"


def years_across(chosen: Chosen) -> pd.DataFrame:
    """One row an indicator: its number, name and instrument in its newest year, a column a year,
    the change into the year that is looked at, the years under the pass line, and whether any of
    its scores is an illustration.
    """
    own = chosen.indicators
    numbers = own["indicator_no"]
    newest = own.drop_duplicates("indicator_no", keep="last").set_index("indicator_no")
    newest = newest.sort_index()
    wide = own.assign(year=own["fiscal_year"].astype(str)).pivot(
        index="indicator_no", columns="year", values="score"
    )
    changes = chosen.of_year(own).set_index("indicator_no")["change"]
    under = own[analysis.under_pass(own, chosen.frameworks)]
    years = under["fiscal_year"].astype(str).groupby(under["indicator_no"]).agg(", ".join)
    return pd.DataFrame(
        {
            "indicator": [f"{no}. {name}" for no, name in newest["indicator"].items()],
            "instrument": newest["instrument"],
            **{str(name): wide[name] for name in wide.columns},
            change_in(chosen): changes.reindex(newest.index).astype(float),
            "under_pass": years.reindex(newest.index).astype(object),
            "illustration": own["illustration"].astype(bool).groupby(numbers).any(),
        },
        index=newest.index,
    ).reset_index(drop=True)


def _written(chosen: Chosen) -> dict[tuple[str, str], str]:
    """What a cell says, by the number of the indicator and the year."""
    own = chosen.indicators
    said = {}
    for row, under in zip(
        own.itertuples(), analysis.under_pass(own, chosen.frameworks), strict=True
    ):
        text = f"{row.score:.2f}"
        if row.illustration:
            text = f"{text}\u00a0{_ILLUSTRATED}"
        if under:
            text = f"{_UNDER}\u00a0{text}"
        said[str(row.indicator_no), str(row.fiscal_year)] = text
    return said


def change_in(chosen: Chosen) -> str:
    """The heading of the change into the year that is looked at."""
    return translate(mark("Change in {year}")).format(year=chosen.fiscal_year)


def _change(name: str) -> Any:
    return lambda row: "–" if pd.isna(row[name]) else f"{row[name]:+.2f}"


def _cell_of(written: Mapping[tuple[str, str], str], year: str) -> Any:
    return lambda row: written.get((row["indicator"].partition(". ")[0], year), "–")


_OF_YEARS = (
    "fiscal_year",
    "total",
    "change",
    "level_computed",
    "level_published",
    "surveyed",
    "announced_on",
    "source",
    "illustration",
    "instruments_illustration",
)


def year_listing(chosen: Chosen) -> None:
    """Every year: the total, both levels, when it was surveyed and announced, and the source."""
    st.subheader(translate(mark("Every year, with both levels and the source")), anchor="levels")
    frame = chosen.levels.assign(
        surveyed=[
            _period(first, last)
            for first, last in zip(
                chosen.levels["surveyed_from"], chosen.levels["surveyed_to"], strict=True
            )
        ]
    )
    differing = set(frame[frame["levels_differ"].astype(bool)]["fiscal_year"])

    def published(row: Mapping[str, Any]) -> str:
        text = level_text(chosen, int(row["fiscal_year"]), row["level_published"])
        if row["fiscal_year"] not in differing:
            return text
        return f"≠ {text} ({translate(mark('differs from the rules'))})"

    parts.listing(
        "levels",
        frame[[*_OF_YEARS]][::-1],
        counted=overview.published_of(chosen.scores),
        filters=chosen.filters,
        title=translate(mark("Levels by the rules and as published")),
        key="levels",
        shorts={
            "total": _total,
            "change": _change("change"),
            "level_computed": lambda row: level_text(
                chosen, int(row["fiscal_year"]), row["level_computed"]
            ),
            "level_published": published,
        },
        minor=("instruments_illustration",),
    )


def _period(first: Any, last: Any) -> str | None:
    days = [format_date(day) for day in (first, last) if not pd.isna(day)]
    return " – ".join(days) or None


def _total(row: Mapping[str, Any]) -> str:
    if pd.isna(row["total"]):
        return "–"
    illustrated = row["illustration"] == translate(mark("yes"))
    return f"{row['total']:.2f}" + (f"\u00a0{_ILLUSTRATED}" if illustrated else "")
