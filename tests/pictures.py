"""`make pictures`: the pictures of the README and of the guides, taken on the sample."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from itadata.intake.sample import load_sample
from itadata.returns.template import write_filled
from itadata.store import Store
from tests.browser import CHROMIUM_ARGUMENTS, ROOT, chromium, open_as, served, settle
from tests.builders import CREATED, edited, framework, return_document, typed
from tests.conftest import NOW

FOLDER = ROOT / "docs" / "pictures"
WIDE, TALL, PHONE = (1366, 768), (1366, 1100), (390, 844)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICER, EXECUTIVE, PROVINCE = "officer%3A011", "executive", "province"


@dataclass(frozen=True)
class Picture:
    """A page, as the one who has the role sees it."""

    name: str
    address: str = ""
    role: str = PROVINCE
    size: tuple[int, int] = WIDE
    scheme: Literal["light", "dark"] = "light"


PICTURES = (
    Picture("overview"),
    Picture("overview-phone", size=PHONE, scheme="dark"),
    Picture("scores", "scores"),
    Picture("measures", "measures?year=2567&round=12"),
    Picture("agencies", "agencies?year=2568&round=6"),
    Picture("agency", "agency?year=2567&round=12&agency=004&measure=4"),
    Picture("guide-officer-first", role=OFFICER),
    Picture("guide-executive-first", role=EXECUTIVE),
    Picture("guide-executive-phone", role=EXECUTIVE, size=PHONE),
)


def main() -> None:
    """Take every picture."""
    os.environ["ITA_NOW"] = NOW
    with _sample_address() as at, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        for picture in PICTURES:
            with _seen(browser, at, picture) as page:
                _save(page, picture.name)
        with _seen(browser, at, Picture("", "submit", OFFICER, TALL)) as page:
            _submit(page)
        browser.close()


@contextmanager
def _sample_address() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/ita.db"
        store = Store.open(url)
        load_sample(store, lambda fraction: None)
        store.close()
        with served(ROOT / "dashboard.py", ITA_DATABASE_URL=url) as at:
            yield at


@contextmanager
def _seen(browser: Browser, at: str, picture: Picture) -> Iterator[Page]:
    width, height = picture.size
    context = browser.new_context(
        base_url=at,
        viewport={"width": width, "height": height},
        color_scheme=picture.scheme,
    )
    page = context.new_page()
    open_as(page, picture.role, f"/{picture.address}")
    yield page
    context.close()


def _submit(page: Page) -> None:
    """The way of an officer: a file with two faults, the mended one, its receipt."""
    scheme = framework(2568)
    good = write_filled(scheme, return_document("011", 6, scheme), CREATED)
    faulty = edited(
        good, typed("1.3", "status", "เสร็จแล้วบางส่วน"), typed("3.2", "done_on", "31/02/2568")
    )
    _choose(page, faulty)
    _save(page, "guide-officer-findings")
    _choose(page, good)
    page.get_by_role("button", name="ส่ง 1 ไฟล์").click()
    page.get_by_text("ดาวน์โหลดใบรับสำหรับพิมพ์").wait_for()
    settle(page)
    _save(page, "guide-officer-receipt")


def _choose(page: Page, content: bytes) -> None:
    file = {"name": "แบบรายงาน.xlsx", "mimeType": XLSX, "buffer": content}
    page.set_input_files("input[type=file]", file)
    page.get_by_text("นำไฟล์นี้ออก").wait_for()
    settle(page)


def _save(page: Page, name: str) -> None:
    page.wait_for_timeout(1_500)  # transitions end
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
