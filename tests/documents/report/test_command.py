"""`python -m itadata report`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from itadata.cli import main
from tests.documents.report.conftest import cells, opened, rows, text


def run(database: Path, *arguments: object) -> Result:
    environment = {"ITA_DATABASE_URL": f"sqlite:///{database}"}
    return CliRunner(env=environment).invoke(main, ["report", *map(str, arguments)])


def test_it_writes_the_report_with_what_is_chosen(sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "รายงาน.docx"
    how = ("--digits", "thai", "--annex", "missing", "--annex", "definitions")
    result = run(sample_file, "--year", "2567", *how, "--misprints", "mend", "-o", path)
    assert result.exit_code == 0 and not result.stdout
    assert "มาตรการที่ 2: ลำดับข้อข้ามข้อ 2" in result.stderr
    document = opened(path.read_bytes())
    assert "พ.ศ. ๒๕๖๗" in text(document)
    assert len(document.tables) == 3 and len(rows(document)) == 8
    assert "บุคคลากร" not in "".join(map(str, cells(document.tables[0])))


def test_it_writes_an_agencys_page(sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    result = run(sample_file, "--year", "2567", "--agency", "003", "-o", path)
    assert result.exit_code == 0
    assert "สำนักงานที่ดินจังหวัดเชียงใหม่" in text(opened(path.read_bytes()))


def test_an_earlier_round_is_named(sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    run(sample_file, "--year", "2567", "--round", "6", "-o", path)
    assert "รายงานรอบ 6 เดือนแรก" in text(opened(path.read_bytes()))


@pytest.mark.slow
def test_it_writes_a_pdf(sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    assert run(sample_file, "--year", "2567", "--agency", "003", "-o", path).exit_code == 0
    assert path.read_bytes().startswith(b"%PDF-")


MISUSES = (
    ("--year", "2567", "-o", "r.odt"),
    ("--year", "2567", "--agency", "003", "--annex", "missing", "-o", "r.docx"),
    ("--year", "2563", "-o", "r.docx"),
    ("--year", "2567", "--agency", "999", "-o", "r.docx"),
    ("--year", "2567", "--round", "9", "-o", "r.docx"),
)


def test_a_misuse_is_a_sentence_and_no_file(
    sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in MISUSES:
        result = run(sample_file, *arguments)
        assert result.exit_code == 2 and result.stderr and "Traceback" not in result.output
        assert not list(tmp_path.iterdir())
