"""Where units lie: the place that tells units of one name apart."""

from itadata.thai import matching_key

_PREFIXES = ("จังหวัด", "จ.")


def place_key(place: str) -> str:
    """A key that is the same for every way to write a place: จังหวัดเชียงใหม่, จ.เชียงใหม่."""
    text = place.strip()
    for prefix in _PREFIXES:
        text = text.removeprefix(prefix)
    return matching_key(text)


def unit_label(unit: str, place: str | None) -> str:
    """The name of a unit, with its place in brackets where the name does not say it."""
    return f"{unit} ({place})" if place and place_key(place) not in matching_key(unit) else unit
