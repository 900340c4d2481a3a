"""The statuses of a step, in the words of the official form."""

import re
from collections.abc import Iterable
from enum import StrEnum

from itadata.language import N_
from itadata.thai import matching_key, normalise, strip_brackets


class StepStatus(StrEnum):
    """The status that an agency reports for a step. A blank status is None, never a member."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The English name, a message id."""
        return _LABELS[self]

    @property
    def thai(self) -> str:
        """The word of the form: workbooks are in Thai, whatever the language of the screen."""
        return _THAI[self][0]

    @classmethod
    def parse(cls, text: str) -> "StepStatus | None":
        """The status from the text of a cell; None for another word."""
        return _by_name(text) or _without_addition(text) or _in_part(text)


_LABELS = {
    StepStatus.DONE: N_("done"),
    StepStatus.IN_PROGRESS: N_("in progress"),
    StepStatus.NOT_STARTED: N_("not started"),
    StepStatus.NOT_APPLICABLE: N_("not applicable"),
}
_THAI = {
    StepStatus.DONE: ("ดำเนินการแล้ว", "completed", "complete", "finished"),
    StepStatus.IN_PROGRESS: (
        "อยู่ระหว่างดำเนินการ",
        "กำลังดำเนินการ",
        "ระหว่างดำเนินการ",
        "อยู่ระหว่าง",
        "อยู่ในระหว่างดำเนินการ",
        "อยู่ระหว่างการดำเนินการ",
    ),
    StepStatus.NOT_STARTED: ("ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ", "ไม่ได้ดำเนินการ"),
    StepStatus.NOT_APPLICABLE: ("ไม่เกี่ยวข้อง", "ไม่มีภารกิจที่เกี่ยวข้อง", "N/A"),
}
_BY_NAME = {
    matching_key(name): status
    for status in StepStatus
    for name in (*_THAI[status], status.value, _LABELS[status])
}
_ACTIONS = ("ดำเนินการ", "จัดทำ", "ทำ", "ปฏิบัติ")
_COMPLETION = ("แล้ว", "เสร็จสิ้น", "เสร็จ", "เรียบร้อย", "ครบถ้วน", "สมบูรณ์")
_EXTENT = ("ครบทุกขั้นตอน", "ทุกขั้นตอน", "100", "ร้อยละ 100", "100 เปอร์เซ็นต์", "ร้อยเปอร์เซ็นต์")


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(matching_key, words))})"


# "ได้ดำเนินการเรียบร้อยแล้ว", "แล้วเสร็จ 100%": in every order that officers write.
_DONE = re.compile(
    f"{_one_of(['ได้'])}?{_one_of(['มีการ'])}?{_one_of(_ACTIONS)}?{_one_of(_COMPLETION)}+"
    f"{_one_of(_EXTENT)}?{_one_of(['แล้ว'])}?"
)


def _by_name(text: str) -> StepStatus | None:
    """The status that a text names, without any addition."""
    key = matching_key(text)
    return StepStatus.DONE if _DONE.fullmatch(key) else _BY_NAME.get(key)


# Additions in brackets that contradict the status before them: "ดำเนินการแล้ว (บางส่วน)".
_CONTRADICTIONS = {
    StepStatus.DONE: re.compile(r"บางส่วน|บางขั้น|ยัง|ไม่|ระหว่าง|เหลือ|เกือบ|รอ(?!บ)|%|เปอร์เซ|ร้อยละ|\?"),
    StepStatus.IN_PROGRESS: re.compile(r"ยังไม่|ไม่ได้|\?"),
    StepStatus.NOT_STARTED: re.compile(r"แล้ว|ระหว่าง|บางส่วน|\?"),
    StepStatus.NOT_APPLICABLE: re.compile(r"แล้ว|ระหว่าง|บางส่วน|\?"),
}
_WHOLE = re.compile(r"(?<![\d.])100 ?(?:%|เปอร์เซ็?นต์)|ร้อยละ ?100(?![\d.])")


def _without_addition(text: str) -> StepStatus | None:
    """The status before an addition in brackets that does not contradict it."""
    plain = strip_brackets(text).rstrip()
    status = _by_name(plain)
    if status is None or not text.startswith(plain):
        return None
    addition = _WHOLE.sub("", normalise(text[len(plain) :]))
    other = _by_name(addition) or status
    return None if other is not status or _CONTRADICTIONS[status].search(addition) else status


# "อยู่ระหว่างดำเนินการ 50%": a share below 100 agrees with a status in progress alone.
_SHARE = re.compile(r"(?:ร้อยละ ?)?\d{1,2}(?:\.\d+)? ?(?:%|เปอร์เซ็?นต์)?$")


def _in_part(text: str) -> StepStatus | None:
    """The status in progress before its share; None for another."""
    plain = _SHARE.sub("", normalise(text))
    return StepStatus.IN_PROGRESS if _by_name(plain) is StepStatus.IN_PROGRESS else None
