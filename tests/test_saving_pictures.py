"""A picture taken away as a file, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from itadata.ui.components.charts import SAVED_WIDTH
from tests.browser import ROOT, open_page

pytestmark = pytest.mark.browser

INK, PAPER, SAMPLE_INK = (27, 39, 51), (255, 255, 255), (179, 64, 26)


@pytest.fixture(scope="module")
def page(browser: Browser, sample_address: str) -> Iterator[Page]:
    """The overview on a phone in the dark scheme."""
    context = browser.new_context(
        base_url=sample_address, viewport={"width": 390, "height": 844}, color_scheme="dark"
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    open_page(page, "/")
    yield page
    context.close()


@pytest.fixture(scope="module")
def saved(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the first picture."""
    with page.expect_download() as downloading:
        page.get_by_role("button", name="บันทึกภาพ").first.click()
    path = tmp_path_factory.mktemp("saved") / downloading.value.suggested_filename
    downloading.value.save_as(path)
    return path


def colours_of(picture: Image.Image) -> dict[tuple[int, ...], int]:
    """The number of pixels of each colour."""
    points = picture.convert("RGB").getcolors(10**7) or []
    return {colour: n for n, colour in points if isinstance(colour, tuple)}


@pytest.mark.slow
def test_every_chart_can_be_saved(page: Page) -> None:
    pictures = page.locator(".chart").count()
    assert pictures == 4
    expect(page.get_by_role("button", name="บันทึกภาพ")).to_have_count(pictures)


def test_a_chart_is_saved_at_double_resolution_in_light_with_texts_and_the_sample_mark(
    saved: Path,
) -> None:
    assert saved.name == "คะแนนรวมรายปีงบประมาณ_เชียงใหม่_2563-2568_2พ.ค.2568.png"
    with Image.open(saved) as picture:
        assert (picture.format, picture.width) == ("PNG", 2 * SAVED_WIDTH)
        colours = colours_of(picture)
        assert colours[PAPER] > picture.width * picture.height / 2
        assert colours[INK] > 500 and colours[SAMPLE_INK] > 500


def test_the_first_chart_has_all_of_its_letters_though_fonts_come_late(
    page: Page, saved: Path, tmp_path: Path
) -> None:
    with page.expect_download() as downloading:
        page.get_by_role("button", name="บันทึกภาพ").first.click()
    again = tmp_path / "again.png"
    downloading.value.save_as(again)
    assert again.read_bytes() == saved.read_bytes()


def test_a_line_never_ends_with_an_opening_bracket(page: Page) -> None:
    script = (ROOT / "itadata/ui/components/save_chart.js").read_text(encoding="utf-8")
    title = "95.55 คะแนน (ข้อมูลตัวอย่าง), ผ่านดี"
    words = page.evaluate(f"(title) => {{ {script}; return words(title); }}", title)
    assert "".join(words) == title
    assert [word for word in words if word.endswith("(") or word.startswith((")", ","))] == []
