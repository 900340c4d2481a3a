"""Two processes behind nginx, on PostgreSQL: one is killed in the middle, and nothing is lost."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import BrowserContext, Page, expect

from itadata.access import Role, UserRecord, operator
from itadata.cli import main
from itadata.intake.users import add_user
from itadata.store import Store
from tests.browser import (
    LONGEST_WAIT,
    ROOT,
    SCREEN,
    free_port,
    open_page,
    settle,
    wait_until_healthy,
)
from tests.conftest import NOW
from tests.nginx import nginx, nginx_before, write_configuration
from tests.pages.test_submit import MISSING_AGENCY, a_return
from tests.postgres import execute
from tests.provider import SECRETS, provider, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OF_RETURN = f"year=2568&round=6&agency={MISSING_AGENCY}"
MOST_BYTES = 1_500_000
BEGAN_ANEW = "การเชื่อมต่อเริ่มใหม่"
USERS = {
    "officer": UserRecord("o@example.go.th", "มาลี", Role.OFFICER, (MISSING_AGENCY,)),
    "province": UserRecord("p@example.go.th", "สมชาย", Role.PROVINCE),
}


class _Processes:
    """The two processes of the application, by their names in the cookie of nginx."""

    def __init__(self, folder: Path, secrets: Path, database: str) -> None:
        self._folder, self._secrets, self._database = folder, secrets, database
        self.ports = {"first": free_port(), "second": free_port()}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        port = self.ports[name]
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        with (self._folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [
                    *command,
                    f"--server.port={port}",
                    "--server.baseUrlPath=ita",
                    f"--secrets.files={self._secrets}",
                ],
                cwd=ROOT,
                env={
                    **os.environ,
                    "ITA_DATABASE_URL": self._database,
                    "ITA_NOW": NOW,
                    "ITA_SINGLE_USER": "",
                },
                stderr=log,
                stdout=log,
            )
        wait_until_healthy(f"http://127.0.0.1:{port}/ita")

    def kill(self, name: str) -> None:
        process = self._running.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def log(self, name: str) -> str:
        return (self._folder / f"{name}.log").read_text(encoding="utf-8")

    def stop(self) -> None:
        for name in list(self._running):
            self.kill(name)


@pytest.fixture(scope="module")
def database(postgres: Any) -> str:
    """The sample in PostgreSQL."""
    execute(postgres, "CREATE DATABASE two_processes")
    url = str(postgres.get_uri(database="two_processes"))
    runner = CliRunner(env={"ITA_NOW": NOW, "ITA_DATABASE_URL": url})
    assert runner.invoke(main, ["init", "--sample"]).exit_code == 0
    store = Store.open(url)
    for record in USERS.values():
        add_user(store, operator("malee"), record)
    store.close()
    return url


@pytest.fixture(scope="module")
def port() -> int:
    """The port of nginx, which the provider sends everybody back to."""
    return free_port()


@pytest.fixture(scope="module")
def processes(
    database: str, port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[_Processes]:
    folder = tmp_path_factory.mktemp("processes")
    accounts = [
        {"sub": name, "email": record.email, "email_verified": True}
        for name, record in USERS.items()
    ]
    with provider(*accounts) as issuer:
        secrets = folder / "secrets.toml"
        address = f"https://127.0.0.1:{port}/ita"
        secrets.write_text(SECRETS.format(address=address, secret="s" * 40, issuer=issuer))
        yield from _started(_Processes(folder, secrets, database))


def _started(running: _Processes) -> Iterator[_Processes]:
    try:
        for name in running.ports:
            running.start(name)
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def address(
    processes: _Processes, port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with nginx_before(tmp_path_factory.mktemp("nginx"), port, **processes.ports) as at:
        _wait_for_port(port)
        yield at


def _wait_for_port(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("nginx did not start")


@pytest.fixture
def browser_context_args() -> dict[str, Any]:
    return {"ignore_https_errors": True, "viewport": SCREEN}


@pytest.fixture
def open_on(
    address: str, new_context: Callable[..., BrowserContext]
) -> Iterator[Callable[..., Page]]:
    """Open a browser that stays with one of the processes, and sign somebody in."""
    with ExitStack() as contexts:

        def page_on(process: str, account: str) -> Page:
            context = new_context(base_url=address)
            contexts.callback(context.close)
            context.set_default_timeout(LONGEST_WAIT)
            context.add_cookies([{"name": "ita_process", "value": process, "url": address}])
            page = context.new_page()
            sign_in(page, account, "./")
            return page

        yield page_on


def process_of(page: Page) -> str:
    """The process that a browser stays with."""
    return next(c["value"] for c in page.context.cookies() if c["name"] == "ita_process")


def choose(page: Page) -> None:
    open_page(page, f"submit?{OF_RETURN}")
    page.locator("input[type=file]").set_input_files(
        {"name": "แบบรายงาน.xlsx", "mimeType": "application/octet-stream", "buffer": a_return()}
    )
    page.get_by_text("ยืนยันส่งตามนี้").wait_for()
    settle(page)


def send(page: Page) -> None:
    page.get_by_text("ยืนยันส่งตามนี้").click()
    page.get_by_role("button", name="ส่ง 1 ไฟล์").click()
    expect(page.get_by_text("ระบบรับไว้แล้ว 1 ไฟล์")).to_be_visible()


def test_a_return_sent_on_one_process_is_reviewed_on_the_other_though_one_is_killed(
    processes: _Processes, open_on: Callable[..., Page], database: str
) -> None:
    officer = open_on("first", "officer")
    province = open_on("second", "province")
    open_page(province, "review?year=2568&round=6")
    choose(officer)
    assert (process_of(officer), process_of(province)) == ("first", "second")

    # The process of the officer is killed before the file is sent: the page says so, by itself.
    processes.kill("first")
    expect(officer.get_by_text(BEGAN_ANEW)).to_be_visible()
    expect(officer.get_by_text("ยังไม่มีไฟล์ใดถูกส่ง")).to_be_visible()
    assert process_of(officer) == "second"
    expect(province.get_by_text(BEGAN_ANEW)).to_have_count(0)

    # The officer goes on with the other process, also once the first is there again.
    processes.start("first")
    choose(officer)
    send(officer)
    assert process_of(officer) == "second"

    # The province reviews on the process that the officer does not use.
    other = open_on("first", "province")
    open_page(other, f"review?{OF_RETURN}")
    accept = other.get_by_role("button", name="บันทึกว่าผ่านการตรวจสอบ (ฉบับที่ 1)").first
    expect(accept).to_be_visible()
    accept.click()
    other.get_by_role("button", name="บันทึกว่าผ่านการตรวจสอบ", exact=True).click()
    expect(other.get_by_text("ผ่านการตรวจสอบแล้ว").first).to_be_visible()
    open_page(officer, f"submit?{OF_RETURN}")
    expect(officer.get_by_text("ผ่านการตรวจสอบ").first).to_be_visible()

    runner = CliRunner(env={"ITA_NOW": NOW, "ITA_DATABASE_URL": database})
    verified = runner.invoke(main, ["verify"])
    assert verified.exit_code == 0, verified.output


def test_the_first_load_is_small_and_breaks_no_rule_of_the_content_security_policy(
    open_on: Callable[..., Page],
) -> None:
    page = open_on("second", "province")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[int] = []
    complaints: list[str] = []
    session.on("Network.loadingFinished", lambda e: received.append(e["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived",
        lambda e: received.append(len(e["response"]["payloadData"]) * 3 // 4),
    )
    page.on("console", lambda message: complaints.append(message.text))
    open_page(page, "./")
    assert sum(received) <= MOST_BYTES
    for name in ("scores?section=all", "measures", "agencies", "year", "help"):
        open_page(page, name)
        for chart in page.locator(".plot-area").all():
            chart.scroll_into_view_if_needed()
        settle(page)
    assert not [text for text in complaints if "Content Security Policy" in text]


def test_a_personal_file_comes_through_nginx_and_its_key_is_in_no_log(
    open_on: Callable[..., Page], processes: _Processes
) -> None:
    page = open_on("second", "province")
    open_page(page, "agency?year=2567&round=12&agency=001")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="ดาวน์โหลดไฟล์ต้นฉบับ").click()
    assert Path(downloading.value.path()).read_bytes()[:2] == b"PK"
    log = processes.log("second")
    assert "send_personal_file" in log and "key=" not in log


def test_nginx_takes_the_configuration_without_a_warning(tmp_path: Path) -> None:
    main_file = write_configuration(tmp_path, 8501, 8502, 8443)
    command = [nginx(), "-e", str(tmp_path / "error.log"), "-t", "-c", str(main_file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0 and "warn" not in checked.stderr, checked.stderr
