"""The cached reads: frames and documents, all from the snapshot of the run.

The cache key is the database and its revision, the day, the language, and the arguments of the
read, such as the table, the query and the role.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from itadata import analysis, language
from itadata.access import Action, Actor, people, require
from itadata.analysis.units import of_one_place
from itadata.audit.log import entries
from itadata.documents.report import ReportData, read_report_data
from itadata.documents.use_of_results import UseOfResults, read_use_of_results
from itadata.framework import Agency, Framework, RoundKey, Summary
from itadata.framework import current_round as current_round_of
from itadata.intake import submission
from itadata.intake import summaries as province_summaries
from itadata.scores import NATIONAL_MEAN, is_national_mean
from itadata.store import Snapshot, StoredUnit, database_url
from itadata.tables import TableQuery, read_table, require_table
from itadata.thai import search_key, today
from itadata.ui import session
from itadata.ui.session import page_snapshot

T = TypeVar("T")


def _cached(
    read: Callable[[Snapshot], T], *arguments: object, cache: Callable[..., Any] | None = None
) -> T:
    """The result of `read`, cached by its `arguments` for every user of the same revision."""
    with page_snapshot() as snapshot:
        day, in_use = today(), language.current_language()
        # One text: a key of parts is slow to hash.
        key = f"{database_url()} {snapshot.revision()} {day} {in_use} {arguments}"
        value: T = (cache or _results)(key, lambda: read(snapshot))
        return value


@st.cache_resource(max_entries=256, show_spinner=False)
def _results(key: str, _read: Callable[[], Any]) -> Any:
    return _read()


def cached_text(make: Callable[[], T], *arguments: object) -> T:
    """What is made of cached reads alone, in the language in use, cached by its arguments."""
    return _cached(lambda _snapshot: make(), *arguments)


# Thousands of units, or of events: of these few are kept.
@st.cache_resource(max_entries=6, show_spinner=False)
def _large_results(key: str, _read: Callable[[], Any]) -> Any:
    return _read()


def table(name: str, query: TableQuery | None = None) -> pd.DataFrame:
    """A named table (`tables.read_table`) of a query, by default of everything.

    The actor of the session must be allowed to read it. The caller may change the frame: pandas
    copies what is written to.
    """
    query, actor = query or TableQuery(today()), session.actor()
    require_table(actor, name, query)  # the cache below is shared by all who may
    frame = _cached(lambda s: read_table(s, name, query, actor).frame, name, query)
    return frame.copy(deep=False)


def log(actor: Actor) -> pd.DataFrame:
    """Every event (`log.entries`), for an actor who may see the log. Raises NotAllowed."""
    require(actor, Action.SEE_LOG)
    frame = _cached(lambda s: entries(s, actor), "log", actor, cache=_large_results)
    return frame.copy(deep=False)


def unit_table(name: str, unit: str, place: str = "") -> pd.DataFrame:
    """A named table of one unit assessed, in every year.

    Where several units have its name, a blank place means the one without, else the first.
    """
    if name == "peers":
        frame = _cached(lambda _snapshot: _peers(unit, place), "peers of", unit, place)
        return frame.copy(deep=False)
    return of_one_place(table(name, TableQuery(today(), unit=unit, place=place, all_years=True)))


def what_if(query: TableQuery) -> pd.DataFrame:
    """The table `what_if` of a query; not cached, as hardly two look at the same scenario."""
    with page_snapshot() as snapshot:
        return read_table(snapshot, "what_if", query, session.actor()).frame


def subindicators(unit: str, place: str = "") -> pd.DataFrame:
    """`analysis.subindicators` of one unit assessed, in every year; of its place as `of_unit`."""

    def read(snapshot: Snapshot) -> pd.DataFrame:
        score_values = snapshot.score_values(unit)
        if place:
            score_values = score_values[score_values["place"] == place]
        return analysis.subindicators(of_one_place(score_values), snapshot.frameworks())

    return _cached(read, "subindicators of", unit, place).copy(deep=False)


def _peers(unit: str, place: str) -> pd.DataFrame:
    everything = TableQuery(today(), all_years=True)
    peers = _cached(
        lambda s: read_table(s, "peers", everything).frame, "peers", cache=_large_results
    )
    of_unit = peers[peers["unit"] == unit]
    if place:
        of_unit = of_unit[of_unit["place"] == place]
    return of_one_place(of_unit).reset_index(drop=True)


def national_mean() -> pd.DataFrame:
    """The scores of the mean of all agencies of the country, in order of the year."""
    stored = dict.fromkeys(unit.unit for unit in stored_units())
    names = [unit for unit in stored if is_national_mean(unit)] or [NATIONAL_MEAN]
    frames = [unit_table("scores", name) for name in names]
    return pd.concat(frames).sort_values("fiscal_year") if len(frames) > 1 else frames[0]


def with_national_mean(scores: pd.DataFrame) -> pd.DataFrame:
    """The scores of a unit and the national mean, by year."""
    return pd.concat([scores, national_mean()]).sort_values("fiscal_year")


def units() -> Mapping[str, StoredUnit]:
    """Every unit assessed in Thai order, by its name; with its place where the name is of several.

    The national mean is none.
    """
    return {label: unit for label, unit in _all_units().items() if not is_national_mean(unit.unit)}


def _all_units() -> Mapping[str, StoredUnit]:
    def read(snapshot: Snapshot) -> Mapping[str, StoredUnit]:
        stored = snapshot.units()
        names = Counter(unit.unit for unit in stored)
        return {unit.label(unique=names[unit.unit] == 1): unit for unit in stored}

    return _cached(read, "units", cache=_large_results)


def stored_units() -> list[StoredUnit]:
    """Every unit that has a score, with its place and its years, in Thai order."""
    return _cached(Snapshot.units, "stored units", cache=_large_results)


def unit_search_texts() -> Mapping[str, str]:
    """The text that a search compares, by the names of `units`."""
    return _cached(lambda _snapshot: {name: search_key(name) for name in units()}, "search")


def frameworks() -> dict[int, Framework]:
    """The newest framework of each fiscal year (B.E.), not to be changed."""
    with page_snapshot() as snapshot:
        return snapshot.frameworks()


def display_name(by: str) -> str:
    """The display name of an actor in the log."""
    return people.display_name(by, frameworks(), user_names())


def user_names() -> Mapping[int, str]:
    """The name of each user by the id."""
    with page_snapshot() as snapshot:
        return snapshot.user_names()


def agencies() -> dict[str, Agency]:
    """Every agency by its code, as the newest year that lists it names it."""
    years = sorted(frameworks().items())
    return {agency.code: agency for _year, of_year in years for agency in of_year.agencies}


def province() -> str:
    """The unit assessed of the newest framework; blank where none is loaded."""
    of_years = frameworks()
    return of_years[max(of_years)].unit if of_years else ""


def framework_of(query: TableQuery) -> Framework:
    """The framework of the year of a query, which must be loaded."""
    return frameworks()[query.fiscal_year or 0]


def current_round() -> RoundKey | None:
    """The round of today (`framework.current_round`); None where no year has rounds."""
    return current_round_of(frameworks(), today())


def report(query: TableQuery) -> ReportData:
    """The data of the report of a year and round."""
    year, months = query.fiscal_year or 0, query.round
    return _cached(lambda s: read_report_data(s, year, months), "report", year, months)


def use_of_results(fiscal_year: int) -> UseOfResults:
    """The use of the results of a year. Raises UnknownUnit without a score in it."""
    return _cached(lambda s: read_use_of_results(s, fiscal_year), "use of results", fiscal_year)


def summaries(fiscal_year: int) -> Mapping[int, Summary]:
    """The province's results and outcomes that count, by the number of the measure."""

    def read(snapshot: Snapshot) -> Mapping[int, Summary]:
        return province_summaries.effective_summaries(snapshot, snapshot.frameworks()[fiscal_year])

    return _cached(read, "summaries", fiscal_year)


def original(actor: Actor, agency_code: str | None, sha256: str) -> bytes:
    """A file that an agency sent (`intake.submission.original`). Raises NotAllowed."""
    with page_snapshot() as snapshot:
        return submission.original(snapshot, actor, agency_code, sha256)


def template(sha256: str) -> bytes:
    """The bytes of a template of the province."""
    with page_snapshot() as snapshot:
        return snapshot.content(sha256) or b""


def is_sample() -> bool:
    """Whether the database holds the sample."""
    return _cached(Snapshot.is_sample, "sample")


def has_sample_clock() -> bool:
    """Whether the sample has a clock, as it has from this version on."""
    return _cached(lambda snapshot: snapshot.sample_clock() is not None, "sample clock")
