"""`make pictures`: the pictures of the README, taken from the application on the sample."""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from itadata.intake.sample import load_sample
from itadata.store import Store
from tests.browser import CHROMIUM_ARGUMENTS, ROOT, chromium, served
from tests.conftest import NOW

FOLDER = ROOT / "docs" / "pictures"
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}

# Name, address, size, and whether the device asks for dark.
PICTURES = (
    ("overview", "", WIDE, "light"),
    ("overview-phone", "", PHONE, "dark"),
    ("scores", "scores", WIDE, "light"),
    ("measures", "measures?year=2567&round=12", WIDE, "light"),
    ("agencies", "agencies?year=2568&round=6", WIDE, "light"),
    ("agency", "agency?year=2567&round=12&agency=004&measure=4", WIDE, "light"),
)


def main() -> None:
    """Take every picture."""
    os.environ["ITA_NOW"] = NOW
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/ita.db"
        store = Store.open(url)
        load_sample(store, lambda fraction: None)
        store.close()
        with (
            served(ROOT / "dashboard.py", ITA_DATABASE_URL=url) as at,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(
                executable_path=chromium(), args=CHROMIUM_ARGUMENTS
            )
            for name, address, size, scheme in PICTURES:
                _take(browser, f"{at}/{address}", FOLDER / f"{name}.png", size, scheme)
            browser.close()


def _take(browser: Browser, address: str, path: Path, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for(timeout=60_000)
    page.wait_for_timeout(3_000)
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    main()
