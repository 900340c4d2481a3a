"""The pages, run as Streamlit runs them."""

import json
import runpy
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from itadata.access import operator
from itadata.framework import Framework
from itadata.intake import Upload, receive
from itadata.store import Store
from itadata.ui.components import downloads
from itadata.ui.personal_files import PersonalFile
from itadata.ui.session import OWN_AGENCY, ROLE
from tests.browser import ROOT
from tests.builders import framework_workbook

Opened = Callable[..., AppTest]
Files = dict[str, Callable[[], bytes]]
"""The functions that make the files of a page's buttons, by file name."""

_scanned = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def scanned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest reads what every installed package says of itself for each test anew, which takes
    longer than the page; nothing is installed meanwhile.
    """
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _scanned)


@pytest.fixture(autouse=True)
def routed(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest begins every run in Streamlit's older way, which runs a file of `pages/` without the
    router; a server does so for its very first visitor alone (see `test_main_way`).
    """
    monkeypatch.setattr(script_runner, "_mpa_v1", partial(runpy.run_path, run_name="__main__"))


class _Untouched:
    """A copy of the sample that tests share until one of them writes into it; the next gets a new
    one. What a page has read stays in the caches that long.
    """

    def __init__(self, sample: Path, folder: Path) -> None:
        self._sample, self._folder, self._copies = sample, folder, 0
        self._watching: sqlite3.Connection | None = None

    def path(self) -> Path:
        """A sample that is as it was loaded."""
        if self._watching is None or self._version() != self._unwritten:
            self.close()
            self._copies += 1
            shutil.copy(self._sample, self._path)
            self._watching = sqlite3.connect(self._path)
            self._unwritten = self._version()
        return self._path

    def close(self) -> None:
        if self._watching is not None:
            self._watching.close()

    @property
    def _path(self) -> Path:
        return self._folder / f"{self._copies}.db"

    def _version(self) -> int:
        """A number that is another one as soon as somebody else has written."""
        assert self._watching
        version: int = self._watching.execute("PRAGMA data_version").fetchone()[0]
        return version


@pytest.fixture(scope="session")
def untouched(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Untouched]:
    """The database that the tests of the pages copy."""
    shared = _Untouched(sample_file, tmp_path_factory.mktemp("pages"))
    yield shared
    shared.close()


@pytest.fixture
def sample_copy(untouched: _Untouched) -> Path:
    """A sample that nobody has written into, and that a test may write into."""
    return untouched.path()


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, sample_copy: Path) -> Opened:
    """The application on the sample: `app(page, lang)`."""
    monkeypatch.setenv("ITA_DATABASE_URL", f"sqlite:///{sample_copy}")
    return opened


@pytest.fixture(scope="session")
def _pages() -> dict[tuple[object, ...], AppTest]:
    return {}


@pytest.fixture
def seen(app: Opened, sample_copy: Path, _pages: dict[tuple[object, ...], AppTest]) -> Opened:
    """Like `app`, for tests that only read a page: those that ask for the same one share it."""

    def look(page: str = "overview", lang: str = "th", **query: object) -> AppTest:
        key = (sample_copy, page, lang, *sorted(query.items()))
        if key not in _pages:
            _pages[key] = opened(page, lang, **query)
        return _pages[key]

    return look


@pytest.fixture
def empty_app(monkeypatch: pytest.MonkeyPatch, migrated_file: Path, tmp_path: Path) -> Opened:
    """The application on an empty database."""
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'empty.db')}"
    monkeypatch.setenv("ITA_DATABASE_URL", url)
    return opened


@pytest.fixture
def app_of(
    monkeypatch: pytest.MonkeyPatch, migrated_file: Path, tmp_path: Path
) -> Callable[..., Opened]:
    """The application on nothing but the frameworks that are given."""

    def loaded(*frameworks: Framework) -> Opened:
        url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'some.db')}"
        store = Store.open(url)
        for year in frameworks:
            upload = Upload(f"{year.fiscal_year}.xlsx", framework_workbook(year))
            assert receive(store, operator("cli:malee"), upload).accepted
        store.close()
        monkeypatch.setenv("ITA_DATABASE_URL", url)
        return opened

    return loaded


def opened(
    page: str = "overview",
    lang: str = "th",
    role: str = "",
    own: str = "",
    user: dict[str, Any] | None = None,
    **asked: object,
) -> AppTest:
    """A page, by an address that asks for something; in a role, of an `own` agency, or by the
    account with the claims of `user`.

    All of its sections are shown, and all rows; `section=""` leaves folded what is folded.
    """
    test = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60)
    if role:
        test.session_state[ROLE] = role
    if role or own:
        test.session_state[OWN_AGENCY] = own or None
    if user is not None:
        test.user = user
    test.query_params["lang"] = lang
    if page != "overview":
        test.switch_page(f"pages/{page}.py")
    for name, value in {"section": "all", **asked}.items():
        test.query_params[name] = str(value)
    return test.run()


def components(test: AppTest) -> list[dict[str, Any]]:
    """The data of each chart and table of a page, in order."""
    return [json.loads(element.proto.json) for element in test.get("bidi_component")]


def page_charts(test: AppTest) -> list[dict[str, Any]]:
    """The data of each chart of a page."""
    return [drawn for drawn in components(test) if "figure" in drawn]


def listings(test: AppTest) -> list[str]:
    """Each table of a page that leads on, as HTML."""
    return [drawn["html"] for drawn in components(test) if "html" in drawn]


def headings(test: AppTest) -> list[str]:
    """The headings of a page: first those without a chart or table of links."""
    headers = [str(heading.value) for heading in test.header]
    return headers + [
        text for drawn in components(test) if (text := drawn.get("title") or drawn.get("heading"))
    ]


def opened_tables(test: AppTest) -> AppTest:
    """The page with the table of every chart opened."""
    for drawn in page_charts(test):
        test.session_state[f"picture_{drawn['anchor']}"] = {"opened": True}
    return test.run()


def confirmed(test: AppTest) -> AppTest:
    """The page after the dialog that is open was confirmed."""
    return test.button(key="confirm").click().run()


def tick(test: AppTest, key: str, *ids: str) -> AppTest:
    """The page with rows of the table with a key ticked."""
    name = f"ticks_{key}"
    generation = test.session_state[name][0] if name in test.session_state else 0
    test.session_state[f"listing_{key}"] = {"ticked": {"generation": generation, "ids": [*ids]}}
    return test.run()


def ticked(test: AppTest, key: str) -> list[str]:
    """The rows of the table with a key that the page shows as ticked."""
    (drawn,) = (d["ticks"] for d in components(test) if d.get("ticks"))
    return list(drawn["ids"])


def labels(test: AppTest) -> list[str]:
    """The labels of the buttons of a page."""
    return [button.label for button in test.button]


def offered(test: AppTest) -> list[str]:
    """The labels of the buttons of a page, those of downloads among them."""
    return [button.label for button in [*test.get("download_button"), *test.button]]


def texts(test: AppTest) -> str:
    """Everything that a page says, in one text."""
    parts = [
        element.value
        for kind in ("title", "markdown", "caption", "error", "warning")
        for element in test.get(kind)
    ]
    parts += [element.value for kind in ("info", "success") for element in test.get(kind)]
    parts += headings(test) + [drawn["caption"] for drawn in components(test)]
    parts += [f"{metric.label} {metric.value} {metric.delta}" for metric in test.metric]
    return "\n".join(map(str, parts))


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """The functions that make the files of the buttons, by file name."""
    makers: Files = {}
    keep = MediaFileManager.add_deferred

    def noted(
        manager: MediaFileManager,
        data: Any,
        mimetype: str | None,
        coordinates: str,
        file_name: str | None = None,
        **more: Any,
    ) -> str:
        makers[str(file_name)] = data
        return keep(manager, data, mimetype, coordinates, file_name, **more)

    def noted_personal(make: Callable[[], bytes], name: str, *more: Any) -> PersonalFile:
        makers[name] = make
        return PersonalFile(make, name, *more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", noted)
    monkeypatch.setattr(downloads, "PersonalFile", noted_personal)
    return makers
