"""The tables of scores, of one unit or all, of one year or all."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from itadata import analysis
from itadata.analysis.units import with_places, with_unit_keys
from itadata.framework import Framework
from itadata.scores.places import place_key
from itadata.store import Snapshot
from itadata.tables.query import Reader, Table, TableQuery

Frameworks = Mapping[int, Framework]


def reader(
    build: Callable[[Snapshot, Frameworks, TableQuery], pd.DataFrame], *, last_year: bool = False
) -> Reader:
    """A reader of a table that `build` makes for all years, limited to the query's year.

    By default it is of all years; with `last_year` of the last in which the unit has a score.
    """

    def read(snapshot: Snapshot, query: TableQuery) -> Table:
        year = query.fiscal_year
        if year is None and last_year and not query.all_years:
            year = _last_year(snapshot, query)
        of_year = replace(query, fiscal_year=year)
        frame = _of_place(build(snapshot, snapshot.frameworks(), of_year), query.place)
        if year is not None:
            frame = frame[frame["fiscal_year"] == year]
        return Table(frame.reset_index(drop=True), year)

    return read


def _of_place(frame: pd.DataFrame, place: str) -> pd.DataFrame:
    frame = with_places(frame)
    if not place:
        return frame
    return frame[frame["place"].map(lambda each: place_key(each or "")) == place_key(place)]


def _last_year(snapshot: Snapshot, query: TableQuery) -> int | None:
    """The last year with a score of the query's unit, by default of the province, else of any."""
    frameworks = snapshot.frameworks()
    unit = query.unit or (frameworks[max(frameworks)].unit if frameworks else "")
    of_unit = _of_place(scores(snapshot, frameworks, replace(query, unit=unit)), query.place)
    if of_unit.empty and not query.unit:
        of_unit = scores(snapshot, frameworks, query)
    return analysis.last_score_year(of_unit)


def scores(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    """Totals, instruments and levels."""
    return analysis.scores(with_unit_keys(snapshot.score_values(query.unit)), frameworks)


def levels(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    """Levels by the rules and as published."""
    return analysis.levels(scores(snapshot, frameworks, query), frameworks)


def indicators(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    """Scores of the indicators."""
    score_values = with_unit_keys(snapshot.score_values(query.unit))
    return analysis.indicators(score_values, frameworks)


def contributions(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    """The indicators that moved the total."""
    return analysis.contributions(indicators(snapshot, frameworks, query), frameworks)


def way_up(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    """The way to the next level."""
    return analysis.way_up(_score_values(snapshot, query), frameworks)


def what_if(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    """The scenario of a unit, by default of the province."""
    unit = query.unit or frameworks[max(frameworks)].unit if frameworks else ""
    score_values = _score_values(snapshot, replace(query, unit=unit))
    if query.place:
        at = score_values["place"].map(lambda each: place_key(each or ""))
        score_values = score_values[at == place_key(query.place)]
    return analysis.what_if(score_values, frameworks, query.scenario, query.target)


def _score_values(snapshot: Snapshot, query: TableQuery) -> pd.DataFrame:
    """The score values of the query's unit and year."""
    score_values = with_unit_keys(snapshot.score_values(query.unit))
    if query.fiscal_year is None:
        return score_values
    return score_values[score_values["fiscal_year"] == query.fiscal_year]


def peers(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    """Units among others of their kind."""
    totals = analysis.unit_totals(with_unit_keys(snapshot.totals()), frameworks)
    frame = analysis.peers(totals)
    return frame[with_places(frame)["unit"] == query.unit] if query.unit else frame
