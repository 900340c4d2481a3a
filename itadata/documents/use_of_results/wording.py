"""The analysis of the results in Thai sentences: figures, no adjectives. A figure that is an
illustration has an asterisk, which a note explains.
"""

from collections.abc import Sequence
from decimal import Decimal

from itadata.analysis import Results, ResultScore

_MOST_RISES = 3
_UNKNOWN = "–"
ILLUSTRATION_NOTE = "* ข้อมูลตัวอย่าง มิใช่คะแนนจริง"


def figure(score: Decimal | None, illustration: bool = False) -> str:
    """A score with 2 decimals, a dash where it is unknown."""
    return _UNKNOWN if score is None else f"{score:.2f}{'*' * illustration}"


def signed(points: Decimal | None) -> str:
    """A difference with its sign, a dash where it is unknown."""
    return _UNKNOWN if points is None else f"{points:+.2f}".replace("-", "−")


def score_of(score: ResultScore) -> str:
    """The score of the year."""
    return figure(score.score, score.illustration)


def before_of(score: ResultScore) -> str:
    """The score of the year before."""
    return figure(score.before, score.before_illustration)


def indicator_title(indicator: ResultScore) -> str:
    """The number and name of an indicator."""
    return f"ตัวชี้วัดที่ {indicator.code} {indicator.name}"


def against_threshold(score: ResultScore) -> str:
    """The score of the year and its distance from the threshold in words."""
    if score.distance is None:
        return "ไม่มีคะแนน"
    threshold = f"เกณฑ์ {score.threshold:.2f} คะแนน"
    if not score.distance:
        return f"{score_of(score)} คะแนน (เท่ากับ{threshold})"
    side = "ต่ำ" if score.is_weak else "สูง"
    return f"{score_of(score)} คะแนน ({side}กว่า{threshold} อยู่ {abs(score.distance):.2f} คะแนน)"


def result(results: Results) -> str:
    """The total, the level and the change of the total; then what the aim still lacks."""
    total = results.total
    lines = [
        f"{results.unit}มีผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) "
        f"ประจำปีงบประมาณ พ.ศ. {results.fiscal_year} {_total(results)}"
    ]
    below = [
        f"{'คะแนนรวม' if each is total else each.code} {against_threshold(each)}"
        for each in (total, *results.instruments)
        if each.is_weak
    ]
    if below:
        lines.append(f"คะแนนที่ต่ำกว่าเกณฑ์ระดับ{results.aim.level} ได้แก่ {' และ '.join(below)}")
    if all(each.score is None for each in results.instruments):
        lines.append("ไม่มีคะแนนรายเครื่องมือ จึงวิเคราะห์ได้เฉพาะคะแนนรวม")
    return "\n".join(lines)


def _total(results: Results) -> str:
    total = results.total
    text = f"คะแนนรวม {score_of(total)} คะแนน" if total.score is not None else "ไม่มีคะแนนรวม"
    if results.level:
        text += f" อยู่ในระดับ{results.level}"
    if total.change is None:
        return text
    year = f"ปีงบประมาณ พ.ศ. {results.fiscal_year - 1} ({before_of(total)} คะแนน)"
    if not total.change:
        return f"{text} เท่ากับ{year}"
    verb = "ลดลง" if total.fell else "เพิ่มขึ้น"
    return f"{text} {verb}จาก{year} {abs(total.change):.2f} คะแนน"


def strong_points(results: Results) -> str:
    """The indicators at their threshold or above."""
    return _points(results, results.strong, "ตั้งแต่เกณฑ์", "ขึ้นไป")


def weak_points(results: Results) -> str:
    """The indicators below their threshold, and those without a score."""
    return _points(results, results.weak, "ต่ำกว่าเกณฑ์", "")


def _points(results: Results, indicators: Sequence[ResultScore], before: str, after: str) -> str:
    if not results.scored:
        return "ไม่มีคะแนนรายตัวชี้วัด จึงไม่สามารถวิเคราะห์รายตัวชี้วัดได้"
    of = f"ตัวชี้วัดที่มีคะแนน{before}ระดับ{results.aim.level}{after}"
    if not indicators:
        return f"ไม่มี{of}"
    count = f"จำนวน {len(indicators)} จาก {len(results.scored)} ตัวชี้วัด ได้แก่"
    lines = (
        f"{number}. {indicator_title(each)} {against_threshold(each)}"
        for number, each in enumerate(indicators, start=1)
    )
    return "\n".join([f"{of} {count}", *lines])


def changes(results: Results) -> str:
    """The numbers of rises and falls, every fall, and the largest rises."""
    year, compared = results.fiscal_year - 1, results.compared
    if not compared:
        return f"ไม่มีคะแนนรายตัวชี้วัดปีงบประมาณ พ.ศ. {year} ที่เปรียบเทียบได้"
    falls = [each for each in compared if each.fell]
    rises = [each for each in reversed(compared) if each.change and not each.fell]
    same = len(compared) - len(falls) - len(rises)
    lines = [
        f"เมื่อเทียบกับปีงบประมาณ พ.ศ. {year} จากตัวชี้วัดที่เปรียบเทียบได้ {len(compared)} ตัวชี้วัด "
        f"คะแนนเพิ่มขึ้น {len(rises)} ตัวชี้วัด ลดลง {len(falls)} ตัวชี้วัด และเท่าเดิม {same} ตัวชี้วัด"
    ]
    if falls:
        lines += ["ตัวชี้วัดที่คะแนนลดลง เรียงจากมากไปน้อย ได้แก่", *_listed(falls)]
    if rises:
        lines += ["ตัวชี้วัดที่คะแนนเพิ่มขึ้นมากที่สุด ได้แก่", *_listed(rises[:_MOST_RISES])]
    return "\n".join(lines)


def _listed(indicators: Sequence[ResultScore]) -> list[str]:
    return [
        f"{number}. {indicator_title(each)} จาก {before_of(each)} เป็น {score_of(each)} คะแนน "
        f"({'ลดลง' if each.fell else 'เพิ่มขึ้น'} {abs(each.change or 0):.2f} คะแนน)"
        for number, each in enumerate(indicators, start=1)
    ]


def note(results: Results) -> str:
    """What is unknown, and what the asterisk means; blank for neither."""
    missing = [each.code for each in results.indicators if each.score is None]
    lines = []
    if missing and results.scored:
        lines.append(f"ไม่มีคะแนนตัวชี้วัดที่ {', '.join(missing)}")
    if results.illustration:
        lines.append(ILLUSTRATION_NOTE)
    return "\n".join(lines)
