"""What the framework says of a measure beside its steps."""

from itadata.framework.model import Measure
from itadata.framework.schemas import MEASURES

_NAMES = ("time_frame", "success_indicator", "target", "budget", "follow_up")


def measure_details(measure: Measure) -> dict[str, str]:
    """The time frame, indicator of success, target, budget and follow-up that are filled in."""
    texts = {name: _text(measure, name) for name in _NAMES}
    return {name: text for name, text in texts.items() if text}


def _text(measure: Measure, name: str) -> str:
    if name != "budget":
        return str(getattr(measure, name))
    if measure.budget is None:
        return ""
    return f"{measure.budget:,.2f}" if measure.budget else "ไม่ใช้งบประมาณ"


def detail_lines(measure: Measure) -> list[str]:
    """The details, each after its heading in the workbook, for documents in Thai."""
    details = measure_details(measure).items()
    return [f"{MEASURES.columns[name].names[0]}: {text}" for name, text in details]


def is_example(text: str) -> bool:
    """Whether a framework marks a text as an example."""
    return "(ตัวอย่าง)" in text
