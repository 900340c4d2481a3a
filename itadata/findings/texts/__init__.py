"""The text of every finding in English; the Thai is in the catalogue of `itadata.language`."""

from collections.abc import Mapping

from itadata.findings.codes import Code
from itadata.findings.texts.files import FILES
from itadata.findings.texts.finding_text import FindingText
from itadata.findings.texts.frameworks import FRAMEWORKS
from itadata.findings.texts.returns import RETURNS
from itadata.findings.texts.scores import SCORES

TEXTS: Mapping[Code, FindingText] = {**FILES, **FRAMEWORKS, **SCORES, **RETURNS}
