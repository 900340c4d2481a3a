import pytest
import streamlit as st

from itadata.language import language_context
from itadata.ui import address, navigation
from tests.browser import ROOT
from tests.ui.conftest import Asking


@pytest.mark.parametrize(
    ("params", "name", "value"),
    [
        ({"year": "2567"}, "year", "2567"),
        ({"year": "2567"}, "round", ""),
        ({"year": " "}, "year", ""),
        ({"colour": "red"}, "colour", ""),
    ],
)
def test_a_parameter_of_the_address_is_read_if_it_is_known_and_not_blank(
    asking: Asking, params: dict[str, str], name: str, value: str
) -> None:
    asking(**params)
    assert address.query_param(name) == value


def test_filters_stay_from_page_to_page_and_what_belongs_to_a_page_does_not(
    asking: Asking,
) -> None:
    for name in (*address.STICKY_PARAMS, *address.PAGE_PARAMS):
        asking("agencies", **{name: "1"})
        asking("measures")
        assert (address.query_param(name) == "1") is (name in address.STICKY_PARAMS), name


def test_an_address_with_a_year_is_complete(asking: Asking) -> None:
    asking(year="2566", state="late")
    asking(year="2567")
    assert address.query_param("state") == ""


def test_an_address_without_a_year_adds_to_what_was_chosen(asking: Asking) -> None:
    asking(year="2566", state="late")
    asking(round="6")
    assert (address.query_param("year"), address.query_param("round")) == ("2566", "6")


def test_what_was_chosen_elsewhere_is_not_named(asking: Asking) -> None:
    asking(year="2567")
    asking("measures")
    assert not address.is_in_url("year")


def test_the_year_of_a_score_moves_no_round_of_another_page(asking: Asking) -> None:
    asking("measures", year="2568", round="6")
    asking("scores", year="2566", unit="จังหวัดลำพูน")
    asking("agencies")
    names = ("year", "round", "unit")
    assert [address.query_param(n) for n in names] == ["2568", "6", "จังหวัดลำพูน"]


def test_the_year_of_a_round_is_asked_of_scores_too(asking: Asking) -> None:
    asking("measures", year="2566")
    asking("scores")
    assert address.query_param("year") == "2566"


def test_a_link_here_keeps_what_is_shown(asking: Asking) -> None:
    asking("measures")
    address.set_effective_param("year", 2567)
    address.set_effective_param("step", "1.1")
    assert address.url_with(round=6) == "measures?year=2567&step=1.1&round=6"


def test_a_link_here_takes_away_what_is_none(asking: Asking) -> None:
    asking("measures")
    address.set_effective_param("step", "1.1")
    assert address.url_with(step=None) == "measures"


def test_a_link_elsewhere_leaves_behind_what_belongs_to_the_page(asking: Asking) -> None:
    asking("measures")
    address.set_effective_param("year", 2567)
    address.set_effective_param("step", "1.1")
    assert address.page_url("agency", agency="001") == "agency?year=2567&agency=001"


def test_a_link_keeps_the_language(asking: Asking) -> None:
    asking("measures")
    with language_context("en"):
        assert address.page_url("agency", agency="001") == "agency?agency=001&lang=en"


def test_a_link_quotes_what_it_holds(asking: Asking) -> None:
    asking("measures")
    assert address.url_with(search="ก&lang=en#x") == "measures?search=%E0%B8%81%26lang%3Den%23x"


def test_what_is_changed_is_in_the_address(asking: Asking) -> None:
    asking(year="2567")
    address.set_effective_param("year", "2567")
    address.change(state="late")
    assert st.query_params.to_dict() == {"year": "2567", "state": "late"}


def test_what_is_taken_away_is_not_in_the_address(asking: Asking) -> None:
    asking(year="2567", state="late")
    address.set_effective_param("year", "2567")
    address.set_effective_param("state", "late")
    address.change(state=None)
    assert st.query_params.to_dict() == {"year": "2567"}


def test_an_address_that_says_what_is_shown_is_left_alone(asking: Asking) -> None:
    asking(year="2567")
    address.set_effective_param("year", "2567")
    assert address.canonical_url_script() == ""


def test_an_address_that_says_less_is_completed(asking: Asking) -> None:
    asking()
    address.set_effective_param("year", "2567")
    assert '"?year=2567"' in address.canonical_url_script()


@pytest.mark.parametrize(("page", "paths"), [("overview", '["overview", ""]'), ("log", '["log"]')])
def test_the_script_of_a_page_leaves_the_address_of_the_next_alone(
    asking: Asking, page: str, paths: str
) -> None:
    asking(page)
    address.set_effective_param("year", "2567")
    assert address.canonical_url_script().startswith(f"if ({paths}.includes(location.pathname")


def test_what_is_shown_never_ends_the_script(asking: Asking) -> None:
    asking()
    address.set_effective_param("search", "</script><script>alert(1)")
    assert "<" not in address.canonical_url_script()


def test_a_link_is_followed_within_the_pages_alone(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[str] = []
    monkeypatch.setattr(st, "switch_page", lambda page, **_: followed.append(page))
    for there in ("agency?agency=001", "https://h.example/agency", "../dashboard"):
        navigation.follow(there)
    assert followed == ["pages/agency.py"]


def test_every_page_has_its_script() -> None:
    pages = {page.name for page in navigation.PAGES}
    assert pages <= {path.stem for path in (ROOT / "pages").glob("*.py")}


def test_a_clean_address_leaves_behind_what_was_chosen_on_other_pages(asking) -> None:
    asking("overview", year="2567", round="12", parent_body="กระทรวงกลาโหม")
    assert address.url_without_filters("agencies", year=2568, state="missing") == (
        "agencies?year=2568&state=missing"
    )


def test_thai_digits_of_an_address_are_read(asking) -> None:
    asking("agencies", year="๒๕๖๗", round="๑๒")
    assert (address.query_param("year"), address.query_param("round")) == ("2567", "12")
