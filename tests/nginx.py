"""nginx with the configuration of `deploy/`, on free ports, in front of processes of the tests."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser import ROOT, free_port, running

CONFIGURATION = ROOT / "deploy" / "nginx"


def nginx() -> str:
    """The path of nginx on this machine. A test without it fails; it is never skipped."""
    path = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not path:
        raise RuntimeError("nginx is missing: run tests/install-nginx")
    return path


def write_configuration(folder: Path, first: int, second: int, port: int) -> Path:
    """The configuration of `deploy/` with ports, certificate and folders of a test."""
    site = (CONFIGURATION / "ita.conf").read_text(encoding="utf-8")
    processes = (CONFIGURATION / "processes.conf").read_text(encoding="utf-8")
    site = re.sub(r"listen \[::\].*\n", "", site)
    replacements = {
        ":8501": f":{first}",
        ":8502": f":{second}",
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{free_port()}",
        "ita.example.go.th": "127.0.0.1",
        "/etc/ssl/ita": str(folder),
        "/var/log/nginx": str(folder),
    }
    for old, new in replacements.items():
        assert old in site + processes, old
        site, processes = site.replace(old, new), processes.replace(old, new)
    (folder / "ita.conf").write_text(site, encoding="utf-8")
    (folder / "processes.conf").write_text(processes, encoding="utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    main = folder / "nginx.conf"
    main.write_text(
        f"{_user()}daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{temporary}\ninclude /etc/nginx/mime.types;\n"
        f"include {folder}/processes.conf;\ninclude {folder}/ita.conf;\n}}\n",
        encoding="utf-8",
    )
    _make_certificate(folder)
    return main


def _user() -> str:
    """Root runs nginx as another user, who could not use the folder of a test."""
    return "user root; " if hasattr(os, "geteuid") and os.geteuid() == 0 else ""


def _make_certificate(folder: Path) -> None:
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run([*request, "-subj", "/CN=127.0.0.1", *files], check=True, capture_output=True)


@contextmanager
def nginx_before(folder: Path, port: int, first: int, second: int) -> Iterator[str]:
    """nginx on a port, in front of two processes; gives the address of the application."""
    main = write_configuration(folder, first, second, port)
    command = [nginx(), "-e", str(folder / "error.log"), "-c", str(main)]
    with running(command, f"https://127.0.0.1:{port}/ita/") as address:
        yield address
