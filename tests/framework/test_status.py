import pytest

from itadata.framework import Status


@pytest.mark.parametrize("status", Status)
def test_a_status_is_read_from_the_word_of_the_form(status):
    assert Status.parse(status.thai) is status


@pytest.mark.parametrize("status", Status)
def test_a_status_is_read_from_its_english_name(status):
    assert Status.parse(status.label) is status


@pytest.mark.parametrize("status", Status)
def test_a_status_is_read_from_its_code(status):
    assert Status.parse(str(status)) is status


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (" ดำเนินการแล้ว ", Status.DONE),
        ("ดําเนินการเเล้ว", Status.DONE),
        ("ดำเนินการแลว้", Status.DONE),
        ("แล้วเสร็จ", Status.DONE),
        ("DONE", Status.DONE),
        ("อยู่ระหว่าง ดำเนินการ", Status.IN_PROGRESS),
        ("ยงัไม่ดำเนินการ", Status.NOT_STARTED),
        ("n/a", Status.NOT_APPLICABLE),
    ],
)
def test_a_status_is_known_however_it_is_written(written, status):
    assert Status.parse(written) is status


@pytest.mark.parametrize("written", ["", "-", "เสร็จบางส่วน", "ดำเนินการ", "90%"])
def test_another_word_is_no_status(written):
    assert Status.parse(written) is None


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.DONE, "ดำเนินการแล้ว"),
        (Status.IN_PROGRESS, "อยู่ระหว่างดำเนินการ"),
        (Status.NOT_STARTED, "ยังไม่ดำเนินการ"),
        (Status.NOT_APPLICABLE, "ไม่เกี่ยวข้อง"),
    ],
)
def test_a_status_has_the_word_of_the_form(status, word):
    assert status.thai == word
