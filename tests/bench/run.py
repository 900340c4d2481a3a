"""`make bench`: what matters in speed and memory, as ratios side by side in one run.

Nothing here is asserted: a noisy machine would make a liar of any limit. The results go to
`docs/benchmarks.md`, to be read by people.
"""

import io
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, sync_playwright

from itadata.access import operator
from itadata.intake import Upload, validate
from itadata.intake.sample import SAMPLE_FOLDER, load_sample
from itadata.store import Store
from itadata.thai import clock, format_time
from itadata.workbook import Workbook, open_workbook
from tests.bench.country import checking
from tests.bench.exports import exporting
from tests.bench.heaviest import heaviest
from tests.bench.large import fill
from tests.bench.pages import (
    EVERYTHING,
    PAGES,
    WITH_PICTURES,
    Filtered,
    browser_times,
    memory,
    scenario_time,
    server_time,
)
from tests.bench.reports import reporting
from tests.bench.submitting import Submitted, submitting
from tests.bench.two_processes import two_processes
from tests.bench.users import USERS, waits
from tests.bench.way_up import whole_country
from tests.browser import CHROMIUM_ARGUMENTS, ROOT, SCREEN, chromium, free_port, running, served

REPORT = ROOT / "docs" / "benchmarks.md"
MINIMAL_APP = Path(__file__).parent / "minimal_app.py"
MINIMAL_DASH = Path(__file__).parent / "minimal_dash.py"


@dataclass(frozen=True)
class Comparison:
    """Two things timed in turns: medians in milliseconds, and what the ratio should be."""

    name: str
    ours: float
    theirs: float
    wanted: float | None
    how: str

    @property
    def row(self) -> str:
        """A row of the report."""
        ratio = self.ours / self.theirs
        return (
            f"| {self.name} | {self.ours:,.1f} ms | {self.theirs:,.1f} ms | **{ratio:.2f}** "
            f"| {'–' if self.wanted is None else f'≤ {self.wanted:g}'} | {self.how} |"
        )


def main() -> None:
    """Measure, and write the report."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/ita.db"
        store = Store.open(url)
        load_sample(store, lambda fraction: None)
        exported = exporting()
        reports = reporting(store)
        rows = [validating(store), *first_page(url), first_look(url)]
        crowd = many_users(url)
        large = [*two_processes(Path(folder)), "", large_workbook(), "", *heaviest()]
        submitted = submitting(Path(folder))
        of_country = fill(Path(folder) / "country.db")
        large += ["", *checking(url, of_country), "", whole_country(of_country)]
        os.environ["ITA_DATABASE_URL"] = of_country
        servers = [(page.name, page.filter, server_time(page)) for page in PAGES]
        servers.append(("scores, a scenario", "คะแนนตัวชี้วัดที่ 4", scenario_time()))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=CHROMIUM_ARGUMENTS
            )
            rows += [filtered(browser, of_country, page) for page in PAGES]
            rows += [
                wholly_seen(browser, of_country, page)
                for page in PAGES
                if page.name in WITH_PICTURES
            ]
            sizes = memory(browser, of_country)
            browser.close()
    REPORT.write_text(
        _report(rows, crowd, large, exported, reports, submitted, servers, sizes), encoding="utf-8"
    )
    print(REPORT.read_text(encoding="utf-8"))


def validating(store: Store) -> Comparison:
    """Validating one return, worker warm, against openpyxl reading the same file."""
    path = SAMPLE_FOLDER / "returns" / "2568-06" / "001.xlsx"
    upload = Upload(path.name, path.read_bytes())
    actor = operator("cli:bench")
    ours, theirs = in_turns(
        lambda: validate(store, actor, upload),
        lambda: openpyxl.load_workbook(io.BytesIO(upload.content)),
        times=40,
    )
    how = "`intake.validate` of a sample return, worker warm / `openpyxl.load_workbook`"
    return Comparison("validating one return", ours, theirs, 0.4, how)


AS_SHIPPED = ("--server.fileWatcherType=auto", "--runner.postScriptGC=true")
"""Streamlit's own settings, which the application turns off."""


def first_page(url: str) -> list[Comparison]:
    """The first page until it is settled, beside minimal applications with as many charts."""
    port = free_port()
    dash = [sys.executable, str(MINIMAL_DASH), str(port)]
    with (
        served(ROOT / "dashboard.py", ITA_DATABASE_URL=url) as ours,
        served(MINIMAL_APP, *AS_SHIPPED) as shipped,
        served(MINIMAL_APP) as same,
        running(dash, f"http://127.0.0.1:{port}") as in_dash,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        application, *minimal = in_turns(
            *(partial(_settle, browser, address) for address in (ours, shipped, same, in_dash)),
            times=9,
        )
        browser.close()
    how = (
        f"new browser context, 1366 × {_ALL_FOUR}, where all four charts are on the screen, until "
        "they are drawn and the run has ended"
    )
    beside = ("minimal Streamlit as shipped", "minimal Streamlit, same settings", "minimal Dash")
    return [
        Comparison(f"first page settled, beside {name}", application, theirs, wanted, how)
        for name, theirs, wanted in zip(beside, minimal, (0.65, 1, None), strict=True)
    ]


def first_look(url: str) -> Comparison:
    """The page that the server alone draws, beside the first page of the application."""
    with (
        served(ROOT / "dashboard.py", ITA_DATABASE_URL=url) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        ours, theirs = in_turns(
            partial(_load, browser, f"{address}/look"),
            partial(_settle, browser, address),
            times=9,
        )
        browser.close()
    how = "new browser context, `/look` until it is loaded (wanted ≤ 300 ms) / our own first page"
    return Comparison("first look", ours, theirs, 0.2, how)


def many_users(url: str) -> list[str]:
    """Rows of a table: how long users wait who browse at once, ours and the minimal twin."""
    rows = []
    for users in USERS:
        with (
            served(ROOT / "dashboard.py", ITA_DATABASE_URL=url) as ours,
            served(MINIMAL_APP) as theirs,
        ):
            of_ours = waits(ours, ["overview", *(page.address for page in PAGES[:-1])], users)
            of_theirs = waits(theirs, [""], users)
        rows.append(
            f"| {users} | {of_ours.rush_median:.2f} s | {of_ours.median:.2f} s "
            f"| {of_ours.p95:.2f} s | {of_theirs.median:.2f} s | {of_theirs.p95:.2f} s |"
        )
    return rows


def filtered(browser: Browser, url: str, page: Filtered) -> Comparison:
    """A filter of a page changed in the browser, against a page of the same frames and figures."""
    ours, theirs = browser_times(browser, url, page)
    how = "from choosing a value until nothing changes any more; same frames and figures"
    if page.name in WITH_PICTURES:
        how += "; ours draws the pictures within half a screen of what is seen, theirs all of them"
    return Comparison(f"{page.name}: {page.filter}", ours, theirs, 0.6, how)


def wholly_seen(browser: Browser, url: str, page: Filtered) -> Comparison:
    """The same where the whole page is on the screen, so that both draw every picture."""
    ours, theirs = browser_times(browser, url, page, EVERYTHING)
    how = f"the same in a window {EVERYTHING:,} pixels high, where ours draws every picture too"
    return Comparison(f"{page.name}, wholly on the screen", ours, theirs, 1, how)


_ALL_FOUR = 2_000
_FOUR_DRAWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return document.querySelectorAll('.js-plotly-plot .main-svg:first-child').length >= 4
    && (!app || app.dataset.testScriptState === 'notRunning');
}"""


def _settle(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": _ALL_FOUR})
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(_FOUR_DRAWN, polling=20)
    context.close()


def _load(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.goto(address)
    context.close()


def large_workbook() -> str:
    """The seconds and the worker's memory for the largest good workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("คะแนน")
    for number in range(50_000):
        sheet.append([2567, f"หน่วยงานที่ {number}", *[90.5 + step for step in range(12)]])
    stream = io.BytesIO()
    book.save(stream)
    started = time.perf_counter()
    opened = open_workbook(stream.getvalue())
    seconds = time.perf_counter() - started
    assert isinstance(opened, Workbook)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = len(stream.getvalue()) / 1024**2
    return (
        f"A score table of 50,000 × 14 cells ({size:.1f} MB) opens in {seconds:.1f} s. At its "
        f"highest this process held {own:,.0f} MB and the largest of its children "
        f"{workers:,.0f} MB."
    )


def in_turns(*actions: Callable[[], object], times: int) -> list[float]:
    """The median milliseconds of actions done in turns, after a warm-up of each."""
    taken: list[list[float]] = [[] for _action in actions]
    for turn in range(times + 2):
        for action, milliseconds in zip(actions, taken, strict=True):
            started = time.perf_counter()
            action()
            if turn >= 2:
                milliseconds.append((time.perf_counter() - started) * 1000)
    return [statistics.median(each) for each in taken]


def _report(
    rows: list[Comparison],
    crowd: list[str],
    large: list[str],
    exported: list[str],
    reports: list[str],
    submitted: Submitted,
    servers: list[tuple[str, str, float]],
    sizes: list[float],
) -> str:
    versions = subprocess.run(
        [sys.executable, "-m", "pip", "list", "--format=freeze"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    shown = [
        line.replace("==", " ")
        for line in versions.splitlines()
        if line.split("==")[0] in ("streamlit", "pandas", "plotly", "openpyxl", "SQLAlchemy")
    ]
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Made by `make bench`: medians of runs in turns on one machine. Seconds differ from "
            "machine to machine; the ratios hold.",
            "",
            f"{format_time(clock.real_now(), 'en')} · Python {platform.python_version()} · "
            f"{os.cpu_count()} cores · {' · '.join(shown)}",
            "",
            "| what | ours | against | ratio | wanted | how |",
            "|---|---|---|---|---|---|",
            *(row.row for row in rows),
            "",
            "Users at once on one process, each with 2 to 8 s between two pages; seconds until "
            "the run of a page has ended, of the first that all open together and of every later "
            "one (wanted at 50: median ≤ 0.3 s, 95th percentile ≤ 1.5 s, not above the twin's):",
            "",
            "| users | first page, median | later, median | later, 95 % | minimal twin, median | "
            "minimal twin, 95 % |",
            "|---|---|---|---|---|---|",
            *crowd,
            "",
            *large,
            "",
            *exported,
            "",
            *reports,
            "",
            *submitted.report(),
            "",
            "With 8,323 units × 6 years of scores and 35 agencies × 6 rounds, a change of a "
            "filter to a value not looked at before takes at the server (median, wanted "
            "≤ 150 ms):",
            "",
            "| page | filter | time |",
            "|---|---|---|",
            *(f"| {name} | {label} | {taken:,.0f} ms |" for name, label, taken in servers),
            "",
            f"The server held {sizes[9]:,.0f} MB after 10 opened views, {sizes[29]:,.0f} MB after "
            f"30 and {sizes[-1]:,.0f} MB after {len(sizes)}.",
            "",
        ]
    )


if __name__ == "__main__":
    main()
