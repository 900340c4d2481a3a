"""The view that the charts, tables and downloads of a page share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from itadata.framework import Framework
from itadata.tables import TableQuery
from itadata.ui import load
from itadata.ui.components import filters
from itadata.ui.components.closed_rounds import is_closed


@dataclass(frozen=True)
class PageView:
    """The query of a page, its n of N as a text, and its filters as (label, value).

    The query also names the files that are downloaded from the page.
    """

    query: TableQuery
    n_of_n: str
    filters: Sequence[tuple[str, str]] = ()

    @classmethod
    def of_round(cls, query: TableQuery, n_of_n: str, **fields: Any) -> Self:
        """The view of a year and round, which its n of N states."""
        n_of_n = f"{n_of_n} · {filters.title_of_round(query)}"
        return cls(query, n_of_n, filters.filters_of(query), **fields)

    @property
    def framework(self) -> Framework:
        """The framework of the query's fiscal year, which must be loaded."""
        return load.framework_of(self.query)

    @property
    def round_title(self) -> str:
        """The fiscal year and round, which every number of them must state."""
        return filters.title_of_round(self.query)

    @property
    def round_params(self) -> dict[str, object]:
        """The parameters of an address that shows the same round."""
        return {"year": self.query.fiscal_year, "round": self.query.round}

    @property
    def is_closed(self) -> bool:
        """Whether the round accepts no more returns."""
        return is_closed(self.query)

    def with_n_of_n(self, n_of_n: str) -> Self:
        """The same view with another n of N."""
        return replace(self, n_of_n=n_of_n)
