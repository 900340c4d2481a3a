"""Frameworks with the scheme alone, from the years loaded and those of the sample's workbooks."""

from dataclasses import replace

from itadata.errors import NoFramework
from itadata.findings import Finding
from itadata.framework import Framework, blank_framework, reparse_framework
from itadata.intake.sample import SAMPLE_FOLDER
from itadata.language import N_
from itadata.store import Snapshot
from itadata.thai import current_fiscal_year
from itadata.workbook import open_workbook

FIRST_YEAR = 2562  # fiscal years before it cannot be compared with those since
_ANOTHER_MODEL = N_(
    "The assessment of fiscal year {year} had another model than those since {first}, so this "
    "system has no scheme for it. Choose {first} or a later year."
)
_FILE = "framework_{year}.xlsx"


def years_to_offer(snapshot: Snapshot) -> list[int]:
    """The fiscal years to offer: those known, this one and the next; the newest first."""
    this_year = current_fiscal_year()
    return sorted({*_years(snapshot), this_year, this_year + 1}, reverse=True)


def blank_framework_of(snapshot: Snapshot, fiscal_year: int, unit: str = "") -> Framework:
    """The scheme of a year as it is known, else of the last year before, else of the first.

    It is of the `unit` assessed, by default of that whose scheme it is. Raises NoFramework for a
    year whose assessment had another model.
    """
    years = _years(snapshot)
    if fiscal_year < FIRST_YEAR and fiscal_year not in years:
        raise NoFramework(_ANOTHER_MODEL, year=fiscal_year, first=FIRST_YEAR)
    before = [year for year in years if year <= fiscal_year]
    year = max(before) if before else min(years)
    scheme = snapshot.frameworks().get(year) or _of_sample(year)
    return replace(blank_framework(scheme, fiscal_year), unit=unit or scheme.unit)


def _years(snapshot: Snapshot) -> set[int]:
    files = SAMPLE_FOLDER.glob(_FILE.format(year="*"))
    return {*snapshot.frameworks(), *(int(path.stem.rpartition("_")[2]) for path in files)}


def _of_sample(fiscal_year: int) -> Framework:
    content = (SAMPLE_FOLDER / _FILE.format(year=fiscal_year)).read_bytes()
    workbook = open_workbook(content)
    framework = None if isinstance(workbook, Finding) else reparse_framework(workbook)
    if framework is None:
        raise AssertionError(f"the framework of {fiscal_year} in {SAMPLE_FOLDER} cannot be read")
    return framework
