"""A real OpenID Connect provider, and the application signed in through it."""

import json
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import ROOT, free_port, running, served_at, settle

SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"
client_id = "ita"
client_secret = "secret"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""
TITLE = "ระบบติดตามผล ITA จังหวัดเชียงใหม่"


@contextmanager
def provider(*accounts: Mapping[str, object]) -> Iterator[str]:
    """A provider that knows accounts by their claims; gives its address."""
    port = free_port()
    claims = [part for each in accounts for part in ("--user-claims", json.dumps(each))]
    # The provider uses a part of Authlib that warns.
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", f"--port={port}"]
    with running([*command, *claims], f"http://localhost:{port}") as issuer:
        _wait_for(f"{issuer}/.well-known/openid-configuration")
        yield issuer


def _wait_for(address: str) -> None:
    for _ in range(300):
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {address}")


@contextmanager
def signed_in_application(issuer: str, folder: Path, **environment: str) -> Iterator[str]:
    """The application with sign-in by a provider; gives its address."""
    port = free_port()
    address = f"http://localhost:{port}"
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.format(address=address, secret="s" * 40, issuer=issuer))
    script = ROOT / "dashboard.py"
    with served_at(port, script, f"--secrets.files={secrets}", ITA_SINGLE_USER="", **environment):
        yield address


def sign_in(page: Page, account: str, address: str = "/") -> None:
    """Sign in at the provider as an account, by its subject."""
    page.goto(address)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.get_by_role("button", name=account, exact=True).click()
    settle(page)


def sign_out(page: Page) -> None:
    """Sign out here and at the provider."""
    page.locator(".st-key-roles button").first.click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="เข้าสู่ระบบ")).to_be_visible()
