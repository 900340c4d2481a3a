"""No line of a PDF ends inside a Thai word; the copy that becomes the PDF has the same text."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from pythainlp.tokenize import word_tokenize

from itadata.documents import to_pdf
from itadata.documents.line_breaks import BREAK, WORD_JOINER, keep_words_whole
from itadata.documents.pdf import with_edited_xml
from itadata.documents.report import Annex, Report, ReportOptions, write_report
from itadata.documents.use_of_results import write_use_of_results
from itadata.store import Store
from itadata.thai import strip_marks
from tests.documents.report.conftest import OPERATOR, opened
from tests.documents.test_pdf import letters, read

_ALL = ReportOptions(annexes=tuple(Annex))
_INVISIBLE = str.maketrans("", "", WORD_JOINER + BREAK)
_THAI_ENDS = re.compile("[ก-๛]{2}")
_MARK_APART = re.compile(r"\s+(?=[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])")  # as pdftotext has them


def paragraphs(document: Any) -> list[str]:
    """The text of each paragraph, of tables too."""
    every = document.element.body.iter(qn("w:p"))
    return ["".join(each.text or "" for each in p.iter(qn("w:t"))) for p in every]


def test_the_copy_that_becomes_the_pdf_has_the_text_of_the_document(sample: Store) -> None:
    content = write_report(sample, OPERATOR, 2567, _ALL).content
    copied = paragraphs(opened(with_edited_xml(content, keep_words_whole)))
    assert copied != paragraphs(opened(content))
    assert [text.translate(_INVISIBLE) for text in copied] == paragraphs(opened(content))


def test_a_word_over_two_runs_stays_whole() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>".format
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    marked = keep_words_whole(f"<w:p {names}>{run('เป็นก')}{run('รอบ E-Service')}</w:p>")
    shown = re.sub("<[^>]*>", "", marked).replace(WORD_JOINER, "_").replace(BREAK, "|")
    assert shown == "เป็_น|ก_ร_อ_บ _E-_Service"


@pytest.mark.slow
@pytest.mark.parametrize(
    "write",
    [
        lambda store: write_report(store, OPERATOR, 2567, _ALL),
        lambda store: write_report(store, OPERATOR, 2568, _ALL),
        lambda store: write_use_of_results(store, OPERATOR, 2567),
    ],
    ids=["2567", "2568", "use of results"],
)
def test_no_line_of_a_report_ends_inside_a_word_of_the_dictionary(
    sample: Store, tmp_path: Path, write: Callable[[Store], Report]
) -> None:
    content = write(sample).content
    written = paragraphs(opened(content))
    text = read(to_pdf(content), tmp_path)
    assert not letters("".join(written)) - letters(text)
    bare = {_bare(each) for each in written}
    ends = {end for end in line_ends(text) if any("".join(end) in each for each in bare)}
    assert len(ends) > 20
    split = {"|".join(map(_bare, word_tokenize(each, engine="newmm"))) for each in written}
    assert [end for end in ends if not any(_ends_a_word(end, each) for each in split)] == []


def line_ends(text: str) -> set[tuple[str, str]]:
    """The letters before and after each end of a line that stands between two Thai letters."""
    lines = [_bare(line) for line in _MARK_APART.sub("", text).splitlines()]
    return {
        (one[-9:], two[:9])
        for one, two in pairwise(lines)
        if _THAI_ENDS.match(f"{one[-1:]}{two[:1]}")
    }


def _ends_a_word(end: tuple[str, str], words: str) -> bool:
    """Whether the words, with "|" between them, have an end where the line has one."""
    before, after = ("[|]*".join(map(re.escape, part)) for part in end)
    return re.search(f"{before}[|]+{after}", words) is not None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", strip_marks(text))
