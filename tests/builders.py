"""Valid workbooks made in code, to be changed in one place by a test."""

import pickle
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from itadata.findings import Finding
from itadata.framework import Framework, StepStatus, parse_framework, write_framework
from itadata.returns import Answer, MeasureText, Return, write_filled
from itadata.thai import BANGKOK
from itadata.workbook import Workbook, open_workbook

SAMPLE_DATA = Path(__file__).parents[1] / "sample_data"
CREATED = datetime(2024, 9, 1, 9, 0, tzinfo=BANGKOK)
YEAR = 2567
PROVINCE = "จังหวัดเชียงใหม่"

Edit = Callable[[Any], object]


def opened(content: bytes) -> Workbook:
    """The workbook, through the real worker process."""
    book = open_workbook(content)
    assert isinstance(book, Workbook), book
    return book


def edited(content: bytes, *edits: Edit) -> bytes:
    """The workbook after somebody worked on it in Excel."""
    book = in_excel(content)
    for edit in edits:
        edit(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_comment(content: bytes, text: str) -> bytes:
    """The same workbook in other bytes: the text is the comment of its archive, which has none."""
    comment = text.encode()
    return content[:-2] + len(comment).to_bytes(2, "little") + comment


def in_excel(content: bytes) -> openpyxl.Workbook:
    """The workbook to look at or to change; a copy of what openpyxl parses once."""
    book: openpyxl.Workbook = pickle.loads(_parsed(content))
    return book


@lru_cache(maxsize=128)
def _parsed(content: bytes) -> bytes:
    return pickle.dumps(openpyxl.load_workbook(BytesIO(content)))


def places(findings: Iterable[Finding]) -> list[tuple[str, str | None]]:
    """The code and cell of each finding, in a fixed order."""
    return sorted((str(f.code), f.cell) for f in findings)


def set_cell(sheet: Worksheet, address: str, value: object) -> None:
    """Type a value into a cell; "#REF!" becomes the error itself."""
    sheet[address] = value
    if isinstance(value, str) and value.startswith("#"):
        sheet[address].data_type = "e"


# --- frameworks ----------------------------------------------------------------------------


@cache
def framework(year: int = YEAR) -> Framework:
    """The framework of a year of the sample, as stored once."""
    read = parse_framework(opened((SAMPLE_DATA / f"framework_{year}.xlsx").read_bytes()))
    assert read.framework is not None, read.findings
    return read.framework.with_version(1)


def frameworks() -> dict[int, Framework]:
    """Every year of the sample, 2563–2568; the first three have only the scheme."""
    return {year: framework(year) for year in range(2563, 2569)}


def framework_workbook(changed: Framework | None = None) -> bytes:
    """The workbook of a framework, that of 2567 where none is given."""
    return write_framework(changed or framework(), CREATED)


def without_step(no: str) -> Framework:
    """The framework of 2567 after a step was taken away."""
    measures = tuple(
        replace(measure, steps=tuple(step for step in measure.steps if step.no != no))
        for measure in framework().measures
    )
    return replace(framework(), measures=measures)


# --- returns -------------------------------------------------------------------------------

IDENTITY = "ข้อมูลส่วนราชการ"
FORM = "แบบรายงาน"
HEADER_ROW = 3
COLUMNS = {
    "no": "A",
    "measure": "B",
    "step": "C",
    "responsible": "D",
    "status": "E",
    "done_on": "F",
    "results": "G",
    "outcomes": "H",
    "evidence": "I",
    "note": "J",
}
IDENTITY_CELLS = {
    "agency_code": "B1",
    "agency": "B2",
    "fiscal_year": "B3",
    "round": "B4",
    "reporter": "B5",
    "reported_on": "B8",
    "certifier": "B9",
    "letter_date": "B11",
    "template_version": "B12",
    "prefilled_from": "B13",
}


def row_of(step_no: str) -> int:
    """The row of a step in the form."""
    return HEADER_ROW + 1 + list(framework().steps).index(step_no)


def at(step_no: str, column: str) -> str:
    """The cell of a step under a heading."""
    return f"{COLUMNS[column]}{row_of(step_no)}"


def return_document(
    agency_code: str = "001", round: int = 12, scheme: Framework | None = None
) -> Return:
    """A return in which every step is done, dated, evidenced and told."""
    scheme = scheme or framework()
    day = date(scheme.fiscal_year - 543, 2, 15)
    return Return(
        fiscal_year=scheme.fiscal_year,
        round=round,
        agency_code=agency_code,
        reporter="ผู้รายงาน",
        position="นักวิชาการ",
        telephone="0 5300 0000",
        reported_on=date(scheme.fiscal_year - 543, 3, 5),
        certifier="หัวหน้าส่วนราชการ",
        letter_no="ชม 0001/1",
        letter_date=date(scheme.fiscal_year - 543, 3, 5),
        answers=tuple(
            Answer(measure.no, step.no, StepStatus.DONE, day, f"ชม 0001/ว {no}", "", "", "")
            for no, (measure, step) in enumerate(scheme.steps.values(), start=1)
        ),
        texts=tuple(
            MeasureText(m.no, f"ผลของมาตรการที่ {m.no}", f"ผลลัพธ์ของมาตรการที่ {m.no}", "", "")
            for m in scheme.measures
        ),
    )


def return_workbook(*edits: Edit, document: Return | None = None) -> bytes:
    """A valid return of agency 001 for round 12 of 2567, after somebody worked on it."""
    content = write_filled(framework(), document, CREATED) if document else _valid_return()
    return edited(content, *edits) if edits else content


@cache
def _valid_return() -> bytes:
    return write_filled(framework(), return_document(), CREATED)


def typed(step_no: str, column: str, value: object) -> Edit:
    """A value typed into the form."""
    return lambda book: set_cell(book[FORM], at(step_no, column), value)


def typed_at(address: str, value: object) -> Edit:
    """A value typed into any cell of the form."""
    return lambda book: set_cell(book[FORM], address, value)


def identified(label: str, value: object) -> Edit:
    """A value typed into the sheet that says whose return it is."""
    return lambda book: set_cell(book[IDENTITY], IDENTITY_CELLS[label], value)


def unmerged(column: str, measure_no: int) -> Edit:
    """The block of a measure unmerged."""

    def edit(book: Any) -> None:
        rows = [row_of(no) for no in framework().steps if no.startswith(f"{measure_no}.")]
        letter = COLUMNS[column]
        book[FORM].unmerge_cells(f"{letter}{rows[0]}:{letter}{rows[-1]}")

    return edit


def with_raw_text(content: bytes, before: str, after: str) -> bytes:
    """The workbook with a text changed in its XML, for what no program would write."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xml"):
                part = part.replace(before.encode(), after.encode())
            new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


# --- scores --------------------------------------------------------------------------------

# An illustration that gives exactly 95.55 and ผ่านดี.
INDICATORS = (
    Decimal("95.10"),
    Decimal("92.80"),
    Decimal("93.40"),
    Decimal("91.70"),
    Decimal("94.50"),
    Decimal("96.50"),
    Decimal("95.70"),
    Decimal("95.20"),
    Decimal("95.30"),
    Decimal("98.50"),
)
INSTRUMENTS = {"IIT": Decimal("93.50"), "EIT": Decimal("95.80"), "OIT": Decimal("96.90")}
POINTS = {"IIT": Decimal("28.05"), "EIT": Decimal("28.74"), "OIT": Decimal("38.76")}
TOTAL = Decimal("95.55")

_MEMBERS = {"IIT": (1, 2, 3, 4, 5), "EIT": (6, 7, 8), "OIT": (9, 10)}
_WEIGHTS = {"IIT": Decimal("0.3"), "EIT": Decimal("0.3"), "OIT": Decimal("0.4")}

WIDE = [
    "ปีงบประมาณ",
    "หน่วยงาน",
    *(f"ตัวชี้วัดที่ {no}" for no in range(1, 11)),
    "IIT (ร้อยละ 30)",
    "EIT (ร้อยละ 30)",
    "OIT (ร้อยละ 40)",
    "คะแนน ITA",
    "ระดับ",
]
SHORT = ["ปีงบประมาณ", "หน่วยงาน", "IIT", "EIT", "OIT", "คะแนน ITA", "ระดับ"]
LONG = ["ปีงบประมาณ", "หน่วยงาน", "ตัวชี้วัด", "คะแนน"]


def cents(value: Decimal) -> Decimal:
    """As an announcement prints it."""
    return value.quantize(Decimal("0.01"), "ROUND_HALF_UP")


def derived_scores(indicators: Sequence[Decimal], *, points: bool = False) -> dict[str, Decimal]:
    """Instruments and total of ten indicators, in 0–100 or in weighted points."""
    means = {
        code: sum((indicators[no - 1] for no in members), Decimal()) / len(members)
        for code, members in _MEMBERS.items()
    }
    total = sum((means[code] * weight for code, weight in _WEIGHTS.items()), Decimal())
    shown = {c: means[c] * (_WEIGHTS[c] if points else 1) for c in means}
    return {**{code: cents(value) for code, value in shown.items()}, "total": cents(total)}


def wide_row(**changes: object) -> list[object]:
    """A row under `WIDE`; `changes` go by "year", "unit", "i1", "IIT", "total", "level"."""
    values: dict[str, object] = {
        "year": YEAR,
        "unit": PROVINCE,
        **{f"i{no}": value for no, value in enumerate(INDICATORS, start=1)},
        **INSTRUMENTS,
        "total": TOTAL,
        "level": "ผ่านดี",
    }
    assert changes.keys() <= values.keys()
    return list({**values, **changes}.values())


def short_row(**changes: object) -> list[object]:
    """A row under `SHORT`: instruments and total without indicators."""
    values: dict[str, object] = {
        "year": YEAR,
        "unit": PROVINCE,
        **INSTRUMENTS,
        "total": TOTAL,
        "level": "ผ่านดี",
    }
    assert changes.keys() <= values.keys()
    return list({**values, **changes}.values())


def long_rows(
    indicators: Sequence[Decimal] = INDICATORS,
    *,
    points: bool = False,
    year: object = YEAR,
    unit: object = PROVINCE,
) -> list[list[object]]:
    """The rows of a unit under `LONG`; year and unit stand on each."""
    shown = derived_scores(indicators, points=points)
    labelled = [
        *((f"ตัวชี้วัดที่ {no}", value) for no, value in enumerate(indicators, start=1)),
        *((code, shown[code]) for code in _MEMBERS),
        ("คะแนนรวม", shown["total"]),
    ]
    return [[year, unit, label, value] for label, value in labelled]


def sheet_of(
    *rows: Sequence[object], name: str = "คะแนน", merges: Sequence[str] = ()
) -> dict[str, Any]:
    """A sheet whose first row is row 1."""
    return {"name": name, "rows": rows, "merges": merges}


def score_workbook(*sheets: Mapping[str, Any]) -> bytes:
    """A workbook of such sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for given in sheets:
        sheet = book.create_sheet(given["name"])
        for row, values in enumerate(given["rows"], start=1):
            for column, value in enumerate(values, start=1):
                if value is not None:
                    set_cell(sheet, sheet.cell(row, column).coordinate, value)
        for merge in given["merges"]:
            sheet.merge_cells(merge)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def wide_scores(**changes: object) -> bytes:
    """One unit and year, wide, in 0–100."""
    return score_workbook(sheet_of(WIDE, wide_row(**changes)))
