"""The severity and text of every finding. Texts are English message ids with placeholders."""

from collections.abc import Mapping
from typing import NamedTuple

from itadata.findings.codes import Code, Severity
from itadata.findings.texts.files import FILE_ERRORS, FILE_WARNINGS
from itadata.findings.texts.frameworks import FRAMEWORK_ERRORS, FRAMEWORK_WARNINGS
from itadata.findings.texts.returns import RETURN_ERRORS, RETURN_WARNINGS
from itadata.findings.texts.scores import SCORE_ERRORS, SCORE_WARNINGS
from itadata.findings.texts.users import USER_ERRORS


class FindingText(NamedTuple):
    """The severity of a code and its message id."""

    severity: Severity
    message: str


_ERRORS = {**FILE_ERRORS, **FRAMEWORK_ERRORS, **USER_ERRORS, **SCORE_ERRORS, **RETURN_ERRORS}
_WARNINGS = {**FILE_WARNINGS, **FRAMEWORK_WARNINGS, **SCORE_WARNINGS, **RETURN_WARNINGS}
TEXTS: Mapping[Code, FindingText] = {
    **{code: FindingText(Severity.ERROR, message) for code, message in _ERRORS.items()},
    **{code: FindingText(Severity.WARNING, message) for code, message in _WARNINGS.items()},
}
