"""Units of the same name told apart by their place, under one column of their keys."""

import pandas as pd

_BETWEEN = "\x1f"  # no name of a unit has it


def with_unit_keys(score_values: pd.DataFrame) -> pd.DataFrame:
    """The frame with the key of each unit in `unit`: its name, with its place where it is known.

    Everything computed by unit then goes by name and place.
    """
    if score_values["place"].isna().all():
        return score_values
    units, places = score_values["unit"], score_values["place"].fillna("")
    return score_values.assign(unit=units.where(places == "", units + _BETWEEN + places))


def with_places(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the name of each unit in `unit` and its place, None where it is unknown."""
    parts = frame["unit"].astype(object).str.partition(_BETWEEN)
    if frame.empty:
        return frame.assign(place=None)
    place = parts[2].astype(object).where(parts[2] != "", None)
    return frame.assign(unit=parts[0], place=place)


def of_one_place(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of one unit, where a name alone was asked for: without a place, else the first."""
    places = frame["place"].fillna("")
    return frame[places == places.min()] if len(frame) else frame
