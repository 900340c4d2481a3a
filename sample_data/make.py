"""Make the sample workbooks again from `source/`: `python sample_data/make.py`.

The measures, steps, results and outcomes of 2567 and the total 95.55 are those of the province's
report, to the letter. Everything else about Chiang Mai is an illustration and says so. The same
source always gives the same files.
"""

import csv
import itertools
import json
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from itadata.framework import (  # noqa: E402
    Agency,
    Exemption,
    Framework,
    Indicator,
    Instrument,
    LevelRule,
    Link,
    Measure,
    Round,
    Step,
    StepStatus,
    Summary,
    computed_total,
    instrument_means,
    level_rule,
    rounded,
    write_framework,
)
from itadata.returns import Answer, MeasureText, Return, write_filled  # noqa: E402
from itadata.scores import NATIONAL_MEAN  # noqa: E402
from itadata.thai import BANGKOK, ERA_OFFSET, fiscal_year_end, fiscal_year_start  # noqa: E402
from itadata.workbook.xlsx_writer import Heading, WorkbookWriter  # noqa: E402

SOURCE = HERE / "source"
RETURNS = HERE / "returns"
CREATED = datetime(2025, 4, 1, 9, 0, tzinfo=BANGKOK)
PROVINCE = "จังหวัดเชียงใหม่"

FULL_YEARS = (2566, 2567, 2568)
TARGETS = {2566: "95", 2567: "95", 2568: "96"}
ILLUSTRATION = {
    2566: "มาตรการ ขั้นตอน และผลของปีนี้ซ้ำจากปีงบประมาณ พ.ศ. 2567 เพื่อเป็นตัวอย่าง มิใช่ข้อมูลจริง "
    "รวมทั้งเป้าหมาย รอบรายงาน และทะเบียนส่วนราชการ",
    2567: "มาตรการ ขั้นตอน ผลการดำเนินการ และผลลัพธ์เป็นข้อความจริงตามรายงานของจังหวัด "
    "ส่วนเป้าหมาย รอบรายงาน และทะเบียนส่วนราชการเป็นตัวอย่าง",
    2568: "มาตรการ ขั้นตอน และผลของปีนี้ซ้ำจากปีงบประมาณ พ.ศ. 2567 เพื่อเป็นตัวอย่าง มิใช่ข้อมูลจริง "
    "รวมทั้งเป้าหมาย รอบรายงาน และทะเบียนส่วนราชการ",
}
INFERRED_TIME_FRAME = "ตลอดปีงบประมาณ (ตัวอย่าง)"
INFERRED_FOLLOW_UP = "รายงานจังหวัดรอบ 6 เดือน และ 12 เดือน (ตัวอย่าง)"

# Indicators 1–10 of Chiang Mai. Every figure here is an illustration; those of 2567 give exactly
# the one published total, 95.55.
INDICATORS: dict[int, Sequence[str]] = {
    2563: (
        "90.12",
        "86.40",
        "88.75",
        "84.90",
        "87.33",
        "86.20",
        "84.15",
        "83.70",
        "88.50",
        "85.60",
    ),
    2564: (
        "91.85",
        "88.10",
        "90.02",
        "86.75",
        "89.40",
        "88.95",
        "86.30",
        "86.80",
        "90.25",
        "89.10",
    ),
    2565: (
        "92.60",
        "89.95",
        "91.30",
        "88.20",
        "91.05",
        "91.70",
        "89.85",
        "90.10",
        "92.40",
        "93.75",
    ),
    2566: (
        "93.70",
        "91.05",
        "92.15",
        "89.60",
        "92.80",
        "94.10",
        "92.65",
        "93.05",
        "93.60",
        "96.90",
    ),
    2567: (
        "95.10",
        "92.80",
        "93.40",
        "91.70",
        "94.50",
        "96.50",
        "95.70",
        "95.20",
        "95.30",
        "98.50",
    ),
}
PUBLISHED_TOTAL = {2567: Decimal("95.55")}


@dataclass(frozen=True)
class Behaviour:
    """How the agencies behave in a round: shares from 0 to 1."""

    missing: tuple[str, ...]
    late: float
    done: float
    without_evidence: float
    again: tuple[str, ...] = ()


BEHAVIOURS = {
    (2566, 6): Behaviour(("008", "017", "021", "023", "026", "030", "035"), 0.30, 0.45, 0.30),
    (2566, 12): Behaviour(("008", "021", "023", "035"), 0.25, 0.78, 0.25, ("012",)),
    (2567, 6): Behaviour(("008", "017", "023", "035"), 0.22, 0.52, 0.20),
    (2567, 12): Behaviour(("008", "023"), 0.15, 0.88, 0.12, ("005", "019")),
    (2568, 6): Behaviour(
        (
            "003",
            "006",
            "007",
            "008",
            "011",
            "014",
            "016",
            "017",
            "020",
            "021",
            "023",
            "024",
            "026",
            "029",
            "030",
            "033",
            "035",
        ),
        0.18,
        0.55,
        0.18,
        ("010",),
    ),
}
ALIKE = ("009", "015", "022", "027")  # who sends the same words as the others
EXEMPT = {(2567, 6): (("021", "อยู่ระหว่างย้ายสถานที่ทำการ (ตัวอย่าง)"),)}


def main() -> None:
    """Write every workbook and `received.csv`."""
    frameworks = {year: framework(year) for year in range(2563, 2569)}
    for year, each in frameworks.items():
        (HERE / f"framework_{year}.xlsx").write_bytes(write_framework(each, CREATED))
    (HERE / "scores.xlsx").write_bytes(scores_workbook(frameworks))
    shutil.rmtree(RETURNS, ignore_errors=True)
    received = sorted(
        (sent for key in BEHAVIOURS for sent in returns_of(frameworks[key[0]], key[1])),
        key=lambda sent: (sent[1], sent[0]),
    )
    with (HERE / "received.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "received_at"])
        writer.writerows((name, moment.isoformat()) for name, moment in received)
    print(f"{len(frameworks)} frameworks, scores and {len(received)} returns written")


# --- frameworks ----------------------------------------------------------------------------


def framework(year: int) -> Framework:
    """The framework of a year: its scheme, and in full from 2566."""
    schemes = _json("schemes.json")
    scheme = next(s for s in schemes["years"] if s["fiscal_year"] == year)
    only_scheme = Framework(
        fiscal_year=year,
        unit=PROVINCE,
        target=Decimal(TARGETS[year]) if year in TARGETS else None,
        illustration=ILLUSTRATION.get(year, ""),
        source=f"รวบรวมจากเอกสารเผยแพร่ ความเชื่อมั่น: {scheme['confidence']}",
        instruments=tuple(
            Instrument(i["code"], i["name"], i["name_en"], Decimal(i["weight"]))
            for i in schemes["instruments"]
        ),
        indicators=tuple(Indicator(**indicator) for indicator in schemes["indicators"]),
        level_rules=tuple(
            LevelRule(r["level"], r["level_en"], Decimal(r["total_min"]), _decimal(r))
            for r in schemes["levels"][scheme["levels"]]
        ),
    )
    return _with_measures(only_scheme) if year in FULL_YEARS else only_scheme


def _decimal(rule: dict[str, Any]) -> Decimal | None:
    floor = rule["each_instrument_min"]
    return None if floor is None else Decimal(floor)


def _with_measures(scheme: Framework) -> Framework:
    measures = _json("measures_2567.json")
    year = scheme.fiscal_year
    return replace(
        scheme,
        measures=tuple(_measure(m) for m in measures),
        links=tuple(
            Link(m["no"], no, inferred=True) for m in measures for no in m["indicators_inferred"]
        ),
        agencies=tuple(
            Agency(row["code"], row["agency"], (row["alias"],), row["parent_body"])
            for row in _csv("agencies.csv")
        ),
        rounds=_rounds(year),
        exemptions=tuple(
            Exemption(months, code, reason)
            for (of_year, months), exempt in EXEMPT.items()
            if of_year == year
            for code, reason in exempt
        ),
        # The report of 2568 is not written yet: its round is still open.
        summaries=()
        if year == 2568
        else tuple(Summary(m["no"], m["results"], m["outcomes"]) for m in measures),
    )


def _measure(source: dict[str, Any]) -> Measure:
    return Measure(
        no=source["no"],
        title=source["title"],
        short=source["short"],
        title_en=source["title_en"],
        short_en=source["short_en"],
        responsible=source["responsible"],
        time_frame=INFERRED_TIME_FRAME,
        follow_up=INFERRED_FOLLOW_UP,
        steps=tuple(
            Step(s["no"], s["text"], tuple(s.get("sub_items", ()))) for s in source["steps"]
        ),
    )


def _rounds(year: int) -> tuple[Round, ...]:
    spring = year - ERA_OFFSET
    half = Round(6, date(spring, 3, 1), date(spring, 4, 18), date(spring, 6, 30))
    whole = Round(12, date(spring, 9, 1), date(spring, 10, 15), date(spring, 11, 30))
    # The round that is open in the sample never locks, so that a return can be tried on any day.
    return (replace(half, lock_on=None),) if year == 2568 else (half, whole)


# --- scores --------------------------------------------------------------------------------


def scores_workbook(frameworks: dict[int, Framework]) -> bytes:
    """Chiang Mai, the real rows of other provinces, and the national means."""
    book = WorkbookWriter(CREATED)
    figures = [Heading(f"ตัวชี้วัดที่ {no}", "score", 12) for no in range(1, 11)]
    start = [Heading("ปีงบประมาณ", "text", 14), Heading("หน่วยงาน", "text", 26)]
    total = Heading("คะแนน ITA", "score", 12)
    end = [
        Heading("ข้อมูลตัวอย่าง", "text", 24),
        Heading("วันที่เริ่มสำรวจ", "date", 16),
        Heading("วันที่สิ้นสุดการสำรวจ", "date", 18),
        Heading("วันที่ประกาศผล", "date", 16),
        Heading("ที่มา", "text", 70),
    ]
    instruments = [Heading(f"{c} (ร้อยละ {w})", "score", 14) for c, w in _WEIGHTS]
    book.table(
        book.sheet(PROVINCE),
        [*start, *figures, *instruments, total, Heading("ระดับ", "text", 14), *end],
        [_province_row(frameworks[year]) for year in INDICATORS],
    )
    book.table(
        book.sheet("จังหวัดอื่น"),
        [*start, *figures, total, Heading("ที่มา", "text", 70)],
        [_other_row(row) for row in _csv("provinces.csv")],
    )
    book.table(
        book.sheet(NATIONAL_MEAN),
        [
            *start,
            total,
            Heading("หน่วยงานที่ประเมิน (แห่ง)", "whole", 18),
            Heading("ผ่านเกณฑ์ (แห่ง)", "whole", 16),
            Heading("ผ่านเกณฑ์ (ร้อยละ)", "score", 16),
            Heading("ความเชื่อมั่น", "text", 14),
            Heading("ที่มา", "text", 70),
        ],
        [_mean_row(row) for row in _csv("national_means.csv")],
    )
    return book.finish()


_WEIGHTS = (("IIT", 30), ("EIT", 30), ("OIT", 40))


def _province_row(scheme: Framework) -> list[object]:
    year = scheme.fiscal_year
    indicators = {no: Decimal(text) for no, text in enumerate(INDICATORS[year], start=1)}
    means = instrument_means(scheme, indicators)
    total = computed_total(scheme, means)
    assert total is not None
    real = year in PUBLISHED_TOTAL
    assert not real or total == PUBLISHED_TOTAL[year]
    rule = level_rule(scheme, total, means)
    assert rule is not None
    dates: list[object] = (
        [date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 30)] if real else [None] * 3
    )
    source = (
        "คะแนนรวมและระดับ: รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน "
        "ประจำปีงบประมาณ พ.ศ. 2567 จังหวัดเชียงใหม่ / เครื่องมือและตัวชี้วัด: ข้อมูลตัวอย่าง"
        if real
        else "ข้อมูลตัวอย่าง มิใช่ผลการประเมินจริง"
    )
    return [
        str(year),
        PROVINCE,
        *indicators.values(),
        *(rounded(means[code]) for code, _ in _WEIGHTS),
        total,
        rule.level,
        "เครื่องมือ, ตัวชี้วัด" if real else "ทั้งหมด",
        *dates,
        source,
    ]


def _other_row(row: dict[str, str]) -> list[object]:
    figures = [Decimal(row[f"i{no}"]) for no in range(1, 11)]
    source = "ผลการประเมิน ITA ที่สำนักงาน ป.ป.ช. เผยแพร่"
    return [row["fiscal_year"], f"จังหวัด{row['province']}", *figures, Decimal(row["total"]), source]


def _mean_row(row: dict[str, str]) -> list[object]:
    def number(name: str) -> Decimal | None:
        return Decimal(row[name]) if row[name] else None

    return [
        row["fiscal_year"],
        NATIONAL_MEAN,
        number("mean_total"),
        number("agencies_assessed"),
        number("passed"),
        number("passed_percent"),
        row["confidence"],
        row["source"],
    ]


# --- returns -------------------------------------------------------------------------------


def returns_of(scheme: Framework, months: int) -> Iterator[tuple[str, datetime]]:
    """Write the returns of a round; give the name of each file and when it was received."""
    stored = scheme.with_version(1)
    behaviour = BEHAVIOURS[scheme.fiscal_year, months]
    folder = RETURNS / f"{scheme.fiscal_year}-{months:02d}"
    folder.mkdir(parents=True)
    for agency in stored.expected(months):
        if agency.code in behaviour.missing:
            continue
        chance = random.Random(f"{scheme.fiscal_year}-{months}-{agency.code}")
        received = _received(stored.round(months), behaviour, chance)
        document = _return(stored, months, agency, behaviour, received.date(), chance)
        yield _write(folder / f"{agency.code}.xlsx", stored, document), received
        if agency.code in behaviour.again:
            again = received + timedelta(days=6, hours=2)
            better = _revised(document, again.date())
            yield _write(folder / f"{agency.code}-2.xlsx", stored, better), again


def _write(path: Path, scheme: Framework, document: Return) -> str:
    path.write_bytes(write_filled(scheme, document, CREATED))
    return path.relative_to(HERE).as_posix()


def _received(reporting_round: Round, behaviour: Behaviour, chance: random.Random) -> datetime:
    if chance.random() < behaviour.late:
        day = reporting_round.due_on + timedelta(days=chance.choice((1, 2, 3, 5, 8, 13, 21)))
    else:
        window = (reporting_round.due_on - reporting_round.opens_on).days
        # Most come in the last two weeks.
        day = reporting_round.due_on - timedelta(days=int(window * chance.random() ** 2.2))
    clock = time(chance.randint(8, 16), chance.randint(0, 59), chance.randint(0, 59))
    return datetime.combine(day, clock, BANGKOK)


def _return(
    scheme: Framework,
    months: int,
    agency: Agency,
    behaviour: Behaviour,
    received_on: date,
    chance: random.Random,
) -> Return:
    eagerness = behaviour.done + chance.uniform(-0.25, 0.20)
    answers = tuple(
        _answer(scheme, measure.no, step, eagerness, behaviour, received_on, chance)
        for measure, step in scheme.steps.values()
    )
    started = {
        a.measure_no for a in answers if a.status in (StepStatus.DONE, StepStatus.IN_PROGRESS)
    }
    number = int(agency.code)
    return Return(
        fiscal_year=scheme.fiscal_year,
        round=months,
        agency_code=agency.code,
        reporter=f"ผู้รายงานตัวอย่าง {agency.code}",
        position="นักวิเคราะห์นโยบายและแผน",
        telephone=f"0 5300 {number:04d}",
        reported_on=received_on,
        certifier=f"หัวหน้าส่วนราชการตัวอย่าง {agency.code}",
        letter_no=f"ชม {number:04d}/{chance.randint(100, 999)}",
        letter_date=received_on,
        answers=answers,
        texts=tuple(
            _text(m, agency, m.no in started, _details(scheme, months, m, number), chance)
            for m in scheme.measures
        ),
    )


def _answer(
    scheme: Framework,
    measure_no: int,
    step: Step,
    eagerness: float,
    behaviour: Behaviour,
    received_on: date,
    chance: random.Random,
) -> Answer:
    reasons = _json("returns.json")["reasons"]
    draw = chance.random()
    difficulty = {"4.2": 0.22, "4.5": 0.30, "8.2": 0.12, "2.2": 0.10, "7.1": 0.08}
    status: StepStatus | None
    if step.no in reasons and draw > 0.86:
        status = StepStatus.NOT_APPLICABLE
    elif draw < eagerness - difficulty.get(step.no, 0):
        status = StepStatus.DONE
    elif draw < eagerness + 0.25:
        status = StepStatus.IN_PROGRESS
    else:
        status = StepStatus.NOT_STARTED if chance.random() < 0.9 else None
    done = status is StepStatus.DONE
    evidence = ""
    if done and chance.random() >= behaviour.without_evidence:
        evidence = _evidence(scheme.fiscal_year, step.no, chance)
    return Answer(
        measure_no=measure_no,
        step_no=step.no,
        status=status,
        done_on=_done_on(scheme.fiscal_year, received_on, chance) if done else None,
        evidence=evidence,
        note=reasons[step.no] if status is StepStatus.NOT_APPLICABLE else "",
        sheet="",
        cell="",
    )


def _done_on(year: int, received_on: date, chance: random.Random) -> date:
    first = fiscal_year_start(year) + timedelta(days=20)
    last = min(received_on - timedelta(days=1), fiscal_year_end(year))
    return first + timedelta(days=chance.randint(0, (last - first).days))


def _evidence(year: int, step_no: str, chance: random.Random) -> str:
    link = f"https://agency.example/ita/{year}/{step_no}.pdf"
    letter = f"ชม {chance.randint(1, 35):04d}/ว {chance.randint(100, 4999)}"
    return chance.choice((link, letter, f"{link}\n{letter}"))


def _details(scheme: Framework, months: int, measure: Measure, number: int) -> str:
    """Two sentences that no other agency has in this order in the same round and measure."""
    pairs = list(itertools.permutations(_json("returns.json")["details"], 2))
    # 5 and the number of pairs have no common divisor, so every agency gets another pair.
    place = 5 * number + 31 * measure.no + 7 * scheme.fiscal_year + months
    return " ".join(pairs[place % len(pairs)])


def _text(
    measure: Measure, agency: Agency, started: bool, details: str, chance: random.Random
) -> MeasureText:
    words = _json("returns.json")
    key = str(measure.no)
    results = chance.choice(words["results"][key]).format(
        agency=agency.name, n=chance.randint(2, 9), people=chance.randint(18, 420)
    )
    results = f"{results} {details}"
    if agency.code in ALIKE and key in words["alike"]:
        results = words["alike"][key]
    outcomes = words["outcomes"][key]
    return MeasureText(measure.no, results if started else "", outcomes if started else "", "", "")


def _revised(document: Return, received_on: date) -> Return:
    """A second version: what was in progress is done, and has its evidence."""
    answers = tuple(
        replace(
            answer,
            status=StepStatus.DONE,
            done_on=min(received_on - timedelta(days=1), fiscal_year_end(document.fiscal_year)),
            evidence=f"https://agency.example/ita/{document.fiscal_year}/{answer.step_no}.pdf",
        )
        if answer.status is StepStatus.IN_PROGRESS
        else answer
        for answer in document.answers
    )
    return replace(document, answers=answers, reported_on=received_on)


def _json(name: str) -> Any:
    return json.loads((SOURCE / name).read_text(encoding="utf-8"))


def _csv(name: str) -> list[dict[str, str]]:
    with (SOURCE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    main()
