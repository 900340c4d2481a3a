from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from itadata.analysis.columns import table_columns
from itadata.ui.components.listings import HtmlTable, sort_rows
from tests.ui.conftest import Asking

Drawn = Callable[..., str]


@pytest.fixture
def drawn(asking: Asking) -> Drawn:
    """The HTML of rows of the table of answers."""
    asking()

    def draw(
        rows: list[dict[str, Any]], name: str = "answers", label: str = "ตาราง", **options: Any
    ) -> str:
        frame = pd.DataFrame(rows)
        return HtmlTable(table_columns(name, frame.columns), "key", label, **options).html(frame)

    return draw


# --- text stays text -----------------------------------------------------------------------


def test_what_a_cell_says_never_becomes_a_part_of_the_page(drawn: Drawn) -> None:
    assert "<script" not in drawn([{"note": "<script>alert(1)</script>"}])


def test_what_a_cell_says_is_shown_as_it_is(drawn: Drawn) -> None:
    assert "&lt;b&gt;1 &amp; 2" in drawn([{"note": "<b>1 & 2"}])


def test_a_short_form_is_text_too(drawn: Drawn) -> None:
    assert "<img" not in drawn([{"agency": "ก"}], cell_formatters={"agency": lambda row: "<img>"})


def test_what_a_link_holds_never_leaves_its_quotes(drawn: Drawn) -> None:
    html = drawn([{"agency": "ก"}], links={"agency": lambda row: "agency?search='><script>"})
    assert "href='agency?search=&#x27;&gt;&lt;script&gt;'" in html


def test_what_stays_at_hand_never_leaves_its_quotes(drawn: Drawn) -> None:
    html = drawn([{"agency": "' onclick='x"}], cell_formatters={"agency": lambda row: "ก"})
    assert "title='&#x27; onclick=&#x27;x'" in html


def test_the_label_of_a_table_never_leaves_its_quotes(drawn: Drawn) -> None:
    assert "aria-label='&#x27;&gt;'" in drawn([{"note": ""}], label="'>")


def test_a_heading_of_a_grid_is_text(drawn: Drawn) -> None:
    assert "<i>" not in drawn([{"<i>x": 50.0}], name="grid")


# --- links ---------------------------------------------------------------------------------


def test_evidence_on_the_web_is_a_link_outside(drawn: Drawn) -> None:
    html = drawn([{"evidence": "ดู https://h.example/a?b=1&c=2 ด้วย"}])
    assert "<a href='https://h.example/a?b=1&amp;c=2' target='_blank'" in html


def test_a_link_outside_learns_nothing_of_where_it_was_found(drawn: Drawn) -> None:
    assert "rel='noopener noreferrer nofollow'" in drawn([{"evidence": "http://h.example"}])


def test_what_stands_around_a_link_stays(drawn: Drawn) -> None:
    html = drawn([{"evidence": "ก <https://h.example/a> ข"}])
    assert ">ก &lt;<a " in html and "</a>&gt; ข<" in html


def test_a_link_ends_before_the_mark_that_follows_it(drawn: Drawn) -> None:
    for mark in ".,)]>\"'; ":
        html = drawn([{"evidence": f"https://h.example/a{mark}"}])
        assert "href='https://h.example/a' " in html, mark


def test_nothing_but_a_web_page_is_a_link(drawn: Drawn) -> None:
    for text in (
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//h.example",
        "ftp://h.example",
        "https://",
    ):
        assert "target='_blank'" not in drawn([{"evidence": text}]), text


def test_only_evidence_leads_outside(drawn: Drawn) -> None:
    assert "target='_blank'" not in drawn([{"note": "https://h.example"}])


def test_a_link_never_holds_a_quote(drawn: Drawn) -> None:
    html = drawn([{"evidence": "https://h.example/'onmouseover='alert(1)"}])
    assert "href='https://h.example/' " in html


def test_a_cell_without_a_target_is_no_link(drawn: Drawn) -> None:
    assert "<td class='text' data-label='ส่วนราชการ'>ก</td>" in drawn(
        [{"agency": "ก"}], links={"agency": lambda row: None}
    )


# --- what is read --------------------------------------------------------------------------


def test_the_short_form_keeps_the_whole_at_hand(drawn: Drawn) -> None:
    html = drawn([{"agency": "สำนักงานยาว"}], cell_formatters={"agency": lambda row: "สั้น"})
    assert "title='สำนักงานยาว'>สั้น</td>" in html


@pytest.mark.parametrize("nothing", [None, float("nan"), ""])
def test_what_is_unknown_is_a_dash(drawn: Drawn, nothing: object) -> None:
    assert ">–</td>" in drawn([{"completion": nothing}], name="measures")


def test_nothing_at_all_is_0(drawn: Drawn) -> None:
    assert ">0.00%</span>" in drawn([{"completion": 0.0}], name="measures")


def test_a_percentage_has_its_bar(drawn: Drawn) -> None:
    assert "style='--share: 33.33%'" in drawn([{"completion": 33.33}], name="measures")


def test_a_whole_number_has_no_fraction(drawn: Drawn) -> None:
    assert ">1,234</td>" in drawn([{"days_late": 1234.0}, {"days_late": None}], name="agencies")


def test_a_phone_can_leave_a_minor_column_out(drawn: Drawn) -> None:
    assert "<td class='text minor'" in drawn([{"note": "ก"}], hidden_on_mobile=("note",))


def test_a_heading_of_a_grid_is_its_number_over_its_name(drawn: Drawn) -> None:
    assert ">1<small>คู่มือ</small></a></th>" in drawn([{"1. คู่มือ": 50.0}], name="grid", pivot=True)


# --- order ---------------------------------------------------------------------------------


def _ordered(asking: Asking, sort: str, name: str, values: list[Any]) -> list[Any]:
    asking(sort=sort)
    frame = pd.DataFrame({name: pd.Series(values, dtype=object)})
    found = sort_rows(frame, table_columns("answers", [name]), "list")
    return [None if pd.isna(value) else value for value in found[name]]


def test_text_is_sorted_in_thai_order(asking: Asking) -> None:
    values = ["สกลนคร", "เลย", "กาฬสินธุ์", "แพร่"]
    assert _ordered(asking, "list.agency", "agency", values) == [
        "กาฬสินธุ์",
        "แพร่",
        "เลย",
        "สกลนคร",
    ]


@pytest.mark.parametrize("sort", ["list.agency", "list.-agency"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_unknown_text_comes_last(asking: Asking, sort: str, nothing: object) -> None:
    assert _ordered(asking, sort, "agency", [nothing, "ก", "ข"])[-1] == nothing


@pytest.mark.parametrize("sort", ["list.completion", "list.-completion"])
def test_an_unknown_number_comes_last(asking: Asking, sort: str) -> None:
    assert _ordered(asking, sort, "completion", [None, 50.0, 0.0])[-1] is None


@pytest.mark.parametrize(
    ("sort", "found"), [("list.score", [9.5, 50.0, 100.0]), ("list.-score", [100.0, 50.0, 9.5])]
)
def test_numbers_are_sorted_as_numbers(asking: Asking, sort: str, found: list[float]) -> None:
    assert _ordered(asking, sort, "score", [50.0, 100.0, 9.5]) == found


def test_steps_are_sorted_by_their_numbers(asking: Asking) -> None:
    values = ["10.1", "1.10", "2.1", "1.9"]
    assert _ordered(asking, "list.step_no", "step_no", values) == ["1.9", "1.10", "2.1", "10.1"]


def test_a_closed_set_is_sorted_by_the_words_that_are_read(asking: Asking) -> None:
    values = ["missing", "not_applicable", "done"]  # ยังไม่รายงาน, ไม่เกี่ยวข้อง, ดำเนินการแล้ว
    assert _ordered(asking, "list.status", "status", values) == [
        "done",
        "not_applicable",
        "missing",
    ]


@pytest.mark.parametrize("sort", ["", "other.agency", "list.nothing", "list", "list.", ".agency"])
def test_another_order_leaves_the_rows_as_they_are(asking: Asking, sort: str) -> None:
    assert _ordered(asking, sort, "agency", ["ข", "ก"]) == ["ข", "ก"]


@pytest.mark.parametrize(
    ("now", "following", "state"),
    [
        ("", "sort=key.note", "none"),
        ("key.note", "sort=key.-note", "ascending"),
        ("key.-note", "href='agencies'", "descending"),
    ],
)
def test_a_heading_leads_to_the_following_order(
    drawn: Drawn, asking: Asking, now: str, following: str, state: str
) -> None:
    asking(sort=now)
    html = drawn([{"note": "ก"}])
    assert following in html and f"aria-sort='{state}'" in html
