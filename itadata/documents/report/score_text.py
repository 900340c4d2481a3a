"""The ITA sentence that closes the outcomes of every measure, from the score that is stored."""

import re
from dataclasses import dataclass
from decimal import Decimal

from itadata.thai import normalise, to_thai_digits

_NUMBERED = re.compile(r"^\s*([0-9๐-๙]+)\s*[.)]\s*")
# It gives a score or a level of a year; a line that only mentions the assessment stays.
_OWN = re.compile(
    r"^ผลการประเมิน ?(ita|คุณธรรมและความโปร่งใส).*ปี"
    r".*(\d\d\.\d|(เป็น|ได้|เท่ากับ) ?\d|(อยู่ใน|ได้)ระดับ)"
)
_THAI_DIGIT = re.compile("[๐-๙]")


@dataclass(frozen=True)
class Score:
    """The total of the province in a year (B.E.), 0–100; `before` that of the year before, None
    where it is not known; `level` as published, else by the rules, blank where neither is known.

    `illustration` says whether the total or the change is not real.
    """

    fiscal_year: int
    total: Decimal
    level: str
    before: Decimal | None
    illustration: bool = False


def score_sentence(province: str, score: Score) -> str:
    """The outcome of the year: "ผลการประเมิน ITA … เพิ่มขึ้นเป็น 95.55 อยู่ในระดับผ่านดี"."""
    text = (
        f"ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {score.fiscal_year} ของ{province} "
        f"{_change(score)} {score.total:.2f}"
    )
    return f"{text} อยู่ในระดับ{score.level}" if score.level else text


def _change(score: Score) -> str:
    if score.before is None:
        return "เท่ากับ"
    if score.total == score.before:
        return "คงเดิมที่"
    return "เพิ่มขึ้นเป็น" if score.total > score.before else "ลดลงเป็น"


def list_number(line: str) -> int | None:
    """The number that a line of a list begins with."""
    match = _NUMBERED.match(line)
    return int(match[1]) if match else None


def without_list_number(line: str) -> str:
    """A line of a list without its number."""
    return _NUMBERED.sub("", line).strip()


def is_score_sentence(line: str) -> bool:
    """Whether a line of the outcomes is the ITA sentence, whatever year and score it names."""
    return bool(_OWN.match(normalise(without_list_number(line))))


def end_with_sentence(lines: list[str], sentence: str) -> list[str]:
    """Outcomes that end with the ITA sentence: in the place of a typed one, else as the next of
    the list, in its digits. Further typed ones go; without a sentence all go.
    """
    typed = next((i for i, line in enumerate(lines) if is_score_sentence(line)), None)
    if typed is None:
        return [*lines, _next_of(lines, sentence)] if sentence else lines
    number = _NUMBERED.match(lines[typed])
    replaced = [f"{number[0] if number else ''}{sentence}"] if sentence else []
    rest = [line for line in lines[typed + 1 :] if not is_score_sentence(line)]
    return [*lines[:typed], *replaced, *rest]


def _next_of(lines: list[str], sentence: str) -> str:
    numbered = [line for line in lines if list_number(line)]
    if not numbered:
        return sentence
    number = f"{max(list_number(line) or 0 for line in numbered) + 1}."
    in_thai = _THAI_DIGIT.match(numbered[-1].lstrip())
    return f"{to_thai_digits(number) if in_thai else number} {sentence}"


def skipped_numbers(lines: list[str]) -> list[int]:
    """The numbers that a list leaves out: 2 of "1.", "3."."""
    numbers = [number for line in lines if (number := list_number(line))]
    return [each for each in range(1, max(numbers, default=0)) if each not in numbers]
