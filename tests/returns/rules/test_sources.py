"""Sources of evidence, as officers write them."""

import time

import pytest

from itadata.framework import StepStatus
from itadata.returns import parse_return
from itadata.returns.rules.sources import (
    is_closed_address,
    is_fleeting_address,
    is_home_page,
    is_source,
    pieces,
)
from tests.builders import YEAR, at, framework, opened, places, return_workbook, typed
from tests.returns.rules.test_rules import TODAY


def test_a_mistyped_address_says_so() -> None:
    content = return_workbook(typed("1.1", "evidence", "htps://www.example.go.th/ita/1.pdf"))
    result = parse_return(opened(content), {YEAR: framework()}, TODAY)
    assert result and places(result.findings) == [("evidence-mistyped", at("1.1", "evidence"))]


NAMED = [
    "https://www.example.go.th/ita/2567/1.1.pdf",
    "HTTPS://EXAMPLE.GO.TH",
    "https://จังหวัดเชียงใหม่.ไทย/ita",
    "https://drive.google.com/file/d/1a2b?usp=sharing",
    "https://drive.google.com/drive/folders/1a2b",
    "https://docs.google.com/document/d/1a2b/edit",
    "https://onedrive.live.com/?id=1A2B%21105&cid=1A2B",
    "www.example.go.th/ita",
    "https://8.8.8.8/ita",
    "https://www.example.go.th/@ita/1.pdf",
    "https://172.example.go.th/10.1.2.3/ita",
    "คำสั่งที่ 10.1.2.3/2567",
    "chiangmai.go.th/ita/1.pdf",
    "facebook.com/chiangmai",
    "1. คู่มือการปฏิบัติงาน https://example.go.th/a,b.pdf",
    "ที่ ชม 0017.2/ว 1234",
    "ชม๐๐๑๗.๒/ว๑๒๓๔",
    "ชม 0017/1234 ลงวันที่ 3 มี.ค. 2568",
    "ด่วนที่สุด ที่ มท 0017.5/ว 123",
    "คำสั่งจังหวัดเชียงใหม่ที่ 123/2568",
    "คำสั่งที่ 45 ลงวันที่ 1 ต.ค. 2567",
    "ประกาศจังหวัดเชียงใหม่ ลงวันที่ 3 มีนาคม 2568",
    "รายงานการประชุมครั้งที่ 3/2568",
    "ว 1234",
    "นร 0505",
    "เลขรับ 1234",
    "เลขที่โครงการ e-GP 67019123456",
]
UNNAMED = [
    "มีแล้ว",
    "ตามแนบ",
    "เอกสารแนบ 1",
    "สิ่งที่ส่งมาด้วย 2",
    "ภาพถ่ายกิจกรรม",
    "คู่มือการปฏิบัติงาน",
    "ดูที่เว็บไซต์",
    "https://",
    "3 มี.ค. 2568",
    "วันที่ 30/9/2567",
    "ปี 2568",
    "มี 3 ฉบับ",
    "1234",
    "somchai@example.go.th",
]
CLOSED = [
    "javascript:alert(1)",
    "JavaScript: void(0)",
    "file:///C:/ita.pdf",
    "ftp://example.go.th/ita.pdf",
    "mailto:somchai@example.go.th",
    "data:text/html,ita",
    r"C:\Users\somchai\ita.pdf",
    "D:/งาน/ita.pdf",
    r"\\server\share\ita.pdf",
    r"แฟ้มกลาง \\10.1.2.3\ita\1.1.pdf",
    "http://192.168.1.5/ita",
    "192.168.1.5",
    "http://10.10.0.4:8080/ita",
    "10.10.0.4/ita",
    "http://172.16.0.9",
    "http://127.0.0.1/",
    "http://localhost:8501/ita",
    "localhost/ita",
    "http://[::1]/ita",
    "http://intranet/ita",
    "http://fileserver.local/ita",
    "https://somchai:secret@example.go.th/ita.pdf",
    "https://somchai@example.go.th",
    "https://drive.google.com/drive/my-drive",
    "https://drive.google.com/drive/u/0/my-drive?hl=th",
    "แฟ้มงาน drive.google.com/drive/recent",
    "https://docs.google.com/document/u/0/",
    "https://onedrive.live.com/?id=root",
    "https://cm-my.sharepoint.com/personal/somchai_cm/_layouts/15/onedrive.aspx",
    "https://www.dropbox.com/home",
]


@pytest.mark.parametrize("written", NAMED)
def test_an_address_or_the_number_of_a_document_names_evidence(written: str) -> None:
    assert is_source(written)


@pytest.mark.parametrize("written", NAMED)
def test_what_names_evidence_can_be_opened(written: str) -> None:
    assert not is_closed_address(written)


@pytest.mark.parametrize("written", UNNAMED)
def test_what_leads_nowhere_names_no_evidence(written: str) -> None:
    assert not is_source(written)


@pytest.mark.parametrize("written", CLOSED)
def test_what_others_cannot_or_must_not_open_is_reported(written: str) -> None:
    assert is_closed_address(written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ชม 0017/1\nชม 0017/2", ["ชม 0017/1", "ชม 0017/2"]),
        ("ชม 0017/1; ชม 0017/2", ["ชม 0017/1", "ชม 0017/2"]),
        ("ชม 0017/1, ชม 0017/2", ["ชม 0017/1", "ชม 0017/2"]),
        ("https://a.example,https://b.example;", ["https://a.example", "https://b.example"]),
        ("https://a.example/1,2;3.pdf", ["https://a.example/1,2;3.pdf"]),
        (" \n;\n", []),
    ],
)
def test_a_cell_may_name_several(written: str, expected: list[str]) -> None:
    assert list(pieces(written)) == expected


@pytest.mark.parametrize(
    "unit",
    ["-", "a1", "a.", "a-.", "1/", "ที่", "www.", "ก 0", "\\", "th.", "10.", "@", "//", "http://"],
)
def test_no_text_takes_long(unit: str) -> None:
    text, started = unit * (32_767 // len(unit)), time.process_time()
    is_source(text), is_closed_address(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "piece",
    [
        "https://test.example.go.th/ita/1.pdf",
        "https://ita-dev.example.go.th/1",
        "https://abc.ngrok-free.app/1.pdf",
        "https://line.me/R/ti/g/aBc1",
        "https://example.com/ita/1.pdf",
        "https://www.facebook.com/groups/1234/permalink/5",
        "กลุ่มไลน์ https://line.me/ti/g/aBc1",
        "https://t.me/+abc",
        "chat.whatsapp.com/abc",
        "https://bit.ly/3aBc",
        "คู่มือ tinyurl.com/ita2568",
    ],
)
def test_a_test_site_a_short_address_and_a_group_chat_do_not_last(piece: str) -> None:
    assert is_fleeting_address(piece)


@pytest.mark.parametrize(
    "piece",
    [
        "https://www.example.go.th/test/1.pdf",
        "https://latest.example.go.th/1",
        "https://page.line.me/example",
        "https://t.me/example/12",
        "https://forms.gle/aBc1",
        "https://www.rabbit.ly/1.pdf",
    ],
)
def test_an_address_that_stays_open_to_all_is_no_fleeting_one(piece: str) -> None:
    assert not is_fleeting_address(piece)


@pytest.mark.parametrize(
    "piece",
    [
        "https://www.example.go.th",
        "www.example.go.th/",
        "https://example.go.th/index.php",
        "http://example.go.th/th/",
    ],
)
def test_an_address_of_a_whole_site_is_a_home_page(piece: str) -> None:
    assert is_home_page(piece)


@pytest.mark.parametrize(
    "piece",
    [
        "https://example.go.th/ita",
        "https://example.go.th/?p=12",
        "ชม 0017/1 www.example.go.th",
        "ชม 0017/1",
    ],
)
def test_an_address_of_a_page_is_no_home_page(piece: str) -> None:
    assert not is_home_page(piece)


def test_a_home_page_beside_a_document_is_no_fault() -> None:
    assert findings(typed("7.4", "evidence", "https://www.example.go.th\nชม 0017/1")) == []


# --- in a return ---------------------------------------------------------------------------


def findings(*edits):
    return parse_return(opened(return_workbook(*edits)), {YEAR: framework()}, TODAY).findings


@pytest.mark.parametrize("beside", ["\nมีแล้ว", "\n1. คู่มือการปฏิบัติงาน", "; ภาพถ่าย"])
def test_words_beside_an_address_are_no_fault(beside: str) -> None:
    assert findings(typed("7.4", "evidence", f"https://www.example.go.th/ita{beside}")) == []


def test_the_piece_that_cannot_be_opened_is_quoted() -> None:
    [finding] = findings(typed("7.4", "evidence", "ชม 0017/1\nfile:///C:/ita.pdf"))
    assert finding.value == "file:///C:/ita.pdf"


def test_a_step_that_is_not_done_may_say_anything_of_its_evidence() -> None:
    edits = (
        typed("7.4", "status", StepStatus.IN_PROGRESS.thai),
        typed("7.4", "evidence", "อยู่ระหว่างจัดทำ"),
    )
    assert findings(*edits) == []


def test_evidence_merged_over_steps_is_judged_once() -> None:
    def merged(book):
        sheet = book["แบบรายงาน"]
        first, last = at("7.1", "evidence"), at("7.4", "evidence")
        sheet[first] = "มีแล้ว"
        sheet.merge_cells(f"{first}:{last}")

    assert places(findings(merged)) == [("evidence-unclear", at("7.1", "evidence"))]
