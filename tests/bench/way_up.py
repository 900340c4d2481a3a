"""How long the way to the next level takes for the whole country."""

import time

from itadata.analysis import way_up
from itadata.analysis.units import with_unit_keys
from itadata.store import Store


def whole_country(url: str) -> str:
    """A line of the report: reading every score, and the lifts of every unit and year."""
    store = Store.open(url)
    started = time.perf_counter()
    with store.snapshot() as snapshot:
        values, frameworks = with_unit_keys(snapshot.score_values()), snapshot.frameworks()
    reading = time.perf_counter() - started
    rows = way_up(values, frameworks)
    seconds = time.perf_counter() - started - reading
    store.close()
    n = len(rows.drop_duplicates(["fiscal_year", "unit"]))
    return (
        f"The way to the next level takes {seconds:.1f} s for {n:,} units and years (wanted "
        f"≤ 10 s), after {reading:.1f} s to read their scores."
    )
