import re
from pathlib import Path

import plotly

from tests.browser import ROOT

BUNDLE = ROOT / "static" / "plotly" / "plotly-basic.min.js"
WHOLE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def version_of(script: Path) -> str:
    found = re.search(r"plotly\.js (?:\(basic - minified\) )?v([\d.]+)", script.read_text("utf-8"))
    assert found
    return found[1]


def test_the_bundle_is_of_the_version_that_makes_the_figures() -> None:
    assert version_of(BUNDLE) == version_of(WHOLE)


def test_the_bundle_comes_with_its_licence() -> None:
    assert "MIT" in (BUNDLE.parent / "LICENSE").read_text("utf-8")
