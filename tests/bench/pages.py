"""How long a page takes when a filter is changed, at the server and in a browser; its memory."""

import os
import runpy
import statistics
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qsl

from playwright.sync_api import Browser, Page
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from itadata.ui import session
from tests.browser import ROOT, served

MINIMAL_PAGE = Path(__file__).parent / "minimal_page.py"

_CHANGES = 13

# The page is quiet when nothing of it has changed for this long, in milliseconds.
_QUIET = 400
_WATCH = """() => {
  window.changedAt = performance.now();
  new MutationObserver(() => { window.changedAt = performance.now(); }).observe(
    document.body, {subtree: true, childList: true, attributes: true, characterData: true});
}"""
_SETTLED = f"""() => performance.now() - window.changedAt > {_QUIET}
  && window.changedAt > window.chosenAt
  && document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'"""


@dataclass(frozen=True)
class Filtered:
    """A page, the address that it is opened at, and the label of the filter that is changed."""

    name: str
    address: str
    filter: str


PAGES = (
    Filtered("scores", "scores?year=2567", "ปีงบประมาณ"),
    Filtered("measures", "measures?year=2568&round=6", "สังกัด"),
    Filtered("agencies", "agencies?year=2568&round=6", "สังกัด"),
    Filtered("agency", "agency?year=2568&round=6&agency=001", "มาตรการ"),
    Filtered("submit", "submit?year=2568&round=6", "ส่วนราชการ"),
)


def server_time(page: Filtered, changes: int = 12) -> float:
    """The median milliseconds of a run in which one filter goes through its values, each new."""
    test = _at_the_server(page.address)
    times = []
    for change in range(changes):
        (box,) = [box for box in test.selectbox if box.label == page.filter]
        box.select_index((change % (len(box.options) - 1)) + 1)
        started = time.perf_counter()
        test.run()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def _at_the_server(address: str) -> AppTest:
    """A page that was run once."""
    # AppTest begins every run in Streamlit's older way, which passes the router by.
    script_runner._mpa_v1 = partial(runpy.run_path, run_name="__main__")  # type: ignore[assignment]
    session.request_headers = lambda: {"Host": "127.0.0.1"}  # AppTest sends no request
    name, _, query = address.partition("?")
    test = AppTest.from_file(ROOT / "dashboard.py", default_timeout=120)
    test.query_params.update(parse_qsl(query))
    return test.switch_page(f"pages/{name}.py").run()


SCENARIO = "scores?year=2567&section=what_if"


def scenario_time(changes: int = 12) -> float:
    """The median milliseconds of a run in which one indicator of a scenario is changed."""
    test = _at_the_server(SCENARIO)
    # AppTest runs the page; a browser asks for the part alone that the changed field is in.
    (part,) = test._fragment_storage._fragments
    run_page = LocalScriptRunner.request_rerun
    times = []
    with patch.object(
        LocalScriptRunner,
        "request_rerun",
        lambda runner, data: run_page(runner, replace(data, fragment_id=part)),
    ):
        for change in range(changes):
            test.number_input(key="what_if_4").set_value(92 + change / 100)
            started = time.perf_counter()
            test.run()
            times.append((time.perf_counter() - started) * 1000)
    assert test.query_params["scenario"] == f"4-{92 + (changes - 1) / 100:.2f}"
    return statistics.median(times)


WITH_PICTURES = ("scores", "measures", "agencies")
"""The pages that draw a picture only when it is near the screen; their twins draw every one."""

WIDTH = 1366
SCREEN, EVERYTHING = 768, 6_000
"""Heights of the window: of a usual screen, and of one that shows a page from end to end."""


def browser_times(
    browser: Browser, url: str, page: Filtered, height: int = SCREEN
) -> tuple[float, float]:
    """The median milliseconds from choosing another value until nothing changes on the page any
    more: of ours, and of its minimal twin, in turns.
    """
    with (
        served(ROOT / "dashboard.py", ITA_DATABASE_URL=url) as ours_at,
        served(MINIMAL_PAGE, ITA_DATABASE_URL=url, ITA_BENCH_PAGE=page.name) as theirs_at,
    ):
        opened = [
            _opened(browser, address, page.filter, height)
            for address in (f"{ours_at}/{page.address}", theirs_at)
        ]
        times: tuple[list[float], list[float]] = ([], [])
        for change in range(_CHANGES):
            for shown, taken in zip(opened, times, strict=True):
                shown.bring_to_front()
                taken.append(_choose(shown, page.filter, change))
        for shown in opened:
            shown.context.close()
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])


def _opened(browser: Browser, address: str, label: str, height: int = SCREEN) -> Page:
    page = browser.new_context(viewport={"width": WIDTH, "height": height}).new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    page.get_by_role("combobox", name=label).first.wait_for()
    page.wait_for_timeout(3_000)
    page.evaluate(_WATCH)
    return page


def _choose(page: Page, label: str, change: int) -> float:
    page.get_by_role("combobox", name=label).first.click()
    option = page.get_by_role("option").nth(change % 4 + 1)
    option.wait_for()
    page.evaluate("() => { window.chosenAt = performance.now(); }")
    option.click()
    page.wait_for_function(_SETTLED, polling=50)
    taken: float = page.evaluate("() => window.changedAt - window.chosenAt")
    return taken


def memory(browser: Browser, url: str, views: int = 60) -> list[float]:
    """Megabytes of the server after each of many views that were opened and closed."""
    sizes = []
    with served(ROOT / "dashboard.py", ITA_DATABASE_URL=url) as at:
        for view in range(views):
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{at}/{PAGES[view % len(PAGES)].address}")
            page.get_by_role("heading", level=1).wait_for(timeout=120_000)
            page.wait_for_timeout(500)
            context.close()
            sizes.append(_resident_megabytes(at))
    return sizes


def _resident_megabytes(address: str) -> float:
    """The memory of the server that listens there, from what Linux says of its processes."""
    port = address.rpartition(":")[2]
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            if f"--server.port={port}" in command:
                pages = int((folder / "statm").read_text().split()[1])
                return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
        except (OSError, IndexError):
            continue
    raise RuntimeError(f"no server of port {port} was found")
