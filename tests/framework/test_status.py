from itadata.framework import StepStatus

SPELLINGS = {
    **{status.thai: status for status in StepStatus},
    **{status.label: status for status in StepStatus},
    **{str(status): status for status in StepStatus},
    "ดำเนินการแล้ว": StepStatus.DONE,
    " ดำเนินการแล้ว ": StepStatus.DONE,
    "ดําเนินการเเล้ว": StepStatus.DONE,
    "ดำเนินการแลว้": StepStatus.DONE,
    "แล้วเสร็จ": StepStatus.DONE,
    "DONE": StepStatus.DONE,
    "มีการดำเนินการแล้ว": StepStatus.DONE,
    "ดำเนินการแล้ว ๑๐๐ เปอร์เซ็นต์": StepStatus.DONE,
    "ดำเนินการแล้ว (๑๐๐ เปอร์เซ็นต์)": StepStatus.DONE,
    "อยู่ระหว่าง ดำเนินการ": StepStatus.IN_PROGRESS,
    "อยู่ระหว่างดำเนินการ ๕๐%": StepStatus.IN_PROGRESS,
    "กำลังดำเนินการร้อยละ 50 เปอร์เซ็นต์": StepStatus.IN_PROGRESS,
    "ยงัไม่ดำเนินการ": StepStatus.NOT_STARTED,
    "n/a": StepStatus.NOT_APPLICABLE,
    **dict.fromkeys(
        ("", "-", "อยู่ระหว่างดำเนินการ 100%", "ยังไม่ดำเนินการ 50%", "เสร็จบางส่วน", "ดำเนินการ", "90%")
    ),
    **dict.fromkeys(("ดำเนินการแล้ว ๕๐ เปอร์เซ็นต์", "ดำเนินการแล้ว (๕๐ เปอร์เซ็นต์)", "มีการ")),
}


def test_a_status_is_read_in_every_spelling():
    assert {text: StepStatus.parse(text) for text in SPELLINGS} == SPELLINGS


def test_a_status_has_the_word_of_the_form():
    assert [status.thai for status in StepStatus] == [
        "ดำเนินการแล้ว",
        "อยู่ระหว่างดำเนินการ",
        "ยังไม่ดำเนินการ",
        "ไม่เกี่ยวข้อง",
    ]
