"""A picture taken away as a file, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from itadata.ui.components.charts import SAVED_WIDTH
from tests.browser import CHROMIUM_ARGUMENTS, ROOT, SETTLED, chromium, served

pytestmark = pytest.mark.browser

INK, PAPER, SAMPLE_INK = (27, 39, 51), (255, 255, 255), (179, 64, 26)


@pytest.fixture(scope="module")
def page(sample_file: Path) -> Iterator[Page]:
    """The first page, as one sees it who likes it dark."""
    now = "2025-05-20T10:00:00+07:00"
    with (
        served(
            ROOT / "dashboard.py", ITA_DATABASE_URL=f"sqlite:///{sample_file}", ITA_NOW=now
        ) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        context = browser.new_context(
            base_url=address,
            viewport={"width": 390, "height": 844},
            color_scheme="dark",
            accept_downloads=True,
        )
        context.set_default_timeout(60_000)
        opened = context.new_page()
        opened.goto("/")
        opened.wait_for_function(SETTLED)
        yield opened
        browser.close()


@pytest.fixture
def saved(page: Page, tmp_path: Path) -> Path:
    """The file of the first picture."""
    with page.expect_download() as downloading:
        page.get_by_role("button", name="บันทึกภาพ").first.click()
    path = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(path)
    return path


def colours_of(picture: Image.Image) -> dict[tuple[int, ...], int]:
    """How many points each colour has."""
    counted = picture.convert("RGB").getcolors(10**7) or []
    return {colour: n for n, colour in counted if isinstance(colour, tuple)}


def test_every_picture_can_be_saved(page: Page) -> None:
    pictures = page.locator(".picture").count()
    assert pictures == 4
    expect(page.get_by_role("button", name="บันทึกภาพ")).to_have_count(pictures)


def test_a_picture_is_twice_as_fine_as_a_screen_however_small_that_is(saved: Path) -> None:
    with Image.open(saved) as picture:
        assert (picture.format, picture.width) == ("PNG", 2 * SAVED_WIDTH)


def test_a_picture_is_light_where_the_screen_is_dark(saved: Path) -> None:
    with Image.open(saved) as picture:
        colours = colours_of(picture)
        assert colours[PAPER] > picture.width * picture.height / 2


@pytest.mark.parametrize("ink", [INK, SAMPLE_INK])
def test_a_picture_has_its_texts_and_the_mark_of_a_sample(
    saved: Path, ink: tuple[int, int, int]
) -> None:
    with Image.open(saved) as picture:
        assert colours_of(picture)[ink] > 500


def test_the_first_picture_has_all_of_its_letters_though_fonts_come_late(
    page: Page, saved: Path, tmp_path: Path
) -> None:
    with page.expect_download() as downloading:
        page.get_by_role("button", name="บันทึกภาพ").first.click()
    again = tmp_path / "again.png"
    downloading.value.save_as(again)
    assert again.read_bytes() == saved.read_bytes()


def test_a_picture_is_filed_by_year_place_title_and_day(saved: Path) -> None:
    assert saved.name == "ITA_2563-2568_เชียงใหม่_คะแนนรวมรายปีงบประมาณ_20พ.ค.2568.png"
