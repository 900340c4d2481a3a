"""What a page does while its database is away, and once it is back."""

from pathlib import Path

from tests.pages.conftest import Opened


def test_a_page_says_that_its_database_is_away_tries_again_and_comes_back(
    app: Opened, sample_copy: Path
) -> None:
    page = app("agencies")
    assert not page.error
    away = sample_copy.rename(sample_copy.with_suffix(".away"))
    page.run()
    assert not page.exception and len(page.error) == 1
    assert any("ลองใหม่เองทุก 10 วินาที" in caption.value for caption in page.caption)
    away.rename(sample_copy)
    page.run()
    assert not page.exception and not page.error
