"""What was read before and cannot have changed since: most pages look at the same few frames."""

from collections import OrderedDict
from collections.abc import Callable

import pandas as pd

from itadata.framework import Framework

_MOST_FRAMES = 12


class Memory:
    """Frameworks by the ids of their rows, which never change; frames by their revision."""

    def __init__(self, frameworks: dict[int, Framework] | None = None) -> None:
        self.frameworks = frameworks if frameworks is not None else {}
        self._frames: OrderedDict[tuple[int, str, int], pd.DataFrame] = OrderedDict()

    def frame(
        self, revision: int, name: str, fiscal_year: int, read: Callable[[], pd.DataFrame]
    ) -> pd.DataFrame:
        """A frame of a year, read once for each revision. Whoever gets it may change it: pandas
        copies what is written to.
        """
        key = (revision, name, fiscal_year)
        found = self._frames.get(key)
        if found is None:
            found = self._frames[key] = read()
            while len(self._frames) > _MOST_FRAMES:
                self._frames.popitem(last=False)
        return found.copy(deep=False)
