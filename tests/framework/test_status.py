import pytest

from itadata.framework import StepStatus


@pytest.mark.parametrize("status", StepStatus)
def test_a_status_is_read_from_the_word_of_the_form(status):
    assert StepStatus.parse(status.thai) is status


@pytest.mark.parametrize("status", StepStatus)
def test_a_status_is_read_from_its_english_name(status):
    assert StepStatus.parse(status.label) is status


@pytest.mark.parametrize("status", StepStatus)
def test_a_status_is_read_from_its_code(status):
    assert StepStatus.parse(str(status)) is status


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (" ดำเนินการแล้ว ", StepStatus.DONE),
        ("ดําเนินการเเล้ว", StepStatus.DONE),
        ("ดำเนินการแลว้", StepStatus.DONE),
        ("แล้วเสร็จ", StepStatus.DONE),
        ("DONE", StepStatus.DONE),
        ("อยู่ระหว่าง ดำเนินการ", StepStatus.IN_PROGRESS),
        ("ยงัไม่ดำเนินการ", StepStatus.NOT_STARTED),
        ("n/a", StepStatus.NOT_APPLICABLE),
    ],
)
def test_a_status_is_known_however_it_is_written(written, status):
    assert StepStatus.parse(written) is status


@pytest.mark.parametrize("written", ["", "-", "เสร็จบางส่วน", "ดำเนินการ", "90%"])
def test_another_word_is_no_status(written):
    assert StepStatus.parse(written) is None


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (StepStatus.DONE, "ดำเนินการแล้ว"),
        (StepStatus.IN_PROGRESS, "อยู่ระหว่างดำเนินการ"),
        (StepStatus.NOT_STARTED, "ยังไม่ดำเนินการ"),
        (StepStatus.NOT_APPLICABLE, "ไม่เกี่ยวข้อง"),
    ],
)
def test_a_status_has_the_word_of_the_form(status, word):
    assert status.thai == word
