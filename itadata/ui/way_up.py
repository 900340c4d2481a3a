"""The card on the way to the next level: what is missing, where most, and the measures for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.framework import Framework, level_name, localized
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import address, load, markdown, navigation

NOT_A_FORECAST = N_("A result of calculation, not a forecast.")
_NO_INSTRUMENTS = N_("What must be added cannot be told without the scores of the instruments.")
_MOST_MEASURES = 3


@dataclass(frozen=True)
class WayUp:
    """The rows of `analysis.way_up` of a unit and year, with its row of `analysis.levels`."""

    position: analysis.ScorePosition
    framework: Framework
    rows: pd.DataFrame
    levels: Mapping[str, object]

    @cached_property
    def first(self) -> Mapping[str, object]:
        """A row, for what all rows have in common."""
        return dict(self.rows.iloc[0])

    @property
    def next_level(self) -> str:
        """The next level in the language in use."""
        level = str(self.first["next_level"])
        return level_name(self.framework, level) or level

    @property
    def has_lifts(self) -> bool:
        """Whether the lifts can be told."""
        return bool(self.rows["lift"].notna().all())

    @property
    def is_open(self) -> bool:
        """Whether there is a next level, and lifts that reach it."""
        return bool(self.first["next_level"]) and self.has_lifts

    @cached_property
    def below(self) -> pd.DataFrame:
        """The indicators below the requirement that are lifted, the furthest below first."""
        kind, of = self.first["condition"], self.first["condition_of"]
        rows = self.rows[self.rows["gap"] > 0]
        if kind == "instrument":
            rows = rows[rows["instrument"] == of]
        elif kind == "indicator":
            rows = rows[rows["indicator_no"] == of]
        return rows.sort_values("gap", ascending=False, kind="stable")

    @property
    def params(self) -> dict[str, object]:
        """The parameters of its scores."""
        return {"year": self.position.fiscal_year, "unit": self.position.unit}


def read_way_up(position: analysis.ScorePosition, place: str = "") -> WayUp | None:
    """The way up from a position; None without a level."""
    year = position.fiscal_year
    rows, levels = (
        table[table["fiscal_year"] == year]
        for table in (load.unit_table(name, position.unit, place) for name in ("way_up", "levels"))
    )
    if rows.empty or levels.empty or not rows["level"].iloc[0]:
        return None
    return WayUp(position, load.frameworks()[year], rows, levels.iloc[0].to_dict())


def show_way_up(position: analysis.ScorePosition, place: str = "") -> None:
    """Draw what the next level takes, by the rules alone; nothing without a level."""
    way = read_way_up(position, place)
    if way is None:
        return
    with st.container(border=True, gap="xsmall", key="way_up"):
        st.markdown(f":material/stairs_2: **{markdown.escape_inline(title(way))}**")
        if way.is_open:
            _show_lifts(way)
        else:
            st.markdown(markdown.escape_inline(reason(way)))
        for note in notes(way):
            st.caption(markdown.escape_inline(note))


def title(way: WayUp) -> str:
    """The next level, or that there is none."""
    if not way.first["next_level"]:
        return _("The highest level of fiscal year {year}").format(year=way.position.fiscal_year)
    title = _("What it takes to reach {level}").format(level=way.next_level)
    return f"{title} ({_('illustration')})" if way.first["illustration"] else title


def _show_lifts(way: WayUp) -> None:
    with st.container(horizontal=True, gap="small"):
        _link_to_scores(way, markdown.escape_inline(missing(way)), "instruments")
        if label := furthest_below(way):
            _link_to_scores(way, markdown.escape_inline(label), "indicators")
        _link_to_scores(way, _("Try out other scores"), "what_if")
    _show_measures(way)


def furthest_below(way: WayUp) -> str:
    """The indicator furthest below the requirement; blank where none is below."""
    if way.below.empty:
        return ""
    furthest = way.below.iloc[0]
    return _("Furthest below: indicator {no} {indicator} {score} ({gap} missing)").format(
        no=furthest["indicator_no"],
        indicator=furthest["indicator"],
        score=f"{furthest['score']:.2f}",
        gap=f"{furthest['gap']:.2f}",
    )


def _link_to_scores(way: WayUp, label: str, anchor: str) -> None:
    """Link to the scores of the year; on their page, which is open, to a picture of them."""
    if address.page() == "scores":
        st.markdown(f"[{label}](#{anchor})", width="content")
    else:
        navigation.menu_link("scores", label, **way.params)


def missing(way: WayUp) -> str:
    """The sentence: what is missing of which score, and the least sum of lifts."""
    rows, where = way.rows, _where(way)
    lifted = rows[rows["lift"] > 0]
    spread = rows[rows["instrument"].isin(lifted["instrument"])]
    if way.first["condition"] == "indicator":
        spread = lifted
    sentence = _(
        "{missing} more points in {where} reach {level} ({sum} points in all, over {n} indicators)"
    )
    return sentence.format(
        missing=f"{way.first['missing']:.2f}",
        where=where,
        level=way.next_level,
        sum=f"{rows['lift'].sum():.2f}",
        n=len(spread),
    )


def _where(way: WayUp) -> str:
    kind, of = way.first["condition"], way.first["condition_of"]
    if kind == "total":
        return _("the total score")
    return str(of) if kind == "instrument" else _("indicator {no}").format(no=of)


@dataclass(frozen=True)
class RelatedMeasures:
    """The measures that answer the indicators furthest below: a heading, and a text of each."""

    heading: str
    texts: Mapping[int, str]
    params: Mapping[str, object]


def _show_measures(way: WayUp) -> None:
    related = related_measures(way)
    if related is None:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(related.heading, width="content")
        for no, text in related.texts.items():
            navigation.menu_link("measures", text, **related.params, measure=no)


def related_measures(way: WayUp) -> RelatedMeasures | None:
    """The related measures with their completion in the current round; None without any."""
    current = load.current_round()
    if current is None or way.position.unit != load.province():
        return None
    year, months = current.fiscal_year, current.months
    if year - way.position.fiscal_year not in (0, 1):
        return None
    measures = load.table("measures", TableQuery(today(), year, months)).set_index("measure_no")
    linked = [no for no in _linked(load.frameworks()[year], way) if no in measures.index]
    if not linked:
        return None
    n, of = analysis.counting_agencies(measures)
    heading = _("Related measures (of all {of} agencies; the answers of {n} count):")
    texts = {}
    for no in linked:
        share, label = measures.loc[no, "completion"], _("Measure {no}: completed {percent}%")
        if not n or pd.isna(share):
            label = _("Measure {no}: no answers yet")
        texts[no] = label.format(no=no, percent=f"{share:.0f}")
    return RelatedMeasures(heading.format(n=n, of=of), texts, {"year": year, "round": months})


def _linked(framework: Framework, way: WayUp) -> list[int]:
    """The measures linked to the indicators furthest below, whatever their numbers then."""
    later = framework.fiscal_year > way.position.fiscal_year
    now = {each.number_before if later else each.no: each.no for each in framework.indicators}
    numbers = [now.get(int(no)) for no in way.below["indicator_no"]]
    linked = [
        link.measure_no for no in numbers for link in framework.links if no == link.indicator_no
    ]
    return list(dict.fromkeys(linked))[:_MOST_MEASURES]


def reason(way: WayUp) -> str:
    """Why there are no lifts."""
    if not way.first["next_level"] and way.levels["level_computed"]:
        return _("Nothing is missing: no level stands above {level}.").format(
            level=level_name(way.framework, str(way.first["level"])) or way.first["level"]
        )
    if not way.levels["level_computed"]:
        return _proof(way.position, way.framework)
    return no_lifts_reason(way.first["level"], way.rows)


def no_lifts_reason(level: object, rows: pd.DataFrame) -> str:
    """Why rows with a score of each indicator have no lifts from a level, None if unknown."""
    unknown = rows.loc[rows["score"].isna(), "indicator_no"]
    if len(unknown):
        return _("What must be added cannot be told: indicators {numbers} have no score.").format(
            numbers=", ".join(map(str, unknown))
        )
    if level is None:
        return _(_NO_INSTRUMENTS)
    return _("This level cannot be reached by indicators.")


def _proof(position: analysis.ScorePosition, framework: Framework) -> str:
    """What the total and the published level alone prove."""
    missed = position.missed_level
    if missed is None:
        return _(_NO_INSTRUMENTS)
    if missed.minima:
        bounds = missed.bounds(framework.instrument_codes)
        end = _("So at least one of these lower bounds is not reached: {bounds}.").format(
            bounds=", ".join(analysis.bound_labels(framework, bounds))
        )
    elif position.floor is not None:
        end = _("So at least one of {instruments} is below {floor}.").format(
            instruments=", ".join(framework.instrument_codes), floor=f"{position.floor:g}"
        )
    else:
        return _(_NO_INSTRUMENTS)
    proof = _("The total {total} reaches {bound}, yet the level is {level}, not {higher}.").format(
        total=f"{position.total:.2f}",
        bound=f"{missed.total_min:g}",
        level=level_name(framework, position.level) or _("level unknown"),
        higher=localized(missed.level, missed.level_en),
    )
    sentences = [proof, end]
    if position.reached_floor is not None:
        sentences.append(_("None is below {least}.").format(least=f"{position.reached_floor:g}"))
    return " ".join(sentences)


def notes(way: WayUp) -> Iterator[str]:
    """What limits the way up."""
    if way.levels["levels_differ"]:
        yield _("The published level is {published}; the level by the rules is used.").format(
            published=way.levels["level_published"]
        )
    if way.is_open:
        yield _(NOT_A_FORECAST)
