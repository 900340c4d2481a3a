"""Many findings of one file: all are counted, the first of each code are kept."""

from itadata.findings import Code, Finding, Findings


def _findings(code: Code, number: int) -> list[Finding]:
    return [Finding(code, "แผ่น", f"A{row}", "x") for row in range(1, number + 1)]


def test_the_first_fifty_of_a_code_are_kept_and_the_others_counted() -> None:
    many = Findings(_findings(Code.STATUS_UNKNOWN, 480), _findings(Code.EVIDENCE_MISSING, 3))
    assert [finding.cell for finding in many] == [
        *(f"A{row}" for row in range(1, 51)),
        *("A1", "A2", "A3"),
    ]
    assert (many.left_out, many.errors, many.warnings) == ({Code.STATUS_UNKNOWN: 430}, 480, 3)


def test_what_other_lists_have_counted_is_counted_together() -> None:
    parts = [Findings(_findings(Code.STATUS_UNKNOWN, 60)) for _ in range(3)]
    assert Findings(*parts).errors == 180


def test_of_more_than_a_thousand_the_errors_are_kept() -> None:
    findings = Findings(*(_findings(code, 60) for code in Code))
    limited = findings.limited()
    assert (limited.errors, limited.warnings) == (findings.errors, findings.warnings)
    assert len(limited) == 1_000 < len(findings)
    kept = [finding for finding in findings if finding.severity == "error"][:1_000]
    assert [finding for finding in limited if finding.severity == "error"] == kept


def test_the_same_finding_of_many_rows_is_one() -> None:
    findings = Findings()
    for row in range(200):
        for _ in range(3):
            findings.append_once(Finding(Code.VALUE_MISSING, "แผ่น", f"A{row}"))
    assert findings.errors == 200


def test_a_long_value_is_kept_in_part() -> None:
    [finding] = Findings([Finding(Code.STATUS_UNKNOWN, value="ก" * 32_767)])
    assert finding.value == "ก" * 999 + "…"


def test_a_sentence_names_how_many_more_there_are_and_one_of_them() -> None:
    [text] = Findings(_findings(Code.STATUS_UNKNOWN, 1_060)).left_out_texts()
    assert "1,010" in text and "A1" in text
