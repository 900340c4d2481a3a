"""Tasks for the worker, such as another room would have."""

import sys
from typing import Any

from itadata.findings import Code, Finding
from itadata.workbook.archive import RejectedFile
from itadata.workbook.worker import Job


def echo(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    job.progress(0.5)
    sys.stdout.write("not an answer")
    return {**arguments, "content": content[::-1]}


def refuse(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    raise RejectedFile(Finding(Code.FILE_TAMPERED, value="x", details={"reason": "y"}))


def wait(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    while True:
        pass


def fill_memory(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    return {"size": len(bytes(arguments["size"]))}
