"""Tasks for the worker, such as another room would have."""

import sys
import time
from contextlib import suppress
from typing import Any

from itadata.findings import Code, Finding
from itadata.framework import StepStatus
from itadata.returns.rules.sources import is_closed_address, is_source, without_password
from itadata.thai import last_day_of_range, normalise, parse_date, parse_year, strip_brackets
from itadata.workbook.archive import RejectedFile, reject_other_formats
from itadata.workbook.worker import Job

_READERS = (
    *(normalise, parse_date, parse_year, last_day_of_range, strip_brackets, StepStatus.parse),
    *(is_source, is_closed_address, without_password),
)


def echo(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    job.progress(0.5)
    sys.stdout.write("not an answer")
    return {**arguments, "content": content[::-1]}


def refuse(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    raise RejectedFile(Finding(Code.FILE_TAMPERED, value="x", details={"reason": "y"}))


def wait(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    while True:
        pass


def sleep(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    time.sleep(2.5)
    return {}


def read_long_texts(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    """Read texts as long as a cell holds, made to be read again from each of their letters."""
    longest = 32_767
    for unit in ("\u0e48", "1", "1,", "1 a-", "(", "เวลา", "ปี", "ที่ ", "ว ", "http://a.", "a."):
        text = unit * (longest // len(unit))
        for end in ("x", "\nx", ""):
            each = f"1/{text}{end}"
            for read in _READERS:
                read(each)
    with suppress(RejectedFile):
        reject_other_formats(b"<!---->" * 600 + b"X")
    return {}


def fill_memory(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    return {"size": len(bytes(arguments["size"]))}
