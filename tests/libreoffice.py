"""LibreOffice without a screen, where the machine has it: what it opens, others open too."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")

needed = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")


def converted(path: Path, form: str, profile: Path) -> Path:
    """The file in another form (xlsx, pdf, csv), beside a profile of LibreOffice's own."""
    assert PROGRAM
    target = path.parent / "converted"
    subprocess.run(
        [
            PROGRAM,
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
