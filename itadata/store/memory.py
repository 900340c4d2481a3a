"""What was read before and cannot have changed since: most pages look at the same few frames."""

from collections import OrderedDict
from collections.abc import Callable

import pandas as pd

from itadata.framework import Framework
from itadata.store.returned import KnownTexts

_MOST_FRAMES = 12

FrameworkKey = tuple[int, int, int]


class Memory:
    """Frameworks and texts by the ids of their rows, which never change; frames by revision.

    A framework goes by its own id and those of the last extension and exemption.
    """

    def __init__(
        self,
        frameworks: dict[FrameworkKey, Framework] | None = None,
        texts: KnownTexts | None = None,
    ) -> None:
        self.frameworks: dict[FrameworkKey, Framework] = {} if frameworks is None else frameworks
        self.texts: KnownTexts = {} if texts is None else texts
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
