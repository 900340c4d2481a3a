"""The sample's frameworks and their workbooks, and what comes of changing them."""

import importlib.util
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType

import openpyxl

from itadata.framework import Framework, ParsedFramework, parse_framework, write_framework
from itadata.thai import BANGKOK
from tests import builders, workbooks

CREATED = datetime(2025, 4, 1, 9, 0, tzinfo=BANGKOK)
_MAKE = Path(__file__).parents[1] / "sample_data" / "make.py"


@cache
def _make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_data_make", _MAKE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


@cache
def framework(year: int = 2567) -> Framework:
    """The framework of a year of the sample; 2563–2565 have the scheme alone."""
    made: Framework = _make().framework(year)
    return made


@cache
def workbook(year: int = 2567) -> bytes:
    """Its workbook."""
    return write_framework(framework(year), CREATED)


def read(content: bytes) -> ParsedFramework:
    """The framework of a workbook."""
    return parse_framework(workbooks.opened(content))


def read_after(change: Callable[[openpyxl.Workbook], object], year: int = 2567) -> ParsedFramework:
    """The framework of a year's workbook after an officer changed it."""
    return read(builders.edited(workbook(year), change))
