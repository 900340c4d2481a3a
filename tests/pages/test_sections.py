"""What is folded on a page opens by its address, also by one from before pages were folded."""

import pytest

from tests.pages.conftest import Opened, listings


@pytest.mark.parametrize(
    ("page", "sort", "query"),
    [
        ("agencies", "matrix.agency", {}),
        ("agencies", "repeatedly_behind.late", {}),
        ("agency", "texts.measure", {"agency": "001"}),
        ("measures", "measures.measure", {}),
        ("scores", "years.indicator", {}),
        ("scores", "levels.fiscal_year", {}),
    ],
)
def test_an_address_that_sorts_a_table_opens_its_section(
    seen: Opened, page: str, sort: str, query: dict[str, str]
) -> None:
    whole = {} if page == "scores" else {"year": 2567, "round": 12}
    test = seen(page, section="", sort=sort, **whole, **query)
    assert [table for table in listings(test) if "aria-sort='ascending'" in table]
