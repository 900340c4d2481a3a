"""Where a line of a PDF may end: between two words of the dictionary, never inside one.

LibreOffice breaks Thai by a dictionary of its own, also inside a word ("เป็นก|รอบ"). Characters
without a width tell it where it may: they stand only in the copy that becomes the PDF.
"""

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

WORD_JOINER = "\N{WORD JOINER}"
BREAK = "\N{ZERO WIDTH SPACE}"

_THAI = re.compile("[ก-๛]")
# A vowel or a mark never begins a line, nor does the letter after a vowel that stands before it.
_LETTER = re.compile("(?<![เ-ไ])(?=[ก-ฮเ-ไ])")
# After Thai, LibreOffice would break a number or a Latin word behind its first letters.
_TIED = re.compile(r"(?<=\s)(?=[0-9๐-๙A-Za-z])|(?<=-)(?=[A-Za-z])|(?=[ฯๆ])")
_PARAGRAPH, _TEXT = qn("w:p"), qn("w:t")
_GAPS = (qn("w:br"), qn("w:tab"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def keep_words_whole(xml: str) -> str:
    """A part of a document in which no line ends inside a Thai word, a number or "E-Service"."""
    if not _THAI.search(xml):
        return xml
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(xml.encode(), parser)
    for paragraph in root.iter(_PARAGRAPH):
        _mark(paragraph)
    marked: str = etree.tostring(root, encoding="unicode")
    return marked


def _mark(paragraph: Any) -> None:
    """Put in the characters of a paragraph, whose words may go on over several runs."""
    text = ""
    runs = []
    for element in paragraph.iter(_TEXT, *_GAPS):
        if element.tag == _TEXT:
            runs.append((element, len(text)))
            text += element.text or ""
        else:
            text += "\n"
    marks = _marks(text)
    for element, start in runs:
        letters = enumerate(element.text or "", start)
        element.text = "".join(f"{marks.get(place, '')}{letter}" for place, letter in letters)
        element.set(_SPACE, "preserve")


def _marks(text: str) -> Mapping[int, str]:
    """A joiner or a place to break, by the position of the character that it stands before."""
    if not _THAI.search(text):
        return {}
    marks = {}
    start = 0
    for word in words(text):
        if start and _THAI.match(word) and _THAI.match(text, start - 1):
            marks[start] = BREAK
        end = start + len(word)
        marks |= {m.start(): WORD_JOINER for m in _LETTER.finditer(text, start + 1, end)}
        start = end
    return marks | {match.start(): WORD_JOINER for match in _TIED.finditer(text)}


def words(text: str) -> Iterator[str]:
    """The words of a text and what stands between them; together they are the text."""
    # Its dictionary takes long to read, and is not needed before a PDF is made.
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")  # else it makes a folder for downloads
    from pythainlp.tokenize import word_tokenize

    # The text of a report has no end to its sentences: "safe" bounds the time of long ones.
    yield from word_tokenize(text, engine="newmm-safe", join_broken_num=False)
