"""The tables of scores, of one unit or all, of one year or all."""

from collections.abc import Callable, Mapping

import pandas as pd

from itadata import analysis
from itadata.analysis.units import with_places, with_unit_keys
from itadata.framework import Framework
from itadata.scores.places import place_key
from itadata.store import Snapshot
from itadata.tables.query import Reader, Table, TableQuery

Frameworks = Mapping[int, Framework]


def reader(build: Callable[[Snapshot, Frameworks, TableQuery], pd.DataFrame]) -> Reader:
    """A reader of a table that `build` makes for all years, limited to the query's year."""

    def read(snapshot: Snapshot, query: TableQuery) -> Table:
        frame = with_places(build(snapshot, snapshot.frameworks(), query))
        if query.place:
            of_place = frame["place"].map(lambda place: place_key(place or ""))
            frame = frame[of_place == place_key(query.place)]
        if query.fiscal_year is not None:
            frame = frame[frame["fiscal_year"] == query.fiscal_year]
        return Table(frame.reset_index(drop=True), query.fiscal_year)

    return read


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


def peers(snapshot: Snapshot, frameworks: Frameworks, query: TableQuery) -> pd.DataFrame:
    """Units among others of their kind."""
    totals = analysis.unit_totals(with_unit_keys(snapshot.totals()), frameworks)
    frame = analysis.peers(totals)
    return frame[with_places(frame)["unit"] == query.unit] if query.unit else frame
