"""The text of every finding in English; the Thai is in the catalogue of `itadata.language`."""

from collections.abc import Mapping

from itadata.findings.codes import Code
from itadata.findings.texts.of_files import FILES
from itadata.findings.texts.of_frameworks import FRAMEWORKS
from itadata.findings.texts.of_returns import RETURNS
from itadata.findings.texts.of_scores import SCORES
from itadata.findings.texts.text import Text

TEXTS: Mapping[Code, Text] = {**FILES, **FRAMEWORKS, **SCORES, **RETURNS}
