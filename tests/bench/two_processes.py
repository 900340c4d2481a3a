"""Two processes behind nginx with PostgreSQL, a hundred sessions, ten of them submitting."""

import asyncio
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from itadata.access import Role, UserRecord, operator
from itadata.intake.sample import load_sample
from itadata.intake.users import add_user
from itadata.store import Store
from tests import postgres
from tests.attacker import ISSUER, SECRET, sign_in_cookie
from tests.bench.pages import PAGES
from tests.bench.sessions import Session, session
from tests.bench.submitting import filled_return, in_first_round
from tests.bench.users import THINKING
from tests.browser import free_port, running, wait_until_healthy
from tests.builders import with_comment
from tests.nginx import nginx_before
from tests.provider import SECRETS

BROWSING, SUBMITTING, ON_ONE = 90, 10, 50
SECONDS = float(os.environ.get("SECONDS", "120"))
_YEAR, _MONTHS = 2568, 6
_SUBMIT = f"submit?year={_YEAR}&round={_MONTHS}"
_LOOKING = "nok"  # the account of everybody who only looks
_MOST_TRIES = 3  # of a file
_NAMES = ("first", "second")  # the processes, in the cookie of nginx


@dataclass
class Load:
    """What sessions met: seconds of runs and of submissions, and what the parts took."""

    seconds: float
    runs: list[float] = field(default_factory=list)
    submissions: list[float] = field(default_factory=list)
    shares: Mapping[str, float] = field(default_factory=dict)
    megabytes: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def row(self) -> str:
        """The cells of a table."""
        p95 = statistics.quantiles(self.runs, n=20)[-1]
        return (
            f"{len(self.runs) / self.seconds:.1f} | {statistics.median(self.runs):.2f} s "
            f"| {p95:.2f} s | {_median(self.submissions)} | {len(self.submissions)}"
        )


def _median(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds):.2f} s" if seconds else "–"


def two_processes(folder: Path) -> list[str]:
    """Lines for the report: one process with fifty sessions, then two with a hundred."""
    with in_first_round(), _database() as (server, url):
        files = _returns_of_missing(url)
        first = dict(list(files.items())[:1])
        with _processes(folder, url, 1) as (address, parts):
            quiet = asyncio.run(_crowd(address, parts, 0, first, SECONDS / 4))
            one = asyncio.run(_crowd(address, parts, ON_ONE, first, SECONDS))
        with _processes(folder, url, 2) as (address, parts):
            parts["PostgreSQL"] = [server]
            two = asyncio.run(_crowd(address, parts, BROWSING, files, SECONDS))
        sent = len(quiet.submissions) + len(one.submissions) + len(two.submissions)
        stored = _versions(url)
        assert stored == sent, f"{sent} submissions have a receipt, {stored} are stored"
    return _lines(quiet, one, two)


def _lines(quiet: Load, one: Load, two: Load) -> list[str]:
    ratios = [
        statistics.median(two.runs) / statistics.median(one.runs),
        statistics.median(one.submissions) / statistics.median(quiet.submissions),
    ]
    shares = ", ".join(f"{name} {share:.0%}" for name, share in two.shares.items())
    sizes = ", ".join(
        f"{name} {before:.0f} → {after:.0f} MB"
        for name, (before, after) in two.megabytes.items()
        if name in _NAMES
    )
    return [
        f"Sessions without a browser, signed in, for {two.seconds:.0f} s each, who change pages "
        f"and filters with {THINKING[0]:g} to {THINKING[1]:g} s to think; clients, database and "
        "servers share the processors:",
        "",
        "| what | runs a second | median | p95 | a submission | submissions |",
        "|---|---|---|---|---|---|",
        f"| one process, {ON_ONE} sessions, one submitting | {one.row} |",
        f"| two processes, nginx, {BROWSING + SUBMITTING} sessions, {SUBMITTING} submitting "
        f"| {two.row} |",
        "",
        f"Two processes with twice the sessions take **{ratios[0]:.2f} ×** as long at the median "
        f"(wanted ≤ 1.5). A submission beside {ON_ONE} sessions takes **{ratios[1]:.2f} ×** as "
        f"long as alone ({_median(quiet.submissions)}; wanted ≤ 2). Of the processors' time: "
        f"{shares}. Memory: {sizes} (required ≤ 600 MB). No error; nothing lost, nothing doubled.",
    ]


# --- what runs -----------------------------------------------------------------------------


@contextmanager
def _database() -> Iterator[tuple[psutil.Process, str]]:
    """PostgreSQL with the sample and users: its process, and the address."""
    with postgres.postgres_server() as server:
        postgres.execute(server, "CREATE DATABASE bench")
        url = str(server.get_uri(database="bench"))
        store = Store.open(url)
        load_sample(store, lambda fraction: None)
        add_user(store, operator("bench"), _user(_LOOKING, Role.PROVINCE))
        for code in _returns_of_missing(url):
            add_user(store, operator("bench"), _user(code, Role.OFFICER, code))
        store.close()
        yield psutil.Process(server.get_pid()), url


def _user(account: str, role: Role, *codes: str) -> UserRecord:
    return UserRecord(f"{account}@example.go.th", account, role, codes)


def _returns_of_missing(url: str) -> dict[str, bytes]:
    """Returns, by the codes of agencies that have not reported yet."""
    store = Store.open(url)
    with store.snapshot() as snapshot:
        versions = snapshot.versions(_YEAR)
        reported = set(versions.loc[versions["round"] == _MONTHS, "agency_code"])
        framework = snapshot.frameworks()[_YEAR]
    store.close()
    missing = [each for each in framework.expected(_MONTHS) if each.code not in reported]
    return {each.code: filled_return(framework, each) for each in missing[:SUBMITTING]}


def _versions(url: str) -> int:
    """The versions from agencies of the list, which had none."""
    store = Store.open(url)
    with store.snapshot() as snapshot:
        events = snapshot.events()
    store.close()
    by_users = events["by"].str.startswith("user:")
    return int((by_users & (events["action"] == "return-accepted")).sum())


@contextmanager
def _processes(
    folder: Path, url: str, number: int
) -> Iterator[tuple[str, dict[str, list[psutil.Process]]]]:
    """Processes of the application, two of them behind nginx: address, and what runs by name."""
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.format(address=ISSUER, secret=SECRET, issuer=ISSUER))
    before = {child.pid for child in psutil.Process().children()}
    parts: dict[str, list[psutil.Process]] = {}
    with ExitStack() as stack:
        ports = [free_port() for _ in range(number)]
        for name, port in zip(_NAMES, ports, strict=False):
            stack.enter_context(_process(port, secrets, url))
            wait_until_healthy(f"http://127.0.0.1:{port}/ita")
            parts[name] = _new_children(before)
        address = f"http://127.0.0.1:{ports[0]}/ita"
        if number == 2:
            port = free_port()
            stack.enter_context(nginx_before(folder, port, *ports))
            parts["nginx"] = _new_children(before)
            address = f"https://127.0.0.1:{port}/ita"
        yield address, parts


def _process(port: int, secrets: Path, url: str) -> Any:
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}"]
    options = ["--server.baseUrlPath=ita", f"--secrets.files={secrets}"]
    environment = {"ITA_DATABASE_URL": url, "ITA_SINGLE_USER": ""}
    return running([*command, *options], f"http://127.0.0.1:{port}/ita", **environment)


def _new_children(before: set[int]) -> list[psutil.Process]:
    new = [child for child in psutil.Process().children() if child.pid not in before]
    before |= {child.pid for child in new}
    return new


# --- the sessions --------------------------------------------------------------------------


async def _crowd(
    address: str,
    parts: Mapping[str, list[psutil.Process]],
    browsing: int,
    files: Mapping[str, bytes],
    seconds: float,
) -> Load:
    """Let officers submit these files by agency, and others browse, for so many seconds."""
    load = Load(seconds)
    began = time.perf_counter()
    until = began + seconds
    before, warm = _used(parts), _sizes(parts)
    async with asyncio.TaskGroup() as group:
        for number in range(browsing):
            group.create_task(_browse(address, number, until, load))
        for number, (code, file) in enumerate(files.items()):
            group.create_task(_submit(address, number, code, file, until, load))
        await asyncio.sleep(seconds / 4)
        warm = _sizes(parts)
    used = {name: seconds - before[name] for name, seconds in _used(parts).items()}
    load.seconds = time.perf_counter() - began
    load.shares = {name: each / sum(used.values()) for name, each in used.items()}
    load.megabytes = {name: (warm[name], size) for name, size in _sizes(parts).items()}
    return load


async def _browse(address: str, number: int, until: float, load: Load) -> None:
    chance = random.Random(number)
    pages = [page.address for page in PAGES]
    async with session(address, _cookie(address, number, _LOOKING)) as visitor:
        while time.perf_counter() < until:
            await _timed(load.runs, visitor.open(_with_filter(chance.choice(pages), chance)))
            await asyncio.sleep(chance.uniform(*THINKING))


def _with_filter(page: str, chance: random.Random) -> str:
    return f"{page}&search={chance.choice('กขคงจชตทนปพมรลวสหอ')}"


async def _submit(
    address: str, number: int, code: str, file: bytes, until: float, load: Load
) -> None:
    chance = random.Random(code)
    async with session(address, _cookie(address, number, code)) as officer:
        for version in range(1_000):
            if time.perf_counter() > until:
                return
            await officer.open(f"{_SUBMIT}&agency={code}")
            content = with_comment(file, f"{until} {version}")
            await _timed(load.submissions, _send(officer, content))
            await asyncio.sleep(chance.uniform(*THINKING))


async def _send(officer: Session, content: bytes) -> None:
    """Send a file as an officer does, who confirms its warnings, and anew where others came."""
    for _try in range(_MOST_TRIES):
        await officer.choose("files_", "return.xlsx", content)
        await officer.press("submit", confirm="confirmed_")
        if "print_receipts" in officer.widgets:
            return
    raise AssertionError("a file has no receipt")


async def _timed(seconds: list[float], task: Any) -> None:
    started = time.perf_counter()
    await task
    seconds.append(time.perf_counter() - started)


def _cookie(address: str, number: int, account: str) -> str:
    process = f"ita_process={_NAMES[number % 2]}"
    return f"{process}; {sign_in_cookie(address.removesuffix('/ita'), account)}"


# --- what the parts take -------------------------------------------------------------------


def _used(parts: Mapping[str, list[psutil.Process]]) -> dict[str, float]:
    """Seconds of the processors, by part; the clients are this process."""
    used = {name: sum(map(_seconds, processes)) for name, processes in parts.items()}
    return used | {"clients": sum(psutil.Process().cpu_times()[:2])}


def _seconds(process: psutil.Process) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in [process, *process.children(recursive=True)])


def _sizes(parts: Mapping[str, list[psutil.Process]]) -> dict[str, float]:
    """Megabytes of each part, without its children."""
    return {
        name: sum(process.memory_info().rss for process in processes) / 1024**2
        for name, processes in parts.items()
    }
