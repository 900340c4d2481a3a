"""The findings of one file, bounded while they are made: all are counted, the first are kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from itadata.findings.codes import Code, Severity
from itadata.findings.finding import Finding
from itadata.findings.texts import TEXTS
from itadata.language import _

MAX_OF_CODE = 50
MAX_KEPT = 1_000
_MAX_VALUE = 1_000  # characters kept of a cell; one text may stand in thousands of cells


class Findings(list[Finding]):
    """A list of the first 50 findings of each code; `left_out` counts the others.

    Every code that occurred is in the list, so that it says alone whether a file is refused.
    """

    def __init__(
        self, *parts: Iterable[Finding], left_out: Mapping[Code, int] | None = None
    ) -> None:
        super().__init__()
        self.left_out: Counter[Code] = Counter(left_out)
        self._of_code: Counter[Code] = Counter()
        self._keys: dict[Code, set[tuple[str | None, ...]]] = {}
        for part in parts:
            self.extend(part)

    @property
    def errors(self) -> int:
        """The number of errors, those left out included."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """The number of warnings, those left out included."""
        return self._count(Severity.WARNING)

    def _count(self, severity: Severity) -> int:
        listed = sum(finding.severity is severity for finding in self)
        return listed + sum(n for c, n in self.left_out.items() if TEXTS[c].severity is severity)

    def left_out_as_json(self) -> dict[str, int]:
        """The field `left_out` of `check --json`, as the store keeps it too."""
        return {str(code): number for code, number in self.left_out.items()}

    def left_out_texts(self) -> list[str]:
        """A sentence for each code of which there are more: how many, and one of them."""
        firsts = {finding.code: finding.full_message() for finding in reversed(self)}
        text = _("{n} more like this are counted and not listed: {finding}")
        return [
            text.format(n=f"{number:,}", finding=firsts.get(code, code))
            for code, number in self.left_out.items()
        ]

    def append(self, finding: Finding) -> None:
        """Add a finding, or count it where its code has enough."""
        if self._of_code[finding.code] >= MAX_OF_CODE:
            self.left_out[finding.code] += 1
            return
        self._of_code[finding.code] += 1
        if finding.value and len(finding.value) > _MAX_VALUE:
            finding = replace(finding, value=finding.value[: _MAX_VALUE - 1] + "…")
        super().append(finding)

    def append_once(self, finding: Finding) -> None:
        """Add a finding unless the same one is there, or was the last one to be counted."""
        details = finding.details.values()
        key = (finding.sheet, finding.cell, finding.value, finding.expected, *details)
        keys = self._keys.setdefault(finding.code, set())
        if key in keys:
            return
        if len(keys) > MAX_OF_CODE:
            keys.clear()
        keys.add(key)
        self.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings, and what another list has counted."""
        for finding in findings:
            self.append(finding)
        if isinstance(findings, Findings):
            self.left_out += findings.left_out

    def __iadd__(self, findings: Iterable[Finding]) -> "Findings":  # type: ignore[override,misc]
        self.extend(findings)
        return self

    def without_errors(self) -> "Findings":
        """The warnings among them."""
        left_out = {code: n for code, n in self.left_out.items() if _is_warning(code)}
        return Findings((each for each in self if _is_warning(each.code)), left_out=left_out)

    def limited(self) -> "Findings":
        """The first 1,000 in the same order, errors before warnings; the others are counted."""
        warnings = MAX_KEPT - sum(not _is_warning(finding.code) for finding in self)
        limited = Findings(left_out=self.left_out)
        for finding in self:
            is_warning = _is_warning(finding.code)
            if len(limited) == MAX_KEPT or (is_warning and warnings <= 0):
                limited.left_out[finding.code] += 1
                continue
            warnings -= is_warning
            limited.append(finding)
        return limited


def _is_warning(code: Code) -> bool:
    return TEXTS[code].severity is Severity.WARNING
