"""Whether this process can do its work: for a proxy, a monitor or a container to ask.

Anybody may ask, so the answer names no version and no path, and asking often costs nothing.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse

from itadata.store import database_folder
from itadata.ui.session import store
from itadata.workbook.worker_pool import can_work

OK, FAILED = "ok", "failed"
MIN_FREE_BYTES = 200 * 1024 * 1024
SECONDS_KEPT = 2


def report_health(_request: Request) -> JSONResponse:
    """Report database, schema, disk and worker, each "ok" or "failed": 200, else 503."""
    parts = _parts(int(time.monotonic() // SECONDS_KEPT))
    status = 200 if set(parts.values()) == {OK} else 503
    return JSONResponse(dict(parts), status, headers={"Cache-Control": "no-store"})


@lru_cache(maxsize=1)
def _parts(_period: int) -> Mapping[str, str]:
    checks = {
        "database": _database_answers,
        "schema": _schema_is_newest,
        "disk": _disk_has_room,
        "worker": can_work,
    }
    return {name: OK if _passes(check) else FAILED for name, check in checks.items()}


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever it is, this process cannot do that part of its work
        return False


def _database_answers() -> bool:
    with store().snapshot() as snapshot:
        return snapshot.revision() >= 0


def _schema_is_newest() -> bool:
    return store().has_newest_schema()


def _disk_has_room() -> bool:
    folders = [Path(tempfile.gettempdir()), *filter(None, [database_folder()])]
    return all(
        os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= MIN_FREE_BYTES
        for folder in folders
    )
