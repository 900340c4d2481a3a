"""The application in a real server, for a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect

# A busy machine is slow; what never comes still fails the test.
expect.set_options(timeout=30_000)

ROOT = Path(__file__).parents[1]
LONGEST_WAIT, POLLING = 60_000, 100  # milliseconds
SCREEN: ViewportSize = {"width": 1366, "height": 768}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# The script has ended, nothing is still being fetched, tables are there, and every picture that is
# on the screen is drawn. Others wait until a reader comes near them.
SETTLED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const seen = (place) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const all = (selector, isThere) => [...document.querySelectorAll(selector)].every(isThere);
  return app?.dataset.testScriptState === 'notRunning' && document.querySelector('h1')
    && !document.querySelector('[data-testid="stSkeleton"]')
    && all('.listing', (place) => place.querySelector('table'))
    && all('.plot-area', (place) => !seen(place) || !place.classList.contains('waiting')
      && place.querySelector('.main-svg'));
}"""


def chromium() -> str:
    """The path of Chromium on this machine. A test without it fails; it is never skipped."""
    programs = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    path = os.environ.get("CHROMIUM") or next(filter(None, programs), None)
    if not path:
        raise RuntimeError("Chromium is missing: install it, or name it in CHROMIUM")
    return path


def open_page(page: Page, address: str) -> None:
    """Go to an address and wait until the page is ready."""
    page.goto(address)
    settle(page)


def open_as(page: Page, role: str, address: str = "/") -> None:
    """Open a page in a role, as the browser keeps it: "officer%3A021" is an officer of 021."""
    page.goto("/app/static/favicon.png")
    page.evaluate("(role) => { document.cookie = `ita_role=${role}; path=/`; }", role)
    open_page(page, address)


def forget(page: Page, address: str) -> None:
    """Forget what the pages of an address keep in the browser; the scripts stay fetched."""
    kept = {"origin": address, "storageTypes": "cookies,local_storage,indexeddb"}
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", kept)
    session.detach()


def settle(page: Page) -> None:
    """Wait until the page is run and drawn; a click before that may hit another button."""
    page.wait_for_function(SETTLED, polling=POLLING)


@contextmanager
def served(script: Path, *arguments: str, **environment: str) -> Iterator[str]:
    """Serve a Streamlit script on a free port of this machine; gives its address."""
    with served_at(free_port(), script, *arguments, **environment) as address:
        yield address


@contextmanager
def served_at(port: int, script: Path, *arguments: str, **environment: str) -> Iterator[str]:
    """Serve a Streamlit script on a port of this machine; gives its address."""
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    with running([*command, *arguments], f"http://127.0.0.1:{port}", **environment) as address:
        wait_until_healthy(address)
        yield address


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def running(command: Sequence[str], address: str, **environment: str) -> Iterator[str]:
    """A server that runs for the length of the block, silently; gives its address."""
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "ITA_SINGLE_USER": "1", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_until_healthy(address: str) -> None:
    """Wait until the application answers at an address."""
    for _ in range(300):
        with (
            suppress(OSError),
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5),
        ):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the application did not start at {address}")
