"""The states of a step, in the words of the official form."""

from enum import StrEnum

from itadata.language import mark
from itadata.thai import matching_key


class Status(StrEnum):
    """What an agency says of a step. A blank status is None, never a member."""

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
        """The word of the form, which goes into workbooks whatever the language of the screen."""
        return _THAI[self][0]

    @classmethod
    def parse(cls, text: str) -> "Status | None":
        """The status that a cell names, or None for a word that is no status."""
        return _BY_NAME.get(matching_key(text))


_LABELS = {
    Status.DONE: mark("done"),
    Status.IN_PROGRESS: mark("in progress"),
    Status.NOT_STARTED: mark("not started"),
    Status.NOT_APPLICABLE: mark("not applicable"),
}
_THAI = {
    Status.DONE: ("ดำเนินการแล้ว", "ดำเนินการแล้วเสร็จ", "แล้วเสร็จ", "เสร็จแล้ว", "ดำเนินการเสร็จแล้ว"),
    Status.IN_PROGRESS: ("อยู่ระหว่างดำเนินการ", "กำลังดำเนินการ", "ระหว่างดำเนินการ"),
    Status.NOT_STARTED: ("ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ", "ไม่ได้ดำเนินการ"),
    Status.NOT_APPLICABLE: ("ไม่เกี่ยวข้อง", "ไม่มีภารกิจที่เกี่ยวข้อง", "N/A"),
}
_BY_NAME = {
    matching_key(name): status
    for status in Status
    for name in (*_THAI[status], status.value, _LABELS[status])
}
