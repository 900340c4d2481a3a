"""LibreOffice without a screen: what it opens, others open too."""

import shutil
import subprocess
from pathlib import Path


def program() -> str:
    """LibreOffice of this machine. A test without it fails; it is never skipped."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if not path:
        raise RuntimeError("LibreOffice is missing: tests/install-office installs it")
    return path


def converted(path: Path, form: str, profile: Path) -> Path:
    """The file in another form (xlsx, pdf, csv), beside a profile of LibreOffice's own."""
    target = path.parent / "converted"
    subprocess.run(
        [
            program(),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(target),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return target / f"{path.stem}.{form}"
