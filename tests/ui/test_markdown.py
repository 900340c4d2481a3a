import pytest

from itadata.ui import markdown


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://h.example/p)",
        "**ก**",
        "`ก`",
        "<b>",
        ":red[ก]",
        ":material/home:",
        "$x$",
        "~ก~",
        "www.h.example",
        "http://h.example",
    ],
)
def test_a_sentence_with_text_from_outside_has_no_markdown(text: str) -> None:
    assert markdown.escape_inline(text) != text


@pytest.mark.parametrize(
    "text",
    [
        "IIT 93.50 ต่ำกว่าเกณฑ์ 95 (ข้อมูลตัวอย่าง)",
        "33 จาก 35 แห่ง · ปีงบประมาณ 2567 รอบ 12 เดือน",
        "Least complete: measure 2. short 2, 33.33%",
    ],
)
def test_a_sentence_of_ours_is_left_alone(text: str) -> None:
    assert markdown.escape_inline(text) == text
